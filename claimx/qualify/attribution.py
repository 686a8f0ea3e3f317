"""Who says so? The source of each claim: quotations, reported speech, "according to", headlines.

Inside a quotation the speaker of the quotation is the source; elsewhere the innermost reporting
construction that holds the trigger. A pronoun that speaks is traced to an earlier name. Works
around triggers and quotations only, and reads each sentence once.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from claimx.claim import Source, Span
from claimx.language import Analysis, Sentence
from claimx.proposal import Proposal
from claimx.qualify.headlines import headline_speaker
from claimx.qualify.quotations import Quotation, paragraphs, quotations
from claimx.qualify.reporting import Report, reports, reports_over
from claimx.qualify.speakers import antecedent, is_pronoun, kind_of, name_range

if TYPE_CHECKING:
    from spacy.tokens import Token

SCARE_WORDS = 3
_SENTENCE_END = frozenset(".!?")


def attribute(analysis: Analysis, proposals: Sequence[Proposal]) -> list[Source | None]:
    """The source of each proposal, in their order; None where the article speaks itself.

    An extractor's own `source` is used only where no construction of the text decides.
    """
    if not proposals:
        return []
    reader = _Reader(analysis)
    return [reader.source(proposal) for proposal in proposals]


@dataclass(frozen=True, slots=True)
class _Voice:
    """A speaker found: its head token, the chunk's offset, the cue, and how it was found."""

    head: "Token"
    offset: int
    cue: "Token | None"


