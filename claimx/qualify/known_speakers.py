"""Sources once more, now that the entities of the article are known: whom "they said" means."""

from collections.abc import Sequence
from dataclasses import replace

from claimx.claim import Claim, Span
from claimx.language import Analysis
from claimx.proposal import Proposal
from claimx.qualify.attribution import attribute
from claimx.qualify.factuality import Factuality
from claimx.qualify.stance import stances


def with_known_speakers(
    analysis: Analysis, claims: Sequence[Claim], clusters: Sequence[Sequence[Span]]
) -> tuple[Claim, ...]:
    """The claims in their order, those told by a pronoun with the speaker that clusters give.

    Args:
        analysis: the parsed article.
        claims: its claims, qualified.
        clusters: the mentions of each entity; none leave the claims as they are.
    """
    proposals = [Proposal(claim.type, claim.trigger, claim.args) for claim in claims]
    sources = [
        found or claim.source
        for claim, found in zip(claims, attribute(analysis, proposals, clusters), strict=True)
    ]
    facts = [
        Factuality(c.polarity, c.polarity_cue, c.modality, c.modality_cue, c.generic)
        for c in claims
    ]
    stance = stances(analysis, proposals, sources, facts)
    return tuple(
        replace(claim, source=source, stance=attitude)
        for claim, source, attitude in zip(claims, sources, stance, strict=True)
    )
