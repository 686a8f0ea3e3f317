"""The hybrid extractor: network and rules judge together."""

import re
from dataclasses import replace
from importlib.resources import files
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimx
from claimx.errors import ModelError
from claimx.extract.hybrid import HybridExtractor
from claimx.extract.hybrid.document_types import retyped, settled
from claimx.extract.hybrid.joining import DocumentJoining, load_joining, log_odds, probability
from claimx.extract.hybrid.support import supported
from claimx.extract.hybrid.triggers import RuleView, joined_triggers
from claimx.extract.learned.decoding import FoundTrigger
from claimx.extract.learned.scan import Sighting
from claimx.extract.rules.triggers import Trigger
from claimx.language import analyse, load_language


@pytest.fixture(scope="module")
def hybrid():
    return HybridExtractor()


@pytest.fixture(scope="module")
def nlp():
    return load_language()


def propose(hybrid, nlp, text):
    found = hybrid.propose(analyse(nlp, text))
    for proposal in found:
        for span in [proposal.trigger, *(arg.span for arg in proposal.args)]:
            assert text[span.start : span.end] == span.text
    return found


def roles(proposal):
    return {(arg.role, arg.span.text) for arg in proposal.args}


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested the editor Anna Brandt in Dorn on Friday.",
        "The editor Anna Brandt was arrested by police in Dorn on Friday.",
    ],
)
def test_roles_are_not_swapped_in_a_passive(hybrid, nlp, text):
    [found] = [p for p in propose(hybrid, nlp, text) if p.type == "ARREST"]
    assert {text for role, text in roles(found) if role == "agent"} == {"police"} or {
        text for role, text in roles(found) if role == "agent"
    } == {"Police"}
    assert any("Brandt" in text for role, text in roles(found) if role == "victim")


def test_no_text_no_proposal(hybrid, nlp):
    assert list(propose(hybrid, nlp, "")) == []
    assert list(propose(hybrid, nlp, " \n\n ")) == []


@pytest.mark.parametrize(
    "text",
    [
        "The striker was on fire and Dorn killed the game with a late goal.",
        "The update released on Friday kills a bug that held users captive for weeks.",
    ],
)
def test_wordplay_is_seldom_a_claim(hybrid, nlp, text):
    assert len(propose(hybrid, nlp, text)) <= 1


def test_a_word_of_a_hundred_thousand_characters_is_survived(hybrid, nlp):
    text = "Police arrested Anna in Dorn.\n\n" + "x" * 100_000 + "\n\nA court freed her on Friday."
    types = {proposal.type for proposal in propose(hybrid, nlp, text)}
    assert {"ARREST", "RELEASE"} <= types


def test_another_script_gives_no_invented_span(hybrid, nlp):
    assert (
        list(propose(hybrid, nlp, "Поліцыя затрымала рэдактарку. 警察逮捕了编辑。 اعتقلت الشرطة"))
        == []
    )


@pytest.mark.parametrize("recase", [str.upper, str.lower])
def test_casing_does_not_hide_an_arrest(hybrid, nlp, recase):
    text = recase("Police arrested the editor Anna Brandt in Dorn on Friday, her lawyer said.")
    assert "ARREST" in {proposal.type for proposal in propose(hybrid, nlp, text)}


def test_the_same_article_gives_the_same_proposals(hybrid, nlp):
    text = "Soldiers beat two protesters in Dorn. One of them died on Monday, doctors said."
    assert hybrid.propose(analyse(nlp, text)) == hybrid.propose(analyse(nlp, text))


def test_the_default_pipeline_is_the_hybrid_one(pipeline):
    document = pipeline("Police arrested the editor Anna Brandt in Dorn on Friday.")
    assert document.versions["extractor"].startswith("hybrid/")
    assert claimx.extract.__doc__


def found(*chances):
    return np.array([chances], dtype=np.float32)


def view(*chances):
    match = Trigger("ARREST", 0, 0, None, "arrest", "verb", frozenset({0}))
    return {0: RuleView(match, np.array(chances, dtype=np.float32))}


def test_either_side_can_veto_a_trigger():
    joining = load_joining().trigger
    sure, unsure = found(0.05, 0.9, 0.05), found(0.5, 0.45, 0.05)
    assert joined_triggers([0], sure, view(0.1, 0.85, 0.05), joining, "rich")
    assert not joined_triggers([0], unsure, view(0.98, 0.01, 0.01), joining, "rich")


