"""The page's own words and colours, read from TOML data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from claimx.claim import Claim

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Wording:
    """Labels by what they label; see `wording.toml`.

    Attributes:
        families: labels of the groups of types that share a colour, in order of display.
        family_of: the family of each type.
        status: `symbol` and `meaning` of each way in which a claim can stand.
        confidence: thresholds with their words, highest first.
    """

    families: Mapping[str, str]
    family_of: Mapping[str, str]
    labels: Mapping[str, str]
    roles: Mapping[str, str]
    tags: Mapping[str, str]
    status: Mapping[str, Mapping[str, str]]
    basis: Mapping[str, str]
    granularity: Mapping[str, str]
    source_kind: Mapping[str, str]
    quotation: Mapping[str, str]
    stance: Mapping[str, str]
    confidence: tuple[tuple[float, str], ...]

    def family(self, kind: str) -> str:
        """The family of a type; "other" for one that a package of the user's added."""
        return self.family_of.get(kind, OTHER)

    def sure(self, confidence: float) -> str:
        """A confidence in words: high, fair, low or very low."""
        return next(word for least, word in self.confidence if confidence >= least)


@lru_cache(maxsize=1)
def load_wording() -> Wording:
    """Read the wording that ships with the package."""
    data = read_data("wording.toml")
    families = data.pop("families")
    return Wording(
        families={name: entry["label"] for name, entry in families.items()},
        family_of={kind: name for name, entry in families.items() for kind in entry["types"]},
        confidence=tuple((entry["from"], entry["word"]) for entry in data.pop("confidence")),
        **data,
    )


def read_data(name: str) -> dict[str, Any]:
    """The content of a TOML file of this package."""
    return tomllib.loads(resources.files("claimx.report").joinpath(name).read_text("utf-8"))


def type_label(kind: str) -> str:
    """A type for readers: `ILL_TREATMENT` is "ill-treatment"."""
    return load_wording().labels.get(kind) or kind.replace("_", " ").lower()


def statuses(claim: Claim) -> tuple[str, ...]:
    """How a claim stands, what sets it apart from a fact first; `("asserted",)` for a plain one."""
    found = ["denied"] if claim.polarity == "negative" else []
    if claim.modality != "asserted":
        found.append(claim.modality)
    if claim.generic:
        found.append("generic")
    return tuple(found) or ("asserted",)
