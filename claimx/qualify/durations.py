"""Durations as ISO 8601: "two and a half years" is P2Y6M, "15 days" P15D.

Units are never converted ("18 months" stays P18M), but for halves and quarters of a year, which
are whole months. Weeks beside other units follow ISO 8601-2 ("P1M2W").
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from claimx.qualify.bounds import Bounded, Measure, read_bounded
from claimx.qualify.numbers import read_number
from claimx.qualify.quantity_tokens import (
    Phrases,
    Token,
    index_phrases,
    longest,
    phrase_list,
    section,
    tokenise,
)

_ORDER = "YMWDhm"
MAX_LENGTH = 200
"""Longer spans are no length of time; they give None."""


@dataclass(frozen=True, slots=True)
class Duration:
    """Amounts by unit, largest unit first; the unit "" is a number whose unit is told elsewhere.

    The units are Y, M, W and D, and h and m for hours and minutes.
    """

    parts: tuple[tuple[str, Decimal], ...]

    @property
    def iso(self) -> str:
        """ISO 8601, such as `P2Y6M` or `PT48H`."""
        amounts: dict[str, Decimal] = {}
        for unit, amount in self.parts:
            whole, rest = divmod(amount, 1)
            months = rest * 12
            if unit == "Y" and rest in (Decimal("0.25"), Decimal("0.5"), Decimal("0.75")):
                amounts["Y"], amounts["M"] = whole, amounts.get("M", Decimal(0)) + months
            else:
                amounts[unit] = amounts.get(unit, Decimal(0)) + amount
        days = "".join(_written(amounts, unit) for unit in "YMWD")
        hours = "".join(_written(amounts, unit) for unit in "hm")
        return f"P{days}T{hours.upper()}" if hours else f"P{days or '0D'}"


def _written(amounts: dict[str, Decimal], unit: str) -> str:
    amount = amounts.get(unit)
    return f"{plain(amount)}{unit}" if amount else ""


def plain(number: Decimal) -> str:
    """A number without exponent and without idle zeros: `1500000`, `2.5`."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def duration_value(phrase: str) -> dict[str, Any] | None:
    """The length that a phrase names and nothing else, such as "more than six weeks".

    Returns:
        `{"duration": "P6W", "maximum": false, "minimum": true}`, with `approximate` where it is,
        and with `duration_min` and `duration_max` beside a null `duration` for a range; None where
        the phrase is no duration, or a point in time ("six weeks ago").
    """
    tokens = tokenise(phrase) if len(phrase) <= MAX_LENGTH else ()
    found = read_bounded_duration(tokens, 0)
    if found is None:
        return None
    end = found.end + longest(tokens, found.end, phrase_list("quantity", "duration", "behind"))
    return bounded_duration(found) if end == len(tokens) else None


def bounded_duration(found: Bounded[Duration]) -> dict[str, Any]:
    """The fields `duration`, `maximum` and `minimum` (and those of ranges) of a duration."""
    value: dict[str, Any] = {"duration": None, "maximum": False, "minimum": False}
    if found.low is not None and found.high is not None and found.low != found.high:
        value |= {"duration_min": found.low.iso, "duration_max": found.high.iso}
    else:
        only = found.low or found.high
        value["duration"] = only.iso if only else None
        value["maximum"], value["minimum"] = found.low is None, found.high is None
    if found.approximate:
        value["approximate"] = True
    return value


def read_bounded_duration(tokens: Sequence[Token], at: int) -> Bounded[Duration] | None:
    """The duration with its bounds that begins at token `at`, or None."""
    fillers = phrase_list("quantity", "duration", "fillers")
    found = read_bounded(tokens, at, _read_duration, _reconcile, fillers)
    if found is None or not any(_unitless(end) for end in (found.low, found.high)):
        return found
    return _with_late_unit(tokens, found)


def _with_late_unit(tokens: Sequence[Token], found: Bounded[Duration]) -> Bounded[Duration] | None:
    """The unit behind the bound: "10 or more years", "30-odd days"."""
    unit = _unit(tokens, found.end)
    if unit is None:
        return None
    low, high = (
        Duration(((unit[0], end.parts[0][1] * unit[1]),)) if end else None
        for end in (found.low, found.high)
    )
    return replace(found, low=low, high=high, end=found.end + 1)


