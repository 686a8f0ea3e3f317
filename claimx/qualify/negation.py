"""Whether an act is said not to have happened: negation cues and their reach, by the parse."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimx.qualify.cues import table, words
from claimx.qualify.governors import governs
from claimx.qualify.scope import Link

if TYPE_CHECKING:
    from spacy.tokens import Token

_RAISING = frozenset({"believe", "think", "appear", "seem", "expect", "suppose"})
_DETERMINERS = frozenset({"det", "advmod", "preconj"})
_UNDOING = frozenset({"dobj", "nsubjpass", "of", "on"})


def negation_cues(head: "Token", links: list[Link], type_: str, unreal: bool) -> "list[Token]":
    """The cues that negate an act, nearest first; an even number cancels out.

    Args:
        head: the trigger's head.
        links: from `claimx.qualify.scope.climb`.
        type_: the claim's type, for acts that a verb undoes ("lifted the ban").
        unreal: the act is demanded, planned or possible, so that "stop" and "end" negate it.
    """
    found = list(_beside(head))
    found.extend(child for child in head.children if _is_failed(child))
    for link in links:
        found.extend(_above(link, type_, unreal))
    return list(dict.fromkeys(found))


def _above(link: Link, type_: str, unreal: bool) -> "Iterator[Token]":
    lemma = link.governor.lemma_.lower()
    if link.relation in words("factuality", "negative_prepositions"):
        yield link.child.head
    elif governs("negative", link):
        if unreal or lemma not in words("factuality", "negative_when_unreal"):
            yield link.governor
    elif link.relation in _UNDOING and lemma in table("factuality")["undone"].get(type_, ()):
        yield link.governor
    if link.carries or (link.relation == "ccomp" and lemma in _RAISING):
        yield from _beside(link.governor)
        yield from (child for child in link.governor.children if _is_failed(child))


def _is_failed(child: "Token") -> bool:
    return child.dep_ == "amod" and child.lower_ in words("factuality", "failed")


def _beside(token: "Token") -> "Iterator[Token]":
    """Negations among a token's own words: "not", "never", "no arrest", "no one was", "yet to be"."""
    for child in token.children:
        lower = child.lower_
        if child.dep_ == "neg" or (child.dep_ in _DETERMINERS and lower in ("no", "never", "neither")):
            if not _is_not_only(child):
                yield child
        elif lower == "yet" and _next_is(child, "to"):
            yield child
        elif child.dep_ in ("nsubj", "nsubjpass", "agent"):
            subject = _negative_subject(child)
            if subject is not None:
                yield subject
    if token.head.lower_ in ("have", "has", "is", "are") and _next_is(token.head, "yet"):
        yield token.doc[token.head.i + 1]


def _negative_subject(subject: "Token") -> "Token | None":
    negative = words("factuality", "negative_subjects")
    if subject.lower_ in negative:
        return subject
    return next(
        (c for c in subject.children if c.dep_ in ("det", "neg") and c.lower_ in negative), None
    )


def _is_not_only(negation: "Token") -> bool:
    """ "not only" and "not just" leave the act as it is."""
    after = negation.i + 1
    doc = negation.doc
    return after < len(doc) and doc[after].lower_ in words("factuality", "not_only")


def _next_is(token: "Token", word: str) -> bool:
    after = token.i + 1
    return after < len(token.doc) and token.doc[after].lower_ == word
