"""From the head of a filler to its span: the minimal phrase that the guidelines ask for.

Left of the head stand its modifiers; right of it only what the phrase cannot do without: the
rest of a name or date, the group that is counted ("hundreds of students"), what an offence or
reason consists of ("spreading false news about the army").
"""

from collections.abc import Container
from typing import TYPE_CHECKING

from claimx.extract.rules.syntax import phrase_bounds
from claimx.extract.rules.wordclass import word_class, word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSAL_ROLES = frozenset({"charge", "cause", "object", "method"})
OPEN_ROLES = frozenset({"charge", "cause", "object", "penalty"})
VERB_TAGS = frozenset({"VBG", "VB", "VBD", "VBZ", "VBP", "VBN"})
MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


def extent(head: "Token", role: str, trigger: Container[int]) -> "tuple[Token, Token]":
    """First and last token of the span of a filler.

    Args:
        head: the head of the filler.
        role: the role it fills.
        trigger: the document indices of the trigger's tokens, never part of the span.
    """
    if head.tag_ in VERB_TAGS and head.pos_ in {"VERB", "AUX"} and role in CLAUSAL_ROLES:
        return _clause(head, trigger)
    first, last = phrase_bounds(head)
    if role == "time":
        last = _date_end(last)
    elif head.ent_type_ == "PERSON":
        first = _name_start(head, first)
    last = _with_of(head, last, role)
    return _trim(first, last, head, trigger)


def _clause(head: "Token", trigger: Container[int]) -> "tuple[Token, Token]":
    """A verb with its objects and complements to its right, up to a comma or a new clause."""
    doc = head.doc
    last = head
    for index in range(head.i + 1, head.sent.end):
        token = doc[index]
        if index in trigger or token.text in {",", ";", ":", ".", "—", "–", '"', "”", "“"}:
            break
        if not head.is_ancestor(token):
            break
        last = token
    return head, last


def _with_of(head: "Token", last: "Token", role: str) -> "Token":
    """Extend over an `of` phrase where the head alone says too little."""
    if last.i + 1 >= len(head.doc):
        return last
    preposition = head.doc[last.i + 1]
    if preposition.dep_ != "prep" or preposition.head.i != head.i:
        return last
    objects = [child for child in preposition.children if child.dep_ in {"pobj", "pcomp"}]
    if not objects:
        return last
    inner = objects[0]
    if preposition.lower_ == "of":
        named = head.pos_ == "PROPN" and (
            inner.pos_ == "PROPN" or head.ent_type_ == inner.ent_type_ != ""
        )
        if head.lower_ in word_list("partitive") or named or role in OPEN_ROLES:
            return phrase_bounds(inner)[1]
    elif role in {"charge", "cause"} and preposition.lower_ in {
        "against",
        "to",
        "for",
        "with",
        "on",
        "in",
    }:
        return phrase_bounds(inner)[1]
    return last


def _date_end(last: "Token") -> "Token":
    """Extend a month over its day and year, and a span of time over "ago", "later", "earlier"."""
    doc = last.doc
    index = last.i + 1
    while index < last.sent.end:
        token = doc[index]
        following = doc[index + 1] if index + 1 < last.sent.end else None
        if token.like_num or token.lower_ in {"ago", "later", "earlier"} or token.lower_ in MONTHS:
            last = token
        elif not (
            token.text == ","
            and following is not None
            and (
                following.lower_ in MONTHS or (following.ent_type_ == "DATE" and following.like_num)
            )
        ):
            break
        index += 1
    return last


def _name_start(head: "Token", first: "Token") -> "Token":
    """Where a person's name begins: after titles, trades and adjectives."""
    index = head.i
    while index > first.i and head.doc[index - 1].ent_type_ == "PERSON":
        index -= 1
    while index < head.i - 1 and word_class(head.doc[index]) == "title":
        index += 1
    return head.doc[index]


def _trim(
    first: "Token", last: "Token", head: "Token", trigger: Container[int]
) -> "tuple[Token, Token]":
    """Drop the possessive mark, outer quotation marks and the trigger's own words."""
    doc = head.doc
    start, end = first.i, last.i
    for index in range(start, head.i):
        if index in trigger:
            start = index + 1
    for index in range(end, head.i, -1):
        if index in trigger:
            end = index - 1
    while end > start and doc[end].tag_ == "POS":
        end -= 1
    while (
        start < head.i
        and (doc[start].is_punct or doc[start].is_space)
        and doc[start].text not in "$€£"
    ):
        start += 1
    while end > head.i and (doc[end].is_punct or doc[end].is_space):
        end -= 1
    return doc[start], doc[end]
