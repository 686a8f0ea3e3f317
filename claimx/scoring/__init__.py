"""How good is it? Figures with intervals, comparisons, agreement, calibration, and where it errs."""

from claimx.scoring.score import Score, score

__all__ = ["Score", "score"]
