"""A text with parts replaced, and where every offset of the old text lies in the new one."""

from bisect import bisect_right
from collections.abc import Sequence

from claimx.claim import Span
from claimx.export.pseudonyms.scan import Replacement


class Shifted:
    """The new text, and the way from old offsets to new ones.

    Args:
        text: the old text.
        replacements: in order and disjoint.
    """

    def __init__(self, text: str, replacements: Sequence[Replacement]) -> None:
        parts: list[str] = []
        self.starts = [found.start for found in replacements]
        self.replacements = replacements
        self.moved: list[tuple[int, int]] = []
        at = length = 0
        for found in replacements:
            length += found.start - at
            parts += [text[at : found.start], found.text]
            self.moved.append((length, length + len(found.text)))
            length += len(found.text)
            at = found.end
        self.text = "".join([*parts, text[at:]])

    def start(self, offset: int) -> int:
        """Where what began at `offset` begins: within a replaced part, where that begins."""
        return self._at(offset, inside=0)

    def end(self, offset: int) -> int:
        """Where what ended at `offset` ends: within a replaced part, where that ends."""
        return self._at(offset, inside=1)

    def _at(self, offset: int, inside: int) -> int:
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return offset
        found, moved = self.replacements[index], self.moved[index]
        if offset == found.start:
            return moved[0]
        if offset < found.end:
            return moved[inside]
        return moved[1] + offset - found.end

    def span(self, span: Span) -> Span:
        """The span in the new text: whole pseudonyms where it held parts of a name."""
        return Span.cut(self.text, self.start(span.start), self.end(span.end))
