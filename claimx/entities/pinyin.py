"""Chinese names in Latin letters: pinyin, and the Wade-Giles spelling of the same syllables."""

import re
from functools import lru_cache

from claimx.entities.fold import plain, table

_INITIAL = r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
_FINAL = (
    r"(iang|iong|uang|iao|ian|ing|uai|uan|ang|eng|ong|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un"
    r"|ue|[aeiou])"
)
_WORD = re.compile(f"(?:{_INITIAL}{_FINAL})+")
# A syllable does not give the consonant away that the next one needs ("xiaoping", "gengsong").
_SYLLABLE = re.compile(f"{_INITIAL}{_FINAL}(?![aeiou])")
_TONES = str.maketrans({"v": "u"})


def chinese(spelt: tuple[str, ...]) -> tuple[str, ...] | None:
    """Family name and given name in tone-less pinyin; None for a name that is not Chinese.

    The family name may stand first or last. Where both words could be a family name, the first is.
    """
    found = [plain(word).translate(_TONES) for word in spelt]
    families = table("names")["chinese"]
    if len(found) < 2 or not all(map(_WORD.fullmatch, found)):
        return None
    if len(found) > 2 and "".join(found[:2]) in families:
        return ("".join(found[:2]), "".join(found[2:]))
    if found[0] in families:
        return (found[0], "".join(found[1:]))
    if found[-1] in families:
        return (found[-1], "".join(found[:-1]))
    return None


def same_in_wade_giles(name: tuple[str, ...], spelt: tuple[str, ...]) -> bool:
    """Whether words that are no pinyin spell a Chinese name in Wade-Giles (Teng Hsiao-p'ing).

    Args:
        name: family name and given name, from `chinese`.
        spelt: the words of the other name, family name first.
    """
    letters = [plain(word) for word in spelt]
    return [wade_giles(name[0]), wade_giles(name[1])] == [letters[0], "".join(letters[1:])]


@lru_cache(maxsize=4096)
def wade_giles(word: str) -> str:
    """A word of pinyin in Wade-Giles, without apostrophes and hyphens; "" where it is no pinyin."""
    rules = table("names")["wade_giles"]
    out, at = "", 0
    while at < len(word):
        found = _SYLLABLE.match(word, at)
        if found is None:
            return ""
        initial, final = found[1] or "", found[2]
        spelt = rules["syllables"].get(found[0])
        if spelt is None:
            spelt = rules["initials"].get(initial, initial) + rules["finals"].get(final, final)
        out, at = out + spelt, found.end()
    return out
