"""Clusters: people's decisions hold, NEGATIVE pairs stay apart, and no order matters."""

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claimx.merge.clustering import (
    NO_WISHES,
    ForbiddenPairError,
    PairScores,
    Rules,
    Wishes,
    cluster,
)

RULES = Rules(join=0.0, unmet=-2.0, veto=-3.0)
MOST = 7
pairs = st.sampled_from(list(combinations(range(MOST), 2)))
scores = st.dictionaries(pairs, st.floats(-6, 6, allow_nan=False), max_size=15)


def clusters(found, wishes=NO_WISHES):
    return cluster(MOST, PairScores(found.items()), RULES, wishes)


def mean_between(found, one, other):
    values = [found.get((min(a, b), max(a, b)), RULES.unmet) for a in one for b in other]
    return sum(values) / len(values)


def members(of):
    return [[n for n, home in enumerate(of) if home == name] for name in sorted(set(of))]


def brute_force(found):
    """The same rule, looking at every two clusters each time."""
    state = [[number] for number in range(MOST)]
    while True:
        best = max(
            (
                (mean_between(found, a, b), -at, -bt, a, b)
                for (at, a), (bt, b) in combinations(enumerate(state), 2)
                if not any(found.get((min(x, y), max(x, y)), 0) <= RULES.veto for x in a for y in b)
            ),
            default=None,
            key=lambda entry: entry[:3],
        )
        if best is None or best[0] <= RULES.join:
            return sorted(state)
        state.remove(best[3])
        state.remove(best[4])
        state.append(sorted(best[3] + best[4]))
        state.sort()


@given(st.dictionaries(pairs, st.integers(-6000, 6000), max_size=15))
def test_the_queue_finds_what_looking_at_all_finds(raw):
    # No two means are equal, so that the order of equals says nothing.
    found = {
        pair: value / 1000 + at * 1.37e-7 for at, (pair, value) in enumerate(sorted(raw.items()))
    }
    assert members(clusters(found)) == brute_force(found)


@given(scores)
def test_a_cluster_is_named_by_its_smallest_member(found):
    of = clusters(found)
    assert all(of[home] == home <= number for number, home in enumerate(of))


@given(scores)
def test_a_negative_pair_is_never_in_one_cluster(found):
    of = clusters(found)
    assert all(of[a] != of[b] for (a, b), score in found.items() if score <= RULES.veto)


@given(scores, st.sets(pairs, max_size=4), st.sets(pairs, max_size=4))
def test_decisions_of_people_hold_or_are_refused(found, together, apart):
    wishes = Wishes(frozenset(together), frozenset(apart))
    try:
        of = clusters(found, wishes)
    except ForbiddenPairError:
        assume(False)
    assert all(of[a] == of[b] for a, b in together)
    assert all(of[a] != of[b] for a, b in apart)


def test_a_chain_of_look_alikes_does_not_grow():
    of = clusters({(0, 1): 1.5, (1, 2): 1.4, (2, 3): 1.5, (0, 2): -1.5, (0, 3): -2.5, (1, 3): -2.0})
    assert members(of)[:2] == [[0, 1], [2, 3]]


def test_a_contradiction_through_a_third_claim_is_refused():
    wishes = Wishes(frozenset({(0, 1), (1, 2)}), frozenset({(0, 2)}))
    with pytest.raises(ForbiddenPairError):
        clusters({}, wishes)


def test_an_unsure_decision_takes_the_score_back():
    assert clusters({(0, 1): 5.0}, Wishes(scores={(0, 1): 0.0}))[1] == 1
