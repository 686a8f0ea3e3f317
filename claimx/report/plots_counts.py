"""What the plots count: claims by time and type, people by claims.

A claim is counted only where it belongs without a guess: one dated to a year is in no month.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from claimx.claim import Claim, Document
from claimx.corpus.periods import Period
from claimx.report.facets import KIND_LABELS, UNSORTED, parts_of
from claimx.report.timeline import period_of
from claimx.report.wording import statuses, type_label

MOST_TYPES = 7
REST = "other types"
# Up to so many days a plot is drawn by day, by week, by month; beyond, by year.
_UNITS = (("day", 45), ("week", 200), ("month", 5 * 366))
STANDINGS = {
    "asserted": ("asserted",),
    "alleged or possible": ("alleged", "possible"),
    "planned or demanded": ("planned", "demanded"),
    "denied": ("denied",),
    "in general": ("generic",),
}


@dataclass(frozen=True, slots=True)
class TimeCounts:
    """Claims by time.

    Attributes:
        unit: day, week, month or year.
        bins: first day of each bin, without a break.
        series: by type, for each bin the claims plainly asserted and all others.
        claims: all claims; `undated` of them have no date, `vague` a date longer than a bin.
    """

    unit: str
    bins: tuple[date, ...]
    series: dict[str, tuple[tuple[int, int], ...]]
    claims: int
    undated: int
    vague: int


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """People by claims: names with their claims by standing, most first.

    `people` is how many there are in all, `documents` how many were read.
    """

    rows: tuple[tuple[str, dict[str, int]], ...]
    people: int
    documents: int


def count_time(documents: Iterable[Document]) -> TimeCounts:
    """Count claims by the time of the act; no bins where none is dated."""
    dated: list[tuple[str, bool, Period]] = []
    total = 0
    for document in documents:
        for claim in document.claims:
            total += 1
            period = period_of(claim)
            if period is not None:
                dated.append((claim.type, statuses(claim) == ("asserted",), period))
    if not dated:
        return TimeCounts("day", (), {}, total, total, 0)
    unit = _unit([period for _, _, period in dated])
    placed = [
        (kind, plain, begin(period.first, unit))
        for kind, plain, period in dated
        if begin(period.first, unit) == begin(period.last, unit)
    ]
    bins = _bins([day for _, _, day in placed], unit)
    undated, vague = total - len(dated), len(dated) - len(placed)
    return TimeCounts(unit, bins, _series(placed, bins), total, undated, vague)


def _unit(periods: Sequence[Period]) -> str:
    days = (max(p.last for p in periods) - min(p.first for p in periods)).days + 1
    return next((unit for unit, most in _UNITS if days <= most), "year")


def begin(day: date, unit: str) -> date:
    """The first day of the day, week (Monday), month or year that a day lies in."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _bins(days: Sequence[date], unit: str) -> tuple[date, ...]:
    """Every bin from the first to the last, so that empty ones show as gaps."""
    if not days:
        return ()
    found = [min(days)]
    step = {"day": 1, "week": 7, "month": 31, "year": 366}[unit]
    while found[-1] < max(days):
        found.append(begin(found[-1] + timedelta(days=step), unit))
    return tuple(found)


def _series(
    placed: Sequence[tuple[str, bool, date]], bins: Sequence[date]
) -> dict[str, tuple[tuple[int, int], ...]]:
    ranked = [kind for kind, _ in Counter(kind for kind, _, _ in placed).most_common()]
    kept = ranked if len(ranked) <= MOST_TYPES + 1 else ranked[:MOST_TYPES]
    counts = Counter(
        (type_label(kind) if kind in kept else REST, plain, day) for kind, plain, day in placed
    )
    labels = [type_label(kind) for kind in kept] + ([REST] if len(kept) < len(ranked) else [])
    return {
        label: tuple((counts[label, True, day], counts[label, False, day]) for day in bins)
        for label in labels
    }


def count_people(documents: Iterable[Document], most: int) -> PeopleCounts:
    """Count the claims in which people take part, as doer, as the one it is done to, or otherwise.

    Args:
        documents: one person is counted over all of them where an identifier says who it is.
        most: how many people to keep.
    """
    names: dict[str, Counter[str]] = {}
    claims: dict[str, Counter[str]] = {}
    read = 0
    for document in documents:
        read += 1
        seen = set()
        for part in parts_of(document):
            if part.role == "source" or part.group not in (KIND_LABELS["person"], UNSORTED):
                continue
            names.setdefault(part.key, Counter())[part.name] += 1
            if (part.number, part.key) not in seen:
                seen.add((part.number, part.key))
                standing = _standing(document.claims[part.number - 1])
                claims.setdefault(part.key, Counter())[standing] += 1
    ranked = sorted(claims, key=lambda key: (-claims[key].total(), _name(names[key])))
    rows = tuple((_name(names[key]), dict(claims[key])) for key in ranked[:most])
    return PeopleCounts(rows, len(ranked), read)


def _name(names: Counter[str]) -> str:
    return names.most_common(1)[0][0]


def _standing(claim: Claim) -> str:
    first = statuses(claim)[0]
    return next(label for label, members in STANDINGS.items() if first in members)
