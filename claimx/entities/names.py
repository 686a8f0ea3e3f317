"""Are two names spellings of one name? A score with the sentence that explains it.

Words are aligned and compared one by one: equal spelling, equal fold, one class of given names,
equal consonants, a short form, an initial. Two known different given names, a man's and a woman's
ending and two different patronymics are clashes, and a clash decides alone.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from claimx.entities import name_customs as customs
from claimx.entities import pinyin
from claimx.entities.fold import fold, particles, plain, table, words
from claimx.entities.given import given_class, is_patronymic
from claimx.entities.spelling import Likeness, likeness

SAME = 0.90
"""From this score on, two full names are taken to be spellings of one name."""

CLASH = 0.2
"""The score of two names that cannot be one."""

_PARENTHESIS = re.compile(r"\s*[(\[].*?[)\]]")

_ARTICLE = re.compile(r"^ال(?=..)")


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How alike two names are.

    Attributes:
        score: 0 to 1; at least `SAME` for spellings of one full name, 0.75 at most where one of the
            two is a single word of the other, below 0.5 for a clash.
        detail: one sentence: which words agree, and what parts the names.
    """

    score: float
    detail: str


@lru_cache(maxsize=32768)
def compare(a: str, b: str) -> NameMatch:
    """Compare two personal names, in any script and order of words.

    Args:
        a: a name, with or without titles.
        b: another; the order of the two does not matter.

    Returns:
        The score and its reason; 0 where one of them holds no letter.
    """
    one, two = parts(a), parts(b)
    if not one or not two:
        return NameMatch(0.0, "one of the two names is empty")
    if [plain(word) for word in one] == [plain(word) for word in two]:
        return NameMatch(1.0 if len(one) > 1 else 0.95, f"“{a}” and “{b}” are the same words")
    if customs.is_burmese(one) or customs.is_burmese(two):
        return _whole(customs.burmese(one), customs.burmese(two), a, b)
    chinese = pinyin.chinese(one), pinyin.chinese(two)
    if chinese[0] and chinese[1]:
        return _whole(chinese[0], chinese[1], a, b)
    for name, other in ((chinese[0], two), (chinese[1], one)):
        if name and pinyin.same_in_wade_giles(name, other):
            return NameMatch(0.95, f"“{a}” and “{b}” are one name in pinyin and in Wade-Giles")
    # One order whichever name came first, so that the comparison is symmetric.
    short, long = sorted((_telling(one), _telling(two)), key=lambda spelt: (len(spelt), spelt))
    return _best(short, long)


def parts(name: str) -> tuple[str, ...]:
    """The words of a name without what stands in brackets and without titles before it."""
    spelt = list(words(_PARENTHESIS.sub("", name)))
    titles = table("names")["titles"]
    while len(spelt) > 2 and plain(spelt[0]) in titles:
        del spelt[0]
    while len(spelt) > 2 and plain(spelt[-1]) in ("jr", "sr"):
        del spelt[-1]
    return tuple(spelt)


def _telling(spelt: tuple[str, ...]) -> tuple[str, ...]:
    """Without particles; the servant-of names (Abd al-Rahman, Abu al-Khair) as one word each."""
    kept = [word for word in spelt if plain(word) not in particles()] or list(spelt)
    joined: list[str] = []
    for word in map(customs.servant, kept):
        if joined and fold(joined[-1]) in ("abd", "bd", "abu", "av", "ab"):
            joined[-1] += _ARTICLE.sub("", word)
        else:
            joined.append(word)
    return tuple(joined)


def _whole(one: tuple[str, ...], two: tuple[str, ...], a: str, b: str) -> NameMatch:
    """Names whose every syllable tells: all of them must agree."""
    if one == two or "".join(one) == "".join(two):
        return NameMatch(0.97, f"“{a}” and “{b}” agree in every syllable")
    differing = sorted(set(one) ^ set(two))
    return NameMatch(0.4, f"“{a}” and “{b}” differ in {', '.join(differing)}")


