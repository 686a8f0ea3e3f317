"""How many a group argument speaks of: "at least 52 political prisoners" is 52 or more.

Counts are read, never added up: "two women and three men" tells no single number and gives None.
A lower bound alone is told by "dozens" (24, approximate), "scores" (40) and "hundreds" (200).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from claimx.claim import Count
from claimx.qualify.bounded_numbers import read_bounded_number
from claimx.qualify.bounds import Bounded
from claimx.qualify.cues import words
from claimx.qualify.noun_number import speaks_of_one
from claimx.qualify.numbers import Figure, holds_number, read_number
from claimx.qualify.quantity_tokens import (
    Phrases,
    Token,
    longest,
    matches,
    phrase_list,
    section,
    tokenise,
)

MAX_LENGTH = 1_000
"""Longer spans are no noun phrase; they give None."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A count, and the half-open characters of the phrase that say what is counted, where told."""

    count: Count
    noun: tuple[int, int] | None = None


@lru_cache(maxsize=4_096)
def count_group(phrase: str) -> Counted | None:
    """How many a noun phrase speaks of.

    Args:
        phrase: the words of an agent or victim. Names and singular nouns count as 1 to 1.

    Returns:
        The count, or None where the phrase tells none: bare plurals, "several", shares ("half of
        them"), coordinations, phrases that are not understood, and the empty phrase.
    """
    if not phrase.strip() or len(phrase) > MAX_LENGTH:
        return None
    tokens = tokenise(phrase)
    openings = _openings(tokens, phrase) if holds_number(tokens) else []
    for at in openings:
        found = read_bounded_number(tokens, at, _groups("fillers"))
        if found is not None:
            return _number_of(tokens, found, phrase)
    return _without_number(tokens, phrase)


def _openings(tokens: Sequence[Token], phrase: str) -> list[int]:
    """Where the number can stand: at the beginning, or behind a possessor ("the union's nine")."""
    openings = [0]
    for at, token in enumerate(tokens[:8]):
        behind = phrase[token.end : token.end + 1]
        if token.text.endswith("'s") or (token.text.endswith("s") and behind in ("'", "’")):
            openings.append(at + 1)
    return openings


def _number_of(tokens: Sequence[Token], found: Bounded[Figure], phrase: str) -> Counted | None:
    bare = (at for at in range(found.start, found.end) if read_number(tokens, at) is not None)
    first = next(bare)
    if not _counts_something(tokens, found, first):
        other = _is_share(tokens, found.end) or _is_measured(tokens, found.end)
        return None if other else _without_number(tokens, phrase)
    count = _count(found)
    if count is None or _adds_more(tokens, found.end):
        return None
    return Counted(count, _noun(tokens, found.end))


def _counts_something(tokens: Sequence[Token], found: Bounded[Figure], first: int) -> bool:
    """Whether the number counts the noun, and is no age, share, year or part of a word."""
    end = found.end
    if tokens[first].joined or _is_share(tokens, end) or _is_year(tokens, first, found):
        return False  # joined: "an AK-47 rifle"
    if end >= len(tokens):
        return True
    behind = tokens[end]
    if behind.joined or (behind.adjoining and behind.text.isalnum()):
        return _is_size(behind)
    return not _is_measured(tokens, end) and not _is_name(tokens[end:])


def _is_measured(tokens: Sequence[Token], at: int) -> bool:
    """Whether a unit, a currency or a month follows: "14 August" counts nobody."""
    if at >= len(tokens) or tokens[at].joined:
        return False
    noun = tokens[at]
    if noun.text in section("quantity", "units") or noun.text in words_of("not_counted"):
        return True
    currencies = (section("currencies", name) for name in ("words", "signs"))
    return at == len(tokens) - 1 and any(noun.text in names for names in currencies)


def _is_name(noun: Sequence[Token]) -> bool:
    """Whether the number is part of a group's name: a gang has a number, "12 gang" is no count."""
    if any(token.text in words("group_nouns", "stops") for token in noun):
        return False
    head = noun[-1].text
    return head in words("group_nouns", "collective") - words("group_nouns", "plural")


def _is_size(token: Token) -> bool:
    """Whether it is the "member" of "a 17-member crew"."""
    return token.joined and token.text in words_of("sized")


