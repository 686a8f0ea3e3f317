"""From what a model says of itself to how often it is right.

A logistic curve over the log-odds (Platt 1999), fitted on articles that neither network nor rules
have seen: `claimx train models/claims-en/calibration.toml`.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path

from claimx.errors import ModelError

FILE = "calibration.json"
EXTRACTORS = ("learned", "hybrid")
LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Curve:
    """`slope` and `shift` of the curve; 1 and 0 change nothing."""

    slope: float = 1.0
    shift: float = 0.0

    def at(self, chance: float) -> float:
        """The calibrated probability, rounded to three digits."""
        kept = min(max(chance, LEAST), 1.0 - LEAST)
        odds = self.slope * math.log(kept / (1.0 - kept)) + self.shift
        return round(1.0 / (1.0 + math.exp(-odds)), 3)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curves of one extractor, for claims and for arguments."""

    claim: Curve = Curve()
    argument: Curve = Curve()


def read_calibration(folder: Path, extractor: str) -> Calibration:
    """The curves of an extractor; those that change nothing for a model not yet calibrated.

    Raises:
        ModelError: where the file is damaged or has no curves of that extractor.
    """
    path = folder / FILE
    if not path.is_file():
        return Calibration()
    try:
        table = json.loads(path.read_text("utf-8"))[extractor]
        return Calibration(
            Curve(*map(float, table["claim"])), Curve(*map(float, table["argument"]))
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"calibration {path} cannot be read for {extractor!r} ({error!r}); reinstall the model"
        ) from error
