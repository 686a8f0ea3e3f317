"""The settings of the joining, read from `joining.toml`, and the arithmetic of two judgements."""

import math
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

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
class Joining:
    """All tables."""

    trigger: TriggerJoining
    role: RoleJoining
    facts: FactJoining


@lru_cache(maxsize=1)
def load_joining() -> Joining:
    """The settings that ship with the package."""
    text = resources.files("claimx.extract.hybrid").joinpath("joining.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    return Joining(
        TriggerJoining(**tables["trigger"]),
        RoleJoining(**tables["role"]),
        FactJoining(**tables["facts"]),
    )


def log_odds(chance: float) -> float:
    """The log-odds of a probability, which is kept off 0 and 1."""
    kept = min(max(chance, LEAST_CHANCE), 1.0 - LEAST_CHANCE)
    return math.log(kept / (1.0 - kept))


def probability(odds: float) -> float:
    """The probability of log-odds."""
    return 1.0 / (1.0 + math.exp(-odds))
