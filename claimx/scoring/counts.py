"""What is counted in one document; every figure is made of these counts and of nothing else.

A predicted claim meets a gold one as `assignment` says. Arguments are compared within pairs of
claims of one type; a missed or a spurious claim costs all its arguments. Source, polarity,
modality, genericity and time are judged on those pairs alone, as nothing can be said about how a
claim that was not found is qualified.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from claimx.claim import Argument, Claim, Document
from claimx.scoring.assignment import Alignment, align, best_pairs
from claimx.scoring.dates import contained, same_date
from claimx.scoring.spans import CRITERIA, SpanJudge, word_count

WHO = ("agent", "victim")
LABELS: dict[str, Callable[[Claim], str]] = {
    "polarity": lambda claim: claim.polarity,
    "modality": lambda claim: claim.modality,
    "generic": lambda claim: "true" if claim.generic else "false",
}
LABEL_WEIGHT = 0.01
Counts = Counter[str]


def align_documents(gold: Document, predicted: Document, judge: SpanJudge) -> Alignment:
    """The alignment of two readings of one document; see `claimx.scoring.assignment`."""

    def agreement(first: Claim, second: Claim) -> float:
        hits = len(argument_pairs(first.args, second.args, "entity", judge))
        labels = sum(value(first) == value(second) for value in LABELS.values())
        return hits + LABEL_WEIGHT * (labels + source_agrees(first, second, judge))

    return align(gold.claims, predicted.claims, agreement)


def count_document(
    alignment: Alignment, judge: SpanJudge, text: str, *, foil: bool = False
) -> Counts:
    """The counts of one aligned document; `foil` documents also count towards false alarms."""
    counts: Counts = Counter()
    counts["words"] = word_count(text)
    if foil:
        counts["foil:words"] = counts["words"]
        counts["foil:claims"] = len(alignment.predicted)
    counts["claim:gold"], counts["claim:pred"] = len(alignment.gold), len(alignment.predicted)
    counts["claim:hit"], counts["trigger:hit"] = len(alignment.typed), len(alignment.untyped)
    for side, claims in (("gold", alignment.gold), ("pred", alignment.predicted)):
        for claim in claims:
            counts[f"type:{claim.type}:{side}"] += 1
            counts[f"arg:{side}"] += len(claim.args)
            for arg in claim.args:
                counts[f"role:{arg.role}:{side}"] += 1
    for i, j in alignment.typed:
        _count_pair(counts, alignment.gold[i], alignment.predicted[j], judge)
    return counts


def _count_pair(counts: Counts, gold: Claim, predicted: Claim, judge: SpanJudge) -> None:
    counts[f"type:{gold.type}:hit"] += 1
    for criterion in CRITERIA:
        pairs = argument_pairs(gold.args, predicted.args, criterion, judge)
        counts[f"arg.{criterion}:hit"] += len(pairs)
    for i, _ in pairs:
        counts[f"role:{gold.args[i].role}:hit"] += 1
    counts["who:hit"] += who_agrees(gold.args, predicted.args, len_of_who(gold, pairs))
    counts["pair"] += 1
    counts["source:gold"] += gold.source is not None
    counts["source:pred"] += predicted.source is not None
    agrees = source_agrees(gold, predicted, judge)
    counts["source:hit"] += agrees and gold.source is not None
    counts["source:right"] += agrees
    for label, value in LABELS.items():
        counts[f"{label}:{value(gold)}>{value(predicted)}"] += 1
    _count_when(counts, gold, predicted)


def len_of_who(gold: Claim, pairs: Collection[tuple[int, int]]) -> int:
    """How many agents and victims are among matched arguments."""
    return sum(gold.args[i].role in WHO for i, _ in pairs)


def who_agrees(gold: Sequence[Argument], predicted: Sequence[Argument], matched: int) -> bool:
    """Whether agents and victims are all right: every one of either side was matched."""
    return all(sum(arg.role in WHO for arg in side) == matched for side in (gold, predicted))


def _count_when(counts: Counts, gold: Claim, predicted: Claim) -> None:
    first = gold.when.value if gold.when else None
    second = predicted.when.value if predicted.when else None
    counts["when:gold"] += first is not None
    counts["when:pred"] += second is not None
    if first is not None and second is not None:
        counts["when.exact:hit"] += same_date(first, second)
        counts["when.contained:hit"] += contained(first, second)


def source_agrees(gold: Claim, predicted: Claim, judge: SpanJudge) -> bool:
    """Whether both name no source, or the same speaker (as arguments, by entity)."""
    if gold.source is None or predicted.source is None:
        return gold.source is predicted.source
    return judge.same("entity", gold.source, predicted.source)


def argument_pairs(
    gold: Sequence[Argument], predicted: Sequence[Argument], criterion: str, judge: SpanJudge
) -> list[tuple[int, int]]:
    """The most pairs of arguments, one to one, that agree in role and by `criterion`."""
    agreeing = {
        (i, j): 1.0
        for i, first in enumerate(gold)
        for j, second in enumerate(predicted)
        if first.role == second.role and judge.same(criterion, first, second)
    }
    if _one_to_one(agreeing):
        return list(agreeing)
    return best_pairs(agreeing)


def _one_to_one(pairs: Collection[tuple[int, int]]) -> bool:
    # The rule rather than the exception, and much cheaper than an assignment.
    sides = (sorted(side) for side in zip(*pairs, strict=True))
    return all(a != b for side in sides for a, b in pairwise(side))
