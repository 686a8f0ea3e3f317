"""What stands over an act: the words that its trigger hangs on, as far as they can qualify it.

`climb` follows the parse upwards from a trigger and stops where the act is presupposed: an
adjective ("the jailed editor"), a relative clause, a possessor, an adverbial clause of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.qualify.cues import words
from claimx.qualify.governors import governs_anything

if TYPE_CHECKING:
    from spacy.tokens import Token

_STOP = frozenset({"amod", "relcl", "poss", "appos", "npadvmod", "parataxis", "ROOT", "nmod"})
_CARRYING = frozenset(
    {"dobj", "xcomp", "attr", "oprd", "acomp", "conj", "nsubj", "nsubjpass", "acl", "agent"}
)
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_ALONGSIDE = frozenset({"conj", "including", "like"})


@dataclass(frozen=True, slots=True)
class Link:
    """One step up: `relation` is the parse relation, or the preposition between the two.

    `carries` tells whether what stands beside `governor` qualifies the act too; `reached` whether
    `governor` itself does: everything between carries the act and does not presuppose it.
    """

    child: "Token"
    governor: "Token"
    relation: str
    carries: bool
    reached: bool


def climb(token: "Token", limit: int = 8) -> Iterator[Link]:
    """The links above a trigger's head, nearest first; none where it is the root."""
    carries = True
    for _ in range(limit):
        governor, relation, child = token.head, token.dep_, token
        if governor == token:
            return
        dangling = _dangling(token)
        if dangling is not None:
            governor, relation = dangling, "pobj"
        if relation in ("pobj", "pcomp") and governor.dep_ in _PREPOSITIONS:
            if governor.lower_ in (
                "after",
                "before",
                "since",
                "until",
                "during",
                "following",
                "despite",
            ):
                return
            relation, child, governor = _preposition(governor), governor, _over(governor)
        elif relation == "nmod" and any(child.dep_ == "cc" for child in token.children):
            relation = "conj"  # "an end to the violence and attacks", as the parser sees it
        elif relation == "amod" and _is_gerund_of(token, governor):
            relation = "compound"  # "a kidnaping attempt"
        elif relation == "compound" and not _is_last(token):
            return
        reached, carries = carries, carries and _carries(token, governor, relation)
        yield Link(token, governor, relation, carries, reached)
        if relation in _STOP or relation in ("nsubj", "nsubjpass") or _is_aside(token, relation):
            return
        if relation not in _ALONGSIDE and _holds_its_own(governor):
            return
        token = governor if child is not governor else governor.head


def _over(preposition: "Token") -> "Token":
    """What a preposition hangs on: the word before it where the two belong together.

    The parser often hangs "demand a halt to arrests" or "extended protection from arrest" on the
    verb.
    """
    if preposition.i and not preposition.is_sent_start:
        before = preposition.nbor(-1)
        other_noun = before != preposition.head and before.pos_ == "NOUN"
        lemma = before.lemma_.lower()
        light = preposition.lower_ == "in" and lemma in words("factuality", "light")
        if other_noun and (light or governs_anything(lemma, preposition.lower_)):
            return before
    return preposition.head


def _dangling(token: "Token") -> "Token | None":
    """The preposition just before a noun phrase where the parse left it without an object.

    So "to" in "an end to the violence and attacks", hung on a verb that follows.
    """
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("pobj", "conj", "compound", "amod"):
        return None
    first = token.left_edge
    if first.is_sent_start or first.i == 0:
        return None
    before = first.nbor(-1)
    free = before.dep_ == "prep" and not any(c.dep_ in ("pobj", "pcomp") for c in before.children)
    return before if free and before.head != token else None


def _is_gerund_of(token: "Token", noun: "Token") -> bool:
    light = words("factuality", "light")
    return token.tag_ == "VBG" and _is_last(token) and noun.lemma_.lower() in light


def _preposition(token: "Token") -> str:
    """The preposition, or the adverb that makes it one ("instead of", "rather than")."""
    adverb = next((c.lower_ for c in token.children if c.lower_ in ("instead", "rather")), None)
    return adverb or token.lower_


def _holds_its_own(noun: "Token") -> bool:
    """Whether a noun is a thing of its own, so that what is said of it is not said of the act."""
    return noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() not in words(
        "factuality", "light"
    )


def _is_last(token: "Token") -> bool:
    return token.i + 1 == token.head.i


def _is_aside(token: "Token", relation: str) -> bool:
    """An adverbial clause other than an infinitive or a bare participle stands for itself."""
    return relation == "advcl" and not _is_bare(token)


def _is_bare(token: "Token") -> bool:
    if any(child.lower_ == "to" for child in token.lefts):
        return True
    own = any(child.dep_ in ("mark", "nsubj", "nsubjpass", "advmod") for child in token.lefts)
    return token.tag_ == "VBG" and not own


def _carries(token: "Token", governor: "Token", relation: str) -> bool:
    if relation == "conj":
        return not _has_own_clause(token)
    if relation == "advcl" and token.tag_ == "VBG":
        return _is_bare(token)
    if relation in ("including", "like"):
        return True
    if relation == "ccomp" and token.pos_ == "ADJ" and not _has_verb(token):
        return True  # "could not find him guilty"
    if relation == "advcl" and governor.lemma_ in ("go", "come") and _is_bare(token):
        return True  # "cannot go out to protest"
    if relation == "ccomp" and governor.lemma_.lower() in words("factuality", "causative"):
        return True
    if relation == "of" and governor.lower_ == "aware":
        return not is_definite(token)
    if relation in ("ccomp", "advcl", "relcl", "amod", "poss", "appos"):
        return False
    if token.pos_ in ("VERB", "AUX") and relation in ("xcomp", "acl"):
        return True
    light = governor.lemma_.lower() in words("factuality", "light")
    if relation in ("nsubj", "nsubjpass"):
        return (
            light or governor.pos_ == "AUX" or (relation == "nsubjpass" and not is_definite(token))
        )
    if relation in _CARRYING:
        return light or not is_definite(token)
    return light


def _has_verb(adjective: "Token") -> bool:
    return any(child.pos_ == "AUX" for child in adjective.children)


def _has_own_clause(token: "Token") -> bool:
    return any(
        child.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") and child.lower_ != "to"
        for child in token.children
    )


def is_definite(token: "Token") -> bool:
    """Whether a noun is marked as known ("the arrest", "his arrest")."""
    return any(
        child.dep_ == "poss"
        or (child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those"))
        for child in token.children
    )
