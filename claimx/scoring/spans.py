"""When two spans say the same: exactly, by half of their words, by head, or as the same entity."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from claimx.claim import Argument, Entity, Source, Span

CRITERIA = ("exact", "half", "head", "entity")
_WORD = re.compile(r"\w+")
_HEAD_WORD = re.compile(r"[\w’'-]+|[,;:(]")


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, frozenset[str]]:
    content = resources.files("claimx.scoring").joinpath("words.toml").read_text("utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(content).items()}


def word_count(text: str) -> int:
    """The number of runs of letters, digits and underscores."""
    return sum(1 for _ in _WORD.finditer(text))


def word_starts(span: Span) -> frozenset[int]:
    """Where the words of a span begin (offsets of the document), articles and possessives left out.

    A span of nothing else is represented by its own start.
    """
    articles = _lists()["articles"]
    found = frozenset(
        span.start + match.start()
        for match in _WORD.finditer(span.text)
        if match.group().lower() not in articles
    )
    return found or frozenset((span.start,))


def head_start(span: Span) -> int:
    """Where the head of a span begins: its last word before a preposition, clause or comma.

    A rule, not a parse, so that two systems are compared without a third one's errors.
    """
    breaks, head = _lists()["after_head"], span.start
    for match in _HEAD_WORD.finditer(span.text):
        word = match.group().lower()
        if word[0] in ",;:(" or word in breaks:
            if head != span.start or match.start() > 0:
                break
            continue
        head = span.start + match.start()
    return head


def share_half(first: frozenset[int], second: frozenset[int]) -> bool:
    """Whether two sets of words overlap by half: a Dice coefficient of at least 0.5."""
    return 4 * len(first & second) >= len(first) + len(second)


def surname(name: str | None) -> str:
    """The last capitalised word in lower case; empty for a name without one."""
    capitals = [word for word in _WORD.findall(name or "") if word[0].isupper()]
    return capitals[-1].lower() if capitals else ""


@dataclass(frozen=True, slots=True)
class _Facts:
    words: frozenset[int]
    head: int
    clusters: frozenset[str]


class SpanJudge:
    """Compares the spans of one document; what it works out about a span is kept.

    Args:
        entities: the reference clusters, by which two mentions count as one entity. Clusters of
            the system under test are never used: it could put everything into one.
    """

    def __init__(self, entities: Sequence[Entity] = ()) -> None:
        self._facts: dict[tuple[int, int], _Facts] = {}
        self._mentions = [
            (mention, word_starts(mention), entity.id)
            for entity in entities
            for mention in entity.mentions
        ]

    def same(self, criterion: str, first: Argument | Source, second: Argument | Source) -> bool:
        """Whether two arguments or sources fill their place with the same thing.

        Args:
            criterion: "exact" (same characters), "half" (half of the words, see `share_half`),
                "head" (same head word) or "entity" ("half", or mentions of one reference
                cluster, or, where one of them is in no cluster, the same surname).
            first: of the document.
            second: of the same document.
        """
        a, b = first.span, second.span
        if a.start == b.start and a.end == b.end:
            return True
        if criterion == "exact":
            return False
        left, right = self._of(a), self._of(b)
        if criterion == "head":
            return left.head == right.head
        if share_half(left.words, right.words):
            return True
        if criterion == "half":
            return False
        if left.clusters and right.clusters:
            return not left.clusters.isdisjoint(right.clusters)
        return not _names(first).isdisjoint(_names(second))

    def _of(self, span: Span) -> _Facts:
        key = (span.start, span.end)
        if key not in self._facts:
            words = word_starts(span)
            self._facts[key] = _Facts(words, head_start(span), self._clusters(span, words))
        return self._facts[key]

    def _clusters(self, span: Span, words: frozenset[int]) -> frozenset[str]:
        near = [entry for entry in self._mentions if entry[0].overlaps(span)]
        exact = {entity for mention, _, entity in near if mention == span}
        if exact:
            return frozenset(exact)
        return frozenset(entity for _, theirs, entity in near if share_half(words, theirs))


def _names(part: Argument | Source) -> set[str]:
    told = (part.name, part.refers_to if isinstance(part, Argument) else None, part.span.text)
    return {surname(name) for name in told} - {""}
