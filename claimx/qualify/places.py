"""From a span of the text to its tokens, in time that does not grow with the text."""

from bisect import bisect_right
from typing import TYPE_CHECKING

from claimx.claim import Span
from claimx.language import Analysis, Chunk

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan


def chunk_of(analysis: Analysis, position: int) -> Chunk | None:
    """The parsed stretch that begins at or before the character `position`, or None."""
    index = bisect_right(analysis.chunks, position, key=lambda chunk: chunk.offset) - 1
    return None if index < 0 else analysis.chunks[index]


def tokens_of(analysis: Analysis, span: Span) -> "TokenSpan | None":
    """The tokens that a span touches; None where it lies outside the parsed text or is blank."""
    chunk = chunk_of(analysis, span.start)
    if chunk is None:
        return None
    tokens = chunk.doc.char_span(
        span.start - chunk.offset, span.end - chunk.offset, alignment_mode="expand"
    )
    return tokens if tokens is not None and len(tokens) else None
