"""What a victim is: sex, age group, and whether journalist, human rights defender or unionist.

Sex comes from the pronouns that stand for a person, then titles and nouns, then the given name;
the age group from a stated age or a word such as "boy"; the type from the words around a name.
"""

import re
from collections import Counter
from collections.abc import Sequence

from claimx.bench.hrdsattack.people import Person
from claimx.bench.hrdsattack.record import UNTOLD, Victim
from claimx.bench.hrdsattack.words import words
from claimx.claim import Document
from claimx.entities.words import given_names

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
NEAR = 60  # characters on either side of a name in which its holder's work is told
ADULT_FROM = 18


def describe(name: str, document: Document, persons: Sequence[Person]) -> Victim:
    """What the document tells of whoever bears a name, which need not be among `persons`."""
    person = bearer(name, persons)
    near = _around(document, person) if person else Counter(_near(document, name))
    return Victim(name, _types(near), _sex(name, near), _age(person, near))


def bearer(name: str, persons: Sequence[Person]) -> Person | None:
    """The person of that name, else the first whose name contains it or is within it; or None."""
    exact = (person for person in persons if person.name == name)
    inside = (p for p in persons if " " in p.name and (name in p.name or p.name in name))
    return next(exact, next(inside, None))


def _types(near: Counter[str]) -> frozenset[str]:
    """Journalist, defender and unionist where their words are near; else that it is not told."""
    kinds = {
        "journalist": "journalist",
        "human rights defender": "defender",
        "trade unionist": "unionist",
    }
    found = {kind for kind, name in kinds.items() if near.keys() & words(name)}
    return frozenset(found or {UNTOLD})


def _sex(name: str, near: Counter[str]) -> str:
    """By pronouns, titles and nouns; by the given name where they do not tell; else a man.

    A man, since three in four named victims of the training file are.
    """
    male = sum(count for word, count in near.items() if word in words("male"))
    female = sum(count for word, count in near.items() if word in words("female"))
    if male != female:
        return "man" if male > female else "woman"
    for part in name.split():
        known = given_names().get(part.lower())
        if known:
            return "man" if known == "male" else "woman"
    return "man"


def _age(person: Person | None, near: Counter[str]) -> str:
    """By a stated age, else by a word such as "boy"; else an adult, as nine in ten are."""
    ages = [
        int(entry["value"])
        for entity in (person.entities if person else ())
        for value in [entity.attributes.get("age")]
        for entry in (value if isinstance(value, list) else [value])
        if isinstance(entry, dict) and str(entry.get("value", "")).isdigit()
    ]
    if ages:
        return "child" if ages[0] < ADULT_FROM else "adult"
    return "child" if near.keys() & words("child") - words("kin") else "adult"


def occupation_words(document: Document, person: Person) -> frozenset[str]:
    """Lower-case words of a person's mentions and attributes and of the text close to its names."""
    return frozenset(_around(document, person))


def _around(document: Document, person: Person) -> Counter[str]:
    found: Counter[str] = Counter()
    for mention in person.mentions:
        found.update(_words(mention.text))
        if person.name.split()[-1] in mention.text:
            start = max(document.text.rfind("\n", 0, mention.start) + 1, mention.start - NEAR)
            end = mention.end + NEAR
            stop = document.text.find("\n", mention.end, end)
            found.update(_words(document.text[start : mention.start]))
            found.update(_words(document.text[mention.end : stop if stop >= 0 else end]))
    for entity in person.entities:
        for value in entity.attributes.values():
            for entry in value if isinstance(value, list) else [value]:
                found.update(_words(str(entry["value"] if isinstance(entry, dict) else entry)))
    return found


def _near(document: Document, name: str) -> list[str]:
    """The words close to each place where a name is written."""
    found = []
    for match in re.finditer(re.escape(name), document.text):
        found += _words(document.text[max(0, match.start() - NEAR) : match.start()])
        found += _words(document.text[match.end() : match.end() + NEAR])
    return found


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
