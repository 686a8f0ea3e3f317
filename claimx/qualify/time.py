"""When it happened: the date of each claim, from its own words, its sentence, or a neighbour.

In this order: the time arguments of the claim; an expression of its sentence or one just before
that belongs to it; the date of another claim of the document that tells the same act. The last
two are ranked by small linear models (see `weights`), and nothing is said below their threshold.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimx.claim import Span, When
from claimx.language import Analysis
from claimx.proposal import Proposal
from claimx.qualify.anchors import Anchor, anchors
from claimx.qualify.argument_dates import date_by_arguments
from claimx.qualify.calendar import resolve
from claimx.qualify.clock import STORY_SENTENCES, Clock, clock_of
from claimx.qualify.cues import words
from claimx.qualify.dates import Candidate, Dated
from claimx.qualify.modality import modality_of
from claimx.qualify.neighbours import Neighbours
from claimx.qualify.time_expressions import Expression
from claimx.qualify.weights import LinearWeights, bundled
from claimx.qualify.word_features import story_features, word_features

NEAREST = 8
SURE = 0.8  # the probability from which a shared date is told to the day


@dataclass(frozen=True)
class WhenWeights:
    """Two models: `words` ranks expressions near a claim, `link` the dates of its neighbours."""

    words: LinearWeights
    link: LinearWeights


def when_weights() -> WhenWeights:
    """The weights that come with claimx."""
    return WhenWeights(bundled("when-en", "words"), bundled("when-en", "link"))


def date_claims(
    analysis: Analysis, proposals: Sequence[Proposal], weights: WhenWeights | None = None
) -> list[When | None]:
    """The time of each proposal, in their order; None where nothing tells.

    A publication date that is missing, unreadable or in the future is no error: what needs it to
    be resolved is then left out.

    Args:
        analysis: the parsed article.
        proposals: the claims to date.
        weights: None for the bundled ones.

    Raises:
        ModelError: where the bundled weights are missing or damaged.
    """
    weights = weights or when_weights()
    clock = clock_of(analysis, proposals)
    placed = anchors(analysis, proposals)
    told = dates_by_words(clock, placed, proposals, weights.words)
    times = list(told)
    neighbours = Neighbours(analysis, placed, told, clock.published)
    for index, anchor in enumerate(placed):
        if told[index] is None and anchor is not None:
            context = neighbours.context(anchor)
            near = word_candidates(clock, anchor)
            shared = neighbours.candidates(anchor, context, near)
            times[index] = _best(weights.link, shared, context)
    return times


def dates_by_words(
    clock: Clock,
    placed: Sequence[Anchor | None],
    proposals: Sequence[Proposal],
    weights: LinearWeights,
) -> list[When | None]:
    """What the claims' arguments and the expressions near them tell, neighbours left aside."""
    times: list[When | None] = []
    for proposal, anchor in zip(proposals, placed, strict=True):
        when = date_by_arguments(clock, proposal, anchor)
        if when is None and anchor is not None:
            when = _best(weights, word_candidates(clock, anchor))
        times.append(when)
    return times


def _when(dated: Dated, span: Span | None) -> When:
    return When(dated.value, dated.granularity, dated.basis, span)


def _best(
    weights: LinearWeights, candidates: Iterable[Candidate], context: Iterable[str] = ()
) -> When | None:
    """The likeliest candidate, or None where none reaches the model's threshold.

    Where it is all but certain, its finer date is told, if it has one.

    `context` are features that all candidates share.
    """
    scored = [(weights.score(candidate.features), candidate) for candidate in candidates]
    if not scored:
        return None
    total, best = max(scored, key=lambda pair: pair[0])
    sure = weights.probability(total + weights.score(context))
    if best.span is None or sure < weights.threshold:
        return None
    finer = best.finer if sure >= SURE else None
    return _when(finer or best.dated, best.span)


def word_candidates(clock: Clock, anchor: Anchor) -> Iterator[Candidate]:
    """Dates by expressions of the claim's sentence, and of the few sentences before it."""
    modality, _ = modality_of(anchor.head, anchor.links)
    here = _nearest(clock.expressions(anchor.sentence), anchor.proposal.trigger.start)
    if here:
        yield from _in_sentence(clock, anchor, here, modality)
    alone = "several" if here else "alone"
    first = max(0, anchor.sentence.index - STORY_SENTENCES)
    for sentence in clock.analysis.sentences[first : anchor.sentence.index]:
        found = clock.expressions(sentence)[-NEAREST:]
        frame = clock.frame(sentence, False) if found else None
        for expression, span in found:
            dated = resolve(expression, frame) if frame else None
            if dated is not None:
                same = "\n" not in clock.analysis.text[span.end : anchor.sentence.start]
                back = anchor.sentence.index - sentence.index
                features = story_features(anchor, expression.shape, back, same, modality)
                yield Candidate(dated, span, (*features, alone))


def _nearest(found: list[tuple[Expression, Span]], position: int) -> list[tuple[Expression, Span]]:
    """The expressions around a character, so that a sentence without end costs no more."""
    at = bisect_left(found, position, key=lambda pair: pair[1].start)
    return found[max(0, at - NEAREST) : at + NEAREST]


def _taken(clock: Clock, span: Span) -> tuple[str, ...]:
    """Whether time arguments were given, and this expression to another claim."""
    if not clock.claimed:
        return ("no_arguments",)
    return ("claimed",) if span.end in clock.claimed else ("free",)


def _in_sentence(
    clock: Clock, anchor: Anchor, here: list[tuple[Expression, Span]], modality: str
) -> Iterator[Candidate]:
    soon = anchor.proposal.type in words("time", "announced")
    ahead = modality in ("planned", "demanded")
    for expression, span in here:
        frame = clock.frame(anchor.sentence, ahead, soon, span.start)
        dated, tokens = resolve(expression, frame), clock.analysis.tokens(span)
        if dated is not None and tokens is not None:
            alone = len(here) == 1
            features = word_features(anchor, tokens.root, expression.shape, alone, modality)
            yield Candidate(dated, span, (*features, *_taken(clock, span)))
