import json

import pytest
from batch_readers import load

from claimx.batch import BatchOptions, run_batch
from claimx.batch.engines import ENGINES
from claimx.cli.main import run as claimx

TEXTS = {
    "a.txt": "Judges jailed Ana Lupu. Guards freed Ion Rusu.",
    "b.txt": "Judges jailed Aná Lupu. Guards freed Vera Moss.",
    "c.txt": "Nothing was told.",
}


@pytest.fixture
def out(tmp_path, monkeypatch):
    monkeypatch.setitem(ENGINES, "here", "batch_readers:Here")
    source = tmp_path / "in"
    source.mkdir()
    for name, text in TEXTS.items():
        source.joinpath(name).write_text(text)
    run_batch([source], tmp_path / "out", BatchOptions(engine="here"), load=load)
    return str(tmp_path / "out")


@pytest.fixture
def ask(out, capsys):
    def asked(*arguments):
        assert claimx(["show", out, *arguments, "--format", "jsonl"]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return asked


def test_without_options_claims_are_counted_by_type(ask):
    assert ask() == [
        {"type": "RELEASE", "claims": 2, "documents": 2},
        {"type": "SENTENCE", "claims": 2, "documents": 2},
    ]


def test_claims_of_a_person_are_found_by_any_spelling_of_the_name(ask):
    assert [row["doc_id"] for row in ask("--person", "ana lupu")] == ["a.txt", "b.txt"]
    assert [row["whom"] for row in ask("--person", "MOSS")] == [["Vera Moss"]]
    assert ask("--person", "Nobody") == []


def test_claims_of_a_person_are_found_by_identifier(ask):
    assert [row["trigger"] for row in ask("--person", "nil:rusu")] == ["freed"]


def test_claims_are_found_by_type_in_any_case(ask):
    assert [row["type"] for row in ask("--type", "sentence", "--type", "ARREST")] == [
        "SENTENCE",
        "SENTENCE",
    ]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--since", "2024-02-10"], 4),
        (["--since", "2024-03"], 0),
        (["--until", "2024-01-31"], 0),
        (["--since", "2024", "--until", "2024"], 4),
        (["--place", "Dorn"], 0),
    ],
)
def test_a_claim_is_shown_where_its_time_may_lie_within_the_days(ask, options, found):
    assert len(ask(*options)) == found


def test_counts_can_be_by_person_and_of_what_was_asked(ask):
    assert ask("--count", "person", "--type", "SENTENCE")[0] == {
        "person": "The Judges",
        "claims": 2,
        "documents": 2,
    }
    assert ask("--count", "month") == [{"month": "2024-02", "claims": 4, "documents": 2}]


def test_what_is_left_out_by_the_limit_is_said(out, capsys):
    assert claimx(["show", out, "--type", "SENTENCE", "--limit", "1"]) == 0
    shown = capsys.readouterr()
    assert "1 of 2 claims" in shown.err
    assert "The Judges > Ana Lupu" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80


def test_json_is_one_list_with_the_evidence(out, capsys):
    assert claimx(["show", out, "--person", "moss", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["sentence"] == "Guards freed Vera Moss"
    assert row["origin"].endswith("b.txt")


def test_a_folder_without_claims_has_no_answers(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(ENGINES, "here", "batch_readers:Here")
    tmp_path.joinpath("in").mkdir()
    run_batch([tmp_path / "in"], tmp_path / "out", BatchOptions(engine="here"), load=load)
    assert claimx(["show", str(tmp_path / "out"), "--type", "ARREST"]) == 0
    assert capsys.readouterr().out == "no claims\n"


FAULTS = {
    "no run": (["show", "."], "is no folder of a run"),
    "type": (["show", "OUT", "--type", "ARESST"], "did you mean 'ARREST'"),
    "date": (["show", "OUT", "--since", "soon"], "date 'soon' cannot be read"),
    "count": (["show", "OUT", "--count", "colour"], "expected one of: type, person"),
    "format": (["show", "OUT", "--format", "xml"], "'xml' is unknown"),
}


@pytest.mark.parametrize(("arguments", "message"), FAULTS.values(), ids=FAULTS)
def test_a_question_that_cannot_be_read_is_named(out, arguments, message, capsys):
    assert claimx([out if part == "OUT" else part for part in arguments]) == 2
    assert message in capsys.readouterr().err
