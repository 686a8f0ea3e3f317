"""The settings of the joining, read from `joining.toml`, and the arithmetic of two judgements.

How much a network is worth beside the rules is the network's: a model folder may bring its own.
"""

import math
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from claimx.errors import ModelError

FILE = "joining.toml"
LEAST_CHANCE = 1e-4


@dataclass(frozen=True, slots=True)
class TriggerJoining:
    """The table `[trigger]`; see the file."""

    found: float
    rules: float
    unlisted: float
    least: float
    poor: float


@dataclass(frozen=True, slots=True)
class RoleJoining:
    """The table `[role]`; see the file."""

    network: float
    rules: float
    least: float
    second: float
    alone: float


@dataclass(frozen=True, slots=True)
class FactJoining:
    """The table `[facts]`; see the file."""

    modality: float
    generic: float


@dataclass(frozen=True, slots=True)
class DocumentJoining:
    """The table `[document]`; see the file."""

    pieces: int
    sure: float
    dense: float
    types: float
    unseen: float
    typed: float


@dataclass(frozen=True, slots=True)
class Joining:
    """All tables."""

    trigger: TriggerJoining
    role: RoleJoining
    facts: FactJoining
    document: DocumentJoining


@lru_cache(maxsize=4)
def load_joining(folder: Path | None = None) -> Joining:
    """The settings of a model folder, or those of the bundled model where it has none.

    Raises:
        ModelError: where the folder's settings cannot be read or are not those expected.
    """
    path = None if folder is None else folder / FILE
    if path is None or not path.is_file():
        path = Path(str(resources.files("claimx.extract.hybrid").joinpath(FILE)))
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        return Joining(
            TriggerJoining(**tables["trigger"]),
            RoleJoining(**tables["role"]),
            FactJoining(**tables["facts"]),
            DocumentJoining(**tables["document"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"settings {path} are not those of a joining ({error!r}); reinstall the model"
        ) from error


def log_odds(chance: float) -> float:
    """The log-odds of a probability, which is kept off 0 and 1."""
    kept = min(max(chance, LEAST_CHANCE), 1.0 - LEAST_CHANCE)
    return math.log(kept / (1.0 - kept))


def probability(odds: float) -> float:
    """The probability of log-odds."""
    return 1.0 / (1.0 + math.exp(-odds))
