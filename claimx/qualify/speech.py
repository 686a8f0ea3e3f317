"""The speech of one article: reports by sentence, and who a speaking pronoun is."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.claim import Source, Span
from claimx.language import Analysis, Sentence
from claimx.qualify.cues import words
from claimx.qualify.reporting import Report, reports
from claimx.qualify.speakers import Mention, antecedent, is_pronoun, kind_of, name_range

if TYPE_CHECKING:
    from spacy.tokens import Token

MEMORY = 12
NEAREST = 12


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker: its head with its chunk's offset, and the cue with that of its own chunk."""

    head: "Token"
    offset: int
    cue: "Token | None" = None
    cue_offset: int = 0


class Speech:
    """Reads each sentence of an article at most once, and only when asked."""

    def __init__(self, analysis: Analysis, clusters: Sequence[Sequence[Span]] = ()) -> None:
        self.analysis = analysis
        self._cluster_of = {span: cluster for cluster in clusters for span in cluster}
        self._reports: dict[int, list[Report]] = {}
        self._mentions: dict[int, list[Mention]] = {}

    def reports(self, sentence: Sentence) -> list[Report]:
        """The reports of a sentence; empty where nobody speaks."""
        if sentence.index not in self._reports:
            self._reports[sentence.index] = reports(sentence.tokens)
        return self._reports[sentence.index]

    def reports_near(self, sentence: Sentence, token: "Token") -> list[Report]:
        """The reports around a token, so that a sentence without end costs no more."""
        found = self.reports(sentence)
        at = bisect_left(found, token.i, key=lambda report: report.cue.i)
        return found[max(0, at - NEAREST) : at + NEAREST]

    def voice(self, report: Report, sentence: Sentence) -> Voice | None:
        """The speaker of a report; a pronoun gives the name it means, or None where none fits.

        For "he" and "she" an earlier speaker wins over the cluster, which wins over other names.
        """
        head, offset = report.speaker, sentence.offset
        if head is None:
            return None
        if not is_pronoun(head):
            return Voice(head, offset, report.cue, offset)
        found = antecedent(head, self._earlier(head, sentence))
        single = head.lower_ in words("speech", "singular_persons")
        if not (single and found is not None and found.speaks):
            named = self._named(head, offset)
            if named is not None:
                return Voice(*named, report.cue, offset)
        return None if found is None else Voice(found.head, found.offset, report.cue, offset)

    def _named(self, pronoun: "Token", offset: int) -> "tuple[Token, int] | None":
        """The head, with its chunk's offset, of the nearest earlier name of a pronoun's cluster.

        A noun phrase serves where the cluster has no earlier name; None where it has neither.
        """
        here = self.analysis.span(offset, pronoun, pronoun)
        described = None
        for span in sorted(self._cluster_of.get(here, ()), reverse=True):
            tokens, chunk = self.analysis.tokens(span), self.analysis.chunk_at(span.start)
            if span >= here or tokens is None or chunk is None or is_pronoun(tokens.root):
                continue
            found = tokens.root, chunk.offset
            if tokens.root.pos_ == "PROPN":
                return found
            described = described or found
        return described

    def mentions(self, sentence: Sentence) -> list[Mention]:
        """Who a later pronoun can mean: speakers, then subjects, then other persons."""
        if sentence.index not in self._mentions:
            heads = [report.speaker for report in self.reports(sentence)]
            speakers = {head.i: head for head in heads if head is not None and not is_pronoun(head)}
            others = [token for token in sentence.tokens if _is_mention(token)]
            subjects = [token for token in others if token.dep_ in ("nsubj", "nsubjpass")]
            order = {token.i: token for token in [*speakers.values(), *subjects, *others]}
            self._mentions[sentence.index] = [
                Mention(token, sentence.offset, sentence.index, at in speakers)
                for at, token in order.items()
            ]
        return self._mentions[sentence.index]

    def _earlier(self, pronoun: "Token", sentence: Sentence) -> Iterator[Mention]:
        for index in range(sentence.index, max(-1, sentence.index - MEMORY), -1):
            for mention in self.mentions(self.analysis.sentences[index]):
                if index < sentence.index or mention.head.i < pronoun.i:
                    yield mention

    def span(self, voice: Voice) -> Span:
        """The words that name a speaker."""
        first, end = name_range(voice.head)
        doc = voice.head.doc
        return self.analysis.span(voice.offset, doc[first], doc[end - 1])

    def source(self, voice: Voice, quotation: str, chain: tuple[Span, ...]) -> Source:
        """A speaker as the source of a claim."""
        span, cue = self.span(voice), voice.cue
        return Source(
            span,
            None if cue is None else self.analysis.span(voice.cue_offset, cue, cue),
            kind_of(span.text, voice.head.ent_type_ == "PERSON"),
            quotation,
            chain,
        )


def _is_mention(token: "Token") -> bool:
    if token.pos_ not in ("NOUN", "PROPN") or is_pronoun(token):
        return False
    if token.dep_ in ("nsubj", "nsubjpass"):
        return True
    return token.ent_type_ == "PERSON" and token.dep_ not in ("compound", "poss")
