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
    """A candidate for a trigger: its head, its class, the path to it and the tokens between."""

    head: "Token"
    kind: str
    path: str
    between: "tuple[Token, ...]"


@dataclass(frozen=True, slots=True)
class Head:
    """A token that can head a filler of any trigger of its sentence."""

    token: "Token"
    kind: str


def heads(sentence: "TokenSpan") -> list[Head]:
    """The possible filler heads of a sentence in text order."""
    found = []
    for token in sentence:
        if _can_head(token):
            found.append(Head(token, word_class(token)))
    return found


def _can_head(token: "Token") -> bool:
    pos, dep = token.pos_, token.dep_
    if pos in NOMINAL:
        if token.lower_ in RELATIVES or token.lower_ in {"it", "there"}:
            return token.lower_ == "it"
        if dep in {"compound", "nmod", "nummod"}:
            return pos != "NUM" and token.head.pos_ in {"NOUN", "PROPN"} and not _inside_name(token)
        return True
    if pos == "ADJ":
        return token.ent_type_ == "NORP" or dep in {"pobj", "nsubj", "nsubjpass", "dobj"}
    if pos == "ADV":
        return token.lower_ in TIME_ADVERBS
    return pos in {"VERB", "AUX"} and dep in CLAUSE_DEPS or token.tag_ == "VBG" and dep == "pobj"


def _inside_name(token: "Token") -> bool:
    """Whether a modifier is part of its head's own name ("Ihar" in "Ihar Ilyash")."""
    return token.ent_type_ != "" and token.ent_type_ == token.head.ent_type_


def fillers(trigger: "Trigger", sentence_heads: list[Head]) -> list[Filler]:
    """The candidates of one trigger: every head near it in the parse, outside the trigger."""
    up = climb(trigger.root)
    found = []
    for head in sentence_heads:
        if trigger.first <= head.token.i <= trigger.last:
            continue
        way = path(up, head.token)
        if way is not None:
            found.append(Filler(head.token, head.kind, way[0], tuple(way[1])))
    return found
