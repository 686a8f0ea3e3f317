"""Named reasons with weights: a candidate's score is the sum of what speaks for and against it.

The weights lie in `weights.toml`, one table a question; they were counted on the public training
file by `evaluation/hrdsattack/fit.py`. A reason without a weight counts nothing.
"""

import math
from collections.abc import Mapping

from claimx.bench.hrdsattack.words import table

Reasons = Mapping[str, float]


def score(question: str, reasons: Reasons) -> float:
    """The sum of the weights of `question` over the reasons, with its bias."""
    weights = table("weights.toml")[question]
    total = float(weights.get("bias", 0.0))
    return total + sum(float(weights.get(name, 0.0)) * value for name, value in reasons.items())


def threshold(question: str) -> float:
    """The score from which the answer is yes."""
    return float(table("weights.toml")[question]["threshold"])


def damp(count: float) -> float:
    """Many mentions of one thing say little more than a few: log(1 + count)."""
    return math.log1p(count)
