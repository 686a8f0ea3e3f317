"""What a date is read against, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from claimx.claim import Span


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
        soon: the act is of a kind that is announced (a hearing): a date of the coming months
            lies ahead.
        story: the day last told before in the text, for "the next day".
        years: the days that the text gives elsewhere with their year, by (month, day).
        told: the day with its year that the text gives just before.
    """

    published: date | None
    ahead: bool = False
    story: date | None = None
    soon: bool = False
    years: Mapping[tuple[int, int], set[int]] = field(default_factory=dict)
    told: date | None = None


def read_day(value: str | None) -> date | None:
    """The day of an ISO date or time stamp; None where there is none or it is not one."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that a claim may have, what it comes from, and what speaks for it.

    `finer` is a more precise date that holds where this one is all but certain. Without a `span`
    no words tell the date: it competes with those that words tell, and is not told itself.
    """

    dated: Dated
    span: Span | None
    features: tuple[str, ...]
    finer: Dated | None = None
