"""What the second stage sees of one trigger: the pieces around it, and how each relates to it."""

import math
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from claimx.extract.learned.passages import Passage
from claimx.extract.learned.paths import Paths, root_of
from claimx.extract.learned.pieces import NO_WORD, Pieces
from claimx.extract.learned.words import Words

REACH = 36
BUCKETS = 10
STEEPNESS = 1.45
NO_PATH, RARE_PATH = 0, 1
KNOWN_PATHS = 2


@dataclass(frozen=True, slots=True)
class Window:
    """The pieces within `REACH` of a trigger, inside its passage; lists run over these pieces.

    Attributes:
        start: the first piece, as an index of the article's pieces.
        trigger: 1 on the pieces of the trigger, else 0.
        other: 1 on the pieces of other triggers of the passage.
        distance: bucket 0 to 20 of the signed distance from the trigger, 10 on it.
        paths: numbers of the dependency paths of the pieces' words.
        words: the words that the pieces begin in, or `NO_WORD`.
    """

    start: int
    trigger: tuple[int, ...]
    other: tuple[int, ...]
    distance: tuple[int, ...]
    paths: tuple[int, ...]
    words: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.trigger)


def window(
    words: Words,
    pieces: Pieces,
    passage: Passage,
    trigger: Set[int],
    others: Set[int],
    known: Mapping[str, int],
) -> Window:
    """The window around a trigger.

    Args:
        words: of the article.
        pieces: of the article.
        passage: the one that holds the trigger's first piece.
        trigger: its words, each with a piece.
        others: the words of all triggers of the article; those of this one do not matter.
        known: numbers of the path labels, from `KNOWN_PATHS` up; empty hides the parse.
    """
    first = pieces.first[min(trigger)]
    last = min(pieces.last(max(trigger)), passage.right - 1)
    low, high = max(passage.left, first - REACH), min(passage.right, last + 1 + REACH)
    inside = pieces.words[low:high]
    ways = Paths(words, trigger, root_of(words, trigger))
    numbers = {NO_WORD: NO_PATH}
    for word in inside:
        if word not in numbers:
            numbers[word] = known.get(ways.of(word) if known else "", RARE_PATH)
    return Window(
        low,
        tuple([int(word in trigger) for word in inside]),
        tuple([int(word in others and word not in trigger) for word in inside]),
        tuple([bucket(min(n - first, 0) + max(n - last, 0)) for n in range(low, high)]),
        tuple([numbers[word] for word in inside]),
        inside,
    )


@lru_cache(maxsize=1024)
def bucket(offset: int) -> int:
    """A signed distance in pieces as one of 21 buckets, fine near the trigger, coarse far off."""
    size = round(STEEPNESS * math.log2(abs(offset) + 1))
    return BUCKETS + int(math.copysign(min(size, BUCKETS), offset))
