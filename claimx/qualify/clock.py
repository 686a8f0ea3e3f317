"""The dates that an article tells, sentence by sentence, and what each is read against."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from claimx.claim import Span
from claimx.language import Analysis, Sentence
from claimx.proposal import Proposal
from claimx.qualify.calendar import resolve
from claimx.qualify.dates import Frame, read_day
from claimx.qualify.time_expressions import Expression, days_with_year, find

STORY_SENTENCES = 3
_LAST = 8


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

    def frame(
        self, sentence: Sentence, ahead: bool, soon: bool = False, before: int | None = None
    ) -> Frame:
        """What a date of a sentence is read against; `before` is where it starts, if known."""
        told = self._with_year(sentence, sentence.start if before is None else before)
        return Frame(self.published, ahead, self._story(sentence), soon, self.years, told)

    def _with_year(self, sentence: Sentence, before: int) -> date | None:
        """The last day with its year that ends before a character, here or one sentence back."""
        first = max(0, sentence.index - 1)
        for one in reversed(self.analysis.sentences[first : sentence.index + 1]):
            if "\n" in self.analysis.text[one.start : sentence.start]:
                return None
            for expression, span in reversed(_last_before(self.expressions(one), before)):
                if span.end <= before and expression.shape == "day" and "year" in expression.parts:
                    dated = resolve(expression, Frame(self.published))
                    return None if dated is None else read_day(dated.value)
        return None

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


def _last_before(found: list[tuple[Expression, Span]], end: int) -> list[tuple[Expression, Span]]:
    """The few expressions before a character, so that a sentence without end costs no more."""
    at = bisect_left(found, end, key=lambda pair: pair[1].start)
    return found[max(0, at - _LAST) : at]


def clock_of(analysis: Analysis, proposals: Sequence[Proposal]) -> Clock:
    """The dates of an article, with the time arguments of its claims marked as taken."""
    taken = (a.span.end for p in proposals for a in p.args if a.role == "time")
    return Clock(analysis, read_day(analysis.published), frozenset(taken))
