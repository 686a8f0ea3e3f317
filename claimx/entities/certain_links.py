"""Links that syntax makes certain: appositions, relatives, reflexives, acronyms in brackets."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimx.entities.nodes import Node, Scene
from claimx.entities.same_name import is_acronym
from claimx.entities.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_AUX = ("aux", "auxpass")
_BODY_KINDS = frozenset(("organisation", "public_body", "facility", "place"))


def certain_links(scene: Scene) -> Iterator[tuple[int, int]]:
    """Pairs of node indices, earlier first, that are one entity by their syntax."""
    for node in scene.nodes:
        if node.members:
            continue
        for other in (_relative(scene, node), _reflexive(scene, node), _beside(scene, node)):
            if other is not None and other.index != node.index:
                yield min(other.index, node.index), max(other.index, node.index)


def compatible(one: Node, other: Node) -> bool:
    """Whether the kinds, numbers and genders of two mentions may name one entity."""
    first, second = one.mention, other.mention
    if first.gender and second.gender and first.gender != second.gender:
        return False
    if first.kind == second.kind:
        return True
    return first.kind in _BODY_KINDS and second.kind in _BODY_KINDS


def _relative(scene: Scene, node: Node) -> Node | None:
    """What "who", "whom" or "whose" relates to: the noun whose relative clause holds it.

    "All of whom" and a plural verb take the whole of a coordination.
    """
    if node.part and node.lemma in ("all", "both") and "whom" in _words_of(node):
        return _whole_before(scene, node) or _nearest_before(scene, node)
    if node.form is None or node.form[4] != "relative":
        return None
    if _is_plural(node.head.head):
        whole = _whole_before(scene, node)
        if whole is not None:
            return whole
    token, steps = node.head, 0
    while steps < 8 and token.head.i != token.i:
        if token.dep_ == "relcl":
            found = scene.node_of(token.head, node) if token.head.i < node.head.i else None
            if found is not None and _may_be_who(node, found):
                return found
            break
        token, steps = token.head, steps + 1
    return _nearest_before(scene, node)


def _words_of(node: Node) -> list[str]:
    return [token.lower_ for token in node.head.doc[node.first : node.end]]


def _is_plural(verb: "Token") -> bool:
    """Whether a verb or its auxiliary has a plural form: "were", "are", "have"."""
    return any(
        t.lower_ in ("were", "are", "have")
        for t in (verb, *(c for c in verb.lefts if c.dep_ in _AUX))
    )


def _whole_before(scene: Scene, node: Node) -> Node | None:
    """The coordination that ends right before a relative pronoun, a comma between allowed."""
    doc = node.head.doc
    for other in reversed(scene.nodes[max(0, node.index - 3) : node.index]):
        if (
            other.members
            and other.head.doc is doc
            and other.end <= node.first
            and all(t.is_punct or t.is_space for t in doc[other.end : node.first])
        ):
            return other
    return None


def _nearest_before(scene: Scene, node: Node) -> Node | None:
    """The mention that ends right before a relative pronoun, a comma or age between allowed."""
    doc = node.head.doc
    for other in reversed(scene.nodes[max(0, node.index - 4) : node.index]):
        if (
            not other.members
            and _may_be_who(node, other)
            and other.head.doc is doc
            and other.end <= node.first
            and all(_is_aside(t, other) for t in doc[other.end : node.first])
        ):
            return other
    return None


def _is_aside(token: "Token", other: Node) -> bool:
    """Whether a word between a mention and its relative belongs to the mention or to an aside."""
    return (
        token.is_punct
        or token.like_num
        or token.is_space
        or token.dep_ == "prep"
        or (token.pos_ in ("DET", "ADJ", "NOUN", "PROPN") and other.head.is_ancestor(token))
    )


def _may_be_who(node: Node, other: Node) -> bool:
    """Whether "who" may relate to a mention: people and groups only."""
    return node.lemma not in ("who", "whom") or other.mention.kind in ("person", "group")


def _reflexive(scene: Scene, node: Node) -> Node | None:
    """The subject that "himself" turns back to."""
    if node.form is None or node.form[4] != "reflexive":
        return None
    subject = _subject(node.head)
    found = scene.node_of(subject, node) if subject is not None else None
    if found is None or (found.form is None and not _agrees(node, found)):
        return None
    return found


def _agrees(pronoun: Node, other: Node) -> bool:
    number = pronoun.mention.number
    return not (other.mention.kind == "group" and number == "one")


def _subject(token: "Token") -> "Token | None":
    """The subject of the clause that holds a token."""
    step = 0
    while token.head.i != token.i and step < 6:
        token, step = token.head, step + 1
        if token.pos_ in ("VERB", "AUX"):
            for child in token.lefts:
                if child.dep_ in ("nsubj", "nsubjpass"):
                    return child
    return None


def _beside(scene: Scene, node: Node) -> Node | None:
    """The mention this one is in apposition to: "the lawyer Ann Bell", "Ann Bell, a lawyer"."""
    if node.form is not None:
        return None
    before, between = _touching(scene, node)
    if before is not None and between == "," and not compatible(before, node):
        before = _above(scene, before)
    if before is None or before.form is not None or not compatible(before, node):
        return None
    one, other = before.mention.level, node.mention.level
    if between == "(":
        return (
            before
            if other == "name" and before.name and is_acronym("".join(node.name), before.name)
            else None
        )
    if between == "":
        return before if (one, other) == ("nominal", "name") else None
    if between != "," or (before.mention.number != node.mention.number and one == other):
        return None
    if (one, other) == ("nominal", "name"):
        return (
            before
            if before.article != "bare"
            or node.head.dep_ == "appos"
            or (before.sentence == node.sentence and _closes(node))
            else None
        )
    if (
        one == "name"
        and other == "nominal"
        and node.article == "bare"
        and node.head.dep_ == "appos"
    ):
        return before if before.mention.kind == node.mention.kind == "person" else None
    if other == "nominal" and node.article in ("indefinite", "definite", "possessive"):
        apposed = node.head.dep_ == "appos" or _closes(node)
        return before if apposed and not _listed(before, node) else None
    return None


def _above(scene: Scene, node: Node) -> Node | None:
    """The noun phrase that a mention hangs on: "a spokesman" of "a spokesman for the army"."""
    if node.head.dep_ != "pobj" or node.head.head.dep_ != "prep":
        return None
    found = scene.node_of(node.head.head.head, node)
    return found if found is not None and found.mention.level == "nominal" else None


def _touching(scene: Scene, node: Node) -> tuple[Node | None, str]:
    """The nearest mention before, a comma, bracket, age or title between, and which mark."""
    doc = node.head.doc
    start = node.first
    if node.mention.level == "name":
        while start and (
            doc[start - 1].lower_ in words("phrases", "titles") or doc[start - 1].text == "."
        ):
            start -= 1
    for other in reversed(scene.nodes[max(0, node.index - 5) : node.index]):
        if other.members or other.head.doc is not doc or other.end > node.first:
            continue
        gap = [t.text for t in doc[other.end : max(start, other.end)] if not t.is_space]
        if not gap or gap in ([","], ["("]):
            return other, "".join(gap)
        if len(gap) == 3 and gap[0] == gap[2] == "," and gap[1].isdigit():
            return other, ","
        return None, ""
    return None, ""


def _closes(node: Node) -> bool:
    """Whether a comma, bracket or sentence end follows the phrase, its own modifiers skipped."""
    doc = node.head.doc
    at = node.end
    if (at < len(doc) and doc[at].text in (",", ".", ")", ";", "—", "–")) or at >= len(doc):
        return True
    return (at < len(doc) and doc[at].dep_ in ("prep", "relcl", "acl")) or node.head.dep_ == "appos"


def _listed(before: Node, node: Node) -> bool:
    """Whether the two are members of a list: "X, his cousin Y and the poet Z"."""
    if before.head.dep_ == "conj" or node.head.dep_ == "conj":
        return (
            node.head.dep_ == "conj" and node.head.head.i != before.head.i
        ) or node.head.dep_ == "conj"
    return any(child.dep_ == "cc" for child in node.head.rights)
