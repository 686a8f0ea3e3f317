"""One form for the many spellings of a name: transliteration, a fold and a consonant skeleton.

Tsikhanouski, Tikhanovsky, Тихановский, Ціханоўскі and Cichanoŭski all fold to `tixanavski`. The
fold knows no languages: one table serves every word, so nothing has to be guessed first. It is for
names only, and joins different words (`poet` and `pat`): use it beside the plain form, never
instead of it.
"""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from anyascii import anyascii

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´‘ʻ][^\W_]+)*")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SYLLABLE = re.compile(r"[A-Z][a-z]*")
_APOSTROPHE = re.compile(r"['’ʼ`´‘ʻ]")
_SHORT_VOWEL = re.compile(r"[\u064b-\u065f\u0670\u0640]")
_SERVANT = re.compile(
    r"\b(abd)[\s'’-]*(?:(?:[aeou]l|[aeou]([rsztnd]|sh)(?=[\s'’-]*\2))[\s'’-]+)", re.I
)
_GLUED = re.compile(r"(abd|abu)(?:[aeou]?l|[aeou]([rsztnd])(?=\2))(?=[a-z]{3})", re.I)
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_REPEAT = re.compile(r"([^\W\d])\1+")
_ROMAN = re.compile(r"[ivx]+")
_ARTICLE = re.compile(r"^(?:وال|ال)(?=..)")
_SILENT_H = re.compile(r"(?<=..)ه$")
_HARD_C = re.compile(r"c(?![eiy])")
_SOFT_TS = re.compile(r"c(?=[ie])")
_GLIDE = re.compile(r"(?<=.)i(?=[au])")
_SHORT_U = re.compile(r"(?<=[ai])u|^u(?=[^aiu])")
_SAME_SOUND = str.maketrans("yjg", "iih")
_ONE_VOWEL = str.maketrans("eo", "aa")
_NO_VOWEL = str.maketrans("cx", "th", "aiu")
_BELARUSIAN = frozenset("ŭłśźćń")
_CARONS = frozenset("šžč")


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed file `words/<name>.toml`; read once, never changed by its readers."""
    source = resources.files("claimx.entities").joinpath("words", f"{name}.toml")
    return tomllib.loads(source.read_text("utf-8"))


@cache
def _letters(script: str) -> dict[int, str]:
    return {ord(letter): latin for letter, latin in table("fold")[script].items()}


@cache
def particles() -> frozenset[str]:
    """Articles and particles that one spelling has and the next one leaves out."""
    return frozenset(table("fold")["words"]["particles"])


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in their own script and order, without punctuation.

    A Chinese name in characters falls into family name and given name, romanised.

    Args:
        name: any text; empty gives no words.
    """
    if "." in name:
        name = _DOTTED.sub(_undotted, name)
    if name.isascii():
        return tuple(_WORD.findall(_SERVANT.sub(r"\1 ", name)))
    text = unicodedata.normalize("NFKC", name)
    text = _SHORT_VOWEL.sub("", text.replace("ه\u200c", "").replace("\u200c", ""))
    text = _SERVANT.sub(r"\1 ", text)
    found: list[str] = []
    for word in _WORD.findall(text):
        found.extend(_han(word) if _HAN.search(word) else (word,))
    return tuple(found)


def _undotted(found: re.Match[str]) -> str:
    letters = found[0].replace(".", "")
    return letters if letters.lower() in table("fold")["words"]["dotted"] else found[0]


def _han(word: str) -> tuple[str, ...]:
    syllables = _SYLLABLE.findall(anyascii(word))
    if not 2 <= len(syllables) <= 4:
        return ("".join(syllables) or word,)
    pair = "".join(syllables[:2])
    split = 2 if len(syllables) > 2 and pair in table("fold")["words"]["double_surnames"] else 1
    return ("".join(syllables[:split]), "".join(syllables[split:]).capitalize())


@lru_cache(maxsize=262144)
def plain(word: str) -> str:
    """A word in lower-case ASCII letters, as anyascii transliterates it, apostrophes removed."""
    if word.isascii() and word.isalnum():
        return word.lower()
    return "".join(filter(str.isalnum, anyascii(_APOSTROPHE.sub("", word)).lower()))


