"""What an extractor offers that need not see a whole text."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

Ranges = Sequence[tuple[int, int]]


@runtime_checkable
class Skipping(Protocol):
    """An extractor that can say, before anything is parsed, what it need not see."""

    def stretches(self, text: str, body: Ranges) -> Ranges:
        """The half-open ranges of `body` to parse, in order; none where nothing can be found."""
        ...
