"""How much each feature of a pair counts, and what a sum of weights decides.

`weights.toml` is data with a reason beside each weight; `evaluation/merging/fit.py` makes the
numbers again from the labelled event clusters.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from claimx.errors import ModelError
from claimx.merge.features import Feature

FILE = "weights.toml"


class Decision(StrEnum):
    """Whether two claims tell of one act."""

    POSITIVE = "POSITIVE"
    NEGATIVE = "NEGATIVE"
    UNSURE = "UNSURE"


@dataclass(frozen=True, slots=True)
class Weight:
    """`facet` is what was compared (who, when, …), `reason` a sentence for a person."""

    value: float
    facet: str
    reason: str


@dataclass(frozen=True, slots=True)
class Weights:
    """All weights, and where a score becomes a decision.

    Attributes:
        features: by name.
        bias: the score of a pair without any feature; scores are log-odds.
        positive, negative: scores from which, and up to which, a pair is decided.
        join: the mean score of two clusters' pairs above which they become one event.
        unmet: what a pair counts that was never compared.
    """

    features: Mapping[str, Weight]
    bias: float
    positive: float
    negative: float
    join: float
    unmet: float

    def score(self, found: Iterable[Feature]) -> float:
        """The log-odds that a pair with these features is one act."""
        return self.bias + sum(self.features[name].value * value for name, value in found)

    def decide(self, score: float) -> Decision:
        """The decision that a score stands for."""
        if score >= self.positive:
            return Decision.POSITIVE
        return Decision.NEGATIVE if score <= self.negative else Decision.UNSURE


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights that ship with the package."""
    return parse_weights(resources.files("claimx.merge").joinpath(FILE).read_text("utf-8"))


def parse_weights(content: str) -> Weights:
    """Weights from TOML.

    Raises:
        ModelError: where a setting or a part of a feature is missing.
    """
    data = tomllib.loads(content)
    try:
        return Weights(
            {
                name: Weight(float(entry["weight"]), entry["facet"], entry["reason"])
                for name, entry in data["features"].items()
            },
            **{
                name: float(data["settings"][name])
                for name in ("bias", "positive", "negative", "join", "unmet")
            },
        )
    except KeyError as error:
        raise ModelError(f"{FILE} has no {error}; see evaluation/merging/fit.py") from error
