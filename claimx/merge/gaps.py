"""What a case does not tell, and what it tells in an order that cannot be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from claimx.corpus.periods import Period
from claimx.merge.event import Event
from claimx.merge.stages import Stage, stage_labels

SILENCE = 365
"""Days without a word about a person, from which on the silence is told."""

HAPPENED = ("asserted", "alleged")


@dataclass(frozen=True, slots=True)
class Step:
    """An event in the case of a person, with the days that it is dated to."""

    stage: Stage
    event: Event
    period: Period | None

    @property
    def happened(self) -> bool:
        """Whether somebody says that it happened, rather than will, may or should."""
        return self.event.told_as in HAPPENED


def find_gaps(steps: Sequence[Step]) -> Iterator[str]:
    """What is missing: a step that goes before another, how custody ended, long silence.

    Args:
        steps: of one person, dated ones first and in order of time.
    """
    done = [step for step in steps if step.happened]
    yield from _missing(done)
    yield from _silence(done)
    yield from _open_end(done)


def _missing(steps: Sequence[Step]) -> Iterator[str]:
    told = {step.stage.name for step in steps}
    for stage in dict.fromkeys(step.stage for step in steps):
        if stage.after and told.isdisjoint(stage.after):
            before = " or ".join(stage_labels()[name].lower() for name in stage.after)
            yield f"{stage.label} is told, but no {before} before it"


def _silence(steps: Sequence[Step]) -> Iterator[str]:
    until: date | None = None
    for period in (step.period for step in steps if step.period is not None):
        if until is not None and (days := (period.first - until).days) > SILENCE:
            yield f"Nothing is dated between {until} and {period.first} ({days:,} days)"
        until = period.last if until is None else max(until, period.last)


def _open_end(steps: Sequence[Step]) -> Iterator[str]:
    custody = [step for step in steps if step.stage.custody is not None]
    begun = [step for step in custody if step.stage.custody == "begins"]
    ended = [step for step in custody if step.stage.custody == "ends"]
    if not begun:
        return
    if not ended:
        yield "No release, death or departure is told: the custody has no end in these articles"
        return
    last = max((step.period.first for step in begun if step.period), default=None)
    end = max((step.period.last for step in ended if step.period), default=None)
    if last is not None and end is not None and end < last:
        yield f"Held again from {last}, and no end of that is told"


def find_order_faults(steps: Sequence[Step]) -> Iterator[str]:
    """Steps whose dates cannot be in this order: whatever is done to somebody who is dead.

    Args:
        steps: of one person.
    """
    dated = [step for step in steps if step.happened and step.period is not None]
    ends = [step.period.last for step in dated if step.stage.last and step.period]
    for step in dated:
        if ends and step.period and not step.stage.last and step.period.first > max(ends):
            yield f"{step.stage.label} is dated {step.event.when}, after the death ({max(ends)})"
    begun = [step.period.first for step in dated if step.stage.custody == "begins" and step.period]
    first = min(begun, default=None)
    for step in dated:
        if step.stage.name == "release" and first and step.period and step.period.last < first:
            yield f"Release is dated {step.event.when}, before any custody ({first})"
