"""Who says so? The source of each claim: quotations, reported speech, "according to", headlines.

Inside a quotation the speaker of the quotation is the source; elsewhere the innermost reporting
construction that holds the trigger. A pronoun that speaks is traced to an earlier name. Works
around triggers and quotations only, and reads each sentence once.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimx.claim import Source, Span
from claimx.language import Analysis, Sentence
from claimx.proposal import Proposal
from claimx.qualify.cues import words
from claimx.qualify.headlines import headline_speaker
from claimx.qualify.posts import author_of_post
from claimx.qualify.quoted_speech import QuotedSpeech
from claimx.qualify.reporting import Report, reports_over
from claimx.qualify.speakers import kind_of
from claimx.qualify.speech import Speech, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

_BREAKS = frozenset({",", "”", '"', "''", "’", "–", "—", "-"})
_LONGEST_ASIDE = 12


def attribute(
    analysis: Analysis,
    proposals: Sequence[Proposal],
    clusters: Sequence[Sequence[Span]] = (),
) -> list[Source | None]:
    """The source of each proposal, in their order; None where the article speaks itself.

    A construction of the text decides; where there is none, the `source` that an extractor
    proposed is taken. No proposals give an empty list.

    Args:
        analysis: the parsed article.
        proposals: the claims to attribute.
        clusters: the mentions of each entity, where entities are known already: a pronoun that
            speaks then means the nearest earlier name of its cluster.
    """
    if not proposals:
        return []
    speech = Speech(analysis, clusters)
    quoted = QuotedSpeech(speech)
    return [_source(speech, quoted, proposal) or _proposed(proposal) for proposal in proposals]


def _proposed(proposal: Proposal) -> Source | None:
    span = proposal.source
    return None if span is None else Source(span, None, kind_of(span.text, False))


def _source(speech: Speech, quoted: QuotedSpeech, proposal: Proposal) -> Source | None:
    trigger = proposal.trigger
    tokens = speech.analysis.tokens(trigger)
    sentence = speech.analysis.sentence_at(trigger.start)
    if tokens is None or sentence is None:
        return None
    author = author_of_post(speech.analysis.text, trigger.start)
    if author is not None:
        return Source(author, None, kind_of(author.text, False), "direct")
    index = quoted.at(trigger.start)
    if index is not None and not quoted.is_scare(index):
        voice = quoted.voices[index]
        if voice is not None:
            whole = quoted.quotations[index].start <= sentence.start + 1
            return speech.source(voice, "direct" if whole else "mixed", ())
    over = _voices_over(speech, tokens.root, sentence, proposal.type)
    if over:
        chain = tuple(speech.span(voice) for voice in reversed(over[1:]))
        return speech.source(over[0], "indirect" if index is None else "mixed", chain)
    found = headline_speaker(speech.analysis, trigger)
    return None if found is None else Source(found, None, kind_of(found.text, False), "indirect")


def _voices_over(speech: Speech, token: "Token", sentence: Sentence, type_: str) -> list[Voice]:
    """Speakers over a token, innermost first, pronouns resolved; those unknown are left out."""
    found = [r for r in speech.reports_near(sentence, token) if r.speaker is not None]
    over = [report for report in reports_over(token, found) if not _is_ruling(report, type_)]
    if not over:
        over = [report for report in found if _is_set_off(report, token, sentence)]
    voices = (speech.voice(report, sentence) for report in over)
    return [voice for voice in voices if voice is not None]


def _is_ruling(report: Report, type_: str) -> bool:
    """Whether "denied" is an act and no denial, as in "denied bail"."""
    return type_ == "RELEASE" and report.cue.lemma_.lower() in ("deny", "reject", "refuse")


def _is_set_off(report: Report, token: "Token", sentence: Sentence) -> bool:
    """Whether commas set a report off from a token's clause (", X said,"), whatever the parse says.

    A report that closes the sentence speaks for what stands before it, one between two commas
    for what stands before and after it.
    """
    cue, speaker = report.cue, report.speaker
    if (
        report.frame != "verb"
        or speaker is None
        or cue.lemma_.lower() not in words("speech", "say")
    ):
        return False
    first, last = min(cue.i, speaker.left_edge.i), max(cue.i, speaker.i)
    if first <= sentence.tokens.start or first <= token.i <= last or last - first > _LONGEST_ASIDE:
        return False
    if cue.doc[first - 1].text not in _BREAKS:
        return False
    if any(c.dep_ in ("ccomp", "dobj", "xcomp") and c.i > last for c in cue.children):
        return False
    at_end = last + 1 >= sentence.tokens.end
    return token.i < first or at_end or cue.doc[last + 1].text in _BREAKS
