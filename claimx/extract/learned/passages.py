"""Passages: runs of whole sentences that one pass of the encoder reads.

Passages cover the body without a gap. At inference each is read with some pieces of its
neighbours on both sides, so that no trigger stands at an edge.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimx.extract.learned.pieces import Pieces

# A line end, or a full stop with what closes a quotation, before a capital or a digit. Only where
# to cut hangs on it, so a wrong one ("Mr. Smith") does no harm.
BREAK = re.compile(r"\n+|[.!?…][\"”’')\]]*\s+(?=\W*[A-Z0-9])")


# What lies between two parsed sentences is read with them up to this many pieces: it is their
# context, which each would be given anyway.
GAP = 64


@dataclass(frozen=True, slots=True)
class Passage:
    """Pieces `first` to `last` (half-open), read with `left` to `right` around them."""

    first: int
    last: int
    left: int
    right: int


def segments(text: str, body: Sequence[tuple[int, int]], pieces: Pieces) -> list[tuple[int, int]]:
    """Rough sentences as half-open ranges of pieces; those without a piece are left out."""
    found = []
    for start, end in body:
        cuts = [start, *(match.end() for match in BREAK.finditer(text, start, end)), end]
        at = [bisect_left(pieces.starts, cut) for cut in cuts]
        found += [(low, high) for low, high in pairwise(at) if high > low]
    return found


def pack(
    sentences: Sequence[tuple[int, int]], pieces: Pieces, limit: int, first_limit: int = 0
) -> Iterator[tuple[int, int]]:
    """Join neighbouring sentences into ranges of at most `limit` pieces.

    A sentence above the limit is cut between two words; more than `GAP` pieces that belong to no
    sentence end a range. `first_limit` shortens the first range,
    so that training sees other neighbours in each epoch.
    """
    room = first_limit or limit
    low = high = -1
    for start, end in sentences:
        begin = start
        while end - begin > limit:
            if low >= 0:
                yield low, high
                low = -1
            cut = _between_words(pieces, begin, begin + limit)
            yield begin, cut
            begin = cut
        if low >= 0 and (end - low > room or start - high > GAP):
            yield low, high
            low, room = -1, limit
        if low < 0:
            low = begin
        high = end
    if low >= 0:
        yield low, high


def _between_words(pieces: Pieces, begin: int, cut: int) -> int:
    for piece in range(cut, begin + (cut - begin) // 2, -1):
        if pieces.words[piece] != pieces.words[piece - 1]:
            return piece
    return cut


def with_context(
    ranges: Sequence[tuple[int, int]], total: int, before: int, after: int
) -> list[Passage]:
    """Passages that are read with up to `before` and `after` pieces around them."""
    return [
        Passage(first, last, max(0, first - before), min(total, last + after))
        for first, last in ranges
    ]
