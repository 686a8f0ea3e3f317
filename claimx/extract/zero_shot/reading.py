"""What a zero-shot model says about one window, whichever library it runs in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from claimx.extract.zero_shot.labels import Labels


@dataclass(frozen=True, slots=True)
class Found:
    """A span of a window (half-open code points from its start), its phrase and score."""

    start: int
    end: int
    phrase: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The spans that a model found in one window.

    `links` are pairs of trigger and argument as the model gave them; None where it was not
    asked for any, or cannot give them.
    """

    triggers: Sequence[Found]
    fillers: Sequence[Found] = ()
    links: Sequence[tuple[Found, Found]] | None = None


class SpanModel(Protocol):
    """A loaded model behind the library that it belongs to."""

    gives_relations: bool
    longest: int | None

    def length(self, text: str) -> int:
        """How many words the library counts in `text`."""
        ...

    def read(
        self, texts: Sequence[str], labels: Labels, threshold: float, *, relations: bool
    ) -> list[Reading]:
        """One reading for each text."""
        ...
