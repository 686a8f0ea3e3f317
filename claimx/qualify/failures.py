"""Acts that were tried and did not come about, told by a word that the parse hangs elsewhere."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claimx.qualify.cues import words
from claimx.qualify.scope import Link

if TYPE_CHECKING:
    from spacy.tokens import Token


def failure_cues(head: "Token", links: Sequence[Link]) -> "Iterator[Token]":
    """The words that tell of failure, "in vain" and "a failed plot to"; none for most acts.

    Args:
        head: the trigger's head.
        links: from `claimx.qualify.scope.climb`.
    """
    yield from _in_vain(head, links)
    yield from _failed_plan(head)
    yield from _disobeyed(head)


def is_failed(child: "Token") -> bool:
    """Whether a word beside an act says that it was only tried ("an attempted kidnapping")."""
    return child.dep_ == "amod" and child.lower_ in words("factuality", "failed")


def _vain_follows(token: "Token") -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "vain"


def _in_vain(head: "Token", links: Sequence[Link]) -> "Iterator[Token]":
    """The "vain" of "to find and arrest them, but in vain"; who died in vain died."""
    reached = [link.governor for link in links if link.reached]
    for verb in [head, *reached] if head.tag_ == "VB" else []:
        for child in verb.children:
            if child.lower_ == "in" and _vain_follows(child):
                yield child.nbor(1)


def _failed_plan(head: "Token") -> "Iterator[Token]":
    """The "failed" of "a failed plot to kidnap", wherever the parse hangs the infinitive."""
    for to in head.lefts:
        if to.lower_ == "to" and to.i > head.sent.start and to.nbor(-1).pos_ == "NOUN":
            yield from (child for child in to.nbor(-1).children if is_failed(child))


def _disobeyed(head: "Token") -> "Iterator[Token]":
    """The "ignored" of "ignored the orders to fire", wherever the parse hangs the infinitive."""
    for to in head.lefts:
        if to.lower_ == "to" and to.i > head.sent.start:
            order = to.nbor(-1)
            told = order.dep_ == "dobj" and order.lemma_.lower() in words("factuality", "commands")
            if told and order.head.lemma_.lower() in words("factuality", "disobeying"):
                yield order.head


def foiling_cues(head: "Token") -> "Iterator[Token]":
    """A word that foils the act just before it, which the parse of a headline takes for a noun."""
    for word in reversed(list(head.lefts)):
        if word.dep_ == "compound" and word.lower_ in words("factuality", "foiling"):
            yield word
