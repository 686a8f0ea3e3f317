"""How an act is stated: asserted, alleged, possible, planned or demanded, with the cue."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimx.qualify.cues import table, words
from claimx.qualify.governors import governs
from claimx.qualify.negation import is_present
from claimx.qualify.scope import Link

if TYPE_CHECKING:
    from spacy.tokens import Token

KINDS = ("demanded", "planned", "possible", "alleged")
_BESIDE = frozenset({"aux", "advmod", "amod", "det", "acomp", "mark", "nmod", "npadvmod"})
_PASSIVE_ONLY = frozenset({"believe", "think", "say", "understand", "fear", "expect"})
_NEGATED_FACTS = frozenset({"can", "could", "ca", "would"})


def modality_of(head: "Token", links: Sequence[Link]) -> "tuple[str, Token | None]":
    """The modality of an act and its cue: the nearest cue decides; asserted without one.

    Args:
        head: the trigger's head.
        links: from `claimx.qualify.scope.climb`.
    """
    if head.lemma_.lower() in words("factuality", "orders"):
        return "planned", head
    beside = _beside(head) or _imperative(head) or _inverted(head)
    if beside is not None:
        return beside
    for link in links:
        for kind in KINDS:
            if (
                (link.reached or kind == "demanded")
                and governs(kind, link)
                and _is_real_frame(link)
            ):
                return kind, link.governor
        called = _called_upon(link.child) or _called_upon(link.governor)
        if called is not None:
            return "demanded", called
        if link.carries:
            beside = _beside(link.governor) or _imperative(link.governor)
            if beside is not None:
                return beside
    for child in head.children:
        if child.dep_ == "amod" and child.lower_ in words("factuality", "pressing"):
            return "demanded", child
    return "asserted", None


def _beside(token: "Token") -> "tuple[str, Token] | None":
    modifiers = table("factuality")["modifiers"]
    for child in token.children:
        if child.dep_ not in _BESIDE:
            continue
        lower = child.lower_
        if child.dep_ == "mark":
            if lower in modifiers["marks_possible"]:
                return "possible", child
        elif lower in modifiers["future"] or lower in modifiers["reported_future"]:
            kind = _future(token, child)
            if kind is not None:
                return kind, child
        else:
            for kind in KINDS:
                if lower in modifiers[kind] and not _is_negated_fact(token, child):
                    return kind, child
    return None


def _future(verb: "Token", auxiliary: "Token") -> str | None:
    """Read "will" as a plan (possible under a condition), "would" so in reported speech only."""
    conditional = any(
        child.dep_ == "mark" and child.lower_ == "if" for t in verb.children for child in t.children
    )
    if auxiliary.lower_ in table("factuality")["modifiers"]["future"]:
        return "possible" if conditional else "planned"
    if _is_negated_fact(verb, auxiliary):
        return None
    reported = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in words("speech", "say")
    return "planned" if reported and not conditional and verb.head.lemma_ != "warn" else "possible"


def _is_negated_fact(verb: "Token", auxiliary: "Token") -> bool:
    """Whether a negation makes it a fact: "could not be charged"."""
    return auxiliary.lower_ in _NEGATED_FACTS and any(
        child.dep_ == "neg" for child in verb.children
    )


def _called_upon(verb: "Token") -> "Token | None":
    """The "call" of "their call on the army to stop it", wherever the parse hangs "stop"."""
    to = next((child for child in verb.lefts if child.lower_ == "to"), None)
    if to is None or to.i == verb.sent.start:
        return None
    body, preposition = to.nbor(-1), to.nbor(-1).head
    if body.dep_ != "pobj" or preposition.lower_ not in ("on", "upon", "to"):
        return None
    call = preposition.head
    return call if call.lemma_.lower() in ("call", "appeal", "plea") else None


def _inverted(verb: "Token") -> "tuple[str, Token] | None":
    """A condition without "if": "Had she been arrested, she would ..."."""
    first = verb.left_edge
    opens = verb.dep_ == "advcl" and first.lower_ in ("had", "were", "should")
    return ("possible", first) if opens and first.head == verb and first.dep_ != "nsubj" else None


def _imperative(verb: "Token") -> "tuple[str, Token] | None":
    """A verb that opens its sentence without a subject: "Free the editor"."""
    if verb.tag_ != "VB" or verb.dep_ != "ROOT":
        return None
    if any(child.dep_ in ("nsubj", "nsubjpass", "aux", "expl") for child in verb.children):
        return None
    return ("demanded", verb) if verb.i - verb.sent.start <= 1 else None


def _is_real_frame(link: Link) -> bool:
    governor, lemma = link.governor, link.governor.lemma_.lower()
    forms = table("factuality")["hedging"].get(lemma)
    if forms is not None and governor.tag_ not in forms:
        return False
    if lemma in ("try", "attempt") and governor.pos_ == "VERB":
        return is_present(governor)
    if lemma == "go":
        return governor.lower_ == "going"
    if lemma == "carry":
        return not any(child.dep_ == "prt" for child in governor.children)
    if lemma in _PASSIVE_ONLY and link.relation == "xcomp":
        return any(child.dep_ == "auxpass" for child in governor.children)
    return True
