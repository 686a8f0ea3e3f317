"""What the network should answer, as distributions over classes; rows of zeros do not count."""

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

IGNORED = -100

Floats = NDArray[np.float32]


def spread(classes: Tensor, count: int, smoothing: float = 0.0) -> Tensor:
    """Distributions (…, count) of classes (…), smoothed evenly; `IGNORED` gives zeros."""
    known = classes != IGNORED
    rows = torch.nn.functional.one_hot(classes.clamp(min=0), count).float()
    return (rows * (1.0 - smoothing) + smoothing / count) * known[..., None]


def overlay(
    targets: Tensor, row: int, words: Sequence[int], taught: Mapping[int, Floats] | Floats
) -> None:
    """Put what a teacher says in the place of the classes of one row, in place.

    Args:
        targets: (rows, places, classes).
        row: which one.
        words: the word that begins at each place; below 0 where none does.
        taught: for each word its distribution; a word without one does not count.
    """
    made = targets[row].numpy()
    for place, word in enumerate(words):
        found = _of(taught, word) if word >= 0 else None
        made[place] = 0.0 if found is None else found


def _of(taught: Mapping[int, Floats] | Floats, word: int) -> Floats | None:
    if isinstance(taught, Mapping):
        return taught.get(word)
    row: Floats = taught[word]
    return row


def cross_entropy(scores: Tensor, targets: Tensor) -> Tensor:
    """The mean over rows with a target of the cross-entropy of scores (…, classes)."""
    likely = torch.log_softmax(scores.float(), dim=-1)
    loss: Tensor = -(targets * likely).sum() / targets.sum().clamp(min=1.0)
    return loss