@lru_cache(maxsize=262144)
def fold(word: str) -> str:
    """The spelling-independent form of one word; digits stay, an unreadable word gives "".

    Source: the rules of section 4 of the project's entity-linking study.
    """
    text = _APOSTROPHE.sub("", unicodedata.normalize("NFC", word.casefold()))
    if text.isascii():
        return text if text.isdigit() or _ROMAN.fullmatch(text) else sounds(_english(text))
    if _CYRILLIC.search(text):
        return sounds(text.translate(_letters("look_alikes")).translate(_letters("cyrillic")))
    if _ARABIC.search(text):
        spoken = _SILENT_H.sub("a", _ARTICLE.sub("", text)).translate(_letters("arabic"))
        return sounds(spoken.replace("ua", "va"))
    return sounds(_marked(text))


def _english(text: str) -> str:
    """Plain Latin spelling to the intermediate letters: š č ž x c are single sounds."""
    text = _grouped(text.replace("x", "ks")).replace("ch", "č")
    return _HARD_C.sub("k", text)


def _marked(text: str) -> str:
    """Latin with diacritics: Belarusian and its neighbours write sounds, others just accents."""
    marks = set(text)
    if marks & _BELARUSIAN or (marks & _CARONS and "c" in marks):
        text = text.replace("ch", "x")
        kept = "".join(letter if letter in "šžčx" else anyascii(letter).lower() for letter in text)
        return _grouped(kept)
    if marks & _CARONS:
        kept = "".join(letter if letter in "šžč" else anyascii(letter).lower() for letter in text)
        return _grouped(kept).replace("ch", "č")
    return _english("".join(filter(str.isalnum, anyascii(text).lower())))


@cache
def _group_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    groups: list[list[str]] = table("fold")["latin"]["groups"]
    return re.compile("|".join(group for group, _ in groups)), {key: to for key, to in groups}


def _grouped(text: str) -> str:
    pattern, sounds = _group_pattern()
    return pattern.sub(lambda found: sounds[found[0]], text)


def sounds(text: str) -> str:
    """The sound rules, in order; see `fold` for their source."""
    text = text.translate(_SAME_SOUND).replace("dz", "d")
    text = _SOFT_TS.sub("t", text)
    if text.startswith("ie"):
        text = text[1:]
    text = text.translate(_ONE_VOWEL)
    text = _GLIDE.sub("", text)
    text = _SHORT_U.sub("v", text)
    return _REPEAT.sub(r"\1", text)


@lru_cache(maxsize=262144)
def skeleton(folded: str) -> str:
    """The consonants of a folded word (c as t, x as h), and its y where it begins with one.

    A word of vowels alone stays as it is, so that no name has an empty skeleton.
    """
    if folded.isdigit():
        return folded
    bare = folded.translate(_NO_VOWEL)
    if folded.startswith(("ia", "iu")):
        bare = f"i{bare}"
    return _REPEAT.sub(r"\1", bare) or folded


def keys(name: str) -> tuple[str, ...]:
    """The three keys under which a base stores a name and looks it up.

    Returns:
        The plain key (lower-case ASCII words in order), the folded key and the consonant skeleton
        (both with sorted words and without particles); () for a name without a letter or digit.
        Keys are opaque and all differ in kind: store them in separate columns or with a tag.
    """
    spelt = words(name)
    plain_key = " ".join(filter(None, map(plain, spelt)))
    if not plain_key:
        return ()
    telling = _telling(spelt)
    folded = sorted(filter(None, map(fold, telling)))
    bones = sorted(map(_bones, telling))
    return (plain_key, " ".join(folded) or plain_key, " ".join(bones).strip() or plain_key)


def _telling(spelt: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name that every spelling of it has.

    Without particles; of three words and more also without initials and a patronymic after the
    first name. Abdulrahman is read as Abd and Rahman.
    """
    dropped = particles()
    kept: list[str] = []
    for word in spelt:
        if plain(word) not in dropped:
            glued = _GLUED.match(word)
            kept.extend((glued[1], word[glued.end() :]) if glued else (word,))
    if len(kept) < 3:
        return tuple(kept) or spelt
    tails = tuple(table("names")["patronymics"])
    last = len(kept) - 1
    return tuple(
        word
        for at, word in enumerate(kept)
        if len(word) > 1 and not (0 < at < last and len(word) > 5 and fold(word).endswith(tails))
    ) or tuple(kept)


@lru_cache(maxsize=262144)
def _bones(word: str) -> str:
    """The skeleton of a word; all spellings of a known given name share one."""
    from claimx.entities.given import given_class

    return skeleton(fold(given_class(word) or word))