class _Reader:
    """One article's speech, each sentence read at most once."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.paragraphs = paragraphs(analysis.text)
        self.quotations = [q for q in quotations(analysis.text, self.paragraphs) if q.depth == 0]
        self._reports: dict[int, list[Report]] = {}
        self._heads: dict[int, list[Token]] = {}

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [quotation.start for quotation in self.quotations]

    def source(self, proposal: Proposal) -> Source | None:
        """The source of one proposal."""
        trigger = proposal.trigger
        tokens = self.analysis.tokens(trigger)
        sentence = self.analysis.sentence_at(trigger.start)
        if tokens is None or sentence is None or not len(tokens):
            return self._evidence(proposal)
        index = self._quotation_at(trigger.start)
        spoken = index is not None and not self._is_scare(self.quotations[index])
        if spoken and index is not None:
            voice = self._quote_voices[index]
            if voice is not None:
                whole = self.quotations[index].start <= sentence.start + 1
                return self._make(voice, "direct" if whole else "mixed", ())
        over = self._over(tokens.root, sentence, trigger)
        if over:
            chain = tuple(span for voice in reversed(over[1:]) if (span := self._span(voice)))
            return self._make(over[0], "mixed" if index is not None else "indirect", chain)
        if trigger.start < 400:
            found = headline_speaker(self.analysis, sentence, trigger)
            if found is not None:
                return Source(found, None, kind_of(found.text, False), "indirect")
        return self._evidence(proposal)

    def _evidence(self, proposal: Proposal) -> Source | None:
        span = proposal.source
        return None if span is None else Source(span, None, kind_of(span.text, False))

    def _over(self, token: "Token", sentence: Sentence, trigger: Span) -> list[_Voice]:
        """Speakers over a token, innermost first, pronouns resolved; those unknown are left out."""
        found = self.reports(sentence)
        over = [report for report in reports_over(token, found) if report.speaker is not None]
        if not over:
            over = [report for report in found if _is_tail(report, token, sentence)]
        voices = (self._voice(report, sentence) for report in over)
        return [voice for voice in voices if voice is not None]

    def reports(self, sentence: Sentence) -> list[Report]:
        """The reports of a sentence, read once."""
        if sentence.index not in self._reports:
            self._reports[sentence.index] = reports(sentence.tokens)
        return self._reports[sentence.index]

    def _voice(self, report: Report, sentence: Sentence) -> _Voice | None:
        head = report.speaker
        if head is None:
            return None
        if is_pronoun(head):
            return self._resolve(head, sentence, report.cue)
        return _Voice(head, sentence.offset, report.cue)

    def _resolve(self, pronoun: "Token", sentence: Sentence, cue: "Token") -> _Voice | None:
        """The nearest earlier head that the pronoun fits, speakers and subjects first."""
        places: dict[int, int] = {}

        def earlier() -> "Iterator[Token]":
            for index in range(sentence.index, max(-1, sentence.index - 12), -1):
                here = self.analysis.sentences[index]
                for head in self._sentence_heads(here):
                    if here.index < sentence.index or head.i < pronoun.i:
                        places[id(head)] = here.offset
                        yield head

        found = antecedent(pronoun, earlier(), self._speaks)
        return None if found is None else _Voice(found, places[id(found)], cue)

    def _speaks(self, head: "Token") -> bool:
        return False

    def _sentence_heads(self, sentence: Sentence) -> "list[Token]":
        """Heads of noun phrases that can be meant later: speakers, then subjects, then persons."""
        if sentence.index not in self._heads:
            speakers = [r.speaker for r in self.reports(sentence) if r.speaker is not None]
            others = [t for t in sentence.tokens if _is_mention(t)]
            heads = [t for t in speakers if not is_pronoun(t)]
            subjects = [t for t in others if t.dep_ in ("nsubj", "nsubjpass")]
            rest = [t for t in others if t.ent_type_ == "PERSON"]
            self._heads[sentence.index] = list(dict.fromkeys([*heads, *subjects, *rest]))
        return self._heads[sentence.index]

    def _span(self, voice: _Voice) -> Span | None:
        first, end = name_range(voice.head)
        doc = voice.head.doc
        return self.analysis.span(voice.offset, doc[first], doc[end - 1])

    def _make(self, voice: _Voice, quotation: str, chain: tuple[Span, ...]) -> Source | None:
        span = self._span(voice)
        if span is None:
            return None
        cue = None
        if voice.cue is not None:
            sentence_offset = voice.offset
            cue = self._cue_span(voice.cue, sentence_offset)
        person = voice.head.ent_type_ == "PERSON"
        return Source(span, cue, kind_of(span.text, person), quotation, chain)

    def _cue_span(self, cue: "Token", offset: int) -> Span | None:
        return self.analysis.span(offset, cue, cue) if cue.text.strip() else None

    def _quotation_at(self, position: int) -> int | None:
        index = bisect_right(self._quote_starts, position) - 1
        if index < 0 or position >= self.quotations[index].end:
            return None
        return index

    def _is_scare(self, quotation: Quotation) -> bool:
        content = self.analysis.text[quotation.start : quotation.start + 80]
        whole = quotation.end - quotation.start <= 80
        return whole and len(content[: quotation.end - quotation.start].split()) <= SCARE_WORDS

    @cached_property
    def _quote_voices(self) -> list[_Voice | None]:
        """The speaker of each quotation: named in its paragraph, or carried over from a neighbour."""
        voices = [self._own_voice(quotation) for quotation in self.quotations]
        for index in range(len(voices) - 2, -1, -1):
            here, following = self.quotations[index], self.quotations[index + 1]
            if voices[index] is None and not here.closed and following.continues:
                voices[index] = voices[index + 1]
        for index in range(len(voices)):
            if voices[index] is None and self._stands_alone(self.quotations[index]):
                voices[index] = self._carried(index, voices)
        return voices

    def _stands_alone(self, quotation: Quotation) -> bool:
        start, _ = self.paragraphs[quotation.paragraph]
        return not self.analysis.text[start : quotation.start].strip(" \t\"'“‘«„`")

    def _carried(self, index: int, voices: list[_Voice | None]) -> _Voice | None:
        """The speaker before a quotation that names none: of the paragraph before, or its subject."""
        here = self.quotations[index]
        if index and voices[index - 1] is not None:
            if here.paragraph - self.quotations[index - 1].paragraph <= 1:
                return voices[index - 1]
        if here.paragraph == 0:
            return None
        _, end = self.paragraphs[here.paragraph - 1]
        before = self.analysis.sentence_at(end - 1) or self.analysis.sentence_at(end - 2)
        if before is None:
            return None
        for report in reversed(self.reports(before)):
            if (voice := self._voice(report, before)) is not None:
                return voice
        heads = [t for t in self._sentence_heads(before) if t.ent_type_ == "PERSON"]
        return _Voice(heads[0], before.offset, None) if heads else None

    def _own_voice(self, quotation: Quotation) -> _Voice | None:
        """The nearest report of the quotation's paragraph whose cue stands outside quotations."""
        start, end = self.paragraphs[quotation.paragraph]
        best: tuple[int, Report, Sentence] | None = None
        for sentence in self._sentences_between(start, end, quotation):
            for report in self.reports(sentence):
                if report.speaker is None or report.frame == "noun":
                    continue
                cost = self._distance(quotation, report, sentence)
                if cost is not None and (best is None or cost < best[0]):
                    best = (cost, report, sentence)
        return None if best is None else self._voice(best[1], best[2])

    def _sentences_between(self, start: int, end: int, near: Quotation) -> Iterator[Sentence]:
        low, high = max(start, near.start - 600), min(end, near.end + 600)
        starts = self.analysis._starts
        for sentence in self.analysis.sentences[max(0, bisect_right(starts, low) - 1) :]:
            if sentence.start >= high:
                return
            if sentence.end > low and (sentence.start < near.start or sentence.end > near.end - 2):
                yield sentence

    def _distance(self, quotation: Quotation, report: Report, sentence: Sentence) -> int | None:
        """Characters between a quotation and a report; far where a sentence ends between them."""
        cue = sentence.offset + report.cue.idx
        if self._quotation_at(cue) is not None or report.speaker is None:
            return None
        speaker = sentence.offset + report.speaker.idx
        text = self.analysis.text
        if cue >= quotation.end:
            gap = text[quotation.end : min(cue, max(speaker, quotation.end))]
            ended = text[quotation.end - 1] in _SENTENCE_END and text[quotation.end - 2] != "."
            broken = ended and not gap.strip("\"'”’» ")[:1].islower() and speaker < cue and False
        else:
            gap = text[cue : quotation.start]
            broken = False
        outside = [c for c in gap.strip("\"'”’» ,") if c in _SENTENCE_END]
        return len(gap) + (300 if outside or broken else 0)


def _is_mention(token: "Token") -> bool:
    if is_pronoun(token) or token.pos_ not in ("NOUN", "PROPN"):
        return False
    if token.dep_ in ("nsubj", "nsubjpass"):
        return True
    return token.ent_type_ == "PERSON" and token.dep_ not in ("compound", "poss")


def _is_tail(report: Report, token: "Token", sentence: Sentence) -> bool:
    """Whether a report closes the sentence (", X said.") after the token, whatever the parse says."""
    if report.frame != "verb" or report.speaker is None or report.cue.i <= token.i:
        return False
    first = min(report.cue.i, report.speaker.left_edge.i)
    if first <= token.i or first <= sentence.tokens.start:
        return False
    return report.cue.doc[first - 1].text in (",", "”", '"', "''", "’") and not any(
        child.dep_ in ("ccomp", "dobj", "xcomp") and child.i > report.cue.i
        for child in report.cue.children
    )
