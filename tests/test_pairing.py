"""Triggers and arguments of models that give only labelled spans."""

import pytest
import spacy

from claimx.claim import Span
from claimx.extract.pairing import (
    Link,
    Mention,
    best_of_overlapping,
    in_one_sentence,
    link,
    pair,
    roles_of_types,
    trimmed,
)
from claimx.language import analyse
from claimx.schema import load_vocabulary

TEXT = "Police arrested and beat Omar in Dorn. A court in Vale jailed Ana Lupu for two years."


@pytest.fixture(scope="module")
def analysis():
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return analyse(nlp, TEXT)


def mention(label: str, words: str, score: float = 0.9) -> Mention:
    start = TEXT.index(words)
    return Mention(label, Span.cut(TEXT, start, start + len(words)), score)


def arguments(proposal):
    return [(arg.role, arg.span.text) for arg in proposal.args]


def test_every_type_admits_its_core_roles():
    for kind in load_vocabulary().types.values():
        assert set(kind.core_roles) <= roles_of_types()[kind.name] <= set(load_vocabulary().roles)


def test_an_argument_goes_to_the_nearest_trigger_of_its_sentence(analysis):
    jailed = pair(
        analysis,
        [mention("SENTENCE", "jailed"), mention("ASSAULT", "beat")],
        [mention("place", "Vale"), mention("place", "Dorn"), mention("penalty", "two years")],
    )
    assert [arguments(one) for one in jailed] == [
        [("place", "Dorn")],
        [("place", "Vale"), ("penalty", "two years")],
    ]


def test_core_roles_are_shared_within_a_sentence(analysis):
    arrest, assault = pair(
        analysis,
        [mention("ARREST", "arrested"), mention("ASSAULT", "beat")],
        [mention("agent", "Police"), mention("victim", "Omar")],
    )
    assert arguments(arrest) == arguments(assault) == [("agent", "Police"), ("victim", "Omar")]


def test_a_role_that_the_type_does_not_admit_is_left_out(analysis):
    (found,) = pair(analysis, [mention("DEATH", "beat")], [mention("agent", "Police")])
    assert found.args == ()


def test_an_argument_without_a_trigger_in_its_sentence_is_left_out(analysis):
    (found,) = pair(analysis, [mention("ARREST", "arrested")], [mention("victim", "Ana Lupu")])
    assert found.args == ()


def test_scores_become_confidences(analysis):
    (found,) = pair(
        analysis, [mention("ARREST", "arrested", 0.61)], [mention("victim", "Omar", 0.52)]
    )
    assert (found.confidence, found.args[0].confidence) == (0.61, 0.52)
    assert (found.source, found.polarity, found.modality, found.generic) == (None,) * 4


def test_links_of_the_model_are_taken_and_marked_across_sentences(analysis):
    trigger = mention("SENTENCE", "jailed")
    found = link(
        analysis,
        [trigger],
        [
            Link(trigger.span, mention("victim", "Omar")),
            Link(trigger.span, mention("object", "two years")),
            Link(mention("ARREST", "arrested").span, mention("place", "Dorn")),
        ],
    )
    assert arguments(found[0]) == [("victim", "Omar")]
    assert found[0].args[0].cross


def test_of_overlapping_mentions_the_best_stays():
    kept = best_of_overlapping(
        [mention("ARREST", "arrested and", 0.6), mention("ASSAULT", "arrested", 0.7)]
    )
    assert [one.label for one in kept] == ["ASSAULT"]


def test_a_span_that_runs_into_the_next_sentence_names_nothing(analysis):
    assert in_one_sentence(analysis, mention("place", "Dorn").span)
    assert not in_one_sentence(analysis, mention("place", "Dorn. A court").span)


def test_white_space_is_no_part_of_a_span():
    assert trimmed(TEXT, 6, 16) == Span.cut(TEXT, 7, 15)
    assert trimmed(TEXT, 6, 7) is None
