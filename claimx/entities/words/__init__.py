"""Word lists of mentions and coreference: data files beside this module, read once."""

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=8)
def table(name: str) -> dict[str, Any]:
    """The content of `<name>.toml`."""
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


@lru_cache(maxsize=64)
def words(name: str, *keys: str) -> frozenset[str]:
    """The word list under `keys` of `<name>.toml`, lower case.

    Raises:
        KeyError: where the file has no such list.
    """
    value: Any = table(name)
    for key in keys:
        value = value[key]
    return frozenset(value.split() if isinstance(value, str) else value)


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Folded given names with "male" or "female"."""
    lines = resources.files(__package__).joinpath("given_names.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: "male" if gender == "m" else "female" for name, gender in pairs}


@lru_cache(maxsize=1)
def known_places() -> frozenset[tuple[str, ...]]:
    """Names of countries and capitals, each as its folded words."""
    lines = resources.files(__package__).joinpath("places.txt").read_text("utf-8").splitlines()
    return frozenset(tuple(line.split()) for line in lines if not line.startswith("#"))
