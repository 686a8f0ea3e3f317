"""A linear ranker: of several candidates the one with the largest sum of feature weights.

Softmax over the candidates of one decision (a conditional logit), "none of them" among these; the
weights are learned by `claimx.training.coreference` and stored as plain arrays beside the names of
the features, so that a decision can be taken apart. Inference needs numpy only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import exp
from pathlib import Path

import numpy as np

from claimx.errors import ModelError
from claimx.model_folder import model_folder, verify_model

FORMAT_VERSION = 1
MODEL = "coreference-en"


@dataclass(frozen=True)
class Ranker:
    """Weights by feature name; a feature that was never seen weighs nothing."""

    weights: dict[str, float]

    def score(self, features: Iterable[str]) -> float:
        """The sum of the weights of the features."""
        return sum(map(self.weights.get, features, repeat(0.0)))

    def probabilities(self, candidates: Sequence[Sequence[str]]) -> list[float]:
        """The probability of each candidate (they sum to 1); empty for none."""
        scores = [self.score(features) for features in candidates]
        if not scores:
            return []
        top = max(scores)
        shares = [exp(score - top) for score in scores]
        total = sum(shares)
        return [share / total for share in shares]


def save_ranker(ranker: Ranker, folder: Path) -> None:
    """Write `weights.npz` and `features.txt` (one feature a line) into `folder`.

    Raises:
        ModelError: for a feature that holds a line end.
    """
    names = sorted(ranker.weights)
    broken = [name for name in names if "\n" in name]
    if broken:
        raise ModelError(f"feature {broken[0]!r} holds a line end; expected one line a feature")
    (folder / "features.txt").write_bytes(("\n".join(names) + "\n").encode())
    weights = np.array([ranker.weights[name] for name in names], dtype=np.float32)
    np.savez_compressed(folder / "weights.npz", weights=weights)


def load_ranker(folder: Path | None = None) -> Ranker:
    """Read what `save_ranker` wrote; None for the bundled model.

    Raises:
        ModelError: where the folder is missing or damaged, or its files do not fit each other.
    """
    folder = folder or model_folder(MODEL)
    verify_model(folder, format_version=FORMAT_VERSION)
    names = (folder / "features.txt").read_bytes().decode().split("\n")[:-1]
    with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
        weights = arrays["weights"]
    if weights.shape != (len(names),):
        raise ModelError(
            f"{folder / 'weights.npz'}: weights of shape {weights.shape} do not fit {len(names)} "
            "features; reinstall the model"
        )
    return Ranker(dict(zip(names, weights.tolist(), strict=True)))
