"""ISO 8601 periods as labelled: `2024`, `2024-10`, `2025-W38`, `2025-09-11`, `2019/2021`."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_SHAPES = {
    "day": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "week": re.compile(r"\d{4}-W\d{2}"),
    "month": re.compile(r"\d{4}-\d{2}"),
    "year": re.compile(r"\d{4}"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """Days `first` to `last`, both included; `granularity`: day, week, month, year or interval."""

    first: date
    last: date
    granularity: str

    @property
    def days(self) -> int:
        """Its length in days, at least 1."""
        return (self.last - self.first).days + 1

    def within(self, other: "Period") -> bool:
        """Whether every day of this period lies in `other`."""
        return other.first <= self.first and self.last <= other.last


def parse_period(value: str) -> Period:
    """Read a period.

    Raises:
        ValueError: where `value` has none of the five shapes, names no real day, or ends before
            it begins.
    """
    begin, slash, end = value.partition("/")
    if not slash:
        return _single(value)
    first, last = _single(begin), _single(end)
    if last.last < first.first:
        raise ValueError(f"period {value!r} ends before it begins")
    return Period(first.first, last.last, "interval")


def _single(value: str) -> Period:
    for granularity, shape in _SHAPES.items():
        if shape.fullmatch(value):
            first = _first_day(value, granularity)
            return Period(first, _last_day(first, granularity), granularity)
    raise ValueError(
        f"{value!r} is no period; expected YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Www, or two with '/'"
    )


def _first_day(value: str, granularity: str) -> date:
    if granularity == "week":
        return date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
    return date.fromisoformat(
        f"{value}-01-01"[:10] if granularity == "year" else f"{value}-01"[:10]
    )


def _last_day(first: date, granularity: str) -> date:
    if granularity == "week":
        return first + timedelta(days=6)
    if granularity == "month":
        return first.replace(day=monthrange(first.year, first.month)[1])
    if granularity == "year":
        return first.replace(month=12, day=31)
    return first
