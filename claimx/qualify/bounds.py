"""Bounds around a quantity: "at least 52", "up to five years", "between €300 and €900".

The grammar is the same whatever is measured; a reader of the measure (a number, a duration, a sum
of money) is handed in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Generic, TypeVar

from claimx.qualify.cues import table
from claimx.qualify.quantity_tokens import Phrases, Token, longest, matches, phrase_list

T = TypeVar("T")
MAX_LEAD = 8
"""Phrases before a measure, so that a long span costs linear time: "up to another full ..."."""


@dataclass(frozen=True, slots=True)
class Measure(Generic[T]):
    """What a reader found: the value, the index of the token behind it, and how it was put.

    `loose` and `floor` are those of `numbers.Figure`.
    """

    value: T
    end: int
    loose: bool = False
    floor: bool = False


@dataclass(frozen=True, slots=True)
class Bounded(Generic[T]):
    """A measure with the bounds that the text tells.

    Attributes:
        low, high: bounds; equal for an exact measure, None where one is not told.
        strict: the bound itself is excluded ("more than", "fewer than").
        approximate: "about", or a round word.
        start, end: half-open indices of its tokens, bounds included.
    """

    low: T | None
    high: T | None
    strict: bool
    approximate: bool
    start: int
    end: int

    @property
    def exact(self) -> T | None:
        """The value where there is one, else None."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class _Lead:
    at: int
    relation: str = ""
    approximate: bool = False


Reader = Callable[[Sequence[Token], int], Measure[T] | None]
Reconciler = Callable[[T, T], tuple[T, T] | None]


def read_bounded(
    tokens: Sequence[Token],
    at: int,
    read: Reader[T],
    reconcile: Reconciler[T],
    fillers: Phrases | None = None,
) -> Bounded[T] | None:
    """The bounded measure that begins at token `at`.

    Args:
        tokens: from `quantity_tokens.tokenise`.
        at: where it begins, its bounds ("at least") included.
        read: reads the bare measure at a position, or gives None.
        reconcile: given both ends of a range, gives them with what the first left out ("five to
            seven years"), or None where they are no range.
        fillers: phrases to skip before the measure.

    Returns:
        The measure, or None where none begins here.
    """
    lead = _read_lead(tokens, at, read, fillers or {})
    first = read(tokens, lead.at)
    if first is None:
        return None
    approximate = lead.approximate or first.loose
    second = _range_end(tokens, first, lead.relation, read)
    ends = reconcile(first.value, second.value) if second is not None else None
    if second is not None and ends is not None and lead.relation in ("", "between"):
        loose = approximate or second.loose
        return Bounded(ends[0], ends[1], False, loose, at, second.end)
    if lead.relation == "between":
        return None
    relation, end = _read_tail(tokens, first.end)
    if relation == "about":
        relation, approximate = "", True
    return _bounded(first, lead.relation or relation, approximate, at, end)


def _bounded(
    measure: Measure[T], relation: str, approximate: bool, start: int, end: int
) -> Bounded[T]:
    value = measure.value
    low = None if relation in ("most", "under") else value
    high = None if relation in ("least", "over") or measure.floor else value
    strict = relation in ("over", "under") and not measure.floor
    return Bounded(low, high, strict, approximate, start, end)


def _read_lead(tokens: Sequence[Token], at: int, read: Reader[T], fillers: Phrases) -> _Lead:
    lead = _Lead(at)
    for _ in range(MAX_LEAD):
        if lead.at >= len(tokens) or read(tokens, lead.at) is not None:
            break
        relation, words = _relation_at(tokens, lead.at)
        skipped = words or longest(tokens, lead.at, fillers)
        skipped = skipped or longest(tokens, lead.at, phrase_list("quantity", "lists", "adverbs"))
        if skipped == 0:
            break
        lead = replace(lead, at=lead.at + skipped)
        if relation == "about":
            lead = replace(lead, approximate=True)
        elif relation:
            lead = replace(lead, relation=relation)
    return lead


def _relation_at(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    for phrase, relation in _relations("before").get(tokens[at].text, ()):
        if matches(tokens, at, phrase):
            return relation, len(phrase)
    return "", 0


def _read_tail(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    following = tokens[at].text if at < len(tokens) else ""
    for phrase, relation in _relations("after").get(following, ()):
        if matches(tokens, at, phrase):
            return relation, at + len(phrase)
    return "", at


def _range_end(
    tokens: Sequence[Token], first: Measure[T], relation: str, read: Reader[T]
) -> Measure[T] | None:
    at = first.end
    if first.floor or at >= len(tokens):
        return None
    if tokens[at].joined and (tokens[at].is_number or _is_sign(tokens[at])):
        return read(tokens, at)
    words = {"and", "to"} if relation == "between" else {"to", "or"}
    if tokens[at].text not in words:
        return None
    second = read(tokens, at + 1)
    return None if second is None or second.floor else second


def _is_sign(token: Token) -> bool:
    return not token.text[-1].isalnum()


@cache
def _relations(side: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The bounds before or after a measure, by their first word, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for relation in table("quantity")[side]:
        for first, phrases in phrase_list("quantity", side, relation).items():
            index.setdefault(first, []).extend((phrase, relation) for phrase in phrases)
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index
