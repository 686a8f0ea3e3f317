"""How well clusters of mentions agree with gold ones: MUC, B-cubed, CEAF-e and their mean (CoNLL).

Definitions: Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B-cubed), Luo 2005 (CEAF with the
entity similarity phi-4); the mean of the three F1 is that of the CoNLL-2012 shared task (Pradhan
et al. 2012, 2014). Counts are summed over documents before the ratios are taken, as there.
Mentions are any hashable values; two mentions are the same only where they are equal.
"""

from collections.abc import Hashable, Iterable, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

Clusters = Sequence[Set[Hashable]]
MEASURES = ("muc", "b_cubed", "ceaf_e")


@dataclass
class CoreferenceCounts:
    """Sums over documents; `f1("conll")` and the like read them.

    A measure's `sums` are: hits for precision, of how many, hits for recall, of how many.
    """

    sums: dict[str, "np.ndarray"] = field(
        default_factory=lambda: {name: np.zeros(4) for name in (*MEASURES, "mentions")}
    )

    def add(self, gold: Clusters, predicted: Clusters) -> None:
        """Count one document; empty clusters are left out, a mention is in one cluster only."""
        gold = [set(cluster) for cluster in gold if cluster]
        predicted = [set(cluster) for cluster in predicted if cluster]
        self.sums["muc"] += (*_muc(predicted, gold), *_muc(gold, predicted))
        self.sums["b_cubed"] += (*_b_cubed(predicted, gold), *_b_cubed(gold, predicted))
        alike = _ceaf_e(gold, predicted)
        self.sums["ceaf_e"] += (alike, len(predicted), alike, len(gold))
        of_gold = {mention for cluster in gold for mention in cluster}
        found = {mention for cluster in predicted for mention in cluster}
        same = len(of_gold & found)
        self.sums["mentions"] += (same, len(found), same, len(of_gold))

    def precision(self, measure: str) -> float:
        """Precision of one measure, or of "mentions"; 0 where nothing was predicted."""
        hits, total = self.sums[measure][:2]
        return float(hits / total) if total else 0.0

    def recall(self, measure: str) -> float:
        """Recall of one measure, or of "mentions"; 0 where nothing is gold."""
        hits, total = self.sums[measure][2:]
        return float(hits / total) if total else 0.0

    def f1(self, measure: str) -> float:
        """Harmonic mean of precision and recall; for "conll" the mean over the three measures."""
        if measure == "conll":
            return sum(self.f1(name) for name in MEASURES) / len(MEASURES)
        precision, recall = self.precision(measure), self.recall(measure)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _membership(clusters: Iterable[Set[Hashable]]) -> dict[Hashable, int]:
    return {mention: index for index, cluster in enumerate(clusters) for mention in cluster}


def _muc(these: Clusters, others: Clusters) -> tuple[float, float]:
    """Links of `these` that the partition by `others` keeps, of how many."""
    of = _membership(others)
    kept = total = 0
    for cluster in these:
        parts = {of[mention] for mention in cluster if mention in of}
        loose = sum(mention not in of for mention in cluster)
        kept += len(cluster) - len(parts) - loose
        total += len(cluster) - 1
    return kept, total


def _b_cubed(these: Clusters, others: Clusters) -> tuple[float, float]:
    """For each mention of `these`, the share of its cluster that its cluster in `others` holds."""
    of = _membership(others)
    hits, total = 0.0, 0
    for cluster in these:
        total += len(cluster)
        counts: dict[int, int] = {}
        for mention in cluster:
            if mention in of:
                counts[of[mention]] = counts.get(of[mention], 0) + 1
        hits += sum(count * count for count in counts.values()) / len(cluster)
    return hits, total


def _ceaf_e(gold: Clusters, predicted: Clusters) -> float:
    """The largest sum of phi-4 over a one-to-one alignment of clusters."""
    if not gold or not predicted:
        return 0.0
    alike = np.array(
        [[2 * len(one & other) / (len(one) + len(other)) for other in predicted] for one in gold]
    )
    rows, columns = linear_sum_assignment(-alike)
    return float(alike[rows, columns].sum())
