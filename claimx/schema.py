"""What may be said: claim types, roles and labels, read from TOML data and checked at load.

The types, roles and labels are those of the annotation guidelines (version 1); each type carries
its crosswalk to PLOVER, the HURIDOCS micro-thesauri, FrameNet, ACE/KAIROS and ACLED.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from claimx.errors import ClaimxError

CROSSWALKS = ("plover", "huridocs", "framenet", "ace_kairos", "acled")
TYPE_FIELDS = {"name", "definition", "not", "example", "example_trigger", "core_roles", "crosswalk"}
LABEL_LISTS = {"polarity", "modality", "source_kind", "quotation", "stance", "entity_kind"}


@dataclass(frozen=True, slots=True)
class ClaimType:
    """One kind of act.

    Attributes:
        name: the label, upper case.
        definition: what it is.
        excludes: what looks like it and is not; empty where nothing does.
        example: a sentence; `example_trigger` stands in it.
        core_roles: the roles that a reader asks for first.
        crosswalk: codes by standard (see `CROSSWALKS`); empty string where none fits.
    """

    name: str
    definition: str
    excludes: str
    example: str
    example_trigger: str
    core_roles: tuple[str, ...]
    crosswalk: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All types, roles and closed label lists, each in its order of display."""

    types: Mapping[str, ClaimType]
    roles: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """Read and check the vocabulary that ships with the package.

    Raises:
        ClaimxError: where a data file breaks the shape of the vocabulary; names file and fault.
    """
    folder = resources.files("claimx").joinpath("schema")
    roles = {
        name: str(entry["definition"])
        for name, entry in _read(folder.joinpath("roles.toml")).items()
    }
    labels = _read(folder.joinpath("labels.toml"))
    if set(labels) != LABEL_LISTS:
        raise ClaimxError(
            f"labels.toml holds {sorted(labels)}, expected {sorted(LABEL_LISTS)}; mend the file"
        )
    files = sorted(folder.joinpath("types").iterdir(), key=lambda entry: entry.name)
    types = [
        parse_type(_read(file), file.name, roles) for file in files if file.name.endswith(".toml")
    ]
    return Vocabulary(
        MappingProxyType({kind.name: kind for kind in types}),
        MappingProxyType(roles),
        MappingProxyType({name: MappingProxyType(entries) for name, entries in labels.items()}),
    )


def parse_type(data: dict[str, Any], file: str, roles: Mapping[str, str]) -> ClaimType:
    """Check one type file.

    Args:
        data: the TOML content.
        file: its name, for messages; must be `<name>.toml`.
        roles: the known roles.

    Raises:
        ClaimxError: for a missing or unknown field, role or crosswalk, or an example without
            its trigger.
    """
    if set(data) != TYPE_FIELDS:
        fault = sorted(set(data) ^ TYPE_FIELDS)
        raise ClaimxError(
            f"{file}: fields {fault} are missing or unknown; expected {sorted(TYPE_FIELDS)}"
        )
    if file != f"{data['name']}.toml":
        raise ClaimxError(f"{file}: name is {data['name']!r}; rename the file or the type")
    if data["example_trigger"] not in data["example"]:
        raise ClaimxError(f"{file}: trigger {data['example_trigger']!r} is not in the example")
    unknown = sorted(set(data["core_roles"]) - set(roles))
    if unknown:
        raise ClaimxError(f"{file}: unknown roles {unknown}; expected some of {sorted(roles)}")
    if set(data["crosswalk"]) != set(CROSSWALKS):
        raise ClaimxError(f"{file}: crosswalk must give exactly {list(CROSSWALKS)}")
    return ClaimType(
        data["name"],
        data["definition"],
        data["not"],
        data["example"],
        data["example_trigger"],
        tuple(data["core_roles"]),
        MappingProxyType(dict(data["crosswalk"])),
    )


def _read(file: Any) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ClaimxError(f"{file.name}: not TOML ({error}); mend the file") from error
