"""Who a speaker is: the minimal span that names one, what kind it is, and whom a pronoun means."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.qualify.cues import table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

SPEAKER_REACH = 2
_LEFT = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "neg"}
)
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
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I" and doc[last].ent_type_ == "ORG":
        last += 1
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
    lemma = head.lemma_.lower()
    if lemma not in words("speech", "documents") and lemma not in words("speech", "reports"):
        return head
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    return grandchild
        if child.dep_ == "poss" and lemma in words("speech", "documents") and not is_pronoun(child):
            return child
    return head


def _named_appositive(head: "Token") -> tuple[int, int] | None:
    """The name in "the group's lawyer, Ann Bell": a person in apposition to a common noun."""
    for child in head.rights:
        if child.dep_ == "appos":
            return _person_entity(child) or _body_entity(head, child)
    return None


def _body_entity(head: "Token", name: "Token") -> tuple[int, int] | None:
    """The name in "the spy agency NISA"."""
    if head.pos_ == "PROPN" or name.ent_type_ != "ORG" or name.i - head.i > 4:
        return None
    doc, end = name.doc, name.i + 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    start = name.i
    while doc[start].ent_iob_ == "I" and start > head.i + 1:
        start -= 1
    return start, end


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


@dataclass(frozen=True, slots=True)
class Mention:
    """The head of a noun phrase: its chunk's offset, its sentence, and whether it speaks there."""

    head: "Token"
    offset: int
    sentence: int
    speaks: bool


def antecedent(pronoun: "Token", earlier: Iterable[Mention]) -> Mention | None:
    """The earlier mention that a speaking pronoun most likely means; None where none fits.

    Args:
        pronoun: the head of a speaker, a pronoun.
        earlier: mentions, nearest sentence first. One that speaks within `SPEAKER_REACH`
            sentences wins over a nearer subject, a subject over any other.
    """
    single = pronoun.lower_ in words("speech", "singular_persons")
    subject, other, nearest = None, None, None
    for mention in earlier:
        nearest = mention.sentence if nearest is None else nearest
        far = nearest - mention.sentence > SPEAKER_REACH
        if far and subject is not None:
            break
        if not _fits(pronoun, mention.head, single):
            continue
        if mention.speaks and not far:
            return mention
        if subject is None and mention.head.dep_ in ("nsubj", "nsubjpass"):
            subject = mention
        other = other or mention
    return subject or other


def _fits(pronoun: "Token", head: "Token", single: bool) -> bool:
    plural = head.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in head.children)
    person = head.ent_type_ == "PERSON"
    group = head.ent_type_ in _GROUP_LABELS
    if single:
        named = person or (head.ent_type_ == "ORG" and _looks_like_a_person(head))
        singular = head.lemma_.lower() in words("people", "singular")
        return named or (singular and not plural and not group)
    if pronoun.lower_ in ("it", "its"):
        return (group and not person) or head.lemma_.lower() in words("people", "bodies")
    if pronoun.lower_ in ("they", "them", "their", "we", "us", "our"):
        return plural or group
    return True


def _looks_like_a_person(head: "Token") -> bool:
    """Two capitalised words without an article: the small model takes many a name for a body."""
    first, last = head.left_edge, head
    phrase = head.doc[first.i : last.i + 1]
    return len(phrase) == 2 and all(t.text.istitle() and t.tag_ == "NNP" for t in phrase)
