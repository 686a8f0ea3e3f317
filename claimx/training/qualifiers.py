"""What the recipes of kind "genericity" and "when" share: small logistic models by feature name."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from claimx.errors import InputError
from claimx.qualify.weights import LinearWeights
from claimx.training.rules import matrix

FOLDS = 5
SETTINGS = ("strength", "least", "prune", "threshold")


@dataclass(frozen=True)
class LinearSettings:
    """How one model is fitted.

    Attributes:
        strength: scikit-learn's C, the inverse of the L2 penalty.
        least: features of fewer examples are left out.
        prune: weights that are smaller are dropped.
        threshold: the probability from which the model says yes.
    """

    strength: float
    least: int
    prune: float
    threshold: float

    @classmethod
    def of(cls, name: str, table: dict[str, Any]) -> "LinearSettings":
        """The settings of the recipe's table `name`.

        Raises:
            InputError: for one that is missing or unknown.
        """
        if set(table) != set(SETTINGS):
            raise InputError(
                f"[{name}] holds {sorted(table)}, expected {sorted(SETTINGS)}: mend the recipe"
            )
        return cls(
            float(table["strength"]),
            int(table["least"]),
            float(table["prune"]),
            float(table["threshold"]),
        )


def fit_linear(
    features: Sequence[Sequence[str]],
    labels: Sequence[bool],
    settings: LinearSettings,
    importance: Sequence[float] | None = None,
) -> LinearWeights:
    """Fit a logistic regression (scikit-learn, L2, L-BFGS) and round its weights to two places.

    Deterministic: no randomness enters.

    Args:
        features: names of what holds, one list an example.
        labels: whether the answer is yes, one an example.
        settings: see `LinearSettings`.
        importance: how much each example counts; None where all count alike.

    Raises:
        InputError: where the labels are all alike, so that nothing can be learned.
    """
    from sklearn.linear_model import LogisticRegression

    if len(set(labels)) < 2:
        raise InputError(
            f"the recipe's data give {len(labels)} examples that are all alike; "
            "expected both kinds to learn from: add articles"
        )
    counts = Counter(name for names in features for name in set(names))
    names = sorted(name for name, count in counts.items() if count >= settings.least)
    table = matrix(features, {name: row for row, name in enumerate(names)}).astype(np.float64)
    model = LogisticRegression(C=settings.strength, max_iter=4000)
    model.fit(table, labels, sample_weight=importance)
    weights = {
        name: round(float(weight), 2)
        for name, weight in zip(names, model.coef_[0], strict=True)
        if abs(weight) >= settings.prune
    }
    return LinearWeights(weights, round(float(model.intercept_[0]), 2), settings.threshold)