def _is_share(tokens: Sequence[Token], at: int) -> bool:
    if matches(tokens, at, ("of",)) or at >= len(tokens):
        return False
    if matches(tokens, at, ("in",)):  # "one in five", and not "five in custody"
        return read_number(tokens, at + 1) is not None
    return longest(tokens, at, _groups("share")) > 0


def _is_year(tokens: Sequence[Token], first: int, found: Bounded[Figure]) -> bool:
    """Whether four digits without a comma or a bound read as a year: "the 2021 marchers"."""
    text = tokens[first].text
    if found.exact is None or found.approximate or found.end != first + 1:
        return False
    if not (text.isdigit() and len(text) == 4 and text[:2] in ("19", "20")):
        return False
    return not text.endswith("00") or (first > 0 and tokens[first - 1].text == "the")


def _count(found: Bounded[Figure]) -> Count | None:
    low, high = (end.value if end is not None else None for end in (found.low, found.high))
    if any(end is not None and end % 1 for end in (low, high)):
        return None
    step = 1 if found.strict else 0
    lowest = int(low) + step if low is not None else None
    highest = int(high) - step if high is not None else None
    if lowest is None and (highest is None or highest < 0):
        return None
    return Count(lowest, highest, found.approximate)


def _noun(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    skipped = 1
    while skipped:
        skipped = longest(tokens, at, _groups("behind")) or _inner_number(tokens, at)
        at += skipped
    only = at == len(tokens) - 1
    if at >= len(tokens) or (only and tokens[at].text in words("group_nouns", "pronouns_other")):
        return None
    if not tokens[at].text[0].isalnum() or _is_size(tokens[at]):
        return None
    last = next(
        (end for end in range(at + 1, len(tokens)) if tokens[end].text == "including"), None
    )
    while last is not None and not tokens[last - 1].text[-1].isalnum():
        last -= 1
    return tokens[at].start, tokens[last - 1 if last else -1].end


def _inner_number(tokens: Sequence[Token], at: int) -> int:
    """How long the whole is of which a part is counted: the "the 14" of "none of the 14"."""
    found = read_bounded_number(tokens, at, _groups("fillers"))
    if found is None or (found.end < len(tokens) and tokens[found.end].joined):
        return 0
    return found.end - at


def _adds_more(tokens: Sequence[Token], at: int) -> bool:
    """Whether a second group is coordinated: "nine women and four men", "five and a child"."""
    for position in range(at, len(tokens) - 1):
        if tokens[position].text not in ("and", "or", "plus", ","):
            continue
        ahead = position + 1
        if tokens[ahead].text in words("group_nouns", "one_of") | words(
            "group_nouns", "possessive"
        ):
            return True
        if read_bounded_number(tokens, ahead, _groups("fillers")) is not None:
            return True
    return False


def _without_number(tokens: Sequence[Token], phrase: str) -> Counted | None:
    if not tokens:
        return None
    zero = longest(tokens, 0, _groups("zero"))
    if zero:
        return Counted(Count(0, 0), _noun(tokens, zero))
    if matches(tokens, 0, ("no",)) and len(tokens) > 1:
        counted = tokens[1].text[0].isalpha()  # not "No. 2" or "No 10"
        return Counted(Count(0, 0), _noun(tokens, 1)) if counted else None
    if matches(tokens, 0, ("both",)):
        coordinated = any(token.text == "and" for token in tokens)
        return None if coordinated else Counted(Count(2, 2), _noun(tokens, 1))
    size = _size_of_set(tokens)
    if size is not None:
        return Counted(Count(size, size))
    return Counted(Count(1, 1)) if speaks_of_one(phrase) else None


def _size_of_set(tokens: Sequence[Token]) -> int | None:
    """Two for "the couple" and "a pair of brothers", three for "the trio"; None for other words."""
    sets = section("quantity", "sets")
    of = next((at for at, token in enumerate(tokens) if token.text == "of"), len(tokens))
    head = tokens[of - 1].text if of else ""
    vague = head == "couple" and (of < len(tokens) or matches(tokens, 0, ("a", "couple")))
    size = sets.get(head)
    return size if isinstance(size, int) and len(tokens) > 1 and not vague else None


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of the groups section as a set of single words."""
    return frozenset(_groups(name))


def _groups(name: str) -> Phrases:
    return phrase_list("quantity", "groups", name)
