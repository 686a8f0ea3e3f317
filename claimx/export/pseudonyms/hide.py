"""One document with its private persons under pseudonyms."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from claimx.claim import Argument, Claim, Document, Entity, Source, Span
from claimx.export.encodable import map_json
from claimx.export.pseudonyms.key import Key
from claimx.export.pseudonyms.private import Person
from claimx.export.pseudonyms.scan import Scanner
from claimx.export.pseudonyms.shift import Shifted
from claimx.wire import text_left_out


@dataclass(frozen=True, slots=True)
class Hider:
    """What is needed to rewrite a document.

    Attributes:
        key: makes the identifiers.
        scanner: finds names in strings.
        pseudonyms: by the ids of the entities that are hidden.
        people: the same entities' persons.
        move: gives a span its place in the new text.
        doc_id: the new id of the document.
    """

    key: Key
    scanner: Scanner
    pseudonyms: Mapping[str, str]
    people: Mapping[str, Person]
    move: Callable[[Span], Span]
    doc_id: str

    def words(self, text: str) -> str:
        """Any string without private names."""
        return Shifted(text, self.scanner.find(text)).text

    def maybe(self, text: str | None) -> str | None:
        """A string that may be absent."""
        return None if text is None else self.words(text)

    def json(self, value: Any) -> Any:
        """A JSON value with every string in it rewritten."""
        return map_json(value, self.words)

    def optional(self, span: Span | None) -> Span | None:
        """A span that may be absent, in its new place."""
        return None if span is None else self.move(span)

    def identifier(self, value: str | None) -> str | None:
        """An identifier, replaced where its letters hold a name."""
        if value is None or not self.scanner.hides_in(value):
            return value
        return f"nil:{self.key.identifier('identifier', value)}"

    def entity_id(self, value: str | None) -> str | None:
        """The id of an entity within the document, replaced where its letters hold a name."""
        if value is None or not self.scanner.hides_in(value):
            return value
        return self.key.identifier("entity", value)

    def local(self, entity: str) -> str:
        """The local identifier of a hidden person."""
        return f"nil:{self.key.identifier('person', self.people[entity].identity)}"


def hide(
    document: Document,
    key: Key,
    people: Mapping[str, Person],
    others: Mapping[str, Person],
    shown: list[tuple[int, int, str]],
) -> Document:
    """The document with pseudonyms in its text and in every field, and every offset moved.

    Args:
        document: to rewrite.
        key: the secret.
        people: the private persons by the ids of their entities.
        others: private persons of the archive whose full name the document has without an
            entity for them, by identity.
        shown: spans with the name of someone known, which stay.

    Returns:
        The document with a new id and the hash of its new text; hashes of what was read are gone,
        since they would tell which article it is. Of a document without text each span's words are
        rewritten where they stand, so that its offsets no longer tell distances.
    """
    called = {
        person: key.pseudonym(person.identity, set(person.names))
        for person in dict.fromkeys([*people.values(), *others.values()])
    }
    mentions: dict[str, list[tuple[int, int]]] = {}
    for entity in document.entities:
        if entity.id in people:
            spans = mentions.setdefault(people[entity.id].identity, [])
            spans += [(span.start, span.end) for span in entity.mentions]
    scanner = Scanner(called, mentions, shown)
    shifted = Shifted(document.text, scanner.find(document.text, whole=True))
    bare = text_left_out(document)

    def in_place(span: Span) -> Span:
        words = Shifted(span.text, scanner.find(span.text)).text
        return Span(span.start, span.start + len(words), words)

    hider = Hider(
        key,
        scanner,
        {entity: called[person] for entity, person in people.items()},
        people,
        in_place if bare else shifted.span,
        f"doc-{key.identifier('document', document.id)}",
    )
    digest = hashlib.sha256(shifted.text.encode("utf-8", "surrogatepass")).hexdigest()
    return replace(
        document,
        text=shifted.text,
        id=hider.doc_id,
        title=hider.maybe(document.title),
        source=hider.maybe(document.source),
        warnings=tuple(map(hider.words, document.warnings)),
        text_sha256=key.hash_of(document.text_sha256) if bare else digest,
        bytes_sha256=None,
        body=document.body
        if bare
        else tuple((shifted.end(start), shifted.end(end)) for start, end in document.body),
        claims=tuple(_claim(claim, hider) for claim in document.claims),
        entities=tuple(_entity(entity, hider) for entity in document.entities),
    )


def _claim(claim: Claim, hider: Hider) -> Claim:
    return replace(
        claim,
        trigger=hider.move(claim.trigger),
        args=tuple(_argument(arg, hider) for arg in claim.args),
        source=_source(claim.source, hider) if claim.source is not None else None,
        polarity_cue=hider.optional(claim.polarity_cue),
        modality_cue=hider.optional(claim.modality_cue),
        when=replace(claim.when, span=hider.optional(claim.when.span)) if claim.when else None,
        sentence=hider.optional(claim.sentence),
        doc_id=hider.doc_id,
    )


def _argument(arg: Argument, hider: Hider) -> Argument:
    hidden = arg.entity is not None and arg.entity in hider.pseudonyms
    return replace(
        arg,
        span=hider.move(arg.span),
        refers_to=hider.maybe(arg.refers_to),
        entity=hider.entity_id(arg.entity),
        name=hider.pseudonyms[arg.entity] if hidden and arg.entity else hider.maybe(arg.name),
        kb_id=None if hidden else hider.identifier(arg.kb_id),
        nil_id=hider.local(arg.entity) if hidden and arg.entity else hider.identifier(arg.nil_id),
        value=hider.json(arg.value),
    )


def _source(source: Source, hider: Hider) -> Source:
    hidden = source.entity is not None and source.entity in hider.pseudonyms
    return replace(
        source,
        span=hider.move(source.span),
        cue=hider.optional(source.cue),
        chain=tuple(map(hider.move, source.chain)),
        entity=hider.entity_id(source.entity),
        name=hider.pseudonyms[source.entity]
        if hidden and source.entity
        else hider.maybe(source.name),
        kb_id=None if hidden else hider.identifier(source.kb_id),
    )


def _entity(entity: Entity, hider: Hider) -> Entity:
    hidden = entity.id in hider.pseudonyms
    return replace(
        entity,
        id=hider.entity_id(entity.id) or entity.id,
        name=hider.pseudonyms[entity.id] if hidden else hider.words(entity.name),
        mentions=tuple(map(hider.move, entity.mentions)),
        kb_id=None if hidden else hider.identifier(entity.kb_id),
        nil_id=hider.local(entity.id) if hidden else hider.identifier(entity.nil_id),
        attributes={
            hider.words(name): _attribute(value, hider) for name, value in entity.attributes.items()
        },
        # The reasons for a link speak of names and of people with names like it.
        reasons=() if hidden else tuple(map(hider.words, entity.reasons)),
    )


def _attribute(value: Any, hider: Hider) -> Any:
    """An attribute; one that says where it stands gets its new place."""
    if isinstance(value, dict) and {"text", "start", "end"} <= value.keys():
        moved = hider.move(Span(value["start"], value["end"], value["text"]))
        rest = {name: hider.json(inner) for name, inner in value.items()}
        return {**rest, "text": moved.text, "start": moved.start, "end": moved.end}
    return hider.json(value)
