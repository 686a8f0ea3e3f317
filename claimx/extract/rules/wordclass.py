"""What kind of thing a token names: by its entity type, its part of speech, or word lists."""

import tomllib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

ENTITY_CLASSES = {
    "PERSON": "name",
    "ORG": "organisation",
    "NORP": "people_name",
    "GPE": "place_name",
    "LOC": "place_name",
    "FAC": "place_name",
    "DATE": "time",
    "TIME": "time",
    "MONEY": "money",
    "LAW": "law",
}
PRIORITY = ("time", "weapon", "law", "penalty", "force", "place", "person")


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    file = resources.files("claimx.extract.rules").joinpath("words.toml")
    lists = tomllib.loads(file.read_text("utf-8"))
    classes: dict[str, str] = {}
    for name in reversed(PRIORITY):
        classes.update(dict.fromkeys(lists[name], name))
    return classes


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    file = resources.files("claimx.extract.rules").joinpath("words.toml")
    return frozenset(tomllib.loads(file.read_text("utf-8"))["title"])


@lru_cache(maxsize=1)
def repression_words() -> frozenset[str]:
    """Words of articles that tell of repression, lower case."""
    file = resources.files("claimx.extract.rules").joinpath("words.toml")
    return frozenset(tomllib.loads(file.read_text("utf-8"))["repression"])


def word_class(token: "Token") -> str:
    """What a token names.

    One of: name, organisation, people_name, place_name, time, money, law, pronoun, possessive,
    person, force, place, weapon, penalty, title, number, proper, clause, noun, other.
    """
    if token.lower_ in _titles() and token.ent_type_ != "PERSON":
        return "title" if token.dep_ == "compound" else _common(token)
    if token.lower_ in _titles() and token.dep_ == "compound":
        return "title"
    if token.pos_ == "PRON":
        return "possessive" if token.dep_ == "poss" else "pronoun"
    entity = ENTITY_CLASSES.get(token.ent_type_)
    if entity is not None and (token.pos_ in {"PROPN", "NUM"} or entity in {"time", "money"}):
        return entity
    return _common(token)


def _common(token: "Token") -> str:
    listed = _lists().get(token.lower_)
    if listed is not None:
        return listed
    if token.pos_ == "NUM":
        return "number"
    if token.pos_ == "PROPN":
        return "proper"
    if token.pos_ in {"VERB", "AUX"}:
        return "clause"
    if token.pos_ == "NOUN":
        return "noun"
    return "other"
