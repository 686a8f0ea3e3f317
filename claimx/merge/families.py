"""Types that can name one act, as `families.toml` lists them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

VICTIM = ("victim",)


@dataclass(frozen=True, slots=True)
class Families:
    """What is known of claim types.

    Attributes:
        of_type: the families of a type.
        participants: the roles that say whose act it is, where these are not the victim's.
        once: types that happen to a person once.
        manifold: types of acts that are done to one person in many ways.
        anybody: stems by which a denial names everybody.
        lifted: types whose negative claims end what was.
    """

    of_type: Mapping[str, frozenset[str]]
    participants: Mapping[str, tuple[str, ...]]
    once: frozenset[str]
    manifold: frozenset[str]
    anybody: frozenset[str]
    lifted: frozenset[str]

    def related(self, one: str, other: str) -> bool:
        """Whether claims of the two types may tell of one act."""
        return not self.of_type[one].isdisjoint(self.of_type[other])

    def roles(self, claim_type: str) -> tuple[str, ...]:
        """The roles that say whose act it is."""
        return self.participants.get(claim_type, VICTIM)


@lru_cache(maxsize=1)
def load_families() -> Families:
    """Read the families that ship with the package."""
    data = tomllib.loads(
        resources.files("claimx.merge").joinpath("families.toml").read_text("utf-8")
    )
    of_type: dict[str, set[str]] = {}
    for family, types in data["families"].items():
        for name in types:
            of_type.setdefault(name, set()).add(family)
    return Families(
        {name: frozenset(families) for name, families in of_type.items()},
        {name: tuple(roles) for name, roles in data["participants"].items()},
        frozenset(data["once"]["types"]),
        frozenset(data["manifold"]["types"]),
        frozenset(data["anybody"]["stems"]),
        frozenset(data["lifted"]["types"]),
    )
