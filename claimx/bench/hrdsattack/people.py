"""The people of a document who have a name, and the name by which a list of victims has them.

What an entity is called in our documents may carry a title, an age or an employer ("19-year-old
Ann Bell of the Herald"); an answer is the bare name. Entities that bear one name are one person.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from claimx.bench.hrdsattack.words import words
from claimx.claim import Document, Entity, Span
from claimx.entities.knowledge_base import KnowledgeBase

_TOKEN = re.compile(r"[^\s,;:()\[\]]+")
_OWNER = re.compile(r"['’]s?$")
_MISTAKEN = ("organisation", "public_body", "place", "facility")
_SHORT = 4  # letters: a capital word of that many may be an acronym
LONGEST = 5


@dataclass(frozen=True, slots=True)
class Person:
    """A named person: the entities that are it, the bare name, and each mention in text order."""

    entities: tuple[Entity, ...]
    name: str
    mentions: tuple[Span, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The identifiers of its entities."""
        return frozenset(entity.id for entity in self.entities)


def people(document: Document, base: KnowledgeBase) -> list[Person]:
    """The named people of a document, in order of their first mention; [] where there are none.

    An entity that the tagger takes for a body or a place counts where a claim has it as a victim,
    no base knows it, and its name looks like a person's.
    """
    suffered = {arg.entity for claim in document.claims for arg in claim.of_role("victim")}
    named: dict[str, list[Entity]] = {}
    for entity in document.entities:
        mistaken = entity.kind in _MISTAKEN and entity.id in suffered and not entity.kb_id
        if entity.kind == "person" or mistaken:
            name = _name_of(entity)
            if name and (" " in name or not mistaken):
                named.setdefault(name, []).append(entity)
    for name in [name for name in named if " " not in name]:
        fuller = [other for other in named if other != name and name in other.split()]
        if len(fuller) == 1:
            named[fuller[0]] += named.pop(name)
    found = [
        Person(tuple(entities), name, tuple(sorted({m for e in entities for m in e.mentions})))
        for name, entities in named.items()
        if _may_be_name(name, base)
    ]
    return sorted(found, key=lambda person: person.mentions[:1])


def _name_of(entity: Entity) -> str:
    """The form of two words or more that is met most often, if more than once; else the longest."""
    forms = Counter(filter(None, (bare_name(mention.text) for mention in entity.mentions)))
    full = {form: count for form, count in forms.items() if " " in form} or dict(forms)
    return max(full, key=lambda form: (full[form] if full[form] > 1 else 0, len(form)), default="")


def _may_be_name(name: str, base: KnowledgeBase) -> bool:
    """Whether a name could be a person's: no acronym, no place, no people of a country."""
    parts = name.split()
    if len(parts) == 1 and name.isupper() and len(name) <= _SHORT:
        return False
    known = base.candidates(name, kind="place", limit=1)
    return not (known and known[0].match == "plain" and (len(parts) == 1 or known[0].prior > 0))


def bare_name(text: str) -> str:
    """The name in the words of a mention; "" where they hold none ("the lawyer", "he")."""
    run: list[str] = []
    best: list[str] = []
    for token in [*_TOKEN.findall(text), ""]:
        word = _OWNER.sub("", token)
        if _is_name_word(word, inside=bool(run)):
            run.append(word)
            if word == token:
                continue
        trimmed = _trim(run)
        if len(trimmed) > len(best) and len(best) < 2:
            best = trimmed
        run = []
    return " ".join(best)


def _is_name_word(word: str, *, inside: bool) -> bool:
    if not word or word.endswith("-based"):
        return False
    if word[0].isupper() or (word[:3].lower() in ("al-", "el-") and word[3:4].isupper()):
        return True
    return inside and word.lower() in words("particles")


def _trim(run: Iterable[str]) -> list[str]:
    """A run without titles before it and particles after it; [] where a word is no name's."""
    kept = list(run)
    before = words("titles") | words("plain")
    while kept and kept[0].lower().rstrip(".") in before:
        kept.pop(0)
    while kept and kept[-1].lower() in words("particles"):
        kept.pop()
    if kept and len(kept[-1]) > 2:
        kept[-1] = kept[-1].rstrip(".")
    if any(word.lower() in words("unperson") for word in kept) or len(kept) > LONGEST:
        return []
    return kept
