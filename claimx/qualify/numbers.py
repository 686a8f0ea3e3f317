"""Number words and digits: "four hundred and twelve", "2.5 million", "half a dozen", "dozens".

A small grammar of its own: the packages for it read "two and a half" as 2, leave "a dozen" alone or
do not keep where a number ends. Dozens and hundreds are read as "no fewer than two of them".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from claimx.qualify.cues import table
from claimx.qualify.quantity_tokens import Token, longest, matches, phrase_list, section

_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_SPACED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_THREE_DECIMALS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
MAX_DIGITS = 15
"""Longer runs of digits are account numbers, not quantities."""
MAX_VALUE = Decimal(10) ** MAX_DIGITS


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that was read.

    Attributes:
        value: the number, or the lower bound where `floor` is set.
        end: index of the token behind it.
        scale: what its last part was multiplied by (1,000,000 in "two million"), else 1.
        loose: a round word that writers do not mean to the unit: "a dozen", "half a million".
        floor: only a lower bound is told: "hundreds", "several thousand".
        ambiguous: written so that it has two readings ("1.500"); worthless without a scale.
    """

    value: Decimal
    end: int
    scale: Decimal = Decimal(1)
    loose: bool = False
    floor: bool = False
    ambiguous: bool = False


def read_number(tokens: Sequence[Token], at: int) -> Figure | None:
    """The number that begins at token `at`, or None where none does."""
    figure = (
        _floor(tokens, at)
        or _scaled_by_article(tokens, at)
        or _with_scale(tokens, _digits(tokens, at))
        or _with_scale(tokens, _words(tokens, at))
    )
    if figure is None or figure.ambiguous:
        return None
    return _with_fraction(tokens, figure)


def holds_number(tokens: Sequence[Token]) -> bool:
    """Whether some token can be part of a number; far cheaper than to read at every token."""
    return any(token.is_number or token.text in _number_words() for token in tokens)


@cache
def _number_words() -> frozenset[str]:
    names = ("ones", "tens", "scales", "plural_scales")
    return frozenset(word for name in names for word in _values(name))


def _digits(tokens: Sequence[Token], at: int) -> Figure | None:
    if at >= len(tokens) or not tokens[at].is_number:
        return None
    text = tokens[at].text
    if sum(character.isdigit() for character in text) > MAX_DIGITS:
        return None
    if text[-1] in _VULGAR:
        return Figure(Decimal(text[:-1] or 0) + _VULGAR[text[-1]], at + 1)
    if _GROUPED.fullmatch(text):
        return Figure(Decimal(text.replace(",", "")), at + 1)
    if _SPACED.fullmatch(text):
        return Figure(Decimal(re.sub(r"\s", "", text)), at + 1)
    if not _PLAIN.fullmatch(text):
        return None
    return Figure(Decimal(text), at + 1, ambiguous=bool(_THREE_DECIMALS.fullmatch(text)))


def _words(tokens: Sequence[Token], at: int) -> Figure | None:
    """A number below a hundred in words: "seven", "twenty-nine"."""
    ones, tens = _values("ones"), _values("tens")
    word = _text(tokens, at)
    if word in ones:
        return Figure(ones[word], at + 1)
    if word not in tens:
        return None
    unit = ones.get(_text(tokens, at + 1))
    if unit is not None and 0 < unit < 10:
        return Figure(tens[word] + unit, at + 2)
    return Figure(tens[word], at + 1)


def _with_scale(tokens: Sequence[Token], first: Figure | None) -> Figure | None:
    """Multiply and go on: "four hundred", "2.5 million", "three hundred thousand and six"."""
    if first is None:
        return None
    total, current, at, scale = Decimal(0), first.value, first.end, Decimal(1)
    previous, loose, ambiguous = None, first.loose, first.ambiguous
    while True:
        step = _scale_at(tokens, at)
        if step is not None:
            factor, loose, ambiguous = step, loose or _text(tokens, at) == "dozen", False
            if (previous is not None and factor >= previous) or current * factor > MAX_VALUE:
                return None
            at, current, scale = at + 1, current * factor, factor
            if factor > 100:
                total, current, previous = total + current, Decimal(0), factor
            continue
        more = _continuation(tokens, at, scale)
        if more is None:
            break
        current, at, scale = current + more.value, more.end, Decimal(1)
    return Figure(total + current, at, scale, loose, ambiguous=ambiguous)


