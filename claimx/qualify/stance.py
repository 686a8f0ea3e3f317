"""Where a source stands: it asserts, denies, acknowledges, justifies or demands the act.

Polarity and modality tell denials and demands; the word of speech, the reason that the source gives
and what it says of the act tell the rest. A rule without labelled data behind it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claimx.claim import Source, Span
from claimx.language import Analysis
from claimx.proposal import Proposal
from claimx.qualify.anchors import Anchor, anchors
from claimx.qualify.cues import table, words
from claimx.qualify.factuality import Factuality
from claimx.qualify.scope import Link

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SAID_OF = frozenset({"acomp", "attr", "oprd", "ccomp", "xcomp"})
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl"})
_BACKING_OUT = frozenset({"refuse", "decline", "fail", "unable"})
_SPEAKERS = frozenset({"i", "we"})


def stances(
    analysis: Analysis,
    proposals: Sequence[Proposal],
    sources: Sequence[Source | None],
    facts: Sequence[Factuality],
) -> list[str | None]:
    """The stance of each source towards its act, in the order of the proposals.

    Args:
        analysis: the parsed article.
        proposals: the claims.
        sources: from `claimx.qualify.attribution.attribute`.
        facts: from `claimx.qualify.factuality.judge`.

    Returns:
        A label of the vocabulary's list "stance", and None exactly where there is no source.
    """
    return [
        None if source is None else _stance(analysis, proposal, anchor, source, fact)
        for proposal, anchor, source, fact in zip(
            proposals, anchors(analysis, proposals), sources, facts, strict=True
        )
    ]


def _stance(
    analysis: Analysis,
    proposal: Proposal,
    anchor: Anchor | None,
    source: Source,
    fact: Factuality,
) -> str:
    if fact.modality == "demanded":
        return "demands"
    if fact.polarity == "negative":
        return "denies"
    voices = list(_voices(analysis, anchor, source.cue))
    if _speaks(voices, words("stance", "justifies")):
        return "justifies"
    if anchor is not None and (_is_called_right(anchor) or _has_reason(anchor, source)):
        return "justifies"
    if _speaks(voices, words("stance", "acknowledges")):
        return "acknowledges"
    return _of_denial(voices, proposal.type)


def _of_denial(voices: "Sequence[Token]", type_: str) -> str:
    """The stance where the word of speech may be a denial, and the act stays.

    "did not deny" acknowledges; a charge that is denied was brought all the same.
    """
    for voice in voices:
        lemma = voice.lemma_.lower()
        if lemma in words("factuality", "rejecting"):
            if _is_negated(voice):
                return "acknowledges"
            if lemma not in table("factuality")["kept"].get(type_, ()):
                return "denies"
    return "asserts"


def _voices(analysis: Analysis, anchor: Anchor | None, cue: Span | None) -> "Iterator[Token]":
    """The word of speech, and those that the speaker uses in the first person: "we admit that"."""
    tokens = None if cue is None else analysis.tokens(cue)
    if tokens is not None:
        yield tokens.root
    for link in anchor.links if anchor is not None else ():
        own = (child.lower_ for child in link.governor.children if child.dep_ in _SUBJECTS)
        if not _SPEAKERS.isdisjoint(own):
            yield link.governor


def _speaks(voices: "Sequence[Token]", lemmas: frozenset[str]) -> bool:
    return any(v.lemma_.lower() in lemmas and not _is_negated(v) for v in voices)


def _is_negated(token: "Token") -> bool:
    """Whether a word is not said or done: "did not confirm", "refused to confirm"."""
    above = token.head
    if token.dep_ == "xcomp" and above.lemma_.lower() in _BACKING_OUT:
        return True
    return any(
        child.dep_ == "neg" or child.lower_ in words("factuality", "plain")
        for child in token.children
    )


def _is_called_right(anchor: Anchor) -> bool:
    """Whether what is said of the act calls it right: "the arrest was lawful and necessary"."""
    act = anchor.head
    if act.dep_ in _SUBJECTS and not _is_negated(act.head):
        return any(
            _is_right(child)
            for child in act.head.children
            if child.dep_ in _SAID_OF or child.dep_ == "prep"
        ) or _is_right(act.head)
    return any(_makes_right(link) for link in anchor.links)


def _makes_right(link: Link) -> bool:
    """Whether a word over the act calls it right: "it was necessary to", "had no choice but to"."""
    above = link.governor
    if above.lower_ in words("stance", "choices"):
        return any(child.lower_ == "no" for child in above.children)
    if link.relation not in _CLAUSES or _is_negated(above):
        return False
    if above.lower_ in words("stance", "right"):
        return not _is_negated(above.head)
    return above.lemma_ == "be" and any(
        child.dep_ == "acomp" and _is_right(child) for child in above.children
    )


def _is_right(token: "Token") -> bool:
    if token.lower_ in words("stance", "right"):
        return not _is_negated(token)
    if token.lower_ in words("stance", "ground_prepositions"):
        return any(child.lower_ in words("stance", "grounds") for child in token.subtree)
    return False


def _has_reason(anchor: Anchor, source: Source) -> bool:
    """Whether the authorities name a wrong of those it was done to as the reason."""
    reasons = table("stance")["reasons"]
    if source.kind not in reasons["kinds"]:
        return False
    for child in anchor.head.children:
        if child.dep_ == "advcl" and any(
            mark.dep_ == "mark" and mark.lower_ in reasons["marks"] for mark in child.children
        ):
            return any(word.lemma_.lower() in reasons["wrong"] for word in child.subtree)
    return False
