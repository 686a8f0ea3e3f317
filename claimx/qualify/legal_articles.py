"""Articles of law as they are cited: "Part 2 of Article 361-4 of the Criminal Code".

A charge value has `article`, `part` and `code` as given in the text, each a string or null; a
further article of the same span ("articles 81 and 83") stands in the list `and`, in the same shape;
`counts` says how many counts there are, only where the text tells ("three counts of fraud").
"""

import re
from itertools import takewhile
from typing import Any

from claimx.qualify.citation_patterns import citation_patterns
from claimx.qualify.cues import table, words
from claimx.qualify.numbers import read_number
from claimx.qualify.quantity_tokens import tokenise

Value = dict[str, Any]
MAX_LENGTH = 500
"""Longer spans are no citation (and would cost time): they give None."""
_ABBREVIATION = re.compile(r"\s*(?:(?:of|under|,)\s+)?(?:the\s+)?([A-Z][a-z]?[A-Z][A-Za-z]*)\b")


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
    head = citation_patterns()["head"].search(phrase) or citation_patterns()["bare"].match(phrase)
    if head is None:
        return None
    cited: list[tuple[str, str | None]] = []
    item, end = citation_patterns()["first"].match(phrase, head.end()), head.end()
    while item is not None:
        cited.append((item["article"], _part(item)))
        end = item.end()
        item = citation_patterns()["next"].match(phrase, end)
    if not cited:
        return None
    parts = _parts_before(head)
    if parts and len(cited) == 1 and cited[0][1] is None:
        cited = [(cited[0][0], part) for part in parts]
    code = _code_behind(phrase[end:]) or _code_before(phrase[: head.start()])
    values: list[Value] = [{"article": name, "part": part, "code": code} for name, part in cited]
    return values[0] | {"and": values[1:]} if len(values) > 1 else values[0]


def _parts_before(head: "re.Match[str]") -> list[str]:
    """The parts named before an article: "parts 1 and 2 of", "the first part of"."""
    groups = head.groupdict()
    told = groups.get("before") or groups.get("ordinal") or ""
    found = re.findall(r"\d+|[A-Za-z]+", told)
    return [_in_figures(part) for part in found if part not in ("and", "or")]


def _in_figures(part: str) -> str:
    return str(table("legal_articles")["ordinals"].get(part.lower(), part))


def _part(item: "re.Match[str]") -> str | None:
    """The part of an article: "2" of "(2)", "3(c)" of "(3)(c)", "1" of ", part 1"."""
    brackets = re.findall(r"\(\s*(\w+)\s*\)", item["brackets"] or "")
    if brackets:
        return str(brackets[0]) + "".join(f"({deeper})" for deeper in brackets[1:])
    return _in_figures(re.sub(r"\s", "", item["part"])) if item["part"] else None


def _code_behind(rest: str) -> str | None:
    """The law after the articles: "of the Criminal Code of Belarus"."""
    found = citation_patterns()["behind"].match(rest)
    if found is not None:
        code = _trimmed(found["code"] or found["named"])
        return None if code in _codes() else code  # "of the law" names none
    short = _ABBREVIATION.match(rest)
    return short[1] if short is not None else None


def _code_before(text: str) -> str | None:
    """The law before them: "the Penal Code's Article 112"."""
    found = citation_patterns()["before"].search(text)
    return _trimmed(found["code"]) if found is not None else None


def _law_alone(phrase: str) -> Value | None:
    found = citation_patterns()["law"].search(phrase)
    if found is None:
        return None
    code = _trimmed(found["code"])
    parts = code.lower().split()
    empty = table("legal_articles")["empty"]
    named = [word for word in parts if word not in empty and word not in _codes()]
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
        nouns = list(takewhile(lambda noun: noun not in _between_groups(), nouns))
        exact = not figure.floor and not figure.loose and figure.value % 1 == 0
        if exact and not token.joined and any(noun in counted for noun in nouns):
            return int(figure.value)
        return None
    return None


def _between_groups() -> frozenset[str]:
    """Words at which what a number counts is over."""
    return words("group_nouns", "stops") | {"and", "or", ","}


def _trimmed(code: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", code.strip(), flags=re.IGNORECASE)


def _codes() -> list[str]:
    return list(table("legal_articles")["codes"])
