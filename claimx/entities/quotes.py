"""Quotations for coreference: where they lie and whose words they are.

Marks are paired within a paragraph; a quotation that a paragraph leaves open runs to its end.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

_PAIR = {"“": "”", "„": "“”", "«": "»", '"': '"'}
_MARK = re.compile('[“”„«»"]')
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters `start` to `end` (half-open, marks left out) of the text, and its paragraph.

    `open` tells that no closing mark stands in the paragraph: the next one may go on.
    """

    start: int
    end: int
    paragraph: int
    open: bool = False


class Layout:
    """Paragraphs and quotations of a text, to be asked by character offset."""

    def __init__(self, text: str) -> None:
        ranges = [m.span() for m in _PARAGRAPH.finditer(text) if m.group().strip()]
        self.paragraphs = ranges
        self._starts = [start for start, _ in ranges]
        self.quotes = [
            quote for index, (a, b) in enumerate(ranges) for quote in _quotes(text, a, b, index)
        ]
        self._quote_starts = [quote.start for quote in self.quotes]

    def paragraph_at(self, position: int) -> int:
        """Index of the paragraph that holds a character; between two the one before; at least 0."""
        return max(0, bisect_right(self._starts, position) - 1)

    def quote_at(self, position: int) -> int | None:
        """Index of the quotation that holds a character, or None."""
        index = bisect_right(self._quote_starts, position) - 1
        if index >= 0 and position < self.quotes[index].end:
            return index
        return None


def _quotes(text: str, start: int, end: int, paragraph: int) -> list[Quote]:
    found: list[Quote] = []
    opened: tuple[int, str] | None = None
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        if opened is None:
            if mark in _PAIR:
                opened = (match.end(), _PAIR[mark])
        elif mark in opened[1]:
            if match.start() > opened[0]:
                found.append(Quote(opened[0], match.start(), paragraph))
            opened = None
    if opened is not None and opened[0] < end:
        found.append(Quote(opened[0], end, paragraph, open=True))
    return found
