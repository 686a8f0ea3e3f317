"""Content words of a phrase as rough stems, for comparing what claims say beside their names."""

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_ENDINGS = ("ing", "ies", "ed", "es", "s", "e", "y")
_LEAST = 4
"""Letters that a stem keeps at least."""


@cache
def _table() -> dict[str, list[str]]:
    source = resources.files("claimx.merge").joinpath("stop_words.toml")
    return tomllib.loads(source.read_text("utf-8"))


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(_table()["words"])


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word in lower case without a usual ending; a short word stays whole."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=65536)
def content(phrase: str) -> frozenset[str]:
    """The stems of a phrase's content words; figures stay, function words go."""
    stop = _stop_words()
    return frozenset(
        stem(word) for word in _WORD.findall(phrase) if word.lower() not in stop and len(word) > 1
    ) | frozenset(word for word in _WORD.findall(phrase) if len(word) == 1 and word.isdigit())


@cache
def number_words() -> frozenset[str]:
    """The stems of words that count; figures are compared as figures."""
    return frozenset(map(stem, _table()["numbers"])) | frozenset(map(str, range(1000)))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared stems over all stems, 0 to 1; 0 where one is empty."""
    if not one or not other:
        return 0.0
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)
