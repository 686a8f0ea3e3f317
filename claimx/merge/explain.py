"""A pair's score taken apart: each feature with its weight and the values that were compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from claimx.merge.features import Archive, compare
from claimx.merge.record import Group, Record
from claimx.merge.weights import Weights

LONGEST = 120
"""Characters of a value that are shown."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature of a pair.

    Attributes:
        feature, facet: what was compared.
        value, weight: the score counts their product.
        one, other: what the two claims say of it; empty where a claim says nothing.
        sentence: why this feature counts.
    """

    feature: str
    facet: str
    value: float
    weight: float
    one: str
    other: str
    sentence: str


def explain(one: Record, other: Record, archive: Archive, weights: Weights) -> list[Reason]:
    """The reasons for a pair's score, the weightiest first; they and the bias add up to it."""
    reasons = []
    for name, value in compare(one, other, archive):
        weight = weights.features[name]
        show = FACETS[weight.facet]
        reasons.append(
            Reason(
                name,
                weight.facet,
                round(value, 3),
                weight.value,
                show(one, archive)[:LONGEST],
                show(other, archive)[:LONGEST],
                weight.reason,
            )
        )
    return sorted(reasons, key=lambda reason: -abs(reason.value * reason.weight))


def show_days(when: tuple[int, int] | None) -> str:
    """Days as ISO dates; empty for none."""
    if when is None:
        return ""
    first, last = (date.fromordinal(day).isoformat() for day in when)
    return first if first == last else f"{first}/{last}"


def _who(record: Record, archive: Archive) -> str:
    names = [archive.names.rows[number].text for number in sorted(record.who)]
    return ", ".join([*names, *map(_group, record.groups)])


def _group(group: Group) -> str:
    many = next((str(count) for count in (group.least, group.most) if count is not None), "")
    return " ".join(filter(None, (many, *sorted(group.nouns)))) or "some"


def _when(record: Record, archive: Archive) -> str:
    return show_days(record.when)


def _who_when(record: Record, archive: Archive) -> str:
    return f"{_who(record, archive)} {show_days(record.when)}".strip()


def _where(record: Record, archive: Archive) -> str:
    return ", ".join(archive.names.rows[number].text for number in sorted(record.where))


def _by_whom(record: Record, archive: Archive) -> str:
    names = [archive.names.rows[number].text for number in sorted(record.by)]
    return ", ".join([*names, *sorted(record.by_nouns)])


def _penalty(record: Record, archive: Archive) -> str:
    return ", ".join(penalty.text for penalty in record.penalties)


def _told(record: Record, archive: Archive) -> str:
    claim = record.claim
    return ", ".join(
        filter(None, (claim.modality, claim.polarity, "in general" if claim.generic else ""))
    )


def _speaker(record: Record, archive: Archive) -> str:
    return "" if record.speaker is None else archive.names.rows[record.speaker].text


FACETS: Mapping[str, Callable[[Record, Archive], str]] = MappingProxyType(
    {
        "type": lambda record, archive: record.claim.type,
        "who": _who,
        "how many": _who,
        "when": _when,
        "who and when": _who_when,
        "where": _where,
        "by whom": _by_whom,
        "penalty": _penalty,
        "details": lambda record, archive: " ".join(sorted(record.details)),
        "trigger": lambda record, archive: record.claim.trigger.text,
        "words": lambda record, archive: " ".join(sorted(record.context)),
        "how told": _told,
        "speaker": _speaker,
        "article": lambda record, archive: record.claim.doc_id,
    }
)
"""How each facet of a claim is shown."""
