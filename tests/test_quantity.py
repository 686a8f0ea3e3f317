"""What `quantify` promises for arguments of every role, whatever stands in them."""

import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.claim import Argument, Count, Span
from claimx.qualify.cues import table
from claimx.qualify.quantity import quantify

ROLES = ("agent", "victim", "penalty", "charge", "time", "place", "object", "cause")
TYPES = ("SENTENCE", "ARREST", "BAN", "PROTEST")
WORDS = (
    "at least|up to|between|and|or|to|life|a|the|half|dozen|hundreds|of|two|12|1,500|3.500|7½|-|, |"
    "years|months|$|€|Rs.|million|lashes|fine|suspended|death|prison|Article|part|(b)|Act|no|one|"
    "people|women|who|%|more than|US|euros|in|'s|“|”|hundred|\u00a0|\u0663"
)
PIECES = st.sampled_from(WORDS.split("|"))


def argument(role, text, **fields):
    return Argument(role, Span(0, len(text), text), **fields)


phrases = st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=60)
arguments = st.builds(argument, st.sampled_from(ROLES), phrases.filter(bool))


@given(st.lists(arguments, max_size=4), st.sampled_from(TYPES))
def test_any_words_give_as_many_arguments_with_readable_values(args, claim_type):
    found = quantify(args, claim_type)
    assert [(each.role, each.span) for each in found] == [(each.role, each.span) for each in args]
    for each in found:
        json.dumps(each.value, allow_nan=False)
        if each.count is not None:
            bounds = [end for end in (each.count.min, each.count.max) if end is not None]
            assert bounds
            assert bounds == sorted(bounds)
            assert bounds[0] >= 0


@given(st.lists(arguments, max_size=3), st.sampled_from(TYPES))
def test_the_same_words_always_give_the_same_and_nothing_else_changes(args, claim_type):
    names = ("quantity", "penalties", "currencies", "legal_articles", "group_nouns")
    before, tables = deepcopy(args), deepcopy({name: table(name) for name in names})
    assert quantify(args, claim_type) == quantify(args, claim_type)
    assert args == before
    assert {name: table(name) for name in names} == tables


@given(arguments, st.sampled_from(TYPES))
def test_quantifying_twice_changes_nothing(given_argument, claim_type):
    once = quantify([given_argument], claim_type)
    assert quantify(once, claim_type) == once


@pytest.mark.parametrize("role", ["place", "object", "cause", "method", "origin", "destination"])
def test_roles_without_quantities_are_left_alone(role):
    given_argument = argument(role, "40 crates of leaflets")
    assert quantify([given_argument], "SEARCH_SEIZURE") == (given_argument,)


def test_no_arguments_give_none():
    assert quantify([], "ARREST") == ()


def test_what_an_extractor_knows_already_is_kept():
    known = argument("victim", "30 sailors", count=Count(29, 31), value={"counted": "crew"})
    penalty = argument("penalty", "three years", value={"kind": "ban"})
    assert quantify([known, penalty], "SENTENCE") == (known, penalty)


def test_only_people_are_counted_and_only_penalties_measured():
    victim, penalty, charge = quantify(
        [
            argument("victim", "30 sailors"),
            argument("penalty", "three years"),
            argument("charge", "Article 90"),
        ],
        "SENTENCE",
    )
    assert victim.count == Count(30, 30)
    assert victim.value == {"counted": "sailors"}
    assert penalty.count is None
    assert penalty.value is not None
    assert penalty.value["duration"] == "P3Y"
    assert charge.value == {"article": "90", "part": None, "code": None}


@pytest.mark.parametrize("role", ["victim", "penalty", "charge", "time"])
@pytest.mark.parametrize("piece", ["over ", "one and a half ", "(((", "Article 1, ", "The Big Of "])
def test_spans_of_absurd_length_are_refused_without_delay(role, piece):
    (found,) = quantify([argument(role, piece * 4_000)], "SENTENCE")
    assert found.count is None
    assert found.value is None
