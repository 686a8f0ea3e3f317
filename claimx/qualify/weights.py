"""Small linear models kept as named weights, summed over the features that hold.

They are made by the recipes in `models/genericity-en` and `models/when-en`. A feature without a
weight counts nothing.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from claimx.model_folder import model_folder, verify_model

FORMAT_VERSION = 1


@dataclass(frozen=True)
class LinearWeights:
    """One yes-or-no model.

    Attributes:
        weights: by feature.
        bias: what is added whatever holds.
        threshold: the probability from which the model says yes.
    """

    weights: Mapping[str, float]
    bias: float
    threshold: float

    def score(self, features: Iterable[str]) -> float:
        """The summed weights of the features, without the bias; 0 for none."""
        get = self.weights.get
        return sum(get(feature, 0.0) for feature in features)

    def probability(self, total: float) -> float:
        """The logistic of a summed score and the bias, 0 to 1."""
        return 1 / (1 + exp(-max(-30.0, min(30.0, total + self.bias))))


def save_weights(made: LinearWeights, path: Path) -> None:
    """Write a model as JSON, its weights by name: the same model gives the same bytes."""
    content = {
        "threshold": made.threshold,
        "bias": made.bias,
        "weights": dict(sorted(made.weights.items())),
    }
    path.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


@cache
def bundled(model: str, name: str) -> LinearWeights:
    """The weights `name` of the model folder `model` that comes with claimx, read once.

    Raises:
        ModelError: where the folder is missing or damaged.
    """
    folder = model_folder(model)
    verify_model(folder, format_version=FORMAT_VERSION)
    content = json.loads((folder / f"{name}.json").read_text("utf-8"))
    return LinearWeights(content["weights"], content["bias"], content["threshold"])
