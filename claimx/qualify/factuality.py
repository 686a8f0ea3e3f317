"""Whether it is so: polarity, modality and genericity of each claim, with their cues.

The lexicon and the parse find cues (`negation`, `modality`); learned weights judge how much each
counts where it stands (`factuality_features`, `factuality_weights`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimx.claim import Span
from claimx.language import Analysis
from claimx.proposal import Proposal
from claimx.qualify.anchors import Anchor, anchors
from claimx.qualify.cues import words
from claimx.qualify.factuality_features import Reading, evidence
from claimx.qualify.factuality_weights import (
    NEGATIVE,
    FactualityWeights,
    bundled_weights,
    probability,
)
from claimx.qualify.genericity import generic_weights, is_generic
from claimx.qualify.modality import modality_of
from claimx.qualify.negation import is_kept, negations_of
from claimx.qualify.sentence_words import Evidence, SentenceWords
from claimx.qualify.weights import LinearWeights

_CANCELLED = 0.95  # an even number of negations, or one that leaves the act, needs more than a hint
UNREAL = frozenset({"demanded", "planned", "possible"})


@dataclass(frozen=True, slots=True)
class Factuality:
    """The judgement of one claim.

    A cue is the word that decided; None where the plain default holds, where the extractor's view
    was taken, or where no single word speaks for the judgement.
    """

    polarity: str = "positive"
    polarity_cue: Span | None = None
    modality: str = "asserted"
    modality_cue: Span | None = None
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One claim with all that speaks for and against it."""

    analysis: Analysis
    anchor: Anchor
    reading: Reading
    sentence: SentenceWords
    found: list[Evidence]

    def cut(self, place: int | None) -> Span | None:
        """The span of the word at a place of the sentence; None for None."""
        if place is None:
            return None
        token = self.anchor.head.doc[self.sentence.start + place]
        return self.analysis.span(self.anchor.offset, token, token)


def cases(analysis: Analysis, proposals: Sequence[Proposal]) -> Iterator[Case | None]:
    """A case for each proposal, in their order; None where its trigger lies outside the parse."""
    sentences: dict[int, SentenceWords] = {}
    for anchor in anchors(analysis, proposals):
        if anchor is None:
            yield None
            continue
        index = anchor.sentence.index
        if index not in sentences:
            sentences[index] = SentenceWords(anchor.sentence.tokens)
        modality, cue = modality_of(anchor.head, anchor.links)
        reading = Reading(modality, cue, negations_of(anchor, modality in UNREAL))
        found = evidence(anchor, reading, sentences[index])
        yield Case(analysis, anchor, reading, sentences[index], found)


def judge(
    analysis: Analysis,
    proposals: Sequence[Proposal],
    weights: FactualityWeights | None = None,
    generic: LinearWeights | None = None,
) -> list[Factuality]:
    """Polarity, modality and genericity of each proposal, in their order; empty for none.

    Where a cue of the text decides, it decides. Where none does, what the extractor proposed is
    taken: it may know a construction that no cue names. A trigger outside the parsed text has
    only the extractor's view.

    Args:
        analysis: the parsed article.
        proposals: the claims to judge.
        weights: of polarity and modality; None for the bundled ones.
        generic: of genericity; None for the bundled ones.

    Raises:
        ModelError: where the bundled weights are missing or damaged.
    """
    weights = weights or bundled_weights()
    generic = generic or generic_weights()
    return [
        _without_parse(proposal) if case is None else _judge(case, weights, generic)
        for proposal, case in zip(proposals, cases(analysis, proposals), strict=True)
    ]


def _without_parse(proposal: Proposal) -> Factuality:
    return Factuality(
        proposal.polarity or "positive",
        None,
        proposal.modality or "asserted",
        None,
        bool(proposal.generic),
    )


def _judge(case: Case, weights: FactualityWeights, generic: LinearWeights) -> Factuality:
    scores = weights.scores(case.found)
    polarity, polarity_cue = _polarity(case, weights, probability(scores.pop(NEGATIVE)))
    modality, modality_cue = _modality(case, weights, max(scores, key=scores.__getitem__))
    general = case.anchor.proposal.generic
    if general is None:
        general = is_generic(case.analysis, case.anchor, modality, generic)
    return Factuality(polarity, polarity_cue, modality, modality_cue, general)


def _polarity(case: Case, weights: FactualityWeights, share: float) -> tuple[str, Span | None]:
    """Negative by the negations of the lexicon, an odd number, or where the weights say so."""
    negations, told = case.reading.negations, case.anchor.proposal.polarity
    if len(negations) % 2 and share >= weights.with_cue:
        return NEGATIVE, case.cut(negations[0].i - case.sentence.start)
    if not negations and told is not None:
        return told, None
    cancelled = bool(negations) or is_kept(case.anchor)
    if share < (_CANCELLED if cancelled else weights.without_cue):
        return "positive", None
    known = words("factuality_classes", "negative")
    places = {place for place, classes in case.sentence.cues if not known.isdisjoint(classes)}
    return NEGATIVE, case.cut(weights.strongest(case.found, NEGATIVE, places))


def _modality(case: Case, weights: FactualityWeights, likely: str) -> tuple[str, Span | None]:
    """The likeliest modality; the extractor's where no cue of the lexicon speaks for another."""
    reading, told = case.reading, case.anchor.proposal.modality
    imperative = reading.cue == case.anchor.head and reading.modality == "demanded"
    if reading.cue is not None and (imperative or likely == reading.modality):
        return reading.modality, case.cut(reading.cue.i - case.sentence.start)
    if told is not None:
        return told, None
    if likely == "asserted":
        return likely, None
    places = {place for place, _ in case.sentence.cues}
    return likely, case.cut(weights.strongest(case.found, likely, places))
