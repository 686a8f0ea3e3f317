"""A document's claims and entities as the fields of HRDsAttack."""

from claimx.bench.hrdsattack.attributes import describe
from claimx.bench.hrdsattack.people import people
from claimx.bench.hrdsattack.perpetrator import find_perpetrator_type, mentions_perpetrator
from claimx.bench.hrdsattack.places import find_place
from claimx.bench.hrdsattack.record import Filled, Record, Victim
from claimx.bench.hrdsattack.victims import find_victims
from claimx.bench.hrdsattack.violations import find_violations
from claimx.bench.hrdsattack.when import find_when
from claimx.claim import Document
from claimx.entities.knowledge_base import KnowledgeBase


def fill(document: Document, base: KnowledgeBase) -> Filled:
    """The record of one article; see the modules of each field for how it is decided."""
    persons = people(document, base)
    victims = find_victims(document, base)
    place = find_place(document, base)
    when = find_when(document)
    mentioned = mentions_perpetrator(document)
    guessed = set(when.guessed)
    if not place.sure:
        guessed |= {"country", "region", "city"}
    if not mentioned:
        guessed.add("perpetrator_type")
    record = Record(
        perpetrator_mention=mentioned,
        perpetrator_type=find_perpetrator_type(document),
        violations=find_violations(document),
        year=when.year,
        month=when.month,
        day=when.day,
        country=place.country,
        region=place.region,
        city=place.city,
        victims=tuple(describe(person.name, document, persons) for person in victims),
    )
    return Filled(record, frozenset(guessed))


def answer_about(names: list[str], document: Document, base: KnowledgeBase) -> dict[str, Victim]:
    """What the document tells of each of some names, as the paper asks about the gold names."""
    persons = people(document, base)
    return {name: describe(name, document, persons) for name in names}
