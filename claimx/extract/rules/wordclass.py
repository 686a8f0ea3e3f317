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
def _all_lists() -> dict[str, frozenset[str]]:
    file = resources.files("claimx.extract.rules").joinpath("words.toml")
    lists = tomllib.loads(file.read_text("utf-8"))
    return {name: frozenset(words) for name, words in lists.items()}


def word_list(name: str) -> frozenset[str]:
    """One list of `words.toml`, lower case."""
    return _all_lists()[name]


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    classes: dict[str, str] = {}
    for name in reversed(PRIORITY):
        classes.update(dict.fromkeys(word_list(name), name))
    return classes


def word_class(token: "Token") -> str:
    """What a token names.

    One of: name, organisation, people_name, place_name, time, money, law, pronoun, possessive,
    person, force, place, weapon, penalty, title, number, proper, clause, noun, other.
    """
    if token.lower_ in word_list("title") and token.ent_type_ != "PERSON":
        return "title" if token.dep_ == "compound" else _common(token)
    if token.lower_ in word_list("title") and token.dep_ == "compound":
        return "title"
    if token.pos_ == "PRON":
        return "possessive" if token.dep_ == "poss" else "pronoun"
    entity = ENTITY_CLASSES.get(token.ent_type_)
    if entity is not None and (token.pos_ in {"PROPN", "NUM"} or entity in {"time", "money"}):
        return entity
    return _common(token)


def _common(token: "Token") -> str:
    listed = _classes().get(token.lower_)
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
