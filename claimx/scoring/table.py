"""Counts of many documents as one matrix, and what is summed, resampled and permuted from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from claimx.scoring.figures import Array, Figure

RESAMPLES = 1000
SEED = 0
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its interval; all None where there is nothing to score.

    `low` and `high` are None also for a single document, which tells nothing about others.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class CountTable:
    """One row of counts a document, sorted by document id; `columns` gives a name's index."""

    ids: tuple[str, ...]
    columns: Mapping[str, int]
    counts: Array

    def of(self, names: Sequence[str]) -> Array:
        """The columns of those names, of shape (documents, names); 0 for what was never counted."""
        chosen = np.zeros((len(self.ids), len(names)))
        for place, name in enumerate(names):
            if name in self.columns:
                chosen[:, place] = self.counts[:, self.columns[name]]
        return chosen

    def total(self, name: str) -> int:
        """The sum of one column over all documents."""
        return int(self.of((name,)).sum())

    def value(self, figure: Figure) -> float | None:
        """A figure over all documents; None where there is nothing to score."""
        return _plain(figure.formula(self.of(figure.columns).sum(axis=0)))


def make_table(rows: Mapping[str, Mapping[str, int]]) -> CountTable:
    """The table of documents' counts, by document id."""
    ids = tuple(sorted(rows))
    names = sorted({name for counts in rows.values() for name in counts})
    columns = {name: index for index, name in enumerate(names)}
    counts = np.zeros((len(ids), len(names)))
    for row, doc_id in enumerate(ids):
        for name, count in rows[doc_id].items():
            counts[row, columns[name]] = count
    return CountTable(ids, columns, counts)


def measure(
    table: CountTable,
    figures: Sequence[Figure],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
) -> dict[str, Measured]:
    """Each figure with its percentile bootstrap interval over documents (Efron 1979).

    The same resamples serve every figure: documents drawn with replacement, as how often each
    was drawn, times the counts. Resamples in which a figure has nothing to score are left out of
    its interval.
    """
    documents = len(table.ids)
    measured = {figure.name: Measured(table.value(figure)) for figure in figures}
    if documents < 2 or resamples < 1:
        return measured
    random = np.random.default_rng(seed)
    drawn = random.multinomial(documents, np.full(documents, 1 / documents), size=resamples)
    sums = drawn.astype(np.float64) @ table.counts
    sampled = CountTable(tuple(map(str, range(resamples))), table.columns, sums)
    tail = 100 * (1 - confidence) / 2
    for figure in figures:
        value = measured[figure.name].value
        if value is not None:
            values = figure.formula(sampled.of(figure.columns))
            low, high = np.nanpercentile(values, (tail, 100 - tail))
            measured[figure.name] = Measured(value, _plain(low), _plain(high))
    return measured


def _plain(value: Array | np.float64 | float) -> float | None:
    number = float(value)
    return None if np.isnan(number) else number
