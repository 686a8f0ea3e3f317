"""The people, bodies and places of a document, and what fills the roles of its claims."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimx.claim import Argument, Document, Entity, Source
from claimx.export.followthemoney.maker import Maker, mapping, stable_id

if TYPE_CHECKING:
    from followthemoney.proxy import EntityProxy


class People:
    """The entities of a document in FollowTheMoney, by their ids in the document."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker
        self.made = {entity.id: self._make(entity) for entity in maker.document.entities}
        self.spans: dict[str, EntityProxy] = {}

    def _make(self, entity: Entity) -> "EntityProxy":
        schema = mapping()["schemata"][entity.kind]
        told = {
            name: str(found["value"])
            for name, found in entity.attributes.items()
            if isinstance(found, dict) and "value" in found
        }
        person = entity.kind == "person"
        return self.maker.make(
            schema,
            _entity_id(entity, self.maker.document),
            name=entity.name,
            full=entity.name,
            wikidataId=_wikidata(entity.kb_id),
            keywords=[entity.kind, *(key for key in (entity.kb_id, entity.nil_id) if key)],
            notes=[f"{name}: {value}" for name, value in told.items()],
            position=told.get("role") or told.get("occupation") if person else None,
            nationality=told.get("nationality") if person else None,
            topics=list(_topics(told)) if person else None,
        )

    def of(self, filler: Argument | Source) -> "EntityProxy":
        """The entity that an argument or source is.

        One that belongs to no entity of the document becomes a `LegalEntity` called by its words.
        """
        if filler.entity in self.made:
            return self.made[filler.entity]
        span = filler.span
        key = stable_id("words", self.maker.id, span.start, span.end)
        name = filler.name or getattr(filler, "refers_to", None) or span.text
        return self.spans.setdefault(key, self.maker.make("LegalEntity", key, name=name))

    def everyone(self) -> Iterator["EntityProxy"]:
        """Every entity made so far, each once."""
        yield from self.made.values()
        yield from self.spans.values()

    def mentions(self) -> Iterator["EntityProxy"]:
        """A `Mention` for each way in which the document writes a name."""
        for entity in self.maker.document.entities:
            proxy = self.made[entity.id]
            if not proxy.schema.is_a("LegalEntity"):
                continue
            words = set(entity.name.casefold().split())
            spelt = {span.text for span in entity.mentions if words & _words(span.text)}
            for name in sorted({entity.name, *spelt}):
                yield self.maker.make(
                    "Mention",
                    stable_id("mention", self.maker.id, entity.id, name),
                    document=self.maker.id,
                    name=name,
                    resolved=proxy.id,
                    detectedSchema=proxy.schema.name,
                )


def _words(text: str) -> set[str]:
    return set(text.casefold().split())


def _entity_id(entity: Entity, document: Document) -> str:
    # Without an entry in a base nobody knows whether two articles mean one person: that is for
    # a person or `claimx merge` to say, so the id belongs to the document.
    if entity.kb_id is not None:
        return stable_id("known", entity.kb_id)
    return stable_id("entity", document.id, document.text_sha256, entity.id, entity.name)


def _wikidata(kb_id: str | None) -> str | None:
    return kb_id.removeprefix("wd:") if kb_id is not None and kb_id.startswith("wd:") else None


def _topics(told: dict[str, str]) -> Iterator[str]:
    posts = " ".join(told.get(name, "") for name in ("role", "occupation")).casefold()
    for topic, words in mapping()["topics"].items():
        if any(word in posts for word in words):
            yield topic
