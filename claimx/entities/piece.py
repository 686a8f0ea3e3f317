"""One feature of a link decision: its weight, how much of it there is, and why."""

from dataclasses import dataclass

from claimx.entities.fold import words


@dataclass(frozen=True, slots=True)
class Piece:
    """One feature: its weight's name, how much of it there is, and the sentence for a person."""

    weight: str
    amount: float
    reason: str = ""


def lower_words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [word.lower() for word in words(text)]
