"""Long articles in windows that a model can read, so that each character is judged once.

Windows overlap, for a model reads best with context on both sides. Of an overlap each window
owns one half: what it finds in its own part counts, what it finds outside is the next window's
business. So nothing is found twice, and no merging by guess is needed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from claimx.language import LONE_SURROGATE

if TYPE_CHECKING:
    from claimx.language import Analysis


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text; all offsets are half-open code points of the whole text.

    Attributes:
        start, end: what the model reads.
        own_start, own_end: the part whose findings count.
        pieces: the sentences (or parts of overlong ones) that it consists of, in order.
    """

    start: int
    end: int
    own_start: int
    own_end: int
    pieces: tuple[tuple[int, int], ...]

    def owns(self, position: int) -> bool:
        """Whether a finding that starts at `position` counts as this window's."""
        return self.own_start <= position < self.own_end


def model_text(text: str) -> str:
    """The text as models can encode it: lone surrogates become U+FFFD, one for one."""
    return LONE_SURROGATE.sub("\ufffd", text)


def windows(
    analysis: "Analysis", length: Callable[[str], int], limit: int, overlap: int
) -> list[Window]:
    """Cut the body of an article into windows of whole sentences.

    Args:
        analysis: the article; only its parsed body is read, and no window spans a gap in it.
        length: measures a stretch of text in the model's units (tokens, words, characters).
        limit: the most units of a window; a longer sentence is cut, at a space if it has one.
        overlap: how many units two neighbours share at most; less than `limit`.

    Returns:
        The windows in text order; their own parts do not overlap and cover every sentence.
        Empty for an article without sentences.
    """
    text = model_text(analysis.text)
    found: list[Window] = []
    for _, group in groupby(analysis.sentences, key=lambda sentence: sentence.offset):
        pieces = [
            piece
            for sentence in group
            for piece in _fitting(text, sentence.start, sentence.end, length, limit)
        ]
        sizes = [length(text[start:end]) for start, end in pieces]
        found.extend(_cover(pieces, sizes, limit, overlap))
    return found


def _fitting(
    text: str, start: int, end: int, length: Callable[[str], int], limit: int
) -> list[tuple[int, int]]:
    if end - start < 2 or length(text[start:end]) <= limit:
        return [(start, end)]
    middle = (start + end) // 2
    space = text.rfind(" ", start + 1, middle)
    cut = space + 1 if space > start else middle
    return _fitting(text, start, cut, length, limit) + _fitting(text, cut, end, length, limit)


def _cover(
    pieces: Sequence[tuple[int, int]], sizes: Sequence[int], limit: int, overlap: int
) -> list[Window]:
    runs: list[tuple[int, int]] = []
    first = 0
    while True:
        last, total = first + 1, sizes[first]
        while last < len(pieces) and total + sizes[last] <= limit:
            total += sizes[last]
            last += 1
        runs.append((first, last))
        if last == len(pieces):
            break
        back, shared = last, 0
        # What is shared must leave room for the next piece, or the windows would stand still.
        most = min(overlap, limit - sizes[last])
        while back - 1 > first and shared + sizes[back - 1] <= most:
            back -= 1
            shared += sizes[back]
        first = back
    # The first piece of each run that is its own: the middle of what it shares with the one before.
    owners = [0, *((run[0] + before[1] + 1) // 2 for before, run in pairwise(runs))]
    found = []
    for index, (first, last) in enumerate(runs):
        until = owners[index + 1] if index + 1 < len(runs) else last
        found.append(
            Window(
                pieces[first][0],
                pieces[last - 1][1],
                pieces[owners[index]][0],
                pieces[until - 1][1],
                tuple(pieces[first:last]),
            )
        )
    return found
