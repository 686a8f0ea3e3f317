"""Where the claims of one event cannot all be so, and where a later one replaces an earlier."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from claimx.merge.explain import show_days
from claimx.merge.families import load_families
from claimx.merge.record import Record

ABOUT = 0.25
"""How far a count that is given as about right may be off."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims of one event that cannot both be so, or one that replaces the other.

    Attributes:
        kind: denial, penalty, count or date; `plan` where a plan came true.
        one, other: record numbers; where `replaced` is set, `one` is the one that no longer holds.
        values: what the two say.
        replaced: the other one is later and takes its place.
    """

    kind: str
    one: int
    other: int
    values: tuple[str, str]
    replaced: bool = False


def supports(record: Record) -> bool:
    """Whether a claim says that the act was done."""
    return record.real and record.claim.polarity == "positive"


def denies(record: Record) -> bool:
    """Whether a claim says that the act was not done."""
    return record.real and record.claim.polarity == "negative"


def find_contradictions(
    records: Sequence[Record], published: Callable[[Record], str | None]
) -> list[Contradiction]:
    """The contradictions among the claims of one event: each denial and each two values once.

    Args:
        records: the claims.
        published: the ISO date on which a claim's article appeared, None where unknown.
    """
    found: dict[tuple[object, ...], Contradiction] = {}
    for one in records:
        for other in records:
            for contradiction in _between(one, other, published(one), published(other)):
                found.setdefault(_key(contradiction), contradiction)
    return list(found.values())


def _key(found: Contradiction) -> tuple[object, ...]:
    """What makes two contradictions one: the same denial, or the same two values."""
    if found.kind == "denial":
        return found.kind, found.other
    return found.kind, found.replaced, *sorted(found.values)


def _between(
    one: Record, other: Record, first: str | None, second: str | None
) -> Iterator[Contradiction]:
    """What two claims contradict each other in; `one` supports, or is an earlier plan."""
    if not supports(other):
        if denies(other) and supports(one):
            yield _denial(one, other, first, second)
        return
    later = first is not None and second is not None and first < second
    if one.claim.modality in ("planned", "possible") and one.claim.polarity == "positive":
        if later:
            yield Contradiction("plan", one.number, other.number, ("planned", "done"), True)
        return
    if not supports(one) or one.number == other.number:
        return
    yield from _penalties(one, other)
    counts = _counts(one), _counts(other)
    if counts[0] and counts[1] and _apart(counts[0], counts[1]):
        values = _figure(counts[0]), _figure(counts[1])
        earlier = first is not None and second is not None and first > second
        # The same two, met the other way round, are told as a count that grew.
        if not (earlier and counts[0][0] > counts[1][0]):
            grown = later and counts[0][0] < counts[1][0]
            yield Contradiction("count", one.number, other.number, values, grown)
    if one.when and other.when and _apart(one.when, other.when):
        values = show_days(one.when), show_days(other.when)
        yield Contradiction("date", one.number, other.number, values)


def _denial(one: Record, other: Record, first: str | None, second: str | None) -> Contradiction:
    lifted = other.claim.type in load_families().lifted
    earlier = first is not None and second is not None and second < first
    return Contradiction(
        "denial",
        one.number,
        other.number,
        (one.claim.trigger.text, f"not {other.claim.trigger.text}"),
        lifted and not earlier,
    )


def _penalties(one: Record, other: Record) -> Iterator[Contradiction]:
    kinds = {penalty.kind for penalty in one.penalties} & {p.kind for p in other.penalties}
    for kind in sorted(kinds):
        these = [penalty for penalty in one.penalties if penalty.kind == kind]
        those = [penalty for penalty in other.penalties if penalty.kind == kind]
        if all(a.differs(b) for a in these for b in those):
            values = these[0].text, those[0].text
            yield Contradiction("penalty", one.number, other.number, values)


def _counts(record: Record) -> tuple[float, float] | None:
    """The least and the most people, where a claim counts a group and names nobody."""
    if record.who or not record.groups:
        return None
    least = most = 0.0
    for group in record.groups:
        if group.least is None and group.most is None:
            return None
        slack = ABOUT if group.approximate else 0.0
        least += (group.least or 0) * (1 - slack)
        most += float("inf") if group.most is None else group.most * (1 + slack)
    return least, most


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] < other[0] or other[1] < one[0]


def _figure(bounds: tuple[float, float]) -> str:
    least, most = bounds
    if most == float("inf"):
        return f"at least {least:.0f}"
    return f"{least:.0f}" if least == most else f"{least:.0f} to {most:.0f}"
