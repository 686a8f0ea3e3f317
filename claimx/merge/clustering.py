"""Pairs to clusters: the closest two first, as long as their pairs agree on average.

Average linkage over log-odds. A pair that was never compared counts as rather not one act, so that
a cluster does not grow along a chain of look-alikes; a NEGATIVE pair never comes into one cluster,
unless a person's decisions bring it there.
"""

import heapq
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from claimx.merge.unions import Unions

Pair = tuple[int, int]


class ForbiddenPairError(Exception):
    """A person's decisions want two things at once: `pair` together and apart."""

    def __init__(self, pair: Pair) -> None:
        super().__init__(f"{pair[0]} and {pair[1]} are decided to be one act and not to be")
        self.pair = pair


@dataclass(slots=True)
class Link:
    """All compared pairs between two clusters: their sum, their number, and whether one forbids."""

    total: float
    pairs: int
    forbidden: bool

    def plus(self, other: "Link") -> "Link":
        """The link of two clusters to a third, once they are one."""
        return Link(
            self.total + other.total,
            self.pairs + other.pairs,
            self.forbidden or other.forbidden,
        )


class PairScores:
    """Log-odds of compared pairs, smaller number first, in the least memory; iterates in order."""

    def __init__(self, scores: Iterable[tuple[Pair, float]] = ()) -> None:
        self._ones, self._others, self._values = array("i"), array("i"), array("d")
        for pair, score in scores:
            self.add(pair, score)

    def add(self, pair: Pair, score: float) -> None:
        """Take one pair in."""
        self._ones.append(pair[0])
        self._others.append(pair[1])
        self._values.append(score)

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[tuple[Pair, float]]:
        for one, other, value in zip(self._ones, self._others, self._values, strict=True):
            yield (one, other), value


@dataclass(frozen=True, slots=True)
class Rules:
    """When clusters are joined.

    Attributes:
        join: two clusters are joined while their mean score is above this.
        unmet: the score of a pair that was never compared; at most `join`.
        veto: a pair that scores no more than this never comes into one cluster.
    """

    join: float
    unmet: float
    veto: float


@dataclass(frozen=True, slots=True)
class Wishes:
    """What people have decided: pairs that are `together`, `apart`, or told by `score`."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    scores: Mapping[Pair, float] = field(default_factory=dict)

    def link(self, pair: Pair, score: float, veto: float) -> "Link":
        """What a compared pair says once people have spoken; they overrule the score."""
        if pair in self.apart:
            return Link(score, 1, True)
        if pair in self.together:
            return Link(max(score, 0.0), 1, False)
        if pair in self.scores:
            return Link(self.scores[pair], 1, False)
        return Link(score, 1, score <= veto)


NO_WISHES = Wishes()


def cluster(size: int, scores: PairScores, rules: Rules, wishes: Wishes = NO_WISHES) -> list[int]:
    """The cluster of each claim, named by its smallest member.

    Args:
        size: how many claims there are, numbered from 0.
        scores: of the compared pairs.
        rules: when clusters are joined.
        wishes: a person's decisions; pairs that are together are joined first, whatever the
            scores say of others in their clusters.

    Returns:
        A list of `size` numbers; each claim by itself where there are no scores.

    Raises:
        ForbiddenPairError: where the wishes would put a pair into one cluster and apart.
    """
    of = list(range(size))
    for part in _parts(size, scores, rules, wishes):
        for home, members in _grown(part, rules, wishes.apart).items():
            for number in members:
                of[number] = home
    return of


def _parts(size: int, scores: PairScores, rules: Rules, wishes: Wishes) -> Iterable["_Part"]:
    """What can become one cluster or several, each apart from all others."""
    unions = Unions(size)
    for one, other in wishes.together:
        unions.join(one, other)
    for (one, other), score in scores:
        if score > rules.join:
            unions.join(one, other)
    parts: dict[int, _Part] = defaultdict(_Part)
    for pair in sorted(wishes.together):
        parts[unions.find(pair[0])].together.append(pair)
    for pair in wishes.apart:
        if (home := unions.find(pair[0])) == unions.find(pair[1]):
            parts[home].links[pair] = Link(0.0, 0, True)
    for pair, score in scores:
        if (home := unions.find(pair[0])) == unions.find(pair[1]):
            parts[home].links[pair] = wishes.link(pair, score, rules.veto)
    return parts.values()


@dataclass(slots=True)
class _Part:
    """Claims that could become one cluster: no chain of scores above `join` leads out of it."""

    links: dict[Pair, Link] = field(default_factory=dict)
    together: list[Pair] = field(default_factory=list)


def _grown(part: _Part, rules: Rules, apart: frozenset[Pair]) -> dict[int, list[int]]:
    join = rules.join
    state = _State(part, rules.unmet)
    for one, other in part.together:
        state.force(one, other)
    state.check(apart & part.links.keys())
    queue = [(-state.mean(a, b), a, b) for a, b in part.links if state.linked(a, b)]
    heapq.heapify(queue)
    while queue:
        score, one, other = heapq.heappop(queue)
        if -score <= join or not state.fresh(one, other, -score):
            continue
        kept = state.merge(one, other)
        for neighbour in state.near[kept]:
            mean = state.mean(kept, neighbour)
            if mean > join:
                heapq.heappush(queue, (-mean, min(kept, neighbour), max(kept, neighbour)))
    return state.members


class _State:
    """Clusters and their links while they grow; the smallest member stands for its cluster."""

    def __init__(self, part: _Part, unmet: float) -> None:
        self.unmet = unmet
        numbers = {number for pair in (*part.links, *part.together) for number in pair}
        self.members = {number: [number] for number in sorted(numbers)}
        self.near: dict[int, dict[int, Link]] = {number: {} for number in numbers}
        for (one, other), link in part.links.items():
            self.near[one][other] = self.near[other][one] = link

    def linked(self, one: int, other: int) -> bool:
        """Whether both clusters are still there and something was said of them."""
        return other in self.near.get(one, ())

    def mean(self, one: int, other: int) -> float:
        """The mean score of all pairs between two linked clusters; minus infinity if forbidden."""
        link = self.near[one][other]
        if link.forbidden:
            return float("-inf")
        every = len(self.members[one]) * len(self.members[other])
        return (link.total + self.unmet * (every - link.pairs)) / every

    def fresh(self, one: int, other: int, mean: float) -> bool:
        """Whether both clusters are still as they were when `mean` was taken."""
        return self.linked(one, other) and self.mean(one, other) == mean

    def merge(self, one: int, other: int) -> int:
        """Make one cluster of two and return its name."""
        kept, gone = sorted((one, other))
        self.members[kept] += self.members.pop(gone)
        self.near[kept].pop(gone, None)
        for neighbour, link in self.near.pop(gone).items():
            if neighbour == kept:
                continue
            known = self.near[kept].get(neighbour)
            joined = link if known is None else known.plus(link)
            self.near[kept][neighbour] = self.near[neighbour][kept] = joined
            del self.near[neighbour][gone]
        return kept

    def force(self, one: int, other: int) -> None:
        """Join the clusters of two claims, whatever their score."""
        homes = {number: home for home, found in self.members.items() for number in found}
        if homes[one] != homes[other]:
            self.merge(homes[one], homes[other])

    def check(self, apart: frozenset[Pair]) -> None:
        """Raise where two claims that a person keeps apart are in one cluster."""
        homes = {number: home for home, found in self.members.items() for number in found}
        for pair in sorted(apart):
            if homes[pair[0]] == homes[pair[1]]:
                raise ForbiddenPairError(pair)
