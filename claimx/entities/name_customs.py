"""How peoples build names: Burmese, Arabic, Spanish; and which word stands for which."""

import re
from functools import cache

from claimx.entities.fold import fold, plain, skeleton, table
from claimx.entities.given import given_class
from claimx.entities.readings import readings

_SERVANT = re.compile(r"^(abd|abu)(?:[aeou]?l|[aeou]([rsztnd])(?=\2))(?=[a-z]{3})")


@cache
def _syllables() -> dict[str, str]:
    known: dict[str, str] = {}
    for group in table("names")["burmese"]:
        for spelling in group:
            known.setdefault(spelling, group[0])
    return known


def is_burmese(spelt: tuple[str, ...]) -> bool:
    """Whether every word is a syllable of Burmese names or a Burmese word of address."""
    known = _syllables()
    titles = table("names")["burmese_titles"]
    found = [plain(word) for word in spelt]
    return len(found) > 1 and all(word in known or word in titles for word in found)


def burmese(spelt: tuple[str, ...]) -> tuple[str, ...]:
    """The syllables of a Burmese name in one spelling, without the word of address before it."""
    known = _syllables()
    found = [plain(word) for word in spelt]
    titles = table("names")["burmese_titles"]
    if len(found) > 2 and found[0] in titles and found[0] != found[1]:
        del found[0]
    return tuple(known.get(word, word) for word in found)


def servant(word: str) -> str:
    """Abdelfattah, Abdulfattah and Abdurrahman with the article taken out (Abdfattah)."""
    found = _SERVANT.match(plain(word))
    if found is None or not word.isascii() or given_class(word) == "abdullah":
        return word
    return found[1] + plain(word)[found.end() :]


def is_iberian(spelt: tuple[str, ...]) -> bool:
    """Whether the first word is a Spanish or Portuguese given name."""
    return plain(spelt[0]) in table("names")["iberian"]


def align(short: tuple[str, ...], long: tuple[str, ...]) -> tuple[list[tuple[int, int]], list[int]]:
    """Pair every word of the shorter name with one of the longer, in order, the likest first.

    Returns:
        The pairs (index in short, index in long), and the indices of the longer name left over.
    """
    spare = len(long) - len(short)
    if not spare:
        return [(at, at) for at in range(len(short))], []
    pairs: list[tuple[int, int]] = []
    start = 0
    for i, word in enumerate(short):
        reach = [(_like(word, long[j]), -j) for j in range(start, start + spare + 1)]
        best = -max(reach)[1]
        pairs.append((i, best))
        spare -= best - start
        start = best + 1
    used = {j for _, j in pairs}
    return pairs, [j for j in range(len(long)) if j not in used]


def _like(one: str, two: str) -> int:
    """A quick order of likeness, for the alignment only."""
    if plain(one) == plain(two):
        return 5
    if given_class(one) is not None and given_class(one) == given_class(two):
        return 4
    if readings(one) & readings(two):
        return 4
    if skeleton(fold(one)) == skeleton(fold(two)):
        return 3
    return int(1 in (len(plain(one)), len(plain(two))) and fold(one)[:1] == fold(two)[:1])
