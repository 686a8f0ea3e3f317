"""Weights of a conditional logit: of several candidates, each with named features, some are right.

L2 penalty, fitted with L-BFGS (scipy); nothing is drawn at random.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from claimx.entities.ranker import Ranker

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Decision:
    """The features of each candidate, and which candidates are right (at least one)."""

    candidates: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]


def fit(decisions: Sequence[Decision], strength: float, least: int) -> Ranker:
    """Weights that make the right candidates likely.

    Args:
        decisions: the examples.
        strength: the inverse of the L2 penalty.
        least: features seen in fewer candidates are left out.
    """
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    seen = Counter(name for d in decisions for names in d.candidates for name in set(names))
    index = {name: i for i, name in enumerate(sorted(n for n, c in seen.items() if c >= least))}
    rows: list[int] = []
    columns: list[int] = []
    right: list[bool] = []
    for decision in decisions:
        for number, names in enumerate(decision.candidates):
            known = sorted({index[name] for name in names if name in index})
            rows += [len(right)] * len(known)
            columns += known
            right.append(number in decision.right)
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(right), len(index)))
    sizes = np.array([len(decision.candidates) for decision in decisions])
    loss = _Loss(matrix, matrix.T.tocsr(), np.array(right), sizes, strength)
    result = minimize(
        loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 200}
    )
    return Ranker({name: round(float(result.x[i]), 5) for name, i in index.items()})


class _Loss:
    """Penalised negative log-likelihood of the right candidates, with its gradient."""

    def __init__(
        self,
        matrix: "object",
        turned: "object",
        right: "NDArray[np.bool_]",
        sizes: "NDArray[np.int64]",
        strength: float,
    ) -> None:
        self.matrix, self.turned, self.right = matrix, turned, right
        self.sizes, self.strength = sizes, strength
        self.starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def __call__(self, weights: "NDArray[np.float64]") -> "tuple[float, NDArray[np.float64]]":
        scores = self.matrix @ weights  # type: ignore[operator]
        top = np.repeat(np.maximum.reduceat(scores, self.starts), self.sizes)
        shares = np.exp(scores - top)
        good = shares * self.right
        every, some = (
            np.add.reduceat(shares, self.starts),
            np.add.reduceat(good, self.starts) + 1e-12,
        )
        likelihood = float((np.log(some) - np.log(every)).sum())
        change = good / np.repeat(some, self.sizes) - shares / np.repeat(every, self.sizes)
        gradient = weights / self.strength - self.turned @ change
        return -likelihood + 0.5 / self.strength * float(weights @ weights), gradient