def test_a_trigger_no_lexicon_lists_needs_more_of_the_network():
    joining = load_joining().trigger
    known = joined_triggers([0], found(0.3, 0.65, 0.05), view(0.1, 0.85, 0.05), joining, "rich")
    unknown = joined_triggers([0], found(0.3, 0.65, 0.05), {}, joining, "rich")
    assert known
    assert not unknown or unknown[0].chances[0] > known[0].chances[0]


def test_log_odds_and_probability_are_inverse():
    for chance in (0.01, 0.3, 0.5, 0.99):
        assert probability(log_odds(chance)) == pytest.approx(chance)
    assert np.isfinite([log_odds(0.0), log_odds(1.0)]).all()


def test_where_nothing_speaks_of_repression_more_is_asked():
    joining = replace(load_joining().trigger, least=0.5, poor=0.9)
    judged = found(0.3, 0.65, 0.05), view(0.3, 0.65, 0.05)
    assert joined_triggers([0], *judged, joining, "rich")
    assert not joined_triggers([0], *judged, joining, "none")


def test_a_model_folder_may_bring_its_own_settings(tmp_path):
    assert load_joining(tmp_path) == load_joining()
    shipped = files("claimx.extract.hybrid").joinpath("joining.toml").read_text()
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "joining.toml").write_text(re.sub(r"poor = \S+", "poor = 0.66", shipped))
    assert load_joining(tmp_path / "own").trigger.poor == 0.66
    assert load_joining().trigger.poor != 0.66
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "joining.toml").write_text("[trigger]\nfound = 1.0\n")
    with pytest.raises(ModelError, match="not those of a joining"):
        load_joining(tmp_path / "bad")


def sighting(chance):
    return SimpleNamespace(trigger=SimpleNamespace(chances=np.array([1.0 - chance, chance])))


def test_a_long_text_with_nothing_but_a_few_doubtful_claims_holds_none():
    joining = DocumentJoining(pieces=150, sure=0.9, dense=15.0, types=0.0, unseen=1.0, typed=0.0)
    doubtful = [sighting(0.6), sighting(0.7)]
    assert list(supported(doubtful, 500, joining)) == []
    assert list(supported([*doubtful, sighting(0.95)], 500, joining)) != []
    assert list(supported(doubtful, 100, joining)) == doubtful
    assert list(supported(doubtful * 10, 500, joining)) == doubtful * 10
    assert list(supported([], 0, joining)) == []


def of_types(*chances: list[float]) -> list[Sighting]:
    """Sightings with chances of "no claim" and some types, all on one word."""
    rows = [np.array(row, dtype=np.float32) for row in chances]
    return [Sighting(FoundTrigger((0,), row), (), rows[0], None) for row in rows]


def test_a_doubtful_type_is_the_one_that_the_rest_of_the_document_speaks_of():
    joining = DocumentJoining(pieces=150, sure=0.9, dense=15.0, types=0.3, unseen=0.5, typed=0.0)
    doubtful = [0.1, 0.45, 0.4, 0.05]
    rest = [[0.02, 0.0, 0.98, 0.0]] * 3
    assert retyped(of_types(doubtful, *rest), joining)[0].trigger.type == 1
    assert retyped(of_types(doubtful), joining)[0].trigger.type == 0
    sure = [0.02, 0.95, 0.02, 0.01]
    assert retyped(of_types(sure, *rest), joining)[0].trigger.type == 0
    assert retyped([], joining) == []


def test_what_may_be_of_three_types_is_left_out_and_what_is_plainly_of_one_stays():
    joining = DocumentJoining(150, 0.9, 15.0, types=0.0, unseen=1.0, typed=0.45)
    torn, plain = of_types([0.1, 0.3, 0.3, 0.3], [0.5, 0.48, 0.01, 0.01])
    [kept] = settled([torn, plain], joining)
    assert kept.trigger.type == 0
    assert settled([torn], joining) == []
    assert settled([], joining) == []


@given(
    st.lists(st.lists(st.floats(0.01, 1.0), min_size=4, max_size=4), max_size=6),
    st.floats(0.0, 1.0),
)
def test_how_likely_a_claim_is_does_not_depend_on_the_types_of_the_others(rows, power):
    joining = DocumentJoining(pieces=150, sure=0.9, dense=15.0, types=power, unseen=0.5, typed=0.0)
    given_rows = [[value / sum(row) for value in row] for row in rows]
    found = of_types(*given_rows)
    for before, after in zip(found, retyped(found, joining), strict=True):
        assert after.trigger.chances[0] == before.trigger.chances[0]
        assert after.trigger.chances.sum() == pytest.approx(1.0, abs=1e-4)
