"""Where a system errs: claims side by side, each with the kinds of error in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimx.claim import Argument, Claim, Document
from claimx.scoring.assignment import best_pairs
from claimx.scoring.counts import LABELS, align_documents, argument_pairs, source_agrees
from claimx.scoring.dates import same_date
from claimx.scoring.spans import SpanJudge

RIGHT = "right"
KINDS = {
    RIGHT: "no error",
    "missed": "gold claim that was not found",
    "spurious": "predicted claim that gold does not have",
    "type": "same trigger, another type",
    "argument missed": "gold argument that was not found",
    "argument spurious": "predicted argument that gold does not have",
    "argument span": "right argument, other words",
    "source": "another speaker, or one on one side only",
    "polarity": "positive for negative or the reverse",
    "modality": "another modality",
    "generic": "generic for particular or the reverse",
    "when": "another time, or one on one side only",
}


@dataclass(frozen=True, slots=True, order=True)
class Flaw:
    """A kind of error (a key of `KINDS`) and the role that it concerns; empty for the claim."""

    kind: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A gold claim, the predicted claim that meets it, or both; and what is wrong."""

    gold: Claim | None
    predicted: Claim | None
    flaws: tuple[Flaw, ...]

    @property
    def start(self) -> int:
        """Where the row's first trigger begins, in code points."""
        claims = [claim for claim in (self.gold, self.predicted) if claim is not None]
        return min(claim.trigger.start for claim in claims)


def find_errors(gold: Document, predicted: Document) -> list[Row]:
    """All claims of both readings of a document in text order; empty where neither has any.

    Claims of one type are paired as the scorer pairs them; among the rest, claims whose
    triggers overlap are one error of type, not a missed claim and a spurious one.
    """
    judge = SpanJudge(gold.entities)
    alignment = align_documents(gold, predicted, judge)
    golds, found = alignment.gold, alignment.predicted
    rows = [_pair(golds[i], found[j], judge) for i, j in alignment.typed]
    left = [set(range(len(golds))), set(range(len(found)))]
    for side in (0, 1):
        left[side] -= {pair[side] for pair in alignment.typed}
    confused = best_pairs(
        {
            (i, j): 1.0
            for i in sorted(left[0])
            for j in sorted(left[1])
            if golds[i].trigger.overlaps(found[j].trigger)
        }
    )
    for i, j in confused:
        rows.append(_pair(golds[i], found[j], judge))
        left[0].discard(i)
        left[1].discard(j)
    rows += [Row(golds[i], None, (Flaw("missed"),)) for i in left[0]]
    rows += [Row(None, found[j], (Flaw("spurious"),)) for j in left[1]]
    return sorted(rows, key=lambda row: (row.start, row.gold is None, row.flaws))


def _pair(gold: Claim, predicted: Claim, judge: SpanJudge) -> Row:
    flaws = [
        *_claim_flaws(gold, predicted, judge),
        *_argument_flaws(gold.args, predicted.args, judge),
    ]
    return Row(gold, predicted, tuple(flaws) or (Flaw(RIGHT),))


def _claim_flaws(gold: Claim, predicted: Claim, judge: SpanJudge) -> Iterator[Flaw]:
    if gold.type != predicted.type:
        yield Flaw("type")
    if not source_agrees(gold, predicted, judge):
        yield Flaw("source")
    for label, value in LABELS.items():
        if value(gold) != value(predicted):
            yield Flaw(label)
    first, second = (claim.when.value if claim.when else "" for claim in (gold, predicted))
    if first != second and not (first and second and same_date(first, second)):
        yield Flaw("when")


def _argument_flaws(
    gold: Sequence[Argument], predicted: Sequence[Argument], judge: SpanJudge
) -> Iterator[Flaw]:
    pairs = argument_pairs(gold, predicted, "entity", judge)
    for i, j in pairs:
        if not judge.same("exact", gold[i], predicted[j]):
            yield Flaw("argument span", gold[i].role)
    met = [{pair[side] for pair in pairs} for side in (0, 1)]
    for kind, side, args in (("argument missed", 0, gold), ("argument spurious", 1, predicted)):
        for index, arg in enumerate(args):
            if index not in met[side]:
                yield Flaw(kind, arg.role)
