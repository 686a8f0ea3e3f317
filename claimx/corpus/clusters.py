"""One document's entities: each person, body and place of its claims, with every mention."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from claimx.claim import Argument, Claim, Document, Entity, Source
from claimx.corpus.annotation import WORDS, write_span
from claimx.corpus.faults import Faults
from claimx.corpus.labels import check_fields, check_label, read_span
from claimx.schema import load_vocabulary

Part = TypeVar("Part", Argument, Source)
ENTITY_FIELDS = {
    "id": True,
    "kind": True,
    "name": True,
    "kb_id": False,
    "kb_source": False,
    "mentions": True,
}


def read_entities(data: Any, text: str, doc_id: str, faults: Faults) -> tuple[Entity, ...]:
    """The entities of an entity file, in its order; an entity with a fault is left out.

    `kb_source`, the page that shows the identifier to be right, becomes an attribute; an
    identifier without it is a fault.
    """
    if not isinstance(data, dict) or not isinstance(data.get("entities"), list):
        faults.add('expected an object {"doc": id, "entities": [...]}')
        return ()
    if str(data.get("doc")) != doc_id:
        faults.add(f"doc is {data.get('doc')!r}, expected {doc_id!r}")
    entities: list[Entity] = []
    seen: set[str] = set()
    for number, entry in enumerate(data["entities"], 1):
        name = entry.get("id") if isinstance(entry, dict) else None
        place = faults.at(f"entity {number} ({name})")
        before = len(faults.found)
        entity = _entity(entry, text, place)
        if entity is None or len(faults.found) > before:
            continue
        if entity.id in seen:
            place.add(f"duplicate id {entity.id!r}; give each entity its own")
        seen.add(entity.id)
        entities.append(entity)
    return tuple(entities)


def _entity(entry: Any, text: str, faults: Faults) -> Entity | None:
    if not check_fields(entry, ENTITY_FIELDS, faults):
        return None
    check_label(entry, "kind", load_vocabulary().labels["entity_kind"], faults)
    if not all(isinstance(entry[field], str) and entry[field] for field in ("id", "name")):
        faults.add("id and name must be words")
    kb_id, kb_source = entry.get("kb_id"), entry.get("kb_source")
    if kb_id and not kb_source:
        faults.add(f"kb_id {kb_id!r} has no kb_source; cite the page that shows it, or give none")
    if not isinstance(entry["mentions"], list) or not entry["mentions"]:
        faults.add("mentions must be a list of at least one span")
        return None
    mentions = [read_span(mention, text, "mention", WORDS, faults) for mention in entry["mentions"]]
    spans = tuple(sorted({mention for mention in mentions if mention is not None}))
    if len(spans) < sum(mention is not None for mention in mentions):
        faults.add("the same mention is given twice")
    attributes = {"kb_source": kb_source} if kb_source else {}
    return Entity(
        str(entry["id"]),
        str(entry["kind"]),
        str(entry["name"]),
        spans,
        kb_id,
        attributes=attributes,
    )


def write_entities(document: Document) -> dict[str, Any]:
    """The entity file of a document."""
    return {
        "doc": document.id,
        "entities": [
            {
                "id": entity.id,
                "kind": entity.kind,
                "name": entity.name,
                "kb_id": entity.kb_id,
                "kb_source": entity.attributes.get("kb_source"),
                "mentions": [write_span(mention, document.text) for mention in entity.mentions],
            }
            for entity in document.entities
        ],
    }


def with_entities(claims: Sequence[Claim], entities: Sequence[Entity]) -> tuple[Claim, ...]:
    """The claims with `entity`, `name` and `kb_id` where an argument or source is a mention."""
    of = {mention: entity for entity in entities for mention in entity.mentions}
    return tuple(
        replace(
            claim,
            args=tuple(_named(arg, of.get(arg.span)) for arg in claim.args),
            source=_named(claim.source, of.get(claim.source.span)) if claim.source else None,
        )
        for claim in claims
    )


def _named(part: Part, entity: Entity | None) -> Part:
    if entity is None:
        return part
    return replace(part, entity=entity.id, name=entity.name, kb_id=entity.kb_id)
