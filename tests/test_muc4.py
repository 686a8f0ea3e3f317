"""MUC-4: the score, the format, the fillers made of claims, and a run that outlives a failure."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.bench.muc4.ceaf import count, figures, matched, normalised
from claimx.bench.muc4.data import ROLES, Case, read_cases
from claimx.bench.muc4.evaluation import evaluate
from claimx.bench.muc4.roles import find_fillers
from claimx.bench.muc4.trivial import trivial_fillers
from claimx.bench.muc4.truecase import Truecaser
from claimx.cli.bench_tasks import muc4_command
from claimx.errors import CorpusError
from claimx.language import analyse
from claimx.scoring.table import make_table

NONE = {role: () for role in ROLES}
TEXT = (
    "unidentified gunmen killed union leader maria luisa gomez in san salvador on monday.  a bomb "
    "destroyed two buses and a bridge near the capital.  police blamed the guerrillas."
)


def test_a_mention_is_compared_without_case_articles_and_marks():
    assert normalised('The "Harbour"  Post') == "harbour post"


@pytest.mark.parametrize(
    ("gold", "predicted", "pairs"),
    [
        ([("guerrillas", "rebels")], [("the rebels",)], 1),
        ([("guerrillas", "rebels")], [("rebels", "guerrillas")], 1),
        ([("guerrillas",)], [("guerrillas", "soldiers")], 0),
        ([("guerrillas", "rebels")], [("rebels",), ("guerrillas",)], 1),
        ([("a bomb",), ("bomb", "car bomb")], [("bomb",), ("bomb",)], 2),
        ([("bomb", "mine"), ("bomb",)], [("bomb",), ("mine",)], 2),
        ([], [("bomb",)], 0),
        ([("bomb",)], [], 0),
        ([("bomb",)], [()], 0),
    ],
)
def test_entities_match_one_to_one_as_well_as_they_can(gold, predicted, pairs):
    assert matched(gold, predicted) == pairs


entities = st.lists(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=3).map(tuple), max_size=4
)


@given(entities, entities)
def test_matches_never_exceed_either_side(gold, predicted):
    assert matched(gold, predicted) <= min(len(gold), len(predicted))


@given(entities)
def test_an_entity_agrees_with_itself(gold):
    assert matched(gold, gold) == len(gold)


def test_scores_are_summed_over_roles_and_documents():
    bomb, bus = {**NONE, "Weapon": (("bomb",),)}, {**NONE, "Target": (("bus",),)}
    rows = {"1": count(bomb, bomb), "2": count(bus, bomb)}
    values = {figure.name: make_table(rows).value(figure) for figure in figures()}
    assert values["ceaf_ree.precision"] == 0.5
    assert values["ceaf_ree.recall"] == 0.5
    assert values["ceaf_ree.Weapon.f1"] == pytest.approx(2 / 3)
    assert values["ceaf_ree.Victim.f1"] is None


def line(number=1, **changed):
    extracts = {**{role: [] for role in ROLES}, "Weapon": [[["bomb", 3], ["a bomb", 1]]]}
    return json.dumps({"docid": f"D-{number}", "doctext": TEXT, "extracts": extracts, **changed})


@pytest.fixture
def write(tmp_path):
    def to_file(*lines):
        file = tmp_path / "dev.json"
        file.write_text("\n".join(lines) + "\n", "utf-8")
        return file

    return to_file


def test_a_document_is_read_with_its_entities(write):
    first, second = read_cases(write(line(), "", line(2)))
    assert (first.id, second.id) == ("D-1", "D-2")
    assert first.gold["Weapon"] == (("bomb", "a bomb"),)
    assert first.gold["Victim"] == ()


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([line(), line(2)[:40]], "line 2 is not JSON"),
        (["[]"], "line 1 is no MUC-4 document"),
        ([line(extracts={"Weapon": []})], "line 1 is no MUC-4 document"),
        ([line(extracts={**{r: [] for r in ROLES}, "Victim": [["x"]]})], "line 1"),
        ([line(doctext=" ")], "line 1 (D-1) has no text"),
        ([line(doctext=None)], "has no text"),
        ([line(), line()], "line 2 repeats the id 'D-1'"),
        ([""], "holds no documents"),
    ],
)
def test_a_fault_is_told_with_its_place(write, lines, fault):
    with pytest.raises(CorpusError) as told:
        read_cases(write(*lines))
    assert fault in str(told.value)
    assert "dev.json" in str(told.value)


def test_a_missing_or_unreadable_file_is_told(tmp_path):
    with pytest.raises(CorpusError, match="does not exist"):
        read_cases(tmp_path / "none.json")
    (tmp_path / "odd.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CorpusError, match="not readable text"):
        read_cases(tmp_path / "odd.json")


def test_the_floor_finds_listed_words_only():
    found = trivial_fillers("A bomb hit two buses. The guerrillas fled.")
    assert found["Weapon"] == (("bomb",),)
    assert found["PerpInd"] == (("guerrillas",),)
    assert found["Victim"] == ()


@pytest.fixture(scope="module")
def truecase(pipeline):
    return Truecaser.of_language(pipeline.nlp, pipeline.base)


def fillers(pipeline, truecase, text):
    document = pipeline(truecase(text))
    return find_fillers(document, analyse(pipeline.nlp, document.text, body=document.body))


def test_claims_of_a_caseless_text_become_fillers(pipeline, truecase):
    found = fillers(pipeline, truecase, TEXT)
    assert found["Victim"] == (("Maria Luisa Gomez",),)
    assert ("unidentified gunmen",) in [tuple(m.lower() for m in e) for e in found["PerpInd"]]
    assert {e[0] for e in found["Target"]} == {"buses", "bridge"}
    assert [e[0].lower() for e in found["Weapon"]] == ["bomb"]


def test_capitals_alone_give_the_same_fillers(pipeline, truecase):
    assert fillers(pipeline, truecase, TEXT.upper()) == fillers(pipeline, truecase, TEXT)


def test_a_text_without_an_attack_gives_nothing(pipeline, truecase):
    assert fillers(pipeline, truecase, "the ministers met in lima to discuss trade.") == NONE


class Failing:
    """A pipeline that reads nothing."""

    class extractor:
        name, version = "failing", "1"

    def __init__(self, real):
        self.nlp, self.base = real.nlp, real.base

    def __call__(self, text, **_):
        raise RuntimeError("no model")


def test_a_document_that_fails_is_counted_as_failed(pipeline):
    gold = {**NONE, "Weapon": (("bomb",),)}
    done = evaluate([Case("D-1", TEXT, gold)], Failing(pipeline))
    assert [(f.id, f.error) for f in done.failures] == [("D-1", "RuntimeError: no model")]
    assert done.figures["ceaf_ree.recall"].value == 0
    assert done.trivial["ceaf_ree.recall"].value == 1


def test_the_command_records_failures_and_exits_with_1(
    write, tmp_path, monkeypatch, pipeline, capsys
):
    import typer

    out = tmp_path / "result.json"
    monkeypatch.setattr("claimx.pipeline.load", lambda _: Failing(pipeline))
    with pytest.raises(typer.Exit) as ended:
        muc4_command(write(line()), out, "rules", 0)
    assert ended.value.exit_code == 1
    result = json.loads(out.read_text("utf-8"))
    assert result["failed"] == [{"id": "D-1", "error": "RuntimeError: no model"}]
    assert result["data"]["entities"]["Weapon"] == 1
    shown = capsys.readouterr()
    assert "ceaf_ree.f1" in shown.out
    assert "D-1 failed" in shown.err
