"""The annotation format's way to point: "the n-th occurrence of these words", and offsets.

Occurrences are counted from 1 and may overlap each other, case and all, as in `str.find` called
again from one character further. Offsets are half-open code points.
"""

from claimx.claim import Span


def find_occurrence(text: str, words: str, n: int) -> Span | None:
    """The span of the `n`-th occurrence of `words` in `text`; None where there is none."""
    at = -1
    for _ in range(n):
        at = text.find(words, at + 1)
        if at < 0:
            return None
    return Span.cut(text, at, at + len(words))


def count_occurrences(text: str, words: str) -> int:
    """How often `words` stand in `text`, overlaps counted; 0 for no words."""
    if not words:
        return 0
    count, at = 0, text.find(words)
    while at >= 0:
        count, at = count + 1, text.find(words, at + 1)
    return count


def occurrence_of(text: str, span: Span) -> int:
    """Which occurrence of its words a span of `text` is, from 1; inverse of `find_occurrence`."""
    return count_occurrences(text[: span.end], span.text)
