"""The word lists of this task, read from `words.toml`."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table() -> dict[str, Any]:
    """All of `words.toml`."""
    return tomllib.loads(
        resources.files("claimx.bench.muc4").joinpath("words.toml").read_text("utf-8")
    )


@cache
def words(name: str) -> frozenset[str]:
    """A list by its name, lower case."""
    return frozenset(str(table()[name]).split())
