"""A penalty phrase cut into its parts: "five years in prison | and | 80 lashes".

Each clause keeps the measures that were read in it and the words around them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from claimx.qualify.bounded_numbers import read_bounded_number
from claimx.qualify.bounds import Bounded
from claimx.qualify.cues import table
from claimx.qualify.durations import Duration, read_bounded_duration
from claimx.qualify.money import Money, read_bounded_money
from claimx.qualify.numbers import Figure
from claimx.qualify.quantity_tokens import Phrases, Token, longest, matches, phrase_list

MAX_CLAUSES = 20
"""Nobody is sentenced to more at once; what is longer is no penalty phrase."""


@dataclass
class Clause:
    """One penalty's worth of words.

    Attributes:
        link: "and" or "or", how it is tied to the clause before.
        listed: only a comma ties it to the clause before.
        words: its tokens outside measures.
        length, money, number: what was measured.
        to_life: a sentence "to life" follows, so that the length is a minimum.
    """

    link: str = "and"
    words: list[Token] = field(default_factory=list)
    length: Bounded[Duration] | None = None
    money: Bounded[Money] | None = None
    number: Bounded[Figure] | None = None
    to_life: bool = False
    listed: bool = False

    @property
    def measured(self) -> bool:
        """Whether it has a length or a sum, so that the next one belongs to another penalty."""
        return self.length is not None or self.money is not None

    def says(self, phrases: Phrases) -> bool:
        """Whether one of the phrases stands among its words."""
        return any(longest(self.words, at, phrases) for at in range(len(self.words)))


@dataclass(frozen=True, slots=True)
class _Measure:
    """What begins at a position: a sum, a length or a number, and the position behind it."""

    end: int
    money: Bounded[Money] | None = None
    length: Bounded[Duration] | None = None
    number: Bounded[Figure] | None = None


def clauses(tokens: Sequence[Token]) -> tuple[Clause, ...]:
    """The clauses of a penalty phrase, in order; empty for an empty phrase."""
    found = [Clause()]
    at = 0
    while at < len(tokens) and len(found) <= MAX_CLAUSES:
        if (found[-1].measured or found[-1].words) and _gives_a_reason(tokens, at):
            break
        at = _step(tokens, at, found)
    _settle_lists(found)
    return tuple(clause for clause in found if clause.words or clause.measured or clause.number)


def _step(tokens: Sequence[Token], at: int, found: list[Clause]) -> int:
    """Take what stands at `at` into the last clause or begin another; the position behind it."""
    clause = found[-1]
    measure = _measure(tokens, at)
    if measure is not None:
        if _is_operational(tokens, at) or _is_beside(tokens, measure):
            return measure.end
        if clause.measured:
            found.append(clause := Clause())
        clause.money = clause.money or measure.money
        clause.length = clause.length or measure.length
        clause.number = clause.number or measure.number
        return measure.end
    link, words = _connector(tokens, at, clause)
    if words == 0:
        clause.words.append(tokens[at])
        return at + 1
    if link == "to":
        clause.to_life, link = True, "or"
    if clause.words or clause.measured or clause.number:
        found.append(Clause(link))
    elif link == "or" or clause.link == "list":
        clause.link = link
    return at + words


def _measure(tokens: Sequence[Token], at: int) -> _Measure | None:
    money = read_bounded_money(tokens, at)
    if money is not None:
        return _Measure(money.end, money=money)
    length = read_bounded_duration(tokens, at)
    if length is not None:
        return _Measure(length.end, length=length)
    number = read_bounded_number(tokens, at)
    return None if number is None else _Measure(number.end, number=number)


def _gives_a_reason(tokens: Sequence[Token], at: int) -> bool:
    """Whether the reason begins here: "for insulting the mayor", "after a trial"."""
    if (
        matches(tokens, at, ("for",))
        and at + 1 < len(tokens)
        and tokens[at + 1].text.endswith("ing")
    ):
        return True
    return longest(tokens, at, phrase_list("penalties", "words", "reason")) > 0


def _is_beside(tokens: Sequence[Token], measure: _Measure) -> bool:
    """Whether what was measured is no part of the penalty: "a month ago", "in May 2019"."""
    if measure.number is None:
        return longest(tokens, measure.end, phrase_list("penalties", "words", "point")) > 0
    counted = phrase_list("penalties", "words", "counted")
    ahead = tokens[measure.end : measure.end + 3]
    return not any(token.text in counted or token.is_number for token in ahead)


def _is_operational(tokens: Sequence[Token], at: int) -> bool:
    """Whether what is measured at `at` is how long a suspended penalty hangs over someone."""
    return any(
        matches(tokens, at - len(phrase), phrase)
        for phrases in phrase_list("penalties", "words", "operational").values()
        for phrase in phrases
    )


def _connector(tokens: Sequence[Token], at: int, clause: Clause) -> tuple[str, int]:
    if clause.length is not None and matches(tokens, at, ("to", "life")):
        return "to", 1
    for link, phrases in _connectors():
        words = longest(tokens, at, phrases)
        if words:
            return link, words
    return "", 0


def _settle_lists(found: list[Clause]) -> None:
    """A comma means what the last connector of its list means: "death, life or a fine"."""
    meaning = "and"
    for clause in reversed(found):
        if clause.link == "list":
            clause.link, clause.listed = meaning, True
        else:
            meaning = clause.link


@cache
def _connectors() -> tuple[tuple[str, Phrases], ...]:
    return tuple(_read_connectors())


def _read_connectors() -> Iterator[tuple[str, Phrases]]:
    for link in table("penalties")["connectors"]:
        yield link, phrase_list("penalties", "connectors", link)
