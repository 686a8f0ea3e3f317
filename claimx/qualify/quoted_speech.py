"""Whose words a quotation is: a speaker named beside it, or carried over from a neighbour."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from claimx.language import Sentence
from claimx.qualify.quotations import Quotation, paragraphs, quotations
from claimx.qualify.reporting import Report
from claimx.qualify.speech import Speech, Voice

SCARE_WORDS = 3
REACH = 600
_SENTENCE_END = frozenset(".!?")
_SENTENCE_BETWEEN = 300
_SHORT = 80


class QuotedSpeech:
    """The outer quotations of an article and the speaker of each."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.text = speech.analysis.text
        self.paragraphs = paragraphs(self.text)
        self.quotations = [q for q in quotations(self.text, self.paragraphs) if q.depth == 0]
        self._starts = [quotation.start for quotation in self.quotations]

    def at(self, position: int) -> int | None:
        """Which quotation holds the character at `position`, or None."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self.quotations[index].end:
            return None
        return index

    def is_scare(self, index: int) -> bool:
        """Whether a quotation is too short to be speech: a nickname, a word held at a distance."""
        quotation = self.quotations[index]
        if quotation.end - quotation.start > _SHORT:
            return False
        words = self.text[quotation.start : quotation.end].split()
        sentence = words[0][:1].isupper() and words[-1][-1:] in _SENTENCE_END if words else False
        return len(words) <= SCARE_WORDS and not sentence

    @cached_property
    def voices(self) -> list[Voice | None]:
        """The speaker of each quotation; None where nobody is named.

        A quotation without a speaker in its paragraph takes that of the next one where it runs on
        into it, else, where it opens its paragraph, that of the one before.
        """
        voices = [self._own_voice(quotation) for quotation in self.quotations]
        for index in range(len(voices) - 2, -1, -1):
            here, following = self.quotations[index], self.quotations[index + 1]
            if voices[index] is None and not here.closed and following.continues:
                voices[index] = voices[index + 1]
        for index, quotation in enumerate(self.quotations):
            if voices[index] is None and self._opens_paragraph(quotation):
                voices[index] = self._carried(index, voices)
        return voices

    def _opens_paragraph(self, quotation: Quotation) -> bool:
        start, _ = self.paragraphs[quotation.paragraph]
        return not self.text[start : quotation.start].strip(" \t\"'“‘«„`")

    def _carried(self, index: int, voices: list[Voice | None]) -> Voice | None:
        here = self.quotations[index]
        near = index > 0 and here.paragraph - self.quotations[index - 1].paragraph <= 1
        if near and voices[index - 1] is not None:
            return voices[index - 1]
        sentence = self._last_sentence(here.paragraph - 1)
        if sentence is None:
            return None
        for report in reversed(self.speech.reports(sentence)):
            voice = self.speech.voice(report, sentence)
            if voice is not None:
                return voice
        persons = [m for m in self.speech.mentions(sentence) if m.head.ent_type_ == "PERSON"]
        return Voice(persons[0].head, persons[0].offset) if persons else None

    def _last_sentence(self, paragraph: int) -> Sentence | None:
        if paragraph < 0:
            return None
        start, end = self.paragraphs[paragraph]
        visible = start + len(self.text[start:end].rstrip())
        return self.speech.analysis.sentence_at(visible - 1)

    def _own_voice(self, quotation: Quotation) -> Voice | None:
        """The nearest report of the quotation's paragraph whose cue stands outside quotations."""
        best: tuple[int, Report, Sentence] | None = None
        for sentence in self._sentences_around(quotation):
            for report in self.speech.reports(sentence):
                cost = self._distance(quotation, report, sentence)
                if cost is not None and (best is None or cost < best[0]):
                    best = (cost, report, sentence)
        return None if best is None else self.speech.voice(best[1], best[2])

    def _sentences_around(self, quotation: Quotation) -> Iterator[Sentence]:
        """Sentences of the paragraph that reach out of the quotation, within `REACH` characters."""
        start, end = self.paragraphs[quotation.paragraph]
        low, high = max(start, quotation.start - REACH), min(end, quotation.end + REACH)
        sentences = self.speech.analysis.sentences
        first = bisect_left(sentences, low, key=lambda sentence: sentence.end)
        for index in range(first, len(sentences)):
            sentence = sentences[index]
            if sentence.start >= high:
                return
            if sentence.start < quotation.start or sentence.end > quotation.end - 2:
                yield sentence

    def _distance(self, quotation: Quotation, report: Report, sentence: Sentence) -> int | None:
        """Characters between a quotation and a report; more where a sentence ends between them."""
        cue = sentence.offset + report.cue.idx
        if report.speaker is None or report.frame == "noun" or self.at(cue) is not None:
            return None
        if cue >= quotation.end:
            speaker = max(sentence.offset + report.speaker.idx, quotation.end)
            gap = self.text[quotation.end : min(cue, speaker)]
        else:
            gap = self.text[cue : quotation.start]
        ends = any(mark in _SENTENCE_END for mark in gap.strip("\"'”’» ,"))
        return len(gap) + (_SENTENCE_BETWEEN if ends else 0)
