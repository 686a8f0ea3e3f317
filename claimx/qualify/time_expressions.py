"""The shapes in which English news writes dates, as a small grammar of our own.

`find` gives the expressions of a stretch of text with what each tells (year, month, day, weekday,
an offset); `claimx.qualify.calendar` turns them into dates. General date parsers guess: they read
"may" as a month, take a missing day from today, and take "Friday" for the coming one; a wrong
date is worse than none, so a shape that is not listed here is no date.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from claimx.qualify.cues import table


@dataclass(frozen=True, slots=True)
class Expression:
    """Words `start` to `end` (half-open, in the text searched) and what they tell.

    `shape` names the rule; `parts` holds its numbers: year, month, day, day2, month2, year2,
    weekday, count, and `shift` (-1 last, 0 this, 1 next).
    """

    start: int
    end: int
    shape: str
    parts: dict[str, int] = field(default_factory=dict)
    unit: str = ""


_SHIFTS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "earlier": -1,
    "before": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
    "later": 1,
    "after": 1,
}


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = table("time")
    months = sorted(data["months"], key=len, reverse=True)
    parts = {
        "{month}": f"(?:{'|'.join(f'{m.capitalize()}|{m.upper()}' for m in months)})" + r"\b\.?",
        "{weekday}": f"(?:{'|'.join(name.capitalize() for name in data['weekdays'])})",
        "{number}": r"(?:\d{1,3}|" + "|".join(data["numbers"]) + ")",
        "{days}": _alternatives(data["days"]),
        "{story}": _alternatives(data["story_days"]),
        "{day}": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|ST|ND|RD|TH)?\b",
        "{year}": r"(?:1[5-9]\d\d|20\d\d)",
    }
    rules = []
    for rule in table("dates")["shapes"]:
        pattern = rule["pattern"]
        for name, part in parts.items():
            pattern = pattern.replace(name, part)
        rules.append((rule["shape"], re.compile(pattern)))
    return tuple(rules)


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@cache
def _any_cue() -> re.Pattern[str]:
    """Something that every expression holds, for a quick look at a sentence without any."""
    months = "|".join(name.capitalize() for name in table("time")["months"])
    rest = "day|week|month|year|night|morning|evening|afternoon|decade|later|earlier|before"
    return re.compile(rf"1[5-9]\d\d|20\d\d|{months}|[A-Z]{{3}} ?\d|{rest}")


def find(text: str) -> list[Expression]:
    """The date expressions of a text, in order, none overlapping another; empty where none is."""
    if not _any_cue().search(text):
        return []
    found: list[Expression] = []
    for shape, pattern in _rules():
        for match in pattern.finditer(text):
            start, end = _bounds(match)
            at = bisect_left(found, start, key=lambda expression: expression.start)
            after_previous = at == 0 or found[at - 1].end <= start
            if after_previous and (at == len(found) or end <= found[at].start):
                found.insert(at, Expression(start, end, shape, _parts(match), _unit(match)))
    return found


def days_with_year(text: str) -> dict[tuple[int, int], set[int]]:
    """Every (month, day) that a text gives with its year, with those years."""
    told: dict[tuple[int, int], set[int]] = {}
    for shape, pattern in _rules():
        if shape != "day":
            continue
        for match in pattern.finditer(text):
            parts = _parts(match)
            if "year" in parts:
                told.setdefault((parts["month"], parts["day"]), set()).add(parts["year"])
    return told


def _bounds(match: re.Match[str]) -> tuple[int, int]:
    """The words of the date without the preposition that showed a bare month to be one."""
    groups = [match.span(name) for name, value in match.groupdict().items() if value is not None]
    start = min(low for low, _ in groups)
    return start, match.end()


def _unit(match: re.Match[str]) -> str:
    return match.groupdict().get("unit") or ""


def _parts(match: re.Match[str]) -> dict[str, int]:
    data = table("time")
    parts: dict[str, int] = {}
    for name, value in match.groupdict().items():
        if value is None:
            continue
        word = value.lower().rstrip(".")
        if name == "month_number":
            parts["month"] = int(word)
        elif name in ("month", "month2"):
            parts[name] = data["months"][word]
        elif name == "weekday":
            parts[name] = data["weekdays"][word]
        elif name == "which":
            parts["shift"] = _SHIFTS[word]
        elif name == "word":
            shifts = data["days"] | data["story_days"]
            parts["shift"] = shifts[word]
        elif name != "unit":
            digits = re.match(r"\d+", word)
            parts[name] = int(digits.group()) if digits else data["numbers"].get(word, 0)
    return parts
