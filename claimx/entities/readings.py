"""One word as the press of several languages would have spelt it: the sounds it may stand for."""

import re
import unicodedata
from functools import cache, lru_cache

from anyascii import anyascii

from claimx.entities.fold import fold, sounds, table

_APOSTROPHE = re.compile(r"['’ʼ`´‘ʻ]")
_LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff]*$")


@lru_cache(maxsize=65536)
def readings(word: str) -> frozenset[str]:
    """The folds of a Latin word as the press of several languages would have spelt it.

    German `Nawalnaja` and French `Prigojine` share a reading with the English spelling. Other
    scripts have the one reading of `fold`.
    """
    text = _APOSTROPHE.sub("", unicodedata.normalize("NFC", word.casefold()))
    if not _LATIN.match(text):
        return frozenset((fold(word),))
    return frozenset({fold(word), *(_read(text, language) for language in table("readings"))})


@cache
def _reading(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    own: dict[str, str] = dict(table("readings")[language]["groups"])
    groups = {"ch": "č", "x": "ks", **dict(table("fold")["latin"]["groups"]), **own}
    longest = sorted(groups, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), groups


def _read(text: str, language: str) -> str:
    pattern, groups = _reading(language)
    for ending, short in table("readings")[language].get("endings", ()):
        if text.endswith(ending) and len(text) > len(ending) + 1:
            text = text[: -len(ending)] + short
            break
    spoken = pattern.sub(lambda found: groups[found[0]], text)
    kept = "".join(letter if letter in "šžč" else anyascii(letter).lower() for letter in spoken)
    return sounds("".join(filter(str.isalnum, kept)))
