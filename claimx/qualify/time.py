"""When it happened: the date of each claim, from its own words, its sentence, or a neighbour.

In this order: the time arguments of the claim; an expression of its sentence or one just before
that belongs to it; the date of another claim of the document that tells the same act. The last
two are ranked by small linear models (see `weights`), and nothing is said below their threshold.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from claimx.claim import Span, When
from claimx.language import Analysis, Sentence
from claimx.proposal import Proposal
from claimx.qualify.anchors import Anchor, anchors
from claimx.qualify.calendar import join, resolve
from claimx.qualify.cues import words
from claimx.qualify.dates import Candidate, Dated, Frame, read_day
from claimx.qualify.modality import modality_of
from claimx.qualify.neighbours import Neighbours
from claimx.qualify.time_expressions import Expression, days_with_year, find
from claimx.qualify.weights import LinearWeights, bundled
from claimx.qualify.word_features import story_features, word_features

STORY_SENTENCES = 3
NEAREST = 8


@dataclass
class Clock:
    """One article's dates; each sentence is searched once.

    `claimed` are the ends of time arguments: an expression that another claim took is a weaker
    sign for this one.
    """

    analysis: Analysis
    published: date | None
    claimed: frozenset[int] = frozenset()
    _found: dict[int, list[tuple[Expression, Span]]] = field(default_factory=dict)
    _stories: dict[int, date | None] = field(default_factory=dict)

    @cached_property
    def years(self) -> dict[tuple[int, int], set[int]]:
        """The days that the text gives with their year."""
        return days_with_year(self.analysis.text)

    def expressions(self, sentence: Sentence) -> list[tuple[Expression, Span]]:
        """The date expressions of a sentence with their spans in the text."""
        if sentence.index not in self._found:
            text = self.analysis.text[sentence.start : sentence.end]
            self._found[sentence.index] = [
                (e, Span.cut(self.analysis.text, sentence.start + e.start, sentence.start + e.end))
                for e in find(text)
            ]
        return self._found[sentence.index]

    def frame(self, sentence: Sentence, ahead: bool, soon: bool = False) -> Frame:
        """What a date of a sentence is read against."""
        return Frame(self.published, ahead, self._story(sentence), soon, self.years)

    def _story(self, sentence: Sentence) -> date | None:
        """The day last told in the few sentences before."""
        if sentence.index not in self._stories:
            self._stories[sentence.index] = next(self._days_before(sentence), None)
        return self._stories[sentence.index]

    def _days_before(self, sentence: Sentence) -> Iterator[date]:
        plain = Frame(self.published, years=self.years)
        for index in range(sentence.index - 1, max(-1, sentence.index - 1 - STORY_SENTENCES), -1):
            for expression, _ in reversed(self.expressions(self.analysis.sentences[index])):
                dated = resolve(expression, plain)
                if dated is not None and dated.granularity == "day":
                    day = read_day(dated.value)
                    if day is not None:
                        yield day


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
            times[index] = _best(
                weights.link, neighbours.candidates(anchor), neighbours.context(anchor)
            )
    return times


def clock_of(analysis: Analysis, proposals: Sequence[Proposal]) -> Clock:
    """The dates of an article, with the time arguments of its claims marked as taken."""
    taken = (a.span.end for p in proposals for a in p.args if a.role == "time")
    return Clock(analysis, read_day(analysis.published), frozenset(taken))


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


def date_by_arguments(clock: Clock, proposal: Proposal, anchor: Anchor | None) -> When | None:
    """The time that the claim's own time arguments tell; None where they tell none."""
    values: list[tuple[Dated, Span]] = []
    for argument in proposal.args:
        if argument.role != "time":
            continue
        sentence = clock.analysis.sentence_at(argument.span.start)
        ahead = anchor is not None and is_ahead(anchor)
        soon = proposal.type in words("time", "announced")
        frame = clock.frame(sentence, ahead, soon) if sentence else Frame(clock.published, ahead)
        for expression in find("in " + argument.span.text):
            dated = resolve(expression, frame)
            if dated is not None:
                values.append((dated, argument.span))
    joined = join([dated for dated, _ in values])
    return None if joined is None else _when(joined, values[0][1])


def is_ahead(anchor: Anchor) -> bool:
    """Whether the act lies ahead of the telling: planned, demanded or under "will"."""
    modality, _ = modality_of(anchor.head, anchor.links)
    return modality in ("planned", "demanded")


def _when(dated: Dated, span: Span) -> When:
    return When(dated.value, dated.granularity, dated.basis, span)


def _best(
    weights: LinearWeights, candidates: Iterable[Candidate], context: Iterable[str] = ()
) -> When | None:
    """The likeliest candidate, or None where none reaches the model's threshold.

    `context` are features that all candidates share.
    """
    scored = [(weights.score(candidate.features), candidate) for candidate in candidates]
    if not scored:
        return None
    total, best = max(scored, key=lambda pair: pair[0])
    if weights.probability(total + weights.score(context)) < weights.threshold:
        return None
    return _when(best.dated, best.span)


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
    frame = clock.frame(anchor.sentence, modality in ("planned", "demanded"), soon)
    for expression, span in here:
        dated, tokens = resolve(expression, frame), clock.analysis.tokens(span)
        if dated is not None and tokens is not None:
            alone = len(here) == 1
            features = word_features(anchor, tokens.root, expression.shape, alone, modality)
            yield Candidate(dated, span, (*features, *_taken(clock, span)))
