"""Where each claim stands in the parse: the head of its trigger, what stands over it, its sentence."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.language import Analysis, Sentence
from claimx.proposal import Proposal
from claimx.qualify.scope import Link, climb

if TYPE_CHECKING:
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
    starts = [chunk.offset for chunk in analysis.chunks]
    return [_anchor(analysis, proposal, starts) for proposal in proposals]


def _anchor(analysis: Analysis, proposal: Proposal, starts: list[int]) -> Anchor | None:
    tokens = analysis.tokens(proposal.trigger)
    sentence = analysis.sentence_at(proposal.trigger.start)
    if tokens is None or sentence is None or not len(tokens):
        return None
    offset = starts[bisect_right(starts, proposal.trigger.start) - 1]
    head = tokens.root
    return Anchor(proposal, head, tuple(climb(head)), sentence, offset)
