"""Acts told only to be called untrue: "dismissed reports that …", "the claim is baseless"."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claimx.qualify.cues import words
from claimx.qualify.scope import Link

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS = frozenset({"dobj", "nsubjpass", "appos"})
_VERDICTS = frozenset({"acomp", "attr", "oprd", "xcomp", "ccomp", "advcl", "dobj", "prep"})
_CONTENT = frozenset(
    {"acl", "ccomp", "relcl", "of", "about", "regarding", "concerning", "against", "on", "nmod"}
)
_DEEPEST = 3


def denial_cues(head: "Token", links: Sequence[Link], type_: str) -> "Iterator[Token]":
    """The words that call untrue what tells of the act, nearest first; none for most acts.

    Args:
        head: the trigger's head.
        links: from `claimx.qualify.scope.climb`.
        type_: the claim's type; a charge that is called untrue was brought all the same.
    """
    if type_ != "CHARGE":
        yield from _called(head)
    for link in links:
        noun = link.governor
        lemma = noun.lemma_.lower()
        if lemma in words("factuality", "untrue") and link.relation in ("acl", "ccomp", "relcl"):
            yield noun
        elif lemma in words("factuality", "tellings") and link.relation in _CONTENT:
            yield from _rejected(noun)
            yield from _called(noun)
            yield from (c for c in noun.children if c.dep_ == "amod" and c.lower_ in _untrue())
        elif link.relation == "relcl":
            told = _told_by(noun)
            if told is not None:
                yield from _rejected(told)


def _told_by(noun: "Token") -> "Token | None":
    """The telling whose tellers a clause was hung on: "reports by relatives that he was hit"."""
    while noun.dep_ == "conj":
        noun = noun.head
    by, told = noun.head, noun.head.head
    if noun.dep_ == "pobj" and by.lower_ in ("by", "from", "of", "in"):
        return told if told.lemma_.lower() in words("factuality", "tellings") else None
    return None


def _untrue() -> frozenset[str]:
    return words("factuality", "untrue")


def _rejected(noun: "Token") -> "Iterator[Token]":
    verb = noun.head
    if noun.dep_ in _OBJECTS and verb.lemma_.lower() in words("factuality", "rejecting"):
        yield verb


def _called(noun: "Token") -> "Iterator[Token]":
    """The word that is said of a noun by "be", "call", "describe as" to make it untrue."""
    verb = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass", "dobj", "ccomp") and verb.pos_ in ("VERB", "AUX"):
        found = _below(verb, noun, _DEEPEST)
        if found is not None and not any(child.dep_ == "neg" for child in verb.children):
            yield found


def _below(top: "Token", skip: "Token", depth: int) -> "Token | None":
    for child in top.children:
        if child == skip or depth == 0:
            continue
        if child.lower_ in _untrue() and child.i > top.i:
            return child
        if child.dep_ in _VERDICTS or (top.dep_ == "prep" and child.dep_ in ("pobj", "amod")):
            found = _below(child, skip, depth - 1)
            if found is not None:
                return found
    return None
