"""A person's case: dated steps with their evidence, what contradicts, what is not told."""

import json
from dataclasses import replace

import pytest
from merge_articles import ARREST, OTHER, article

from claimx.cli.main import run
from claimx.errors import InputError
from claimx.merge.case import make_case
from claimx.merge.case_page import case_to_html, case_to_json, quotes_of
from claimx.merge.stages import stages_by_type
from claimx.schema import load_vocabulary
from claimx.wire import document_to_lines

LATER = article(
    "a3",
    "Ana Petrel walked free on 3 June 2026. Ivo Sand, a baker, was arrested that day.",
    {"kind": "RELEASE", "trigger": "walked free", "victim": "Ana Petrel", "when": "2026-06-03"},
    {"kind": "ARREST", "trigger": "arrested", "victim": "Ivo Sand", "when": "2026-06-03"},
    published="2026-06-04",
    title="Out & <b>about</b>",
)
DEAD = article(
    "a4",
    "Ana Petrel died on 1 May 2024.",
    {"kind": "DEATH", "trigger": "died", "victim": "Ana Petrel", "when": "2024-05-01"},
    published="2026-07-01",
)


def case(*documents, asked="Ana Petrel", **fields):
    return make_case(asked, documents or (ARREST, OTHER, LATER), **fields)


@pytest.fixture
def archive(tmp_path):
    file = tmp_path / "claims.jsonl"
    lines = [line for document in (ARREST, OTHER, LATER) for line in document_to_lines(document)]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def test_steps_come_in_order_of_time():
    assert [(step.stage.name, step.event.when) for step in case().steps] == [
        ("arrest", "2024-05-06"),
        ("sentence", "2024-05-20"),
        ("release", "2026-06-03"),
    ]


def test_other_people_are_left_out():
    people = {person.name for step in case().steps for person in step.event.people}
    assert people == {"Ana Petrel"}


def test_each_step_carries_quote_article_and_speaker():
    arrest = case().steps[0].event.evidence[0]
    assert "arrested Ana Petrel on Monday" in arrest.quote
    assert (arrest.outlet, arrest.published) == ("The Harbour Post", "2024-05-21")
    assert (arrest.speaker, arrest.standing) == ("her lawyer", "supports")


def test_contradictions_are_told():
    assert case().contradictions == (
        "Sentence (2024-05-20): penalty — four years against six years",
    )


def test_gaps_are_told():
    gaps = case().gaps
    assert "Sentence is told, but no trial or charge or conviction before it" in gaps
    assert any("Nothing is dated between 2024-05-20 and 2026-06-03" in gap for gap in gaps)


def test_custody_without_an_end_is_a_gap():
    assert any("custody has no end" in gap for gap in case(ARREST, OTHER).gaps)
    assert not any("custody has no end" in gap for gap in case().gaps)


def test_what_is_dated_after_a_death_is_a_contradiction():
    told = case(ARREST, DEAD).contradictions
    assert any("after the death (2024-05-01)" in line for line in told)


def test_undated_steps_come_last():
    undated = replace(LATER, claims=tuple(replace(c, when=None) for c in LATER.claims))
    assert [step.event.when for step in case(ARREST, undated).steps] == [
        "2024-05-06",
        "2024-05-20",
        None,
    ]


def test_a_name_is_found_in_another_spelling():
    assert case(asked="Anna PETREL").articles == 3


def test_who_is_not_there_is_refused_with_names_like_it():
    with pytest.raises(InputError, match="like it are Ana Petrel"):
        case(asked="Ana Petrov")


def test_no_name_is_refused():
    with pytest.raises(InputError, match="no name"):
        case(asked=" ?! ")


def bearing(document, identifier):
    claims = tuple(
        replace(
            c,
            args=tuple(replace(a, nil_id=identifier) if a.role == "victim" else a for a in c.args),
        )
        for c in document.claims
    )
    return replace(document, claims=claims)


def test_two_bearers_of_a_name_are_asked_back():
    documents = bearing(ARREST, "nil:ana-petrel-1"), bearing(OTHER, "nil:ana-petrel-2")
    with pytest.raises(InputError, match="may be 2 people: nil:ana-petrel-1"):
        case(*documents)
    assert case(*documents, together=True).articles == 2
    assert case(*documents, asked="nil:ana-petrel-2").articles == 1


def test_the_page_escapes_what_articles_say():
    page = case_to_html(case())
    assert "Out &amp; &lt;b&gt;about" in page
    assert "<b>about" not in page
    assert "http" not in page


def test_json_holds_everything():
    data = json.loads(case_to_json(case()))
    assert data["name"] == "Ana Petrel"
    assert [step["label"] for step in data["steps"]] == ["Arrest", "Sentence", "Release"]
    assert data["steps"][0]["event"]["evidence"][0]["quote"]


@pytest.mark.parametrize("format_", ["text", "json", "html"])
def test_the_command_prints_and_writes(archive, capsys, tmp_path, format_):
    assert run(["case", "Ana Petrel", str(archive), "--format", format_]) == 0
    printed = capsys.readouterr().out
    assert "Ana Petrel" in printed
    out = tmp_path / "case.out"
    assert run(["case", "Ana Petrel", str(archive), "--format", format_, "--out", str(out)]) == 0
    assert "Ana Petrel" in out.read_text("utf-8")


def test_the_terminal_shows_who_says_so_and_how_sure(archive, capsys):
    run(["case", "Ana Petrel", str(archive)])
    printed = capsys.readouterr().out
    assert "contested, asserted, 2 independent origins" in printed
    assert "her lawyer says so – The Harbour Post, 2024-05-21, Petrel jailed" in printed
    assert "Not told" in printed


def test_an_unknown_format_is_refused(archive, capsys):
    assert run(["case", "Ana Petrel", str(archive), "--format", "pdf"]) == 2
    assert "expected text, json, html" in capsys.readouterr().err


def test_a_reprint_is_cited_beside_its_original():
    reprint = replace(ARREST, id="r1", source="Far News", title="From the wires")
    reprint = replace(reprint, claims=tuple(replace(claim, doc_id="r1") for claim in ARREST.claims))
    (quote,) = quotes_of(case(ARREST, reprint).steps[0].event)
    assert quote.articles == (
        "The Harbour Post, 2024-05-21, Petrel jailed",
        "Far News, 2024-05-21, From the wires",
    )


def test_every_type_has_a_step_and_every_step_follows_known_ones():
    stages = stages_by_type()
    assert set(stages) == set(load_vocabulary().types)
    names = {stage.name for stage in stages.values()}
    assert all(set(stage.after) <= names for stage in stages.values())
