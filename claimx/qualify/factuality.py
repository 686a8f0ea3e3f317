"""Whether it is so: polarity, modality and genericity of each claim, with their cues."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.claim import Span
from claimx.language import Analysis
from claimx.proposal import Proposal
from claimx.qualify.anchors import Anchor, anchors
from claimx.qualify.genericity import is_generic
from claimx.qualify.modality import modality_of
from claimx.qualify.negation import negation_cues, undoes

if TYPE_CHECKING:
    from spacy.tokens import Token

UNREAL = frozenset({"demanded", "planned", "possible"})


@dataclass(frozen=True, slots=True)
class Factuality:
    """The judgement of one claim; cues are None where the plain default holds."""

    polarity: str = "positive"
    polarity_cue: Span | None = None
    modality: str = "asserted"
    modality_cue: Span | None = None
    generic: bool = False


def judge(analysis: Analysis, proposals: Sequence[Proposal]) -> list[Factuality]:
    """Polarity, modality and genericity of each proposal, in their order; empty for none.

    Where a cue of the text decides, it decides. Where none does, what the extractor proposed is
    taken: it may know a construction that no cue names. A trigger outside the parsed text has
    only the extractor's view.
    """
    return [
        _without_parse(proposal) if anchor is None else _judge(analysis, anchor)
        for proposal, anchor in zip(proposals, anchors(analysis, proposals), strict=True)
    ]


def _without_parse(proposal: Proposal) -> Factuality:
    return Factuality(
        proposal.polarity or "positive",
        None,
        proposal.modality or "asserted",
        None,
        bool(proposal.generic),
    )


def _judge(analysis: Analysis, anchor: Anchor) -> Factuality:
    proposal, links = anchor.proposal, anchor.links
    modality, modality_cue = modality_of(anchor.head, links)
    if modality_cue is None and proposal.modality:
        modality = proposal.modality
    cues = negation_cues(anchor.head, links, proposal.type, modality in UNREAL)
    undoing = undoes(anchor.head, proposal.type)
    negations = [cue for cue in cues if undoing or not _within(cue, anchor)]
    negative = len(negations) % 2 == 1
    if not negations and proposal.polarity == "negative":
        negative = True

    def cut(token: "Token | None") -> Span | None:
        return None if token is None else analysis.span(anchor.offset, token, token)

    generic = proposal.generic
    return Factuality(
        "negative" if negative else "positive",
        cut(negations[0]) if negative and negations else None,
        modality,
        cut(modality_cue),
        is_generic(analysis, anchor, modality) if generic is None else generic,
    )


def _within(cue: "Token", anchor: Anchor) -> bool:
    """Whether a cue is part of the trigger ("never seen again"), which names the act with it."""
    start = anchor.offset + cue.idx
    return anchor.proposal.trigger.start <= start < anchor.proposal.trigger.end
