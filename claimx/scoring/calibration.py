"""Whether `confidence` means what it says: of claims at 0.8, are four in five right?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from claimx.errors import InputError

BINS = 10
THRESHOLDS = tuple(step / 10 for step in range(10))


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Claims of confidence above `low` (from 0), at most `high`; None where there are none."""

    low: float
    high: float
    claims: int
    mean_confidence: float | None
    share_right: float | None


@dataclass(frozen=True, slots=True)
class KeepDrop:
    """What is left when only claims of at least `threshold` are kept; None where nothing is."""

    threshold: float
    claims: int
    share_kept: float | None
    share_right: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """The reliability of confidences.

    Attributes:
        ece: expected calibration error: the mean gap between confidence and share of right
            claims, over equally wide bins, weighted by claims (Naeini et al. 2015).
        brier: mean squared gap between confidence and right (1) or wrong (0).
        bins: the reliability table, from low to high.
        keep_drop: a row for each threshold.
    """

    ece: float | None
    brier: float | None
    bins: tuple[ReliabilityBin, ...]
    keep_drop: tuple[KeepDrop, ...]


def calibrate(
    confidences: Sequence[float],
    right: Sequence[bool],
    *,
    bins: int = BINS,
    thresholds: Sequence[float] = THRESHOLDS,
) -> Calibration:
    """Judge confidences.

    Args:
        confidences: 0 to 1, one a prediction.
        right: whether each prediction was right.
        bins: equally wide, over 0 to 1.
        thresholds: of the keep/drop table.

    Returns:
        Figures of None and counts of 0 for no predictions.

    Raises:
        InputError: where the two differ in length or a confidence is not within 0 to 1.
    """
    if len(confidences) != len(right):
        raise InputError(
            f"{len(confidences)} confidences and {len(right)} verdicts; expected one for each"
        )
    sure = np.asarray(confidences, dtype=np.float64)
    good = np.asarray(right, dtype=np.float64)
    if sure.size and not (sure.min() >= 0 and sure.max() <= 1):
        raise InputError(f"confidences reach from {sure.min()} to {sure.max()}, expected 0 to 1")
    edges = np.linspace(0, 1, bins + 1)
    places = np.clip(np.searchsorted(edges, sure, side="left") - 1, 0, bins - 1)
    table = []
    for place in range(bins):
        inside = places == place
        low, high = round(float(edges[place]), 6), round(float(edges[place + 1]), 6)
        mean = (_mean(sure[inside]), _mean(good[inside]))
        table.append(ReliabilityBin(low, high, int(inside.sum()), *mean))
    gaps = [
        row.claims * abs(row.mean_confidence - row.share_right)
        for row in table
        if row.mean_confidence is not None and row.share_right is not None
    ]
    return Calibration(
        sum(gaps) / sure.size if sure.size else None,
        _mean((sure - good) ** 2),
        tuple(table),
        tuple(_keep(sure, good, threshold) for threshold in thresholds),
    )


def _keep(sure: np.ndarray, good: np.ndarray, threshold: float) -> KeepDrop:
    kept = sure >= threshold
    share = float(kept.mean()) if sure.size else None
    return KeepDrop(threshold, int(kept.sum()), share, _mean(good[kept]))


def _mean(values: np.ndarray) -> float | None:
    return float(values.mean()) if values.size else None
