"""A sentence as plain lists, read from the parse once for all claims of the sentence."""

from bisect import bisect_left
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from claimx.qualify.cues import table

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan


class Evidence(NamedTuple):
    """A feature, and the place in its sentence of the word that gives it, if it is one word."""

    name: str
    place: int | None = None


class SentenceWords:
    """The words of a sentence; every list is indexed by the place of the word in it.

    Attributes:
        start: the token index of the first word in its chunk.
        lower, lemma, tag, relation: of each word, the lemma in lower case.
        heads: the place of each word's head; a root is its own head.
        children: the places of the words below each word, in text order.
        cues: words that may say how an act is meant, with their classes.
    """

    __slots__ = ("children", "cues", "heads", "lemma", "lower", "relation", "start", "tag")

    def __init__(self, tokens: "TokenSpan") -> None:
        self.start = tokens.start
        words = list(tokens)
        last = len(words) - 1
        self.lower = [word.lower_ for word in words]
        self.lemma = [word.lemma_.lower() for word in words]
        self.tag = [word.tag_ for word in words]
        self.relation = [word.dep_ for word in words]
        self.heads = [min(max(word.head.i - self.start, 0), last) for word in words]
        self.children: list[list[int]] = [[] for _ in words]
        for place, head in enumerate(self.heads):
            if head != place:
                self.children[head].append(place)
        known = _classes()
        self.cues = [
            (place, found)
            for place, (lower, lemma) in enumerate(zip(self.lower, self.lemma, strict=True))
            if (found := known.get(lower) or known.get(lemma))
        ]

    def path(self, place: int, limit: int) -> list[int]:
        """The places from a word up to its root, the word first; at most `limit` steps."""
        found = [place]
        while len(found) <= limit and self.heads[place] != place:
            place = self.heads[place]
            found.append(place)
        return found

    def cues_near(self, place: int, reach: int) -> list[tuple[int, tuple[str, ...]]]:
        """The cues at most `reach` words away from a place, in text order."""
        first = bisect_left(self.cues, place - reach, key=itemgetter(0))
        end = bisect_left(self.cues, place + reach + 1, key=itemgetter(0))
        return self.cues[first:end]


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, entries in table("factuality_classes")["classes"].items():
        for entry in entries:
            found[entry] = (*found.get(entry, ()), name)
    return found
