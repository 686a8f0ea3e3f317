"""How good is it? Figures with intervals, comparison, agreement, calibration, and the errors."""

from claimx.scoring.score import Score, score

__all__ = ["Score", "score"]
