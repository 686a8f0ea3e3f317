"""The words that qualify a claim, read from the TOML files of `claimx/qualify/cues`.

Vocabulary is data: another list is another file, not another line of code. Entries are lower case;
an entry with a space is a phrase of tokens.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed file `cues/<name>.toml`; read once, never changed by its readers."""
    source = resources.files("claimx.qualify").joinpath("cues", f"{name}.toml")
    return tomllib.loads(source.read_text("utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The list `key` of file `name` as a set."""
    return frozenset(table(name)[key])


@cache
def phrases(name: str, key: str) -> tuple[tuple[str, ...], ...]:
    """The list `key` of file `name`, each entry split into its tokens, longest first."""
    return tuple(
        sorted((tuple(entry.split()) for entry in table(name)[key]), key=len, reverse=True)
    )
