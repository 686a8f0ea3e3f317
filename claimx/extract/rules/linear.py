"""A linear decision over named features: each has one weight a label, the largest sum wins.

Multinomial logistic regression; the weights are learned by `claimx.training.rules` and stored as
plain arrays beside the list of feature names, so that any decision can be taken apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from claimx.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class LinearModel:
    """Weights of shape (features, labels), a bias for each label, and the feature index."""

    labels: tuple[str, ...]
    index: dict[str, int]
    weights: "NDArray[np.float32]"
    bias: "NDArray[np.float32]"

    def probabilities(self, features: Iterable[str]) -> "NDArray[np.float32]":
        """The probability of each label (sums to 1); unknown features count nothing."""
        known = set(map(self.index.get, features))
        rows = sorted(row for row in known if row is not None)
        # The ufuncs themselves: `sum` and `max` take longer to call them than they do to add.
        scores = self.bias + np.add.reduce(self.weights.take(rows, axis=0), axis=0)
        exponents = np.exp(scores - np.maximum.reduce(scores))
        result: NDArray[np.float32] = exponents / np.add.reduce(exponents)
        return result

    def reasons(
        self, features: Iterable[str], label: str, most: int = 5
    ) -> list[tuple[str, float]]:
        """The features that speak most for `label`, with their weights, strongest first."""
        column = self.labels.index(label)
        found = [
            (name, float(self.weights[self.index[name], column]))
            for name in set(features) & self.index.keys()
        ]
        return sorted(found, key=lambda pair: (-abs(pair[1]), pair[0]))[:most]


def save_linear(model: LinearModel, folder: Path, name: str) -> None:
    """Write `<name>.npz` and `<name>.txt` (one feature a line) into `folder`.

    Raises:
        ModelError: for a feature that holds a line end.
    """
    features: Sequence[str] = sorted(model.index, key=model.index.__getitem__)
    broken = [feature for feature in features if "\n" in feature]
    if broken:
        raise ModelError(f"feature {broken[0]!r} holds a line end; expected one line a feature")
    (folder / f"{name}.txt").write_bytes(("\n".join(features) + "\n").encode())
    np.savez_compressed(
        folder / f"{name}.npz",
        weights=model.weights.astype(np.float16),
        bias=model.bias,
        labels=np.array(model.labels),
    )


def load_linear(folder: Path, name: str) -> LinearModel:
    """Read what `save_linear` wrote.

    Raises:
        ModelError: where the arrays and the feature list do not fit each other.
    """
    features = (folder / f"{name}.txt").read_bytes().decode().split("\n")[:-1]
    with np.load(folder / f"{name}.npz", allow_pickle=False) as arrays:
        weights = arrays["weights"].astype(np.float32)
        bias = arrays["bias"].astype(np.float32)
        labels = tuple(str(label) for label in arrays["labels"])
    if weights.shape != (len(features), len(labels)):
        raise ModelError(
            f"{folder / name}: weights of shape {weights.shape} do not fit "
            f"{len(features)} features and {len(labels)} labels; reinstall the model"
        )
    return LinearModel(
        labels, {feature: row for row, feature in enumerate(features)}, weights, bias
    )
