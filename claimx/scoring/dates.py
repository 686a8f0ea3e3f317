"""When two dates agree: exactly, or one within the other at no great distance in precision."""

from claimx.corpus.periods import parse_period

MONTH_DAYS = 31
YEAR_DAYS = 365


def same_date(first: str, second: str) -> bool:
    """Whether two ISO 8601 values name the same days (`2024-01-01/2024-01-31` is `2024-01`)."""
    if first == second:
        return True
    try:
        a, b = parse_period(first), parse_period(second)
    except ValueError:
        return False
    return (a.first, a.last) == (b.first, b.last)


def contained(first: str, second: str) -> bool:
    """Whether one period lies within the other, and the wider still says something.

    A day within its week or month counts. A year, or any period of more than a month, counts
    only against periods of a year and more: a year alone never answers for a month or a day.
    A value that is no ISO 8601 period agrees only with itself.
    """
    if same_date(first, second):
        return True
    try:
        wide, narrow = sorted((parse_period(first), parse_period(second)), key=lambda p: -p.days)
    except ValueError:
        return False
    return narrow.within(wide) and (wide.days <= MONTH_DAYS or narrow.days >= YEAR_DAYS)
