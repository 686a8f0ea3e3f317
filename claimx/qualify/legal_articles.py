"""Articles of law as they are cited: "Part 2 of Article 361-4 of the Criminal Code".

A charge value has `article`, `part` and `code` as given in the text, each a string or null; a further
article of the same span ("articles 81 and 83") stands in the list `and`, in the same shape;
`counts` says how many counts there are, only where the text tells ("three counts of fraud").
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from claimx.qualify.cues import table
from claimx.qualify.numbers import read_number
from claimx.qualify.quantity_tokens import tokenise

Value = dict[str, Any]
MAX_LENGTH = 500
"""Longer spans are no citation (and would cost time): they give None."""
_CAPITALISED = r"[A-Z][\w'’.&-]*|\([A-Z][\w ]*\)"
_ABBREVIATION = re.compile(r"\s*(?:of|under|,)\s+(?:the\s+)?([A-Z][a-z]?[A-Z][A-Za-z]*)\b")


def charge_value(phrase: str) -> Value | None:
    """The articles, the law and the number of counts that a charge names.

    Args:
        phrase: the words of a `charge` argument.

    Returns:
        The value in the shape of this module's docstring, or None where the phrase cites nothing.
    """
    if len(phrase) > MAX_LENGTH:
        return None
    value = _articles(phrase) or _law_alone(phrase)
    counts = _counts(phrase)
    if counts is None:
        return value
    return (value or {"article": None, "part": None, "code": None}) | {"counts": counts}


def _articles(phrase: str) -> Value | None:
    head = _patterns()["head"].search(phrase)
    if head is None:
        return None
    cited, end = [], head.end()
    while (item := _patterns()["item"].match(phrase, end)) is not None:
        cited.append((item["article"], _part(item)))
        end = item.end()
    if not cited:
        return None
    before = head["before"]
    if before and len(cited) == 1 and cited[0][1] is None:
        cited = [(cited[0][0], before)]
    code = _code_behind(phrase[end:]) or _code_before(phrase[: head.start()])
    values: list[Value] = [{"article": name, "part": part, "code": code} for name, part in cited]
    return values[0] | {"and": values[1:]} if len(values) > 1 else values[0]


def _part(item: "re.Match[str]") -> str | None:
    """The part of an article: "2" of "(2)", "3(c)" of "(3)(c)", "1" of ", part 1"."""
    brackets = re.findall(r"\(\s*(\w+)\s*\)", item["brackets"] or "")
    if brackets:
        return str(brackets[0]) + "".join(f"({deeper})" for deeper in brackets[1:])
    return item["part"]


def _code_behind(rest: str) -> str | None:
    """The law after the articles: "of the Criminal Code of Belarus"."""
    found = _patterns()["code_behind"].match(rest)
    if found is not None:
        return _trimmed(found["code"])
    short = _ABBREVIATION.match(rest)
    return short[1] if short is not None else None


def _code_before(text: str) -> str | None:
    """The law before them: "the Penal Code's Article 112"."""
    found = _patterns()["code_before"].search(text)
    return _trimmed(found["code"]) if found is not None else None


def _law_alone(phrase: str) -> Value | None:
    found = _patterns()["law"].search(phrase)
    if found is None:
        return None
    code = _trimmed(found["code"])
    words = code.lower().split()
    empty = table("legal_articles")["empty"]
    named = [word for word in words if word not in empty and word not in _codes()]
    if not named:
        return None
    return {"article": None, "part": None, "code": code}


def _counts(phrase: str) -> int | None:
    """How many counts there are: the number before "counts" or "charges"."""
    tokens = tokenise(phrase)
    counted = table("legal_articles")["counted"]
    for at, token in enumerate(tokens):
        figure = read_number(tokens, at)
        if figure is None:
            continue
        nouns = [other.text for other in tokens[figure.end : figure.end + 4]]
        exact = not figure.floor and not figure.loose and figure.value % 1 == 0
        if exact and not token.joined and any(noun in counted for noun in nouns):
            return int(figure.value)
        return None
    return None


def _trimmed(code: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", code.strip(), flags=re.IGNORECASE)


def _codes() -> list[str]:
    return list(table("legal_articles")["codes"])


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _patterns() -> dict[str, "re.Pattern[str]"]:
    return dict(_compiled())


def _compiled() -> Iterator[tuple[str, "re.Pattern[str]"]]:
    words = table("legal_articles")
    part, code = _any(words["parts"]), _any(words["codes"])
    article = rf"(?:{_any(words['articles'])})(?![^\W\d_])\.?"
    name = r"\d{1,5}(?:[./-]\d{1,4})*(?:-?[A-Za-z](?![^\W_]))?"
    before = rf"(?:(?:{part})\s+(?P<before>\d{{1,3}}|[a-z])\s+of\s+(?:the\s+)?)?"
    yield "head", re.compile(rf"(?<!\w){before}{article}\s*(?=\d)", re.IGNORECASE)
    brackets = r"(?P<brackets>(?:\s?\(\s*(?:\d{1,3}|[a-z]|[ivx]{1,5})\s*\))+)?"
    behind = rf"(?:[\s,(]*(?:{part})(?![^\W\d_])\.?\s*(?P<part>\d{{1,3}}|[a-z]\b)\)?)?"
    joined = rf"\s*(?:,|;|and|or|&|to)*\s*(?:and\s+)?(?:{article}\s*)?"
    yield "item", re.compile(rf"{joined}(?P<article>{name}){brackets}{behind}", re.IGNORECASE)
    one = r"[^\W\d_][\w'’.&-]*|\([\w ]+\)"
    tail = rf"(?:\s+(?:of|on|for|against|and|in|the)\b|\s+(?:{_CAPITALISED}|\d{{4}}))*"
    noun = rf"(?i:{code})"
    run = rf"(?:(?:{one})\s+){{0,8}}?{noun}\b"
    yield (
        "code_behind",
        re.compile(
            rf"\s*(?:,|of|under|in)?\s+(?:the\s+)?(?P<code>{run}"
            rf"(?:(?:\s+(?:of|on|for|against|and|in|the))*\s+(?:{_CAPITALISED}|\d{{4}}))*)"
        ),
    )
    del tail
    yield "code_before", re.compile(rf"(?P<code>(?:(?:{_CAPITALISED})\s+){{0,6}}{noun})['’]?s?\s*,?\s*$")
    names = rf"(?:(?:{_CAPITALISED})\s+(?:(?:of|and|the|for|on|to)\s+)*){{1,8}}"
    capital = "|".join(word.capitalize() for word in words["codes"])
    lower = r"the\s+(?:[a-z][\w-]*\s+){1,4}(?:law|code)\b(?!\s+enforcement)"
    yield (
        "law",
        re.compile(
            rf"(?P<code>{names}(?:{capital})\b(?:\s+\d{{4}}\b)?"
            rf"|(?:Law|Decree|Act)\s+(?:on|against|for)\s+(?:(?:{_CAPITALISED})\s*|(?:and|of|the)\s+)+"
            rf"|{lower})"
        ),
    )
