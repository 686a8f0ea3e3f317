"""Who and what takes part in the claims of a document: what its filters and an archive list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from claimx.claim import Argument, Document, Entity
from claimx.report.visible import one_line

PLACES = frozenset({"place", "facility"})
KIND_LABELS = {
    "person": "People",
    "organisation": "Bodies and groups",
    "public_body": "Bodies and groups",
    "group": "Bodies and groups",
    "place": "Places",
    "facility": "Places",
}
UNSORTED = "People and bodies"
_PLACE_ROLES = frozenset({"place", "origin", "destination"})
_PARTY_ROLES = frozenset({"agent", "victim"})
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Part:
    """Something named that takes part in claim `number` (counted from 1).

    Attributes:
        key: the same for the same entity: an identifier where there is one.
        name: to show.
        group: one of the labels of `KIND_LABELS`, or `UNSORTED` where the kind is not known.
        role: which role it has; "source" for the speaker.
        kb_id: its identifier in the knowledge base, where known.
    """

    number: int
    key: str
    name: str
    group: str
    role: str
    kb_id: str | None


@dataclass(frozen=True, slots=True)
class Facet:
    """One choice of a filter: its label, and the numbers of the claims that it keeps."""

    label: str
    numbers: tuple[int, ...]


def parts_of(document: Document) -> Iterator[Part]:
    """Everything named that takes part in a claim.

    Entities without a name ("two men") are left out. Of a document whose entities were not
    looked for, the words of agents, victims and places are taken as they stand.
    """
    entities = {entity.id: entity for entity in document.entities}
    for number, claim in enumerate(document.claims, start=1):
        for argument in claim.args:
            part = _part(number, argument, entities)
            if part is not None:
                yield part
        source = claim.source
        if source is not None and (entity := entities.get(source.entity or "")) is not None:
            part = _of_entity(number, entity, "source")
            if part is not None:
                yield part


def _part(number: int, argument: Argument, entities: Mapping[str, Entity]) -> Part | None:
    if entities:
        entity = entities.get(argument.entity or "")
        return None if entity is None else _of_entity(number, entity, argument.role)
    if argument.role in _PLACE_ROLES:
        group = KIND_LABELS["place"]
    elif argument.role in _PARTY_ROLES:
        group = UNSORTED
    else:
        return None
    name = one_line(argument.name or argument.refers_to or argument.span.text, _LONGEST)
    key = argument.kb_id or argument.nil_id or name.casefold()
    return Part(number, key, name, group, argument.role, argument.kb_id)


def _of_entity(number: int, entity: Entity, role: str) -> Part | None:
    key = entity.kb_id or entity.nil_id
    if key is None:
        return None
    name = one_line(entity.name, _LONGEST)
    return Part(number, key, name, KIND_LABELS.get(entity.kind, UNSORTED), role, entity.kb_id)


def who_takes_part(parts: Iterable[Part]) -> dict[str, tuple[Facet, ...]]:
    """People and bodies with their claims, by group; most claims first. Speakers do not count."""
    found: dict[str, dict[str, tuple[str, dict[int, None]]]] = {}
    for part in parts:
        if part.role != "source" and part.group != KIND_LABELS["place"]:
            known = found.setdefault(part.group, {}).setdefault(part.key, (part.name, {}))
            known[1][part.number] = None
    return {group: _facets(found[group].values()) for group in sorted(found, reverse=True)}


def facets_by(labels: Iterable[str]) -> tuple[Facet, ...]:
    """Labels, one a claim in order, with the claims that bear them; most claims first."""
    found: dict[str, dict[int, None]] = {}
    for number, label in enumerate(labels, start=1):
        found.setdefault(one_line(label, _LONGEST), {})[number] = None
    return _facets(found.items())


def _facets(found: Iterable[tuple[str, dict[int, None]]]) -> tuple[Facet, ...]:
    facets = [Facet(label, tuple(numbers)) for label, numbers in found]
    return tuple(sorted(facets, key=lambda facet: (-len(facet.numbers), facet.label.casefold())))
