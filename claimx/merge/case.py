"""The chain of one person through an archive: a dated timeline with its evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimx.claim import Document
from claimx.corpus.periods import Period, parse_period
from claimx.merge.decisions import Judgement
from claimx.merge.event import Event
from claimx.merge.gaps import Step, find_gaps, find_order_faults
from claimx.merge.merging import merge
from claimx.merge.stages import stages_by_type
from claimx.merge.who import Wanted


@dataclass(frozen=True, slots=True)
class Case:
    """One person's case.

    Attributes:
        name: the fullest name that the articles use; `names` are all.
        identifiers: of the person, where the linker gave one.
        articles: how many tell of the person.
        steps: dated ones in order of time, then undated ones in the usual order of steps.
        gaps: sentences that say what is not told.
        contradictions: sentences that say what cannot all be so.
        told_until: the last date of publication.
    """

    name: str
    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    articles: int
    steps: tuple[Step, ...]
    gaps: tuple[str, ...]
    contradictions: tuple[str, ...]
    told_until: str | None


def make_case(
    asked: str,
    documents: Iterable[Document],
    judgements: Sequence[Judgement] = (),
    *,
    together: bool = False,
) -> Case:
    """The case of a person.

    Args:
        asked: a name in any spelling, or an identifier.
        documents: of the archive; read once, and only those about the person are kept.
        judgements: decisions of people about pairs of claims.
        together: take all who bear the name for one person.

    Raises:
        InputError: where no claim is about the person, or several people bear the name.
    """
    wanted = Wanted(asked, together=together)
    events = merge(wanted.documents(documents), judgements).events
    wanted.check()
    own = [
        event
        for event in events
        if any(wanted.meets(person.name, person.kb_id, person.nil_id) for person in event.people)
    ]
    steps = tuple(sorted(map(_step, own), key=_order))
    names = tuple(dict.fromkeys(bearer.name for bearer in wanted.bearers()))
    published = [e.published for event in own for e in event.evidence if e.published]
    return Case(
        name=max(names, key=len),
        names=names,
        identifiers=tuple(b.identifier for b in wanted.bearers() if b.identifier),
        articles=len({e.doc_id for event in own for e in event.evidence}),
        steps=steps,
        gaps=tuple(find_gaps(steps)),
        contradictions=(*_disputes(steps), *find_order_faults(steps)),
        told_until=max(published, default=None),
    )


def _step(event: Event) -> Step:
    return Step(stages_by_type()[event.type], event, _period(event.when))


def _period(when: str | None) -> Period | None:
    return None if when is None else parse_period(when)


def _order(step: Step) -> tuple[bool, str, int, str]:
    first = step.period.first.isoformat() if step.period else ""
    return step.period is None, first, step.stage.order, step.event.id


def _disputes(steps: Iterable[Step]) -> Iterable[str]:
    for step in steps:
        for dispute in step.event.disputes:
            if not dispute.replaced:
                label = f"{step.stage.label} ({step.event.when or 'undated'})"
                yield f"{label}: {dispute.kind} — {' against '.join(dispute.values)}"
