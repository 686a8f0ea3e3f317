"""From a date expression to an ISO 8601 value, against the day of publication.

A date without a year lies in the past of the publication unless the act lies ahead; a weekday is the
latest one, the day of publication included. What does not exist (31 February) or cannot be told
without a publication date gives None: a wrong year is worse than none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from claimx.qualify.time_expressions import Expression


@dataclass(frozen=True, slots=True)
class Dated:
    """An ISO value with its granularity (day, week, month, year, interval) and basis."""

    value: str
    granularity: str
    basis: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What a date is read against.

    Attributes:
        published: the day of publication, or None.
        ahead: the act lies ahead ("will be tried on Monday").
        story: the day last told before in the text, for "the next day".
        year: a year told near by, which a date without a year then shares.
    """

    published: date | None
    ahead: bool = False
    story: date | None = None
    year: int | None = None


def read_day(value: str | None) -> date | None:
    """The day of an ISO date or time stamp; None where there is none or it is not one."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def resolve(expression: Expression, frame: Frame) -> Dated | None:
    """The date that an expression tells, or None where it tells none for certain."""
    try:
        return _SHAPES[expression.shape](expression, frame)
    except (ValueError, OverflowError):
        return None


def join(values: list[Dated]) -> Dated | None:
    """One value for several dates of one act: the finer of two nested, else their interval."""
    if not values:
        return None
    finest = max(values, key=lambda dated: len(dated.value))
    if all(finest.value.startswith(other.value) for other in values):
        return finest
    simple = sorted({dated.value for dated in values if "/" not in dated.value and "W" not in dated.value})
    if len(simple) >= 2 and len({len(value) for value in simple}) == 1:
        return Dated(f"{simple[0]}/{simple[-1]}", "interval", values[0].basis)
    return values[0]


def _day(expression: Expression, frame: Frame) -> Dated | None:
    parts = expression.parts
    year, basis = _year_of(parts, frame, parts["month"], parts["day"])
    if year is None:
        return None
    return Dated(date(year, parts["month"], parts["day"]).isoformat(), "day", basis)


def _days(expression: Expression, frame: Frame) -> Dated | None:
    parts = expression.parts
    year, basis = _year_of(parts, frame, parts["month"], parts["day"])
    if year is None:
        return None
    first, last = (date(year, parts["month"], parts[name]) for name in ("day", "day2"))
    if last <= first:
        return None
    return Dated(f"{first}/{last}", "interval", basis)


def _month(expression: Expression, frame: Frame) -> Dated | None:
    parts = expression.parts
    year, basis = _year_of(parts, frame, parts["month"], None)
    return None if year is None else Dated(f"{year}-{parts['month']:02}", "month", basis)


def _months(expression: Expression, frame: Frame) -> Dated | None:
    parts = expression.parts
    last_parts = {"year": parts["year2"]} if "year2" in parts else {}
    last_year, basis = _year_of(last_parts, frame, parts["month2"], None)
    if last_year is None:
        return None
    first_year = parts.get("year", last_year - (parts["month"] > parts["month2"]))
    return Dated(
        f"{first_year}-{parts['month']:02}/{last_year}-{parts['month2']:02}", "interval", basis
    )


def _year_of(
    parts: dict[str, int], frame: Frame, month: int, day: int | None
) -> tuple[int | None, str]:
    if "year" in parts:
        return parts["year"], "explicit"
    if frame.published is None:
        return (frame.year, "document") if frame.year else (None, "")
    year = frame.published.year
    if "shift" in parts and day is None and month == frame.published.month and parts["shift"] == 0:
        return year, "relative"
    here = (month, day or 1) > (frame.published.month, frame.published.day if day else 1)
    if "shift" in parts:
        return _shifted_year(parts["shift"], year, here, month, frame), "relative"
    if frame.year is not None and frame.year != year:
        return frame.year, "document"
    if frame.ahead:
        passed = (month, day or 31) < (frame.published.month, frame.published.day)
        return year + 1 if passed and month + 6 <= frame.published.month else year, "relative"
    return year - 1 if here else year, "relative"


def _shifted_year(shift: int, year: int, later_in_year: bool, month: int, frame: Frame) -> int:
    """ "June last year", "this June", "last June": the year is named or the nearest that fits."""
    return year + shift if shift >= 0 else year - 1


def _iso(expression: Expression, frame: Frame) -> Dated:
    parts = expression.parts
    return Dated(date(parts["year"], parts["month"], parts["day"]).isoformat(), "day", "explicit")


def _year(expression: Expression, frame: Frame) -> Dated | None:
    year = expression.parts["year"]
    if frame.published is not None and year > frame.published.year + 30:
        return None
    return Dated(str(year), "year", "explicit")


def _years(expression: Expression, frame: Frame) -> Dated | None:
    first, last = expression.parts["year"], expression.parts["year2"]
    return Dated(f"{first}/{last}", "interval", "explicit") if first < last else None


def _decade(expression: Expression, frame: Frame) -> Dated | None:
    year = expression.parts["year"]
    return None if year % 10 else Dated(f"{year}/{year + 9}", "interval", "explicit")


def _weekday(expression: Expression, frame: Frame) -> Dated | None:
    if frame.published is None:
        return None
    shift = expression.parts.get("shift")
    back = (frame.published.weekday() - expression.parts["weekday"]) % 7
    if shift == 1 or (frame.ahead and shift != -1):
        forward = -back % 7
        day = frame.published + timedelta(days=forward or 7 * (shift == 1))
    else:
        day = frame.published - timedelta(days=back or 7 * (shift == -1))
    return Dated(day.isoformat(), "day", "relative")


def _relative_day(expression: Expression, frame: Frame) -> Dated | None:
    return _shift_day(frame.published, expression.parts["shift"], "relative")


def _story_day(expression: Expression, frame: Frame) -> Dated | None:
    return _shift_day(frame.story, expression.parts["shift"], "document")


def _shift_day(day: date | None, shift: int, basis: str) -> Dated | None:
    return None if day is None else Dated((day + timedelta(days=shift)).isoformat(), "day", basis)


def _ago(expression: Expression, frame: Frame) -> Dated | None:
    count = expression.parts["count"]
    return _moved(frame.published, -count, expression.unit, "relative")


def _story_shift(expression: Expression, frame: Frame) -> Dated | None:
    count = expression.parts["count"] * expression.parts["shift"]
    return _moved(frame.story, count, expression.unit, "document")


def _moved(day: date | None, count: int, unit: str, basis: str) -> Dated | None:
    """A day moved by days, weeks (told as their month), months or years, as coarse as the unit."""
    if day is None or count == 0:
        return None
    if unit in ("day", "week"):
        moved = day + timedelta(days=count * (7 if unit == "week" else 1))
        if unit == "day":
            return Dated(moved.isoformat(), "day", basis)
        return Dated(moved.isoformat()[:7], "month", basis)
    if unit == "month":
        year, month = _add_months(day, count)
        return Dated(f"{year}-{month:02}", "month", basis)
    year = day.year + count * (10 if unit == "decade" else 1)
    return Dated(f"{year:04}", "year", basis) if 0 < year < 10_000 and unit != "decade" else None


def _add_months(day: date, count: int) -> tuple[int, int]:
    months = day.year * 12 + day.month - 1 + count
    if months < 12:
        raise ValueError(f"{count} months from {day} leaves the calendar")
    return months // 12, months % 12 + 1


def _span_back(expression: Expression, frame: Frame) -> Dated | None:
    """ "the past six months": from then to the publication, in months or years."""
    if frame.published is None:
        return None
    count, unit, end = expression.parts["count"], expression.unit, frame.published
    if unit == "year":
        return Dated(f"{end.year - count}/{end.year}", "interval", "relative")
    if unit == "month":
        year, month = _add_months(end, -count)
        return Dated(f"{year}-{month:02}/{end.year}-{end.month:02}", "interval", "relative")
    start = end - timedelta(days=count * (7 if unit == "week" else 1))
    return Dated(f"{start}/{end}", "interval", "relative")


def _shift(expression: Expression, frame: Frame) -> Dated | None:
    """ "last week", "this month", "next year"."""
    if frame.published is None:
        return None
    shift, unit = expression.parts["shift"], expression.unit
    if unit == "week":
        iso = (frame.published + timedelta(days=7 * shift)).isocalendar()
        return Dated(f"{iso.year}-W{iso.week:02}", "week", "relative")
    if unit == "month":
        year, month = _add_months(frame.published, shift)
        return Dated(f"{year}-{month:02}", "month", "relative")
    return Dated(str(frame.published.year + shift), "year", "relative")


_SHAPES: dict[str, Callable[[Expression, Frame], Dated | None]] = {
    "iso": _iso,
    "day": _day,
    "days": _days,
    "month": _month,
    "months": _months,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "weekday": _weekday,
    "relative_day": _relative_day,
    "story_day": _story_day,
    "ago": _ago,
    "story_shift": _story_shift,
    "span_back": _span_back,
    "shift": _shift,
}
