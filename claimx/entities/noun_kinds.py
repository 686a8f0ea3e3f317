"""What a common noun names: a person, group, organisation, public body, place or facility."""

from functools import lru_cache
from typing import NamedTuple

from claimx.entities.words import table, words

_ORDER = ("person", "group", "public_body", "organisation", "place", "facility")


class NounKind(NamedTuple):
    """A kind of `mention.KINDS`, and the gender where the noun tells it."""

    kind: str
    gender: str | None


@lru_cache(maxsize=4096)
def noun_kind(lemma: str) -> NounKind | None:
    """What a noun (lower-case lemma) names; None for a noun that names none of the kinds.

    A compound with a hyphen is read by its last part ("vice-chair"), an unknown noun by endings
    that name people.
    """
    found = _listed(lemma)
    if found is None and "-" in lemma:
        found = _listed(lemma.rsplit("-", 1)[1])
    if found is None and lemma.isalpha() and len(lemma) > 5:
        for tail in table("phrases")["tails"]["person"]:
            if lemma.endswith(tail):
                return NounKind("person", {"woman": "female", "man": "male"}.get(tail))
    return found


def _listed(lemma: str) -> NounKind | None:
    for gender in ("male", "female"):
        if lemma in words("nouns", "person", gender):
            return NounKind("person", gender)
    if lemma in words("phrases", "kin"):
        return NounKind("group" if lemma in words("nouns", "group", "any") else "person", None)
    for kind in _ORDER:
        if lemma in words("nouns", kind, "any"):
            return NounKind(kind, None)
    return None


def kinds_of(lemma: str) -> frozenset[str]:
    """Every kind that a noun may name ("office": body and facility); empty for other nouns."""
    return frozenset(kind for kind in _ORDER if lemma in words("nouns", kind, "any"))
