"""Whether a noun phrase without a number speaks of one, of nobody, or does not tell.

Told from the words alone: a name or a noun with "a" is one; a plural, a group ("the police") and
whatever could be either ("the Rohingya") tells nothing.
"""

import re
from collections.abc import Sequence
from functools import cache

from claimx.qualify.cues import table, words
from claimx.qualify.quantity_tokens import Phrases, index_phrases, longest, tokenise

_WORD = re.compile(r"[@#]?\w+(?:[-'’.]+\w+)*|[,;&()]")
_NUMBER_OF = re.compile(r"\b(?:numbers?|majority|minority|part|share) of\b", re.IGNORECASE)
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
_LISTED = frozenset({"and", "or", "&"})


def speaks_of_one(phrase: str) -> bool:
    """Whether the phrase, which holds no number, surely means one person, body or thing."""
    found = [match.group() for match in _WORD.finditer(phrase)]
    if not found:
        return False
    lowered = [word.lower() for word in found]
    if len(found) == 1 and lowered[0] in words("group_nouns", "pronouns_one"):
        return True
    if len(found) == 1 and lowered[0] in words("group_nouns", "pronouns_other"):
        return found[0] == "US"  # the country, and not "us"
    if _is_vague(phrase) or "," in found or ";" in found:
        return False
    core = _core(found)
    if any(word.lower() in _LISTED for word in core):
        return False
    if core[-1] == core[-1].lower():
        return _noun_is_one(core)
    return _names_one(core) and not _is_capitalised_plural(core, len(core) < len(found))


def _is_vague(phrase: str) -> bool:
    """Whether it begins with "some of", "a growing number of" and the like."""
    if _NUMBER_OF.search(phrase):
        return True
    return longest(tokenise(phrase), 0, _vague()) > 0


@cache
def _vague() -> Phrases:
    return index_phrases(table("group_nouns")["vague"])


def _core(found: Sequence[str]) -> list[str]:
    """The words up to the head: what stands before "of", "who", "accused of" and the like."""
    inner = range(1, len(found) - 1)
    end = next((at for at in inner if _is_stop(found, at)), len(found))
    return list(found[:end])


def _is_stop(found: Sequence[str], at: int) -> bool:
    stops = words("group_nouns", "stops") | {"("}
    if found[at] in words("group_nouns", "participles"):
        return found[at + 1] in stops
    return found[at] in stops


def _names_one(core: Sequence[str]) -> bool:
    """For a phrase whose last word is capitalised."""
    head = core[-1].lower()
    article = core[0].lower() if len(core) > 1 else ""
    if " ".join(core).lower().removeprefix("the ") in words("group_nouns", "names_in_s"):
        return True
    if head in _many() or head.endswith(tuple(words("group_nouns", "plural_endings"))):
        return False
    if article in words("group_nouns", "one_of"):
        return True
    if len(core) == 2 and article in words("group_nouns", "possessive"):
        return core[-1].isupper() or head in _known_single()
    if len(core) == 1:
        ambiguous = head.endswith(tuple(words("group_nouns", "ambiguous_endings")))
        adjective = head in words("group_nouns", "nominal_adjectives")
        return head in _known_single() or not (ambiguous or adjective)
    return True


def _is_capitalised_plural(core: Sequence[str], goes_on: bool) -> bool:
    """Plurals that only look like names: "Drones with cameras", "young Vikings"."""
    if _PLURAL_ACRONYM.fullmatch(core[-1]):
        return True
    if not _is_plural(core[-1].lower()):
        return False
    articles = words("group_nouns", "one_of") | words("group_nouns", "possessive")
    adjective = core[0].islower() and core[0] not in articles
    return adjective or (len(core) == 1 and goes_on)


def _noun_is_one(core: Sequence[str]) -> bool:
    """For a phrase whose last word is in lower case."""
    head, first = core[-1].lower(), core[0].lower()
    if head in _many() or head.endswith(tuple(words("group_nouns", "plural_endings"))):
        return False
    if first in words("group_nouns", "one_of"):
        return len(core) > 1
    if _is_plural(head):
        return False
    if first in words("group_nouns", "possessive") or _is_possessive(core):
        return head not in words("group_nouns", "nominal_adjectives") and len(core) > 1
    return head in _known_single() or head.endswith(tuple(words("group_nouns", "person_endings")))


def _is_plural(noun: str) -> bool:
    if noun in words("group_nouns", "singular_s") or not noun.endswith("s"):
        return noun.endswith(("men", "women", "people", "children"))
    return not noun.endswith(("ss", "us", "'s", "’s"))


def _is_possessive(core: Sequence[str]) -> bool:
    return any(word.endswith(("'s", "’s", "s'", "s’")) for word in core[:-1])


@cache
def _many() -> frozenset[str]:
    """Nouns of more than one: groups, plurals, peoples, and the plural of every known singular."""
    singular = words("people", "singular") | words("people", "bodies")
    singular |= words("group_nouns", "collective")
    plurals = {noun[:-1] + "ies" if noun.endswith("y") else f"{noun}s" for noun in singular}
    lists = ("collective", "plural", "peoples")
    return frozenset(plurals).union(*(words("group_nouns", name) for name in lists))


@cache
def _known_single() -> frozenset[str]:
    return words("people", "singular") | words("people", "bodies") - _many()
