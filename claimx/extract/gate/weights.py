"""The weights of the gate: of a sentence's features, and of what its document says besides."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log, log1p
from pathlib import Path

from claimx.model_folder import model_folder, verify_model

FORMAT_VERSION = 1
MODEL = "gate-en"
FILE = "gate.json"
LEAST_SHARE = 0.01


@dataclass(frozen=True)
class GateWeights:
    """Two logistic models, one upon the other.

    Attributes:
        version: of the recipe.
        sentence: by feature (`features.unit_features`).
        bias: of the sentence's sum.
        own, share, total: of a sentence's sum, and of the two figures of `surroundings`.
        offset: of the second sum.
        threshold: the second sum from which a sentence is read.
    """

    version: str
    sentence: dict[str, float]
    bias: float
    own: float
    share: float
    total: float
    offset: float
    threshold: float

    def sum_of(self, features: Iterable[str]) -> float:
        """The first sum of a sentence; one without a known feature has the bias."""
        get = self.sentence.get
        return self.bias + sum(get(name, 0.0) for name in features)

    def passing(self, sums: Sequence[float]) -> list[bool]:
        """Of each sentence of one document, by the first sums of all, whether it is read."""
        return [
            self.offset + self.own * own + self.share * share + self.total * total >= self.threshold
            for own, (share, total) in zip(sums, surroundings(sums), strict=True)
        ]


def surroundings(sums: Sequence[float]) -> list[tuple[float, float]]:
    """For each sentence what the others of its document hold: how densely, and how much.

    From the probabilities of the other sentences: the logarithm of their mean, kept off zero, and
    that of one plus their sum.
    """
    chances = [1 / (1 + exp(-max(-30.0, min(30.0, one)))) for one in sums]
    whole, others = sum(chances), max(len(chances) - 1, 1)
    rest = [max(whole - chance, 0.0) for chance in chances]
    return [(log(one / others + LEAST_SHARE), log1p(one)) for one in rest]


def save_gate(made: GateWeights, folder: Path) -> None:
    """Write the weights as JSON: the same weights give the same bytes."""
    content = {
        name: getattr(made, name)
        for name in ("version", "bias", "own", "share", "total", "offset", "threshold")
    }
    content["sentence"] = dict(sorted(made.sentence.items()))
    (folder / FILE).write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", "utf-8")


@cache
def load_gate(folder: Path | None = None) -> GateWeights:
    """The weights of a folder, checked against its manifest; None for the bundled ones.

    Raises:
        ModelError: where they are missing, damaged or of another version.
    """
    folder = folder or model_folder(MODEL)
    verify_model(folder, format_version=FORMAT_VERSION)
    return GateWeights(**json.loads((folder / FILE).read_text("utf-8")))
