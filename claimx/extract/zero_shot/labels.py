"""The phrases by which a zero-shot model is asked for our types and roles."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from claimx.errors import InputError
from claimx.schema import load_vocabulary

BUNDLED = "labels.toml"


@dataclass(frozen=True, slots=True)
class Labels:
    """Types and roles by the phrase that a model is asked for."""

    types: Mapping[str, str]
    roles: Mapping[str, str]


def load_labels(file: Path | None = None) -> Labels:
    """Read and check the phrases; None for the bundled ones.

    Raises:
        InputError: for a file that is missing or no TOML, a type or role that the vocabulary
            does not know, or a phrase that stands for two of them.
    """
    name = str(file) if file else BUNDLED
    try:
        source = file or resources.files("claimx.extract.zero_shot").joinpath(BUNDLED)
        data = tomllib.loads(source.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"label file {name!r} cannot be read as TOML ({error})") from error
    vocabulary = load_vocabulary()
    if set(data) != {"types", "roles"} or not data["types"]:
        raise InputError(
            f"label file {name!r} has the tables {sorted(data)}; expected [types] and [roles], "
            "with at least one type"
        )
    labels = Labels(
        _by_phrase(data["types"], vocabulary.types, f"{name} [types]"),
        _by_phrase(data["roles"], vocabulary.roles, f"{name} [roles]"),
    )
    twice = sorted(labels.types.keys() & labels.roles.keys())
    if twice:
        raise InputError(
            f"label file {name!r}: {twice} stand for a type and a role; tell them apart"
        )
    return labels


def _by_phrase(
    table: Mapping[str, object], known: Mapping[str, object], where: str
) -> dict[str, str]:
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise InputError(f"{where}: unknown names {unknown}; expected some of {sorted(known)}")
    found: dict[str, str] = {}
    for name, phrase in table.items():
        if not isinstance(phrase, str) or not phrase.strip() or phrase in found:
            raise InputError(
                f"{where}: {name} has the phrase {phrase!r}; expected words of its own"
            )
        found[phrase] = name
    return found
