"""Whether a claim speaks of no particular occasion: habits, bare plurals, lists of abuses.

A small linear model over features of the parse (weights in `models/genericity-en`).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimx.claim import Span
from claimx.language import Analysis
from claimx.qualify.anchors import Anchor
from claimx.qualify.cues import words
from claimx.qualify.tense import finite_tense, finite_verb
from claimx.qualify.weights import LinearWeights, bundled

if TYPE_CHECKING:
    from spacy.tokens import Token

_ROLES = ("victim", "agent")
_NEAR = 60


def generic_weights() -> LinearWeights:
    """The weights that come with claimx."""
    return bundled("genericity-en", "generic")


def is_generic(
    analysis: Analysis, anchor: Anchor, modality: str, weights: LinearWeights | None = None
) -> bool:
    """Whether no particular occasion is meant; `weights` are None for the bundled ones."""
    weights = weights or generic_weights()
    total = weights.score(generic_features(analysis, anchor, modality))
    return weights.probability(total) >= weights.threshold


def generic_features(analysis: Analysis, anchor: Anchor, modality: str) -> Iterator[str]:
    """Names of what speaks for or against a general statement, for the weights to judge."""
    head, proposal = anchor.head, anchor.proposal
    yield f"tag_{head.tag_}"
    yield f"rel_{head.dep_}"
    yield f"modality_{modality}"
    yield f"type_{proposal.type}"
    yield from _finite(head)
    yield from _beside(head)
    roles = {argument.role for argument in proposal.args}
    for role in ("time", "penalty", "method", "charge", "place", "cause", "object"):
        if role in roles:
            yield f"has_{role}"
    for role in _ROLES:
        shapes = {_shape(analysis, a.span) for a in proposal.args if a.role == role} or {"none"}
        for shape in sorted(shapes):
            yield f"{role}_{shape}"
            if head.tag_ in ("VBZ", "VBP", "NNS", "NN", "VBG"):
                yield f"{head.tag_}_{role}_{shape}"
    yield from _above(anchor)
    if _is_dated(anchor):
        yield "dated_sentence"


def _is_dated(anchor: Anchor) -> bool:
    """Whether a number of a date stands near the trigger in its sentence."""
    tokens, head = anchor.sentence.tokens, anchor.head
    first, last = max(tokens.start, head.i - _NEAR), min(tokens.end, head.i + _NEAR)
    return any(token.ent_type_ == "DATE" and token.text.isdigit() for token in head.doc[first:last])


def _finite(head: "Token") -> Iterator[str]:
    """The tense of the clause that holds the trigger."""
    tense = finite_tense(head)
    yield f"clause_{tense}"
    yield f"{head.pos_}_clause_{tense}"
    if finite_verb(head) == head:
        yield f"own_clause_{tense}"


def _beside(head: "Token") -> Iterator[str]:
    children = list(head.children)
    determiners = [c for c in children if c.dep_ in ("det", "poss", "nummod")]
    for child in determiners:
        yield f"det_{child.lower_ if child.dep_ == 'det' else child.dep_}"
    if not determiners and head.pos_ == "NOUN":
        yield f"bare_{head.tag_}"
        if head.dep_ == "conj" or any(c.dep_ == "conj" for c in children):
            yield f"bare_list_{head.tag_}"
    for child in children:
        if child.lower_ in words("habit", "adverbs"):
            yield "habit"
        if child.dep_ == "mark":
            yield f"mark_{child.lower_}"
        if child.dep_ == "prep" and child.lower_ == "of":
            yield "of"
    if sum(c.dep_ == "conj" for c in children) or head.dep_ == "conj":
        yield "conjoined"


def _above(anchor: Anchor) -> Iterator[str]:
    for link in anchor.links[:3]:
        lemma = link.governor.lemma_.lower()
        if lemma in words("habit", "practice"):
            yield "practice"
        if any(child.lower_ in words("habit", "adverbs") for child in link.governor.children):
            yield "habit_above"
        yield f"under_{link.relation}"


def _shape(analysis: Analysis, span: Span) -> str:
    tokens = analysis.tokens(span)
    if tokens is None:
        return "none"
    head = tokens.root
    lower = {token.lower_ for token in tokens}
    if head.pos_ == "PRON":
        return "pronoun"
    if lower & words("habit", "many"):
        return "many"
    if any(token.like_num for token in tokens):
        return "counted"
    if lower & words("habit", "every"):
        return "every"
    if any(token.dep_ in ("poss", "det") and token.lower_ not in ("a", "an") for token in tokens):
        return "definite_plural" if head.tag_ in ("NNS", "NNPS") else "definite"
    if head.pos_ == "PROPN":
        return "name"
    return "bare_plural" if head.tag_ == "NNS" else "bare"
