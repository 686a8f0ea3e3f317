"""Are two words spellings of one word of a name? The levels of likeness, best first."""

from dataclasses import dataclass
from functools import lru_cache

from claimx.entities.fold import fold, plain, skeleton
from claimx.entities.given import gender_clash, given_class, is_patronymic, nickname_of
from claimx.entities.readings import readings

NICKNAME = 0.80
INITIAL = 0.88
VARIANT = 0.97
UNLIKE = 0.80
_ARTICLES = ("al", "el")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two words are (0 is a clash, 1 equal), and the words that say why."""

    score: float
    detail: str


@lru_cache(maxsize=65536)
def likeness(one: str, two: str, *, given: bool) -> Likeness:
    """Compare one word of a name with one word of another.

    Args:
        one: a word as spelt.
        two: another; the order of the two does not matter.
        given: whether they stand where a given name or a patronymic stands.
    """
    if plain(one) == plain(two):
        return Likeness(1.0, f"{two} is the same")
    if min(len(one), len(two)) == 1:
        return _initial(one, two)
    known = given_class(one), given_class(two)
    if given and known[0] and known[1]:
        if known[0] == known[1]:
            return Likeness(VARIANT, f"{one} and {two} are one given name")
        return Likeness(0.0, f"{one} and {two} are two given names")
    if given and (short := _nickname(one, two)):
        return short
    return _sounds_alike(one, two, given=given)


def _initial(one: str, two: str) -> Likeness:
    if fold(one)[:1] == fold(two)[:1]:
        return Likeness(INITIAL, f"{one} may stand for {two}")
    return Likeness(0.0, f"the initials of {one} and {two} differ")


def _nickname(one: str, two: str) -> Likeness | None:
    for short, full in ((one, two), (two, one)):
        name = nickname_of(short)
        if name is None or given_class(full) is None:
            continue
        if given_class(full) == name:
            return Likeness(NICKNAME, f"{short} may be short for {full}")
    return None


def _sounds_alike(one: str, two: str, *, given: bool) -> Likeness:
    folds = fold(one), fold(two)
    if folds[0] == folds[1]:
        return Likeness(VARIANT, f"{one} and {two} sound the same")
    if gender_clash(*folds) and not _unvocalised(one, two):
        return Likeness(0.0, f"{one} and {two} are a man's and a woman's form")
    readings_one, readings_two = _readings(one), _readings(two)
    if readings_one & readings_two:
        return Likeness(0.96, f"{one} and {two} are spellings of one sound")
    if given and is_patronymic(one) and is_patronymic(two):
        return Likeness(0.0, f"{one} and {two} are two patronymics")
    return _bones(one, two, readings_one, readings_two)


def _readings(word: str) -> frozenset[str]:
    """With the readings of a word that the Arabic article is glued to (Alhathloul)."""
    bare = plain(word)
    if word.isascii() and len(bare) >= 6 and bare.startswith(_ARTICLES):
        return readings(word) | readings(bare[2:])
    return readings(word)


def _unvocalised(one: str, two: str) -> bool:
    """Whether one of them is written in a script that leaves the short vowels out."""
    return any("\u0600" <= letter <= "\u06ff" for letter in one[:1] + two[:1])


def _bones(one: str, two: str, first: frozenset[str], second: frozenset[str]) -> Likeness:
    """Equal consonants, with the vowels counted."""
    from rapidfuzz.distance import Levenshtein

    shared = {skeleton(word) for word in first} & {skeleton(word) for word in second}
    if not shared:
        return Likeness(_unlike(one, two), f"{one} and {two} differ")
    length = max(sum(letter not in "aiu" for letter in word) for word in first | second)
    if _unvocalised(one, two):
        return Likeness(0.95 if length > 1 else 0.9, f"{one} and {two} have the same consonants")
    edits = min(Levenshtein.distance(x, y) for x in first for y in second)
    # Mansour and Mansouri are two families, Sotoudeh and Sotudeh one.
    open_end = (fold(one)[-1:] in "aiu") != (fold(two)[-1:] in "aiu")
    worth = 0.97 - 0.03 * edits - (0.06 if length < 3 else 0.0) - (0.1 if open_end else 0.0)
    detail = f"{one} and {two} have the same consonants and differ in {edits} vowels"
    return Likeness(max(worth, UNLIKE), detail)


def _unlike(one: str, two: str) -> float:
    from rapidfuzz.distance import Indel

    return UNLIKE * Indel.normalized_similarity(fold(one), fold(two))
