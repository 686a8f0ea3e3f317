"""Two systems on the same documents: the difference of a figure, and whether it could be chance.

A paired permutation test: under the null hypothesis the two systems' counts of a document may be
swapped. Run by `scipy.stats.permutation_test`, which tries all swaps where there are few
documents and draws them at random otherwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from claimx.errors import InputError
from claimx.scoring.figures import Array, Figure
from claimx.scoring.table import SEED, CountTable

PERMUTATIONS = 9999
BATCH = 500


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first system's value of a figure less the second's, and the two-sided p-value.

    Both are None where one of the systems has nothing to score, `p_value` also where there are
    fewer than two documents.
    """

    figure: str
    difference: float | None
    p_value: float | None


def compare(
    first: CountTable,
    second: CountTable,
    figures: Iterable[Figure],
    *,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> dict[str, Comparison]:
    """Compare two systems figure by figure.

    Raises:
        InputError: where they were not scored on the same documents.
    """
    if first.ids != second.ids:
        odd = sorted(set(first.ids) ^ set(second.ids))
        raise InputError(
            f"the systems were scored on different documents ({', '.join(odd[:3])} …); "
            "score both on the same corpus and split"
        )
    return {
        figure.name: _compare_one(first, second, figure, permutations, seed) for figure in figures
    }


def _compare_one(
    first: CountTable, second: CountTable, figure: Figure, permutations: int, seed: int
) -> Comparison:
    a, b = first.value(figure), second.value(figure)
    if a is None or b is None:
        return Comparison(figure.name, None, None)
    documents = len(first.ids)
    if documents < 2:
        return Comparison(figure.name, a - b, None)
    from scipy.stats import permutation_test

    counts = np.concatenate([first.of(figure.columns), second.of(figure.columns)])

    def difference(x: Array, y: Array, axis: int = -1) -> Array:
        values = [figure.formula(counts[side.astype(int)].sum(axis=axis - 1)) for side in (x, y)]
        return np.nan_to_num(values[0] - values[1])

    result = permutation_test(
        (np.arange(documents), np.arange(documents, 2 * documents)),
        difference,
        permutation_type="samples",
        vectorized=True,
        n_resamples=permutations,
        batch=BATCH,
        rng=np.random.default_rng(seed),
    )
    return Comparison(figure.name, a - b, float(result.pvalue))
