"""Whom a pronoun cannot mean: the subject of its own clause (principle B of Chomsky 1981)."""

from typing import TYPE_CHECKING

from claimx.entities.nodes import Node, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "dative", "iobj")
# Prepositions that bring a second actor of the verb; "with her" may turn back to the subject.
_ACTORS = frozenset(("by", "to", "against", "for", "from", "at"))


def other_subject(scene: Scene, node: Node) -> Node | None:
    """The subject that a personal pronoun, as object, cannot turn back to; None for others.

    "Bell saw her" and "a civilian who tried to free him" speak of two people each.
    """
    if node.form is None or node.form[4] != "personal":
        return None
    verb = _governor(node.head)
    subject = _subject(verb) if verb is not None else None
    return scene.node_of(subject, node) if subject is not None else None


def _governor(head: "Token") -> "Token | None":
    """The verb that an object belongs to, directly or by a preposition."""
    if head.dep_ in _OBJECTS:
        return head.head
    if head.dep_ == "pobj" and head.head.lower_ in _ACTORS and head.head.head.pos_ == "VERB":
        return head.head.head
    return None


def _subject(verb: "Token") -> "Token | None":
    """Who does what a verb says, through infinitives and coordination."""
    for _ in range(5):
        for child in verb.lefts:
            if child.dep_ in _SUBJECTS:
                return child
        if verb.dep_ == "acl":
            return verb.head
        if verb.dep_ not in ("xcomp", "conj", "pcomp"):
            return None
        above = verb.head
        if verb.dep_ == "xcomp":
            told = next((c for c in above.rights if c.dep_ == "dobj" and c.i < verb.i), None)
            if told is not None:
                return told
        verb = above
    return None
