"""When it happened: the date of each claim, from its own words, its sentence, or a neighbour.

In this order: the time arguments of the claim; an expression of its sentence or one just before
that belongs to it; the date of another claim of the document that tells the same act. The last
two are ranked by small linear models (see `weights`), and nothing is said below their threshold.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from claimx.claim import Span, When
from claimx.language import Analysis, Sentence
from claimx.proposal import Proposal
from claimx.qualify.anchors import Anchor, anchors
from claimx.qualify.calendar import Dated, Frame, join, read_day, resolve
from claimx.qualify.modality import modality_of
from claimx.qualify.time_expressions import Expression, find
from claimx.qualify.time_features import link_features, story_features, word_features
from claimx.qualify.weights import probability, threshold

STORY_SENTENCES = 3
NEIGHBOURS = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that a claim may have, what it comes from, and what speaks for it."""

    dated: Dated
    span: Span
    features: tuple[str, ...]


@dataclass
class Clock:
    """One article's dates; each sentence is searched once."""

    analysis: Analysis
    published: date | None
    _found: dict[int, list[tuple[Expression, Span]]] = field(default_factory=dict)

    def expressions(self, sentence: Sentence) -> list[tuple[Expression, Span]]:
        """The date expressions of a sentence with their spans in the text."""
        if sentence.index not in self._found:
            text = self.analysis.text[sentence.start : sentence.end]
            self._found[sentence.index] = [
                (e, Span.cut(self.analysis.text, sentence.start + e.start, sentence.start + e.end))
                for e in find(text)
            ]
        return self._found[sentence.index]

    def frame(self, sentence: Sentence, ahead: bool) -> Frame:
        """What a date of a sentence is read against: the day and the year told before it."""
        story = None
        for index in range(sentence.index - 1, max(-1, sentence.index - 4), -1):
            for expression, _ in reversed(self.expressions(self.analysis.sentences[index])):
                dated = resolve(expression, Frame(self.published))
                if dated is not None and dated.granularity == "day":
                    story = story or read_day(dated.value)
        return Frame(self.published, ahead, story)


def date_claims(analysis: Analysis, proposals: Sequence[Proposal]) -> list[When | None]:
    """The time of each proposal, in their order; None where nothing tells.

    A publication date that is missing, unreadable or in the future is no error: what needs it to
    be resolved is then left out.
    """
    clock = Clock(analysis, read_day(analysis.published))
    placed = anchors(analysis, proposals)
    times = [
        _by_arguments(clock, proposal, anchor)
        for proposal, anchor in zip(proposals, placed, strict=True)
    ]
    for index, anchor in enumerate(placed):
        if times[index] is None and anchor is not None:
            times[index] = _best("when_words", word_candidates(clock, anchor))
    told = list(times)
    neighbours = Neighbours(placed, told)
    for index, anchor in enumerate(placed):
        if told[index] is None and anchor is not None:
            times[index] = _best("when_link", neighbours.candidates(anchor))
    return times


def _by_arguments(clock: Clock, proposal: Proposal, anchor: Anchor | None) -> When | None:
    values: list[tuple[Dated, Span]] = []
    for argument in proposal.args:
        if argument.role != "time":
            continue
        sentence = clock.analysis.sentence_at(argument.span.start)
        ahead = anchor is not None and is_ahead(anchor)
        frame = clock.frame(sentence, ahead) if sentence else Frame(clock.published, ahead)
        for expression in find("in " + argument.span.text):
            dated = resolve(expression, frame)
            if dated is not None:
                values.append((dated, argument.span))
    joined = join([dated for dated, _ in values])
    return None if joined is None else _when(joined, values[0][1])


def is_ahead(anchor: Anchor) -> bool:
    """Whether the act lies ahead of the telling: planned, demanded or under "will"."""
    modality, _ = modality_of(anchor.head, list(anchor.links))
    return modality in ("planned", "demanded")


def _when(dated: Dated, span: Span) -> When:
    return When(dated.value, dated.granularity, dated.basis, span)


def _best(model: str, candidates: Iterator[Candidate]) -> When | None:
    scored = [(probability(model, candidate.features), candidate) for candidate in candidates]
    if not scored:
        return None
    chance, best = max(scored, key=lambda pair: pair[0])
    if chance < threshold(model):
        return None
    dated = best.dated
    if model == "when_link":
        dated = Dated(dated.value, dated.granularity, "document")
    return _when(dated, best.span)


def word_candidates(clock: Clock, anchor: Anchor) -> Iterator[Candidate]:
    """Dates by expressions of the claim's sentence, and of the few sentences before it."""
    modality, _ = modality_of(anchor.head, list(anchor.links))
    ahead = modality in ("planned", "demanded")
    here = clock.expressions(anchor.sentence)
    frame = clock.frame(anchor.sentence, ahead) if here else None
    for expression, span in here:
        dated = resolve(expression, frame) if frame else None
        tokens = clock.analysis.tokens(span)
        if dated is not None and tokens is not None and len(tokens):
            features = word_features(anchor, tokens.root, expression.shape, len(here) == 1, modality)
            yield Candidate(dated, span, tuple(features))
    for back in range(1, STORY_SENTENCES + 1):
        if anchor.sentence.index - back < 0:
            return
        sentence = clock.analysis.sentences[anchor.sentence.index - back]
        for expression, span in clock.expressions(sentence):
            dated = resolve(expression, clock.frame(sentence, False))
            if dated is not None:
                same = "\n" not in clock.analysis.text[span.end : anchor.sentence.start]
                features = (*story_features(anchor, expression.shape, back, same, modality), "alone" if not here else "several")
                yield Candidate(dated, span, features)


class Neighbours:
    """The dated claims of an article, near at hand for those without a date."""

    def __init__(self, placed: list[Anchor | None], times: list[When | None]) -> None:
        pairs = [(a, w) for a, w in zip(placed, times, strict=True) if a is not None and w is not None]
        self.dated = sorted(pairs, key=lambda pair: pair[0].proposal.trigger)
        self.starts = [a.proposal.trigger.start for a, _ in self.dated]
        self.by_type: dict[str, list[tuple[Anchor, When]]] = {}
        for anchor, when in self.dated:
            self.by_type.setdefault(anchor.proposal.type, []).append((anchor, when))

    def candidates(self, anchor: Anchor) -> Iterator[Candidate]:
        """Dates of the nearest dated claims, of the same type and of any."""
        modality, _ = modality_of(anchor.head, list(anchor.links))
        same = self.by_type.get(anchor.proposal.type, [])
        only = len({when.value for _, when in same}) == 1
        at = anchor.proposal.trigger.start
        near = self.dated[max(0, bisect_left(self.starts, at) - 8) : bisect_right(self.starts, at) + 4]
        place = bisect_left([a.proposal.trigger.start for a, _ in same], at)
        near_same = same[max(0, place - NEIGHBOURS) : place + NEIGHBOURS]
        for other, when in {id(pair): pair for pair in [*near, *near_same]}.values():
            if other is anchor or when.span is None:
                continue
            features = tuple(link_features(anchor, other, only, when.granularity, modality))
            yield Candidate(Dated(when.value, when.granularity, when.basis), when.span, features)
