"""From probabilities to triggers and argument spans."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from claimx.extract.learned.graphs import Floats
from claimx.extract.learned.words import Words


@dataclass(frozen=True, slots=True)
class FoundTrigger:
    """Neighbouring words that name one act.

    Attributes:
        words: indices into the article's words.
        chances: mean over the words of the probability of each class; class 0 is "no trigger".
    """

    words: tuple[int, ...]
    chances: Floats

    @property
    def type(self) -> int:
        """The likeliest type, as an index into the model's types."""
        return int(self.chances[1:].argmax())


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """Neighbouring words that fill a role, with the probability of the role (mean over words)."""

    role: int
    first: int
    last: int
    chance: float


def find_triggers(words: Sequence[int], chances: Floats, null_weight: float) -> list[FoundTrigger]:
    """Runs of words of one type, in order.

    Args:
        words: indices into the article's words, rising.
        chances: (words, classes), the probability of each class for each word.
        null_weight: multiplies the probability of class 0; below 1 it finds more.
    """
    if not len(words):
        return []
    weighed = chances.copy()
    weighed[:, 0] *= null_weight
    best = weighed.argmax(axis=-1)
    found = []
    start = 0
    for place in range(1, len(words) + 1):
        if (
            place < len(words)
            and best[place] == best[start]
            and words[place] == words[place - 1] + 1
        ):
            continue
        if best[start]:
            found.append(FoundTrigger(tuple(words[start:place]), chances[start:place].mean(axis=0)))
        start = place
    return found


def find_spans(
    words: Sequence[int], roles: Floats, trigger: Sequence[int], null_weight: float
) -> list[FoundSpan]:
    """Argument spans read off begin and inside labels, in text order.

    Args:
        words: the words of a window, rising.
        roles: (words, 1 + 2 roles); see `Labels.roles`.
        trigger: words that can be no argument.
        null_weight: multiplies the probability of class 0.
    """
    weighed = roles.copy()
    weighed[:, 0] *= null_weight
    best = weighed.argmax(axis=-1)
    found: list[FoundSpan] = []
    open_span: tuple[int, list[int]] | None = None
    for place, label in enumerate(best):
        role, inside = divmod(int(label) - 1, 2)
        if label and words[place] not in trigger:
            if inside and open_span is not None and open_span[0] == role:
                open_span[1].append(place)
                continue
            if open_span is not None:
                found.append(_close(words, roles, open_span))
            open_span = (role, [place])
        elif open_span is not None:
            found.append(_close(words, roles, open_span))
            open_span = None
    if open_span is not None:
        found.append(_close(words, roles, open_span))
    return found


def _close(words: Sequence[int], roles: Floats, span: tuple[int, list[int]]) -> FoundSpan:
    role, places = span
    return FoundSpan(role, words[places[0]], words[places[-1]], role_chance(roles, role, places))


def role_chance(roles: Floats, role: int, places: Sequence[int]) -> float:
    """The probability, mean over some words, that they are part of a filler of `role`."""
    return float(np.mean(roles[places, 1 + 2 * role] + roles[places, 2 + 2 * role]))


def characters(words: Words, first: int, last: int) -> tuple[int, int]:
    """The half-open code points from the first to the last word."""
    return words.starts[first], words.ends[last]
