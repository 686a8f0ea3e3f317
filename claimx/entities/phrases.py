"""Where a noun phrase begins and ends: minimal, as the annotation guidelines cut arguments."""

from typing import TYPE_CHECKING

from claimx.entities.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEFT = frozenset(
    (
        "det",
        "amod",
        "compound",
        "nummod",
        "poss",
        "nmod",
        "quantmod",
        "predet",
        "advmod",
        "punct",
        "case",
        "neg",
        "npadvmod",
    )
)
_MARKS = frozenset("\"'“”‘’„«»(),;:–—-[]")
_NOT_HEADS = frozenset(
    ("compound", "amod", "nmod", "quantmod", "npadvmod", "nummod", "det", "punct")
)


def is_phrase_head(token: "Token") -> bool:
    """Whether a noun heads a phrase of its own instead of modifying another."""
    return token.dep_ not in _NOT_HEADS or token.head.i < token.i


def left_edge(head: "Token") -> int:
    """Index of the first token of the phrase headed by `head`: determiner, owner, modifiers."""
    first = head.i
    for child in sorted(head.lefts, key=lambda token: -token.i):
        if child.dep_ not in _LEFT:
            break
        if child.dep_ == "advmod" and child.i + 1 != first:
            break
        first = child.left_edge.i
    doc = head.doc
    while first < head.i and (doc[first].text in _MARKS or doc[first].is_space):
        first += 1
    return first


def of_object(head: "Token") -> "Token | None":
    """The noun after "of" in "one of them", "the director of X"."""
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i <= head.i + 2:
            return next((grand for grand in child.rights if grand.dep_ == "pobj"), None)
    return None


def phrase(head: "Token") -> tuple[int, int]:
    """Token indices (half-open) of the minimal phrase headed by a common noun, number or pronoun.

    Relative clauses, appositions and prepositional phrases are left out, but for the whole of a
    part ("one of them"), what a post is of ("the director of X") and a name behind "of" ("the
    mother of Ann Bell"; not "the city of Krell", which is one with its name).
    """
    first, end = _hyphened(head)
    if head.lower_ in words("phrases", "partitives") or head.pos_ == "NUM":
        whole = of_object(head)
        if whole is not None and whole.i - head.i <= 8:
            end = max(end, whole.i + 1)
    elif head.lower_ in words("phrases", "of_posts"):
        body = of_object(head)
        if body is not None and body.i - head.i <= 6:
            end = body.i + 1
    elif head.lower_ not in words("nouns", "place", "any"):
        named = of_object(head)
        if named is not None and named.pos_ == "PROPN" and named.i - head.i <= 6:
            end = named.i + 1
    return first, end


def _hyphened(head: "Token") -> tuple[int, int]:
    """The phrase up to its head, the parts that hyphens join to it taken in ("a co-defendant")."""
    doc, first, end = head.doc, left_edge(head), head.i + 1
    if first > 1 and doc[first - 1].text == "-" and not doc[first - 1].whitespace_:
        first = min(first - 2, left_edge(doc[first - 2]))
        if first and doc[first - 1].pos_ == "DET":
            first -= 1
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end].whitespace_:
        end += 2
    return first, end


def owner(head: "Token") -> "Token | None":
    """The possessor before a noun: "its" of "its spokesman", "Bell" of "Bell's wife"."""
    for child in head.lefts:
        if child.dep_ == "poss":
            return child
    return None
