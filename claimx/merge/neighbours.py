"""Articles that tell of the same things: they share people and bodies that few others name.

Claims without a name ("seven people were detained") can only be brought together through their
articles.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from claimx.claim import Document
from claimx.corpus.periods import parse_period
from claimx.merge.people import Names, is_name

MOST_ARTICLES = 60
"""A name in more articles than this relates none: everybody writes of the president."""

LEAST_SHARED = 2
MOST_NEIGHBOURS = 12
MOST_DAYS = 90
"""Between the publication of two related articles, where both dates are known."""

KINDS = frozenset({"person", "organisation", "public_body", "facility", "group"})


@dataclass(frozen=True, slots=True)
class Neighbours:
    """`shared[(a, b)]`, a < b: how many names two related articles share."""

    shared: dict[tuple[int, int], int]

    def of(self, one: int, other: int) -> int:
        """How many names two articles share; 0 where they are not related."""
        return self.shared.get((one, other) if one < other else (other, one), 0)


class NeighbourFinder:
    """Takes the documents of an archive one by one and keeps the keys of their names alone."""

    def __init__(self) -> None:
        self._articles: dict[str, list[int]] = defaultdict(list)
        self._published: list[int | None] = []

    def add(self, document: Document, names: Names) -> None:
        """Take the next document."""
        article = len(self._published)
        self._published.append(_day(document.published))
        for key in _keys(document, names):
            self._articles[key].append(article)

    def find(self) -> Neighbours:
        """Pairs of related articles, each article with its closest ones alone."""
        shared: Counter[tuple[int, int]] = Counter()
        for articles in self._articles.values():
            if 1 < len(articles) <= MOST_ARTICLES:
                shared.update(
                    (one, other)
                    for at, other in enumerate(articles)
                    for one in articles[:at]
                    if self._near(one, other)
                )
        related = {pair: count for pair, count in shared.items() if count >= LEAST_SHARED}
        return Neighbours(_closest(related))

    def _near(self, one: int, other: int) -> bool:
        first, second = self._published[one], self._published[other]
        return first is None or second is None or abs(first - second) <= MOST_DAYS


def _closest(related: dict[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    of: dict[int, list[tuple[int, tuple[int, int]]]] = defaultdict(list)
    for pair, count in related.items():
        for article in pair:
            of[article].append((-count, pair))
    kept = {pair for pairs in of.values() for _, pair in sorted(pairs)[:MOST_NEIGHBOURS]}
    return {pair: related[pair] for pair in kept}


def _keys(document: Document, names: Names) -> set[str]:
    """The keys of all that the article names: of its entities, else of its claims' arguments."""
    if document.entities:
        named: Sequence[tuple[str, str | None, str | None, str | None]] = [
            (entity.name, entity.kb_id, entity.nil_id, entity.kind)
            for entity in document.entities
            if entity.kind in KINDS
        ]
    else:
        named = [
            (arg.name or arg.span.text, arg.kb_id, arg.nil_id, None)
            for claim in document.claims
            for arg in claim.args
            if arg.role in ("agent", "victim")
        ]
    keys: set[str] = set()
    for text, kb_id, nil_id, kind in named:
        if kb_id or nil_id or is_name(text, kind):
            number = names.add(text, kb_id=kb_id, nil_id=nil_id, kind=kind, article=document.id)
            keys.update(names.blocks(number))
    return keys


def _day(published: str | None) -> int | None:
    try:
        return parse_period(published).first.toordinal() if published else None
    except ValueError:
        return None
