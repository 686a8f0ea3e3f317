"""Candidate fillers: the tokens of a sentence that may head an argument of a trigger."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.extract.rules.syntax import climb, path
from claimx.extract.rules.wordclass import word_class

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from claimx.extract.rules.triggers import Trigger

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
CLAUSE_DEPS = frozenset({"pcomp", "advcl", "xcomp", "ccomp", "acl"})
RELATIVES = frozenset({"who", "whom", "which", "that", "what", "whose"})
TIME_ADVERBS = frozenset({"yesterday", "today", "tomorrow", "tonight", "ago", "later", "earlier"})


@dataclass(frozen=True, slots=True)
class Filler:
    """A candidate for a trigger: its head, its class, the path to it and the tokens between.

    `leader` is the document index of the first conjunct of the list that the head stands in.
    """

    head: "Token"
    kind: str
    path: str
    between: "tuple[Token, ...]"
    leader: int


@dataclass(frozen=True, slots=True)
class Head:
    """A token that can head a filler of any trigger of its sentence."""

    token: "Token"
    kind: str


def heads(sentence: "TokenSpan") -> list[Head]:
    """The possible filler heads of a sentence in text order."""
    return [Head(token, word_class(token)) for token in sentence if _can_head(token)]


def _can_head(token: "Token") -> bool:
    pos, dep = token.pos_, token.dep_
    if pos in NOMINAL:
        if token.lower_ in RELATIVES or token.lower_ == "there":
            return False
        if dep in {"compound", "nmod", "nummod"}:
            return pos != "NUM" and token.head.pos_ in {"NOUN", "PROPN"} and not _inside_name(token)
        return True
    if pos == "ADJ":
        return token.ent_type_ == "NORP" or dep in {"pobj", "nsubj", "nsubjpass", "dobj"}
    if pos == "ADV":
        return token.lower_ in TIME_ADVERBS
    return (pos in {"VERB", "AUX"} and dep in CLAUSE_DEPS) or (
        token.tag_ == "VBG" and dep == "pobj"
    )


def _inside_name(token: "Token") -> bool:
    """Whether a modifier is part of its head's own name ("Ihar" in "Ihar Ilyash")."""
    return token.ent_type_ != "" and token.ent_type_ == token.head.ent_type_


def fillers(trigger: "Trigger", sentence_heads: list[Head]) -> list[Filler]:
    """The candidates of one trigger: every head near it in the parse, outside the trigger."""
    up = climb(trigger.root)
    found = []
    for head in sentence_heads:
        if head.token.i in trigger.own:
            continue
        leader = first_conjunct(head.token, trigger.root)
        way = path(up, leader)
        if way is not None:
            steps = way[0] if leader is head.token else way[0] + ">conj"
            found.append(Filler(head.token, head.kind, steps, tuple(way[1]), leader.i))
    return found


def first_conjunct(token: "Token", root: "Token") -> "Token":
    """The first of a list that `token` stands in, however long; itself where it stands in none.

    The list of which the trigger is a member itself is not climbed.
    """
    while token.dep_ == "conj" and token.head.pos_ in NOMINAL and token.head.i != root.i:
        token = token.head
    return token
