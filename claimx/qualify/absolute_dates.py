"""Dates that name their month or year: "3 May 2021", "in June", "between 2015 and 2018"."""

from datetime import date

from claimx.qualify.dates import Dated, Frame
from claimx.qualify.time_expressions import Expression

_ANNOUNCED_DAYS = 150
_LONG_PAST_DAYS = 180


def iso(expression: Expression, frame: Frame) -> Dated:
    """Read "2021-05-03"."""
    parts = expression.parts
    return Dated(date(parts["year"], parts["month"], parts["day"]).isoformat(), "day", "explicit")


def day(expression: Expression, frame: Frame) -> Dated | None:
    """Read "3 May 2021", "May 3": a day, its year told or the one that fits."""
    parts = expression.parts
    year, basis = _year_of(parts, frame, parts["month"], parts["day"])
    if year is None:
        return None
    return Dated(date(year, parts["month"], parts["day"]).isoformat(), "day", basis)


def days(expression: Expression, frame: Frame) -> Dated | None:
    """Read "3 to 5 May": an interval within a month."""
    parts = expression.parts
    year, basis = _year_of(parts, frame, parts["month"], parts["day"])
    if year is None:
        return None
    first, last = (date(year, parts["month"], parts[name]) for name in ("day", "day2"))
    if last <= first:
        return None
    return Dated(f"{first}/{last}", "interval", basis)


def month(expression: Expression, frame: Frame) -> Dated | None:
    """Read "May 2021", "in May": a month."""
    parts = expression.parts
    year, basis = _year_of(parts, frame, parts["month"], None)
    return None if year is None else Dated(f"{year}-{parts['month']:02}", "month", basis)


def months(expression: Expression, frame: Frame) -> Dated | None:
    """Read "from March to May 2021": an interval of months."""
    parts = expression.parts
    last_parts = {"year": parts["year2"]} if "year2" in parts else {}
    last_year, basis = _year_of(last_parts, frame, parts["month2"], None)
    if last_year is None:
        return None
    first_year = parts.get("year", last_year - (parts["month"] > parts["month2"]))
    return Dated(
        f"{first_year}-{parts['month']:02}/{last_year}-{parts['month2']:02}", "interval", basis
    )


def year(expression: Expression, frame: Frame) -> Dated | None:
    """Read "2021"; a number far ahead of the publication is no year."""
    year = expression.parts["year"]
    if frame.published is not None and year > frame.published.year + 30:
        return None
    return Dated(str(year), "year", "explicit")


def years(expression: Expression, frame: Frame) -> Dated | None:
    """Read "2015 to 2018"; an interval must not run backwards."""
    first, last = expression.parts["year"], expression.parts["year2"]
    return Dated(f"{first}/{last}", "interval", "explicit") if first < last else None


def decade(expression: Expression, frame: Frame) -> Dated | None:
    """Read "the 1990s": the interval of ten years."""
    year = expression.parts["year"]
    return None if year % 10 else Dated(f"{year}/{year + 9}", "interval", "explicit")


def _year_of(
    parts: dict[str, int], frame: Frame, month: int, day: int | None
) -> tuple[int | None, str]:
    if "year" in parts:
        return parts["year"], "explicit"
    told = frame.years.get((month, day or 0), set())
    if len(told) == 1:
        return next(iter(told)), "document"
    if frame.told is not None and "shift" not in parts and not frame.ahead:
        year = _year_after(frame.told, month, day)
        if frame.published is None or date(year, month, day or 1) <= frame.published:
            return year, "document"
    if frame.published is None:
        return None, ""
    year = frame.published.year
    if "shift" in parts:
        return year + parts["shift"], "relative"
    this_year = date(year, month, day or 1)
    if this_year > frame.published:
        near = (this_year - frame.published).days <= _ANNOUNCED_DAYS
        return (year if frame.ahead or (frame.soon and near) else year - 1), "relative"
    long_past = (frame.published - this_year).days > _LONG_PAST_DAYS
    return (year + 1 if frame.ahead and long_past else year), "relative"


def _year_after(told: date, month: int, day: int | None) -> int:
    """The year of a day told just after another: the same, or the next where it is long past."""
    return told.year + ((told - date(told.year, month, day or 1)).days > _LONG_PAST_DAYS)
