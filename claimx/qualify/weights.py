"""Small linear models kept as data: named weights, summed over the features that hold.

Each table says in its file how it was fitted. A feature without a weight counts nothing.
"""

from collections.abc import Iterable
from math import exp

from claimx.qualify.cues import table


def score(name: str, features: Iterable[str]) -> float:
    """The summed weights of the features in `cues/<name>.toml`, without the bias."""
    weights = table(name)["weights"]
    return float(sum(weights.get(feature, 0.0) for feature in features))


def probability(name: str, total: float) -> float:
    """The logistic of a summed score and the bias, 0 to 1."""
    total += table(name)["weights"]["bias"]
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def threshold(name: str) -> float:
    """The probability from which the model says yes."""
    return float(table(name)["threshold"])
