"""Labelled articles as the network learns from them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claimx.claim import Claim, Document
from claimx.extract.learned.labels import SOURCE, Labels
from claimx.extract.learned.paths import path, root_of
from claimx.extract.learned.reading import Reading
from claimx.extract.learned.windows import KNOWN_PATHS

NEAR = 45

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Taught:
    """What a teacher says of one trigger, as probabilities.

    Attributes:
        roles: for each word of its window the labels; see `Labels.roles`.
        polarity, modality, generic: of the classes.
    """

    roles: dict[int, Floats]
    polarity: Floats
    modality: Floats
    generic: Floats


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """One gold claim over the words of its article, or one that a teacher found.

    Attributes:
        trigger: its words, rising.
        roles: for each word of an argument or source its label; see `Labels.roles`.
        type, modality: indices into the labels.
        negative, generic: 0 or 1.
        taught: what a teacher says; then `roles` is empty and the classes are its likeliest.
    """

    trigger: tuple[int, ...]
    type: int
    roles: dict[int, int]
    negative: int
    modality: int
    generic: int
    taught: Taught | None = None


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article with its claims.

    Attributes:
        id, reading, claims: the article.
        triggers: the class of each word, 0 for none.
        trigger_words: the words of all triggers.
        taught: (words, classes), what a teacher says of each word; None for a gold article.
    """

    id: str
    reading: Reading
    claims: tuple[LabelledClaim, ...]
    triggers: list[int]
    trigger_words: frozenset[int]
    taught: Floats | None = None


def labelled(document: Document, reading: Reading, labels: Labels) -> LabelledArticle:
    """Lay the claims of a gold document over the words of its reading.

    Claims on one trigger with one type become one, with the arguments of both. A claim whose
    trigger has no word in the body is left out.
    """
    merged: dict[tuple[tuple[int, ...], str], list[Claim]] = {}
    for claim in document.claims:
        words = _words(reading, claim.trigger.start, claim.trigger.end)
        if words:
            merged.setdefault((words, claim.type), []).append(claim)
    triggers = [0] * len(reading.words)
    claims = []
    for (words, kind), same in merged.items():
        number = labels.types.index(kind)
        for word in words:
            triggers[word] = 1 + number
        first = same[0]
        claims.append(
            LabelledClaim(
                words,
                number,
                _role_labels(reading, same, labels),
                int(first.polarity == "negative"),
                labels.modalities.index(first.modality),
                int(first.generic),
            )
        )
    covered = frozenset(word for claim in claims for word in claim.trigger)
    return LabelledArticle(document.id, reading, tuple(claims), triggers, covered)


def _words(reading: Reading, start: int, end: int) -> tuple[int, ...]:
    first = reading.pieces.first
    return tuple(word for word in reading.words.touching(start, end) if word in first)


def _role_labels(reading: Reading, claims: Iterable[Claim], labels: Labels) -> dict[int, int]:
    spans = [(arg.role, arg.span) for claim in claims for arg in claim.args]
    spans += [(SOURCE, claim.source.span) for claim in claims if claim.source is not None]
    found: dict[int, int] = {}
    # Where one span holds another the longer one keeps its words: a word has one label.
    for role, span in sorted(spans, key=lambda pair: pair[1].start - pair[1].end):
        begin = 1 + 2 * labels.roles.index(role)
        for place, word in enumerate(_words(reading, span.start, span.end)):
            found.setdefault(word, begin + (place > 0))
    return found


def common_paths(articles: Iterable[LabelledArticle], least: int) -> dict[str, int]:
    """The paths that occur at least `least` times near triggers, with their numbers."""
    counts = Counter(label for article in articles for label in _paths(article))
    common = sorted(label for label, count in counts.items() if count >= least)
    return {label: number for number, label in enumerate(common, start=KNOWN_PATHS)}


def _paths(article: LabelledArticle) -> Iterator[str]:
    words, first = article.reading.words, article.reading.pieces.first
    for claim in article.claims:
        trigger = frozenset(claim.trigger)
        root = root_of(words, trigger)
        low, high = max(0, claim.trigger[0] - NEAR), min(len(words), claim.trigger[-1] + NEAR + 1)
        for word in range(low, high):
            if word in first:
                yield path(words, word, trigger, root)