def _unitless(duration: Duration | None) -> bool:
    return duration is not None and any(unit == "" for unit, _ in duration.parts)


def _reconcile(first: Duration, second: Duration) -> tuple[Duration, Duration] | None:
    if _unitless(second):
        unit, amount = first.parts[0]
        if unit and amount == 1 and second.parts[0][1] == 2:
            return first, Duration(((unit, Decimal(2)),))  # "a year or two"
        return None
    if _unitless(first):
        first = Duration(((second.parts[0][0], first.parts[0][1]),))
    same_unit = first.parts[0][0] == second.parts[0][0]
    if same_unit and first.parts[0][1] > second.parts[0][1]:
        return None
    return first, second


def _read_duration(tokens: Sequence[Token], at: int) -> Measure[Duration] | None:
    """A length in one unit or more ("a year and six months"), or a bare number."""
    part = _read_part(tokens, at) or _one_unit(tokens, at)
    if part is None:
        figure = read_number(tokens, at)
        if figure is None or figure.floor:
            return None
        return Measure(Duration((("", figure.value),)), figure.end, figure.loose)
    parts, loose = [part.value], part.loose
    end, extra = _trailing_fraction(tokens, part.end, part.value)
    if extra is not None:
        parts = [extra]
    while True:
        more = _next_part(tokens, end, parts[-1][0])
        if more is None:
            return Measure(Duration(tuple(parts)), end, loose)
        parts.append(more.value)
        end = more.end


def _next_part(
    tokens: Sequence[Token], at: int, larger: str
) -> Measure[tuple[str, Decimal]] | None:
    while at < len(tokens) and tokens[at].text in ("and", ","):
        at += 1
    more = _read_part(tokens, at) or _one_unit(tokens, at)
    if more is None or _ORDER.index(more.value[0]) <= _ORDER.index(larger):
        return None
    return more


def _read_part(tokens: Sequence[Token], at: int) -> Measure[tuple[str, Decimal]] | None:
    """A number and its unit: "15 days", "two more years", "4.5-year"."""
    figure = read_number(tokens, at)
    if figure is None or figure.floor:
        return None
    end = figure.end + longest(tokens, figure.end, phrase_list("quantity", "duration", "between"))
    unit = _unit(tokens, end)
    if unit is None:
        return None
    return Measure((unit[0], figure.value * unit[1]), end + 1, figure.loose)


def _one_unit(tokens: Sequence[Token], at: int) -> Measure[tuple[str, Decimal]] | None:
    """One unit or half of it, without a number: "a year", "half a year", "year-long"."""
    half = at < len(tokens) and tokens[at].text == "half"
    start = at + half
    words = longest(tokens, start, phrase_list("quantity", "duration", "one_of"))
    unit = _unit(tokens, start + words)
    if unit is None or tokens[start + words].text.endswith("s"):
        return None
    end = start + words + 1
    long = end < len(tokens) and tokens[end].text == "long" and tokens[end].joined
    if not (words or half or long or tokens[start].text.endswith("long")):
        return None
    amount = unit[1] / 2 if half else unit[1]
    return Measure((unit[0], amount), end + long)


def _trailing_fraction(
    tokens: Sequence[Token], at: int, part: tuple[str, Decimal]
) -> tuple[int, tuple[str, Decimal] | None]:
    """The "and a half" behind "a year": where it ends, and the part with it."""
    words = longest(tokens, at, _and_a_half())
    ahead = at + words
    if words == 0 or (ahead < len(tokens) and tokens[ahead].text in ("a", "of")):
        return at, None
    unit = _unit(tokens, at - 1)
    size = unit[1] if unit else Decimal(1)
    return ahead, (part[0], part[1] + size / 2)


@cache
def _and_a_half() -> Phrases:
    return index_phrases(["and one half", "and a half", "and half"])


def _unit(tokens: Sequence[Token], at: int) -> tuple[str, Decimal] | None:
    if not 0 <= at < len(tokens):
        return None
    found = section("quantity", "units").get(tokens[at].text.removesuffix("'"))
    if not isinstance(found, list):
        return None
    return str(found[0]), Decimal(found[1])
