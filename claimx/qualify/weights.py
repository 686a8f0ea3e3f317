"""Small linear models kept as data: a TOML table of named weights, summed over the features that hold.

Each table says in its file how it was fitted. A feature without a weight counts nothing.
"""

from collections.abc import Iterable
from math import exp

from claimx.qualify.cues import table


def probability(name: str, features: Iterable[str]) -> float:
    """The logistic of the summed weights in `cues/<name>.toml`, 0 to 1."""
    weights = table(name)["weights"]
    total = weights["bias"] + sum(weights.get(feature, 0.0) for feature in features)
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def threshold(name: str) -> float:
    """The probability from which the model says yes."""
    return float(table(name)["threshold"])
