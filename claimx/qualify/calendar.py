"""From a date expression to an ISO 8601 value, against the day of publication.

A date without a year lies in the past of the publication unless the act lies ahead; a weekday is
the latest one, the day of publication included. What does not exist (31 February) or cannot be told
without a publication date gives None: a wrong year is worse than none.
"""

import re
from collections.abc import Callable

from claimx.qualify import absolute_dates, relative_dates
from claimx.qualify.dates import Dated, Frame
from claimx.qualify.time_expressions import Expression

_POINT = r"\d{4}(-\d\d(-\d\d)?|-W\d\d)?"
_ISO = re.compile(rf"{_POINT}(/{_POINT})?")


def resolve(expression: Expression, frame: Frame) -> Dated | None:
    """The date that an expression tells, or None where it tells none for certain."""
    try:
        dated = _SHAPES[expression.shape](expression, frame)
    except (ValueError, OverflowError):
        return None
    return dated if dated is not None and _ISO.fullmatch(dated.value) else None


def join(values: list[Dated]) -> Dated | None:
    """One value for several dates of one act: the finer of two nested, else their interval."""
    if not values:
        return None
    finest = max(values, key=lambda dated: len(dated.value))
    if all(finest.value.startswith(other.value) for other in values):
        return finest
    simple = sorted(
        {dated.value for dated in values if "/" not in dated.value and "W" not in dated.value}
    )
    if len(simple) >= 2 and len({len(value) for value in simple}) == 1:
        return Dated(f"{simple[0]}/{simple[-1]}", "interval", values[0].basis)
    return values[0]


_SHAPES: dict[str, Callable[[Expression, Frame], Dated | None]] = {
    "iso": absolute_dates.iso,
    "day": absolute_dates.day,
    "days": absolute_dates.days,
    "month": absolute_dates.month,
    "months": absolute_dates.months,
    "named_month": relative_dates.named_month,
    "year": absolute_dates.year,
    "years": absolute_dates.years,
    "decade": absolute_dates.decade,
    "weekday": relative_dates.weekday,
    "relative_day": relative_dates.relative_day,
    "story_day": relative_dates.story_day,
    "ago": relative_dates.ago,
    "story_shift": relative_dates.story_shift,
    "span_back": relative_dates.span_back,
    "shift": relative_dates.shift,
}
