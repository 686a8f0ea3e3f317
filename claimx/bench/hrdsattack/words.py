"""The word lists of this task, read from `words.toml`."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(file: str) -> dict[str, Any]:
    """A TOML file of this folder."""
    text = resources.files("claimx.bench.hrdsattack").joinpath(file).read_text("utf-8")
    return tomllib.loads(text)


@cache
def words(name: str) -> frozenset[str]:
    """A list of `words.toml` by its name, lower case."""
    return frozenset(str(table("words.toml")[name]).split())
