"""Who does an act of force and who suffers it, as the syntax of one mention tells.

"They" beside "beat" are seldom the same as "they" who "were arrested": the part that a mention
plays is held against the parts that an earlier chain played.
"""

from typing import TYPE_CHECKING

from claimx.entities.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

DOER, SUFFERER = "doer", "sufferer"


def deed(head: "Token") -> str | None:
    """`DOER` or `SUFFERER` of an act of force, by the governor of a mention's head; else None."""
    head = _first_conjunct(head)
    governor, dep = head.head, head.dep_
    if dep == "poss":
        return SUFFERER if governor.lemma_.lower() in words("phrases", "force_nouns") else None
    if dep == "pobj":
        by = governor.lower_ == "by" and _is_force(governor.head)
        return DOER if by else None
    if not _is_force(governor):
        joined = _joined_force(governor) if dep in ("nsubj", "nsubjpass") else None
        if joined is None:
            return None
        return SUFFERER if _passive(joined) else DOER
    if dep == "nsubj":
        return SUFFERER if _passive(governor) else DOER
    if dep in ("nsubjpass", "dobj"):
        return SUFFERER
    return None


def _first_conjunct(head: "Token") -> "Token":
    steps = 0
    while head.dep_ == "conj" and steps < 5:
        head, steps = head.head, steps + 1
    return head


def _is_force(token: "Token") -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() in words("phrases", "force_verbs")


def _passive(verb: "Token") -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.lefts)


def _joined_force(verb: "Token") -> "Token | None":
    """The act of force among the verbs that share the subject of `verb`."""
    for child in verb.rights:
        if (
            child.dep_ in ("conj", "xcomp")
            and _is_force(child)
            and not any(c.dep_ in ("nsubj", "nsubjpass") for c in child.lefts)
        ):
            return child
    return None
