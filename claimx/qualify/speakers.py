"""Who a speaker is: the minimal span that names one, what kind it is, and whom a pronoun means."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from claimx.qualify.cues import table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEFT = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "neg"})
_LEFT_INNER = _LEFT | {"case", "advmod", "punct", "conj", "cc"}
_GROUP_LABELS = frozenset({"ORG", "GPE", "NORP"})
_MARKS = frozenset("\"'“”‘’„«»(),;:–—- ")


def is_pronoun(token: "Token") -> bool:
    """Whether a speaker's head stands for someone named elsewhere."""
    return token.lower_ in words("speech", "pronouns")


def name_range(head: "Token") -> tuple[int, int]:
    """Token indices (half-open) of the shortest phrase that names the speaker headed by `head`.

    A person's full name loses its title; appositions, relative clauses and most prepositional
    phrases are left out; "one of them" and coordinated speakers stay whole.
    """
    person = _person_entity(head)
    if person is not None:
        return person
    head = _issuer(head)
    person = _person_entity(head)
    if person is not None:
        return person
    appositive = _named_appositive(head)
    if appositive is not None:
        return appositive
    first = _left_edge(head)
    last = max([head.i, *(_right_edge(child) for child in head.rights)])
    doc = head.doc
    while first < last and doc[first].text in _MARKS:
        first += 1
    return first, last + 1


def _person_entity(head: "Token") -> tuple[int, int] | None:
    if head.ent_type_ != "PERSON":
        return None
    doc, start, end = head.doc, head.i, head.i + 1
    while start > 0 and doc[start].ent_iob_ == "I" and doc[start - 1].ent_type_ == "PERSON":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    while end - start > 2 and doc[start].lower_ in words("speech", "titles"):
        start += 1
    while end - start > 1 and doc[end - 1].lower_ in ("'s", "’s", "’", "'"):
        end -= 1
    return start, end


def _issuer(head: "Token") -> "Token":
    """The body behind a document: "a statement by X" gives X, any other head itself."""
    if head.lemma_.lower() not in words("speech", "documents"):
        return head
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "of"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return grandchild
        if child.dep_ == "poss" and not is_pronoun(child):
            return child
    return head


def _named_appositive(head: "Token") -> tuple[int, int] | None:
    """The name in "the group's lawyer, Ann Bell": a person in apposition to a common noun."""
    if head.pos_ == "PROPN":
        return None
    for child in head.rights:
        if child.dep_ == "appos":
            return _person_entity(child)
    return None


def _left_edge(head: "Token") -> int:
    first = head.i
    for child in head.lefts:
        if child.dep_ in _LEFT:
            first = min(first, child.left_edge.i)
    return first


def _right_edge(child: "Token") -> int:
    """The last token that belongs to the name on the right of its head, or -1."""
    if child.dep_ == "prep" and child.lower_ in ("of", "in", "for", "at", "from"):
        objects = [grand for grand in child.children if grand.dep_ == "pobj"]
        if objects and objects[-1].i - child.i <= 5:
            inner = [_right_edge(grand) for grand in objects[-1].rights if grand.dep_ == "prep"]
            return max([objects[-1].i, *inner])
    if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN") and child.i - child.head.i <= 6:
        return max([child.i, *(_right_edge(grand) for grand in child.rights)])
    return -1


def kind_of(phrase: str, is_person: bool) -> str | None:
    """The kind of a speaker by its words; None where they do not tell."""
    padded = f" {phrase.lower()} "
    for kind, cues in table("speakers")["kinds"].items():
        if any(f" {cue} " in padded for cue in cues):
            return None if is_person and kind == "media" else str(kind)
    return None


def antecedent(
    pronoun: "Token", earlier: "Iterator[Token]", says: Callable[["Token"], bool]
) -> "Token | None":
    """The nearest earlier head that a speaking pronoun can mean.

    Args:
        pronoun: the head of a speaker, a pronoun.
        earlier: heads of earlier noun phrases, nearest first, no pronouns among them.
        says: whether a head speaks where it stands; speakers win over other subjects.
    """
    single = pronoun.lower_ in words("speech", "singular_persons")
    fallback = None
    for count, head in enumerate(earlier):
        if count > 60:
            break
        if not _fits(pronoun, head, single):
            continue
        if says(head) or head.dep_ in ("nsubj", "nsubjpass"):
            return head
        fallback = fallback or head
    return fallback


def _fits(pronoun: "Token", head: "Token", single: bool) -> bool:
    plural = head.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in head.children)
    person = head.ent_type_ == "PERSON"
    group = head.ent_type_ in _GROUP_LABELS
    if single:
        return person or (not plural and not group and head.lemma_.lower() in words("people", "singular"))
    if pronoun.lower_ in ("it", "its"):
        return group and not person or head.lemma_.lower() in words("people", "bodies")
    if pronoun.lower_ in ("they", "them", "their", "we", "us", "our"):
        return plural or group
    return True
