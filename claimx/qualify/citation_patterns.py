"""The patterns of legal citations, built from the words of `cues/legal_articles.toml`.

Every repetition in them is bounded or unambiguous, so that a match takes linear time.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from claimx.qualify.cues import table

Pattern = re.Pattern[str]
_CAPITALISED = r"[A-Z][\w'’.&-]*|\([A-Z][\w ]*\)"


@cache
def citation_patterns() -> dict[str, Pattern]:
    """The patterns by name.

    - `head`: up to the number of the first article; group `before`: its part, named before it.
    - `bare`: the same for "124 (a) of the Penal Code", which lacks the word "section".
    - `first`, `next`: an article; groups `article`, `brackets` and `part`.
    - `behind`, `before`: the law behind or before the articles; group `code`.
    - `law`: a law named without an article; group `code`.
    """
    return dict(_articles()) | dict(_laws())


def _articles() -> Iterator[tuple[str, Pattern]]:
    words = table("legal_articles")
    part, ordinal = _any(words["parts"]), _any(words["ordinals"])
    article = rf"(?:{_any(words['articles'])})(?![^\W\d_])\.?"
    number = rf"(?:\d{{1,3}}|[a-z]|{ordinal})(?![^\W_])"
    several = rf"{number}(?:\s*(?:,|and|or|&)\s*{number})*"
    ordered = rf"(?P<ordinal>{ordinal})\s+(?:{part})\s+of\s+(?:the\s+)?"
    before = rf"(?:(?:{part}|article)\s+(?P<before>{several})\s*(?:,|of)\s+(?:the\s+)?|{ordered})?"
    yield "head", re.compile(rf"(?<!\w){before}{article}\s*(?=\d)", re.IGNORECASE)
    code = _code()
    yield "bare", re.compile(rf"\s*(?=\d[\w./-]*(?:\s?\(\w{{1,4}}\))*\s+of\s[^\d]*?\b{code}\s*$)")
    name = r"\d{1,5}(?:[./-]\d{1,4})*(?:-?[A-Za-z](?![^\W_]))?(?![^\W_])"
    item = (
        rf"(?P<article>{name}(?:\s*(?:to|–)\s*{name})?)"
        r"(?P<brackets>(?:\s?\(\s*(?:\d{1,3}|[a-z]|[ivx]{1,5})\s*\))+)?"
        rf"(?:[\s,(]*(?:{part})(?![^\W\d_])\.?\s*(?P<part>{number}(?:\s?\(\w{{1,4}}\))*)\)?)?"
    )
    yield "first", re.compile(item, re.IGNORECASE)
    separator = rf"\s*(?:,\s*and|,\s*or|,|;|and|or|&)\s*(?:{article}\s*)?"
    close = r"(?=\s*(?:$|[,;.)]|(?:of|under|in|and|or)\b))"
    yield "next", re.compile(rf"{separator}{item}{close}", re.IGNORECASE)


def _laws() -> Iterator[tuple[str, Pattern]]:
    code = _code()
    more = (
        r"(?:\s+(?:(?:of|on|for|against|and|in)\s+(?:the\s+)?)?(?:[A-Z][\w'’.&-]*|\d{2,4}\b))*"
        r"(?:\s?\d+(?:/\d+)+)?"
    )
    word = r"(?!(?:under|for|by|with|in|after|against)\b)(?:[^\W\d_][\w'’.&-]*|\([\w ]+\))"
    run = rf"(?:{word}\s+){{0,8}}?{code}\b"
    named = rf"(?:(?:{_CAPITALISED})\s+(?:(?:of|and|the)\s+)*){{0,8}}?{code}\b"
    yield (
        "behind",
        re.compile(
            rf"\s+(?:of|under|in)\s+(?:the\s+)?(?P<code>{run}{more})"
            rf"|\s*,?\s+(?:the\s+)?(?P<named>(?=[A-Z]){named}{more})"
        ),
    )
    title = rf"(?:(?:{_CAPITALISED})\s+){{0,6}}(?:[a-z]+\s+)?{code}"
    yield "before", re.compile(rf"(?P<code>{title})(?:['’]s)?(?:\s*\([A-Z]+\))?,?\s*$")
    yield "law", re.compile(_law_alone(table("legal_articles")["codes"]))


def _law_alone(codes: list[str]) -> str:
    capital = "|".join(word.capitalize() for word in codes)
    names = rf"(?:(?:{_CAPITALISED})\s+(?:(?:of|and|the|for|on|to)\s+)*){{1,8}}"
    titled = rf"(?:Law|Decree|Act)\s+(?:on|against|for)(?:\s+(?:{_CAPITALISED}|and|of|the)(?!\w))+"
    modifiers = r"(?:(?!(?:the|an?)\b)[a-z][\w-]*\s+){1,4}"
    owner = rf"(?:(?:{_CAPITALISED})\s+){{0,3}}[A-Z]\w*['’]s\s+"
    inside = rf"(?:(?<=the )|{owner}){modifiers}(?:law|code)\b(?! enforcement)"
    whole = rf"^(?!\w+ing\b){modifiers}(?:law|code)$"
    return rf"(?P<code>{names}(?:{capital})\b(?:\s+(?:of\s+)?\d{{4}}\b)?|{titled}|{inside}|{whole})"


def _code() -> str:
    return rf"(?i:{_any(table('legal_articles')['codes'])})"


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
