"""The floor beside every field: what somebody answers who knows only how often labels occur.

There is always a perpetrator, of the most frequent kind; the violations are the set of frequent
labels that scores best; places and attributes are the most frequent; the date is the date of
publication; nobody is named. The counts are those of the very file that is scored, so the floor
is a little higher than any honest one.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from claimx.bench.hrdsattack.data import Case
from claimx.bench.hrdsattack.record import MONTHS, PLACE_FIELDS, Filled, Record, Victim

Value = TypeVar("Value", bound=Hashable)


def trivial_records(cases: Sequence[Case]) -> dict[str, Filled]:
    """The trivial answers by article; {} for no articles."""
    golds = [case.gold for case in cases]
    kind = most_frequent(gold.perpetrator_type for gold in golds)
    violations = best_labels([gold.violations for gold in golds])
    country, region, city = (
        most_frequent(gold.told(name) for gold in golds) for name in PLACE_FIELDS
    )
    found = {}
    for case in cases:
        year, month, day = case.published.split("-")
        record = Record(
            True,
            kind,
            violations,
            year,
            MONTHS[int(month) - 1],
            str(int(day)),
            country,
            region,
            city,
        )
        found[case.id] = Filled(record)
    return found


def trivial_victims(cases: Sequence[Case]) -> dict[str, dict[str, Victim]]:
    """By article and gold name, a victim of the most frequent attributes."""
    victims = [victim for case in cases for victim in case.gold.victims]
    types = most_frequent(victim.types for victim in victims) or frozenset()
    sex = most_frequent(victim.sex for victim in victims) or "unknown"
    age = most_frequent(victim.age for victim in victims) or "unknown"
    return {
        case.id: {v.name: Victim(v.name, types, sex, age) for v in case.gold.victims}
        for case in cases
    }


def most_frequent(values: Iterable[Value | None]) -> Value | None:
    """The value met most often, the first met of equals; None where all are None."""
    counts = Counter(value for value in values if value is not None)
    return max(counts, key=lambda value: counts[value], default=None)


def best_labels(golds: Sequence[frozenset[str]]) -> frozenset[str]:
    """The set of the k most frequent labels, for the k of best F1 when it always answers so."""
    counts = Counter(label for gold in golds for label in gold)
    ranked = [label for label, _ in counts.most_common()]
    total = sum(counts.values())

    def f1(k: int) -> float:
        return 2 * sum(counts[label] for label in ranked[:k]) / (k * len(golds) + total)

    best = max(range(1, len(ranked) + 1), key=f1, default=0)
    return frozenset(ranked[:best])
