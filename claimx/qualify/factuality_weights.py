"""How the features of an act are weighed: one logistic score for "negative" and each modality.

The weights are learned by `claimx.training.factuality` and stored as a plain array beside the names
of the features, so that any decision can be taken apart. Inference needs numpy only.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from claimx.errors import ModelError
from claimx.model_folder import model_folder, verify_model
from claimx.qualify.sentence_words import Evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT_VERSION = 1
MODEL = "factuality-en"
NEGATIVE = "negative"
MODALITIES = ("alleged", "asserted", "demanded", "planned", "possible")
LABELS = (NEGATIVE, *MODALITIES)


@dataclass(frozen=True)
class FactualityWeights:
    """Weights by feature, one for each of `LABELS`, and from which probability "negative" holds.

    Attributes:
        rows: feature name to its weights; a feature that was never seen weighs nothing.
        bias: one number a label.
        with_cue: least probability of "negative" where the lexicon found a negation.
        without_cue: the same where it found none.
    """

    rows: dict[str, tuple[float, ...]]
    bias: tuple[float, ...]
    with_cue: float
    without_cue: float

    def scores(self, found: Iterable[Evidence]) -> dict[str, float]:
        """The summed weights for each label; each name counts once."""
        get = self.rows.get
        rows = [
            row
            for name in dict.fromkeys(one.name for one in found)
            if (row := get(name)) is not None
        ]
        return dict(zip(LABELS, map(sum, zip(self.bias, *rows, strict=True)), strict=True))

    def strongest(
        self, found: Iterable[Evidence], label: str, places: Container[int]
    ) -> int | None:
        """Which of the places holds the word that speaks most for `label`; None where none does."""
        column = LABELS.index(label)
        sums: dict[int, float] = {}
        for name, place in dict.fromkeys(found):
            if place is not None and place in places and name in self.rows:
                sums[place] = sums.get(place, 0.0) + self.rows[name][column]
        best = max(sums, key=lambda place: (sums[place], -place), default=None)
        return best if best is not None and sums[best] > 0 else None


def probability(score: float) -> float:
    """The logistic of a score, 0 to 1."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def save_weights(
    names: Sequence[str],
    weights: "NDArray[np.float64]",
    bias: Sequence[float],
    folder: Path,
) -> None:
    """Write `weights.npz` and `features.txt` (one feature a line) into `folder`.

    Args:
        names: of the features.
        weights: of shape (features, labels), in the order of `LABELS`.
        bias: one number a label.
        folder: of the model.

    Raises:
        ModelError: for a feature that holds a line end.
    """
    broken = [name for name in names if "\n" in name or "\r" in name]
    if broken:
        raise ModelError(f"feature {broken[0]!r} holds a line end; expected one line a feature")
    (folder / "features.txt").write_bytes("".join(f"{name}\n" for name in names).encode())
    np.savez_compressed(
        folder / "weights.npz",
        weights=weights.astype(np.float16),
        bias=np.asarray(bias, dtype=np.float32),
        labels=np.array(LABELS),
    )


def load_weights(folder: Path) -> FactualityWeights:
    """Read what `save_weights` wrote, checked against its manifest.

    Raises:
        ModelError: where files are missing, damaged, or do not fit each other.
    """
    manifest = verify_model(folder, format_version=FORMAT_VERSION)
    names = (folder / "features.txt").read_bytes().decode().split("\n")[:-1]
    with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
        weights = arrays["weights"].astype(np.float32)
        bias, labels = arrays["bias"], tuple(str(label) for label in arrays["labels"])
    if weights.shape != (len(names), len(LABELS)) or labels != LABELS:
        raise ModelError(
            f"{folder / 'weights.npz'}: weights of shape {weights.shape} for {labels} do not fit "
            f"{len(names)} features and the labels {LABELS}; reinstall the model"
        )
    rows = dict(zip(names, map(tuple, weights.tolist()), strict=True))
    return FactualityWeights(
        rows,
        tuple(bias.tolist()),
        float(str(manifest["with_cue"])),
        float(str(manifest["without_cue"])),
    )


@cache
def bundled_weights() -> FactualityWeights:
    """The weights that come with claimx, read once.

    Raises:
        ModelError: where they are missing or damaged.
    """
    return load_weights(model_folder(MODEL))
