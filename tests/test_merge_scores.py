"""Scores are explained: features with weights, and the values that were compared, add up."""

import tomllib
from importlib import resources

import pytest
from merge_articles import ARREST, OTHER

from claimx.errors import ModelError
from claimx.merge import Decision, merge
from claimx.merge.explain import FACETS
from claimx.merge.families import load_families
from claimx.merge.penalty import months
from claimx.merge.weights import load_weights, parse_weights
from claimx.schema import load_vocabulary


@pytest.fixture(scope="module")
def merged():
    return merge([ARREST, OTHER])


def test_reasons_and_bias_add_up_to_the_score(merged):
    for pair in merged.pairs(negative=True):
        total = merged.weights.bias + sum(r.value * r.weight for r in merged.reasons(pair))
        assert total == pytest.approx(pair.score, abs=0.01)


def test_reasons_show_what_was_compared(merged):
    pair = max(merged.pairs(), key=lambda pair: pair.score)
    shown = {reason.facet: (reason.one, reason.other) for reason in merged.reasons(pair)}
    assert shown["who"] == ("Ana Petrel", "Ana Petrel")
    assert shown["when"][0] == shown["when"][1]
    assert shown["article"] == ("a1", "a2")


def test_decisions_follow_the_thresholds():
    weights = load_weights()
    assert weights.decide(weights.positive) is Decision.POSITIVE
    assert weights.decide(weights.negative) is Decision.NEGATIVE
    assert weights.decide((weights.positive + weights.negative) / 2) is Decision.UNSURE


def test_every_weight_has_a_reason_and_a_facet_that_can_be_shown():
    for name, weight in load_weights().features.items():
        assert weight.reason, name
        assert weight.facet in FACETS, name


def test_weights_without_a_setting_are_refused():
    with pytest.raises(ModelError, match="settings"):
        parse_weights("[features]\n")


def test_every_type_has_a_family():
    assert set(load_families().of_type) == set(load_vocabulary().types)


def test_every_two_types_that_meet_have_a_weight():
    families = load_families()
    kin = {
        f"type_kin_{min(families.of_type[one] & families.of_type[other])}"
        for one in families.of_type
        for other in families.of_type
        if one != other and families.related(one, other)
    }
    assert kin <= set(load_weights().features)


def test_stop_words_are_written_once():
    data = tomllib.loads(resources.files("claimx.merge").joinpath("stop_words.toml").read_text())
    for words in data.values():
        assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        ("P4Y", 48),
        ("P7Y6M", 90),
        ("P30D", pytest.approx(0.99, abs=0.01)),
        ("PT3H", None),
        (None, None),
    ],
)
def test_terms_are_compared_in_months(duration, expected):
    assert months(duration) == expected
