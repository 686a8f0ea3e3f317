"""Where each claim stands in the parse: its trigger's head, what is over it, its sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.language import Analysis, Sentence
from claimx.proposal import Proposal
from claimx.qualify.scope import Link, climb

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Anchor:
    """A proposal in its sentence.

    Attributes:
        head: the token of the trigger that the rest of it hangs on.
        links: what stands over the head, nearest first.
        offset: where the chunk of `head` begins in the text.
    """

    proposal: Proposal
    head: "Token"
    links: tuple[Link, ...]
    sentence: Sentence
    offset: int


def anchors(analysis: Analysis, proposals: Sequence[Proposal]) -> list[Anchor | None]:
    """An anchor for each proposal, None where its trigger lies outside the parsed text."""
    return [_anchor(analysis, proposal) for proposal in proposals]


def _head(tokens: "TokenSpan") -> "Token":
    """The token that the rest hangs on; where two hang on one word, a noun that ends the trigger.

    So "house arrest" in "house arrest order", where the parse ties neither to the other.
    """
    root, last = tokens.root, tokens[-1]
    tied = root.dep_ in ("amod", "compound", "nmod") and last.head == root.head
    return last if tied and last.pos_ in ("NOUN", "PROPN") else root


def _anchor(analysis: Analysis, proposal: Proposal) -> Anchor | None:
    tokens = analysis.tokens(proposal.trigger)
    sentence = analysis.sentence_at(proposal.trigger.start)
    if tokens is None or sentence is None:
        return None
    head = _head(tokens)
    return Anchor(proposal, head, tuple(climb(head)), sentence, sentence.offset)