def _best(short: tuple[str, ...], long: tuple[str, ...]) -> NameMatch:
    first = _aligned(short, long)
    if first.score >= SAME or len(short) == 1:
        return first
    found = [first, *_turned(short, long)]
    if len(short) < len(long):
        found.extend(_aligned(short, merged) for merged in _merges(long))
    elif len(short) > 2 and first.score > CLASH:
        found.extend(_aligned(x, y) for x in _merges(short) for y in _merges(long))
    return max(found, key=lambda match: match.score)


def _merges(spelt: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The name with two neighbouring words written as one."""
    return [
        (*spelt[:at], spelt[at] + spelt[at + 1].lower(), *spelt[at + 2 :])
        for at in range(len(spelt) - 1)
    ]


def _turned(short: tuple[str, ...], long: tuple[str, ...]) -> list[NameMatch]:
    """The family name first; not where both words could be either (Xu Wei, Wei Xu)."""
    first, last = short[0], short[-1]
    chinese = table("names")["chinese"]
    if plain(first) in chinese and plain(last) in chinese:
        return []
    turned = (*short[1:], first), (last, *short[:-1])
    return [
        NameMatch(match.score - 0.01, f"{match.detail}, the family name written first")
        for match in (_aligned(tuple(order), long) for order in dict.fromkeys(turned))
    ]


def _aligned(short: tuple[str, ...], long: tuple[str, ...]) -> NameMatch:
    """Match the words of the shorter name, in order, to words of the longer one."""
    if len(short) > len(long):
        short, long = long, short
    if len(short) == 1:
        return _single(short[0], long)
    pairs, extra = customs.align(short, long)
    likes = [likeness(short[i], long[j], given=j < len(long) - 1) for i, j in pairs]
    clash = next((like for like in likes if like.score == 0), None)
    if clash:
        return NameMatch(CLASH, clash.detail)
    scores = [like.score for like in likes]
    score = 0.5 * sum(scores) / len(scores) + 0.5 * min(scores)
    fate = _extra(short, long, [j for _, j in pairs], extra)
    return NameMatch(score * fate.score, _sentence(likes, fate))


def _single(word: str, long: tuple[str, ...]) -> NameMatch:
    if len(long) == 1:
        like = likeness(word, long[0], given=False)
        return NameMatch(min(like.score, 0.95), like.detail)
    like = max((likeness(word, other, given=False) for other in (long[-1], long[0])), key=_score)
    if like.score >= SAME:
        return NameMatch(0.75 * like.score, f"{like.detail}, but it is one word of a longer name")
    return NameMatch(0.5 * like.score, like.detail)


def _score(like: Likeness) -> float:
    return like.score


def _extra(
    short: tuple[str, ...], long: tuple[str, ...], used: list[int], extra: list[int]
) -> Likeness:
    """What the words that only the longer name has do to the score."""
    factor, told = 1.0, []
    lists = table("names")
    spanish = customs.is_iberian(short) or customs.is_iberian(long)
    for at in extra:
        word = long[at]
        inside = used[0] < at < used[-1]
        if len(plain(word)) == 1:
            factor = min(factor, 0.99)
        elif at > 0 and is_patronymic(word) and (inside or given_class(long[at - 1])):
            factor = min(factor, 0.99)
            told.append(f"{word} is a patronymic")
        elif spanish and (inside or at > used[-1] or at < used[0]):
            factor = min(factor, 0.96)
            told.append(f"{word} may be left out of a Spanish name")
        elif at < used[0] and plain(word) in lists["front"]:
            factor = min(factor, 0.97)
            told.append(f"{word} is often left out")
        else:
            factor = min(factor, 0.93 if inside else 0.85)
            told.append(f"only one of them has {word}")
    return Likeness(factor, "; ".join(told))


def _sentence(likes: list[Likeness], fate: Likeness) -> str:
    told = [like.detail for like in likes if like.detail]
    return "; ".join([*told, fate.detail] if fate.detail else told)
