"""The best one-to-one assignment between gold and predicted claims of a document.

Claims may meet where their triggers overlap. Among all assignments the most pairs win, then the
largest overlap (as a share of the union), then the most agreement in arguments and labels. What
is left of ties is broken by a hash of the two claims' contents, so that neither the order of the
claims nor which side is called gold changes a figure. Solved with
`scipy.optimize.linear_sum_assignment` (Crouse 2016) in each stretch of touching triggers.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from scipy.optimize import linear_sum_assignment

from claimx.claim import Claim

PAIR, OVERLAP, TIE = 1e6, 1e3, 1e-3
Pair = tuple[int, int]
Agreement = Callable[[Claim, Claim], float]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which gold claim meets which predicted one; pairs are indices into `gold` and `predicted`.

    Attributes:
        gold, predicted: the claims, in an order that depends on their content alone.
        typed: pairs of one type, the best assignment among such pairs.
        untyped: pairs whatever their types, the best assignment among all; equal types preferred.
    """

    gold: tuple[Claim, ...]
    predicted: tuple[Claim, ...]
    typed: tuple[Pair, ...]
    untyped: tuple[Pair, ...]


def align(gold: Sequence[Claim], predicted: Sequence[Claim], agreement: Agreement) -> Alignment:
    """Assign predicted claims to gold claims.

    Args:
        gold: claims of one document, in any order.
        predicted: claims of the same document, in any order.
        agreement: how far two claims agree beyond their triggers, from 0; at most about 100.
    """
    golds = sorted(((_content(claim), claim) for claim in gold), key=lambda item: item[0])
    found = sorted(((_content(claim), claim) for claim in predicted), key=lambda item: item[0])
    typed: list[Pair] = []
    untyped: list[Pair] = []
    for rows, columns in _stretches([c for _, c in golds], [c for _, c in found]):
        same: dict[Pair, float] = {}
        every: dict[Pair, float] = {}
        for i in rows:
            for j in columns:
                g, p = golds[i][1], found[j][1]
                if not g.trigger.overlaps(p.trigger):
                    continue
                weight = PAIR + OVERLAP * _share(g, p) + TIE * _tie(golds[i][0], found[j][0])
                weight += agreement(g, p)
                every[i, j] = weight + (OVERLAP if g.type == p.type else 0.0)
                if g.type == p.type:
                    same[i, j] = weight
        typed.extend(best_pairs(same))
        untyped.extend(best_pairs(every))
    return Alignment(
        tuple(c for _, c in golds), tuple(c for _, c in found), tuple(typed), tuple(untyped)
    )


def best_pairs(weights: dict[Pair, float]) -> list[Pair]:
    """The one-to-one choice of pairs with the greatest sum of weights (all positive), sorted."""
    if len(weights) <= 1:
        return list(weights)
    rows = sorted({i for i, _ in weights})
    columns = sorted({j for _, j in weights})
    matrix = np.zeros((len(rows), len(columns)))
    for (i, j), weight in weights.items():
        matrix[rows.index(i), columns.index(j)] = weight
    chosen = zip(*linear_sum_assignment(matrix, maximize=True), strict=True)
    pairs = ((rows[i], columns[j]) for i, j in chosen)
    return [pair for pair in pairs if pair in weights]


def _stretches(
    gold: Sequence[Claim], predicted: Sequence[Claim]
) -> Iterator[tuple[list[int], list[int]]]:
    """Indices of gold and predicted claims by runs of touching triggers."""
    entries = [(c.trigger.start, c.trigger.end, 0, i) for i, c in enumerate(gold)]
    entries += [(c.trigger.start, c.trigger.end, 1, j) for j, c in enumerate(predicted)]
    sides: tuple[list[int], list[int]] = ([], [])
    reach = 0
    for start, end, side, index in sorted(entries):
        if start >= reach and (sides[0] or sides[1]):
            yield sides
            sides = ([], [])
        sides[side].append(index)
        reach = max(reach, end)
    yield sides


def _share(first: Claim, second: Claim) -> float:
    a, b = first.trigger, second.trigger
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start))


def _content(claim: Claim) -> str:
    args = sorted((arg.role, arg.span.start, arg.span.end) for arg in claim.args)
    source = (claim.source.span.start, claim.source.span.end) if claim.source else ()
    when = claim.when.value if claim.when else ""
    start, end = claim.trigger.start, claim.trigger.end
    labels = (claim.polarity, claim.modality, claim.generic, when)
    names = sorted(f"{arg.name} {arg.refers_to}" for arg in claim.args)
    return f"{start:09} {end:09} {claim.type} {args} {source} {labels} {names} {claim.confidence}"


def _tie(first: str, second: str) -> float:
    return crc32("\n".join(sorted((first, second))).encode("utf-8", "surrogatepass")) / 2**32