def _continuation(tokens: Sequence[Token], at: int, scale: Decimal) -> Figure | None:
    """What is added behind a scale: the "and twelve" of "four hundred and twelve"."""
    if scale < 100:
        return None
    more = _words(tokens, at + 1) if _text(tokens, at) == "and" else _words(tokens, at)
    return more if more is not None and more.value < scale else None


def _scale_at(tokens: Sequence[Token], at: int) -> Decimal | None:
    word = _text(tokens, at)
    if word in _values("scales"):
        return _values("scales")[word]
    short = _values("short_scales").get(word)
    return short if short is not None and tokens[at].adjoining else None


def _scaled_by_article(tokens: Sequence[Token], at: int) -> Figure | None:
    """Round words without a number: "a hundred", "half a dozen", "hundred"."""
    start, factor = at, Decimal(1)
    if _text(tokens, start) == "half" and _text(tokens, start + 1) in ("a", "an"):
        start, factor = start + 2, Decimal("0.5")
    elif _text(tokens, start) == "half":
        start, factor = start + 1, Decimal("0.5")
    elif _text(tokens, start) in ("a", "an"):
        start += 1
    if _text(tokens, start) not in _values("scales"):
        return None
    figure = _with_scale(tokens, Figure(factor, start, loose=True))
    if figure is None or figure.end == start + 1:
        return figure
    return replace(figure, loose=figure.value % 100 == 0)


def _floor(tokens: Sequence[Token], at: int) -> Figure | None:
    """Two units or more: "hundreds", "tens of thousands", "several hundred"."""
    vague = longest(tokens, at, phrase_list("quantity", "lists", "vague_before_scale"))
    plurals, scales = _values("plural_scales"), _values("scales")
    word = _text(tokens, at + vague)
    unit = plurals.get(word) or (scales.get(word) if vague else None)
    if unit is None:
        return None
    end = at + vague + 1
    of = 1 if _text(tokens, end) == "of" else 0
    larger = plurals.get(_text(tokens, end + of))
    if larger is not None and larger > unit:
        unit, end = unit * larger, end + of + 1
    elif word == "tens":
        return None
    elif _text(tokens, end) in scales and vague:
        unit, end = unit * scales[_text(tokens, end)], end + 1
    return Figure(unit * 2, end, unit, True, True)


def _with_fraction(tokens: Sequence[Token], figure: Figure) -> Figure:
    """Add "and a half", which counts in the scale behind it: "two and a half million"."""
    if figure.floor or _text(tokens, figure.end) != "and":
        return figure
    at = figure.end + 1
    if _text(tokens, at) in ("a", "one"):
        at += 1
    for phrase, part in _fractions():
        if matches(tokens, at, phrase):
            end = at + len(phrase)
            scale = _scale_at(tokens, end)
            value = figure.value + part * figure.scale
            if scale is not None and figure.scale == 1:
                return replace(figure, value=value * scale, end=end + 1, scale=scale)
            return replace(figure, value=value, end=end)
    return figure


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


@cache
def _values(name: str) -> dict[str, Decimal]:
    return {word: Decimal(str(value)) for word, value in section("quantity", name).items()}


@cache
def _fractions() -> tuple[tuple[tuple[str, ...], Decimal], ...]:
    entries = table("quantity")["fractions"]
    return tuple(
        sorted(
            ((tuple(words.split()), Decimal(value)) for words, value in entries.items()),
            key=lambda entry: -len(entry[0]),
        )
    )
