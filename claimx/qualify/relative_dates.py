"""Dates counted from the publication or from the day last told: "two weeks ago", "on Friday"."""

from datetime import date, timedelta

from claimx.qualify.dates import Dated, Frame
from claimx.qualify.time_expressions import Expression


def relative_day(expression: Expression, frame: Frame) -> Dated | None:
    """Read "today", "last night": days from the publication."""
    return _shift_day(frame.published, expression.parts["shift"], "relative")


def story_day(expression: Expression, frame: Frame) -> Dated | None:
    """Read "the next day": days from the day last told."""
    return _shift_day(frame.story, expression.parts["shift"], "document")


def _shift_day(day: date | None, shift: int, basis: str) -> Dated | None:
    return None if day is None else Dated((day + timedelta(days=shift)).isoformat(), "day", basis)


def weekday(expression: Expression, frame: Frame) -> Dated | None:
    """Read "on Friday": the latest one, or the coming one where the act lies ahead."""
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


def ago(expression: Expression, frame: Frame) -> Dated | None:
    """Read "two weeks ago": counted back from the publication."""
    count = expression.parts["count"]
    return _moved(frame.published, -count, expression.unit, "relative")


def story_shift(expression: Expression, frame: Frame) -> Dated | None:
    """Read "two days later": counted from the day last told."""
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


def span_back(expression: Expression, frame: Frame) -> Dated | None:
    """Read "the past six months", "the past year": from then to the publication."""
    if frame.published is None:
        return None
    count, unit, end = expression.parts.get("count", 0), expression.unit, frame.published
    if count == 0 and unit == "year":
        first = f"{end.year - 1}-{end.month:02}"
        return Dated(f"{first}/{end.year}-{end.month:02}", "interval", "relative")
    if unit == "year":
        return Dated(f"{end.year - count}/{end.year}", "interval", "relative")
    if unit == "month":
        year, month = _add_months(end, -count)
        return Dated(f"{year}-{month:02}/{end.year}-{end.month:02}", "interval", "relative")
    start = end - timedelta(days=count * (7 if unit == "week" else 1))
    return Dated(f"{start}/{end}", "interval", "relative")


def shift(expression: Expression, frame: Frame) -> Dated | None:
    """Read "last week", "this month", "next year"."""
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


def named_month(expression: Expression, frame: Frame) -> Dated | None:
    """Read "last June", "this June", "next June": the nearest before or ahead."""
    if frame.published is None:
        return None
    month, shift = expression.parts["month"], expression.parts["shift"]
    year = frame.published.year
    if shift == 1 and month <= frame.published.month:
        year += 1
    elif shift == -1 and month >= frame.published.month:
        year -= 1
    return Dated(f"{year}-{month:02}", "month", "relative")
