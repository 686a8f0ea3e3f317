"""Texts that every format can hold: lone surrogates have no UTF-8, so U+FFFD stands for each.

One code point for one, so that no offset moves. The hash of the text stays that of the text as it
was read, and a warning of the document says what was done.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from claimx.claim import Argument, Claim, Document, Entity, Source, Span, When

SURROGATE = re.compile("[\ud800-\udfff]")
WARNING = "lone surrogates were written as U+FFFD; the hash is that of the text as read"


def encodable(document: Document) -> Document:
    """The document with U+FFFD for every lone surrogate; the same value where it has none."""
    mended = map_strings(document, lambda words: SURROGATE.sub("\ufffd", words))
    return document if mended == document else replace(mended, warnings=(*mended.warnings, WARNING))


def map_strings(document: Document, change: Callable[[str], str]) -> Document:
    """The document with `change` applied to every string that a text or a person gave.

    Labels, hashes and versions are ours and stay. Offsets stay: `change` must keep lengths
    wherever it meets the text or a span.
    """

    def span(found: Span) -> Span:
        return Span(found.start, found.end, change(found.text))

    def optional(found: Span | None) -> Span | None:
        return span(found) if found is not None else None

    def maybe(words: str | None) -> str | None:
        return change(words) if words is not None else None

    def argument(arg: Argument) -> Argument:
        return replace(
            arg,
            span=span(arg.span),
            refers_to=maybe(arg.refers_to),
            entity=maybe(arg.entity),
            name=maybe(arg.name),
            kb_id=maybe(arg.kb_id),
            nil_id=maybe(arg.nil_id),
            value=map_json(arg.value, change),
        )

    def source(found: Source) -> Source:
        return replace(
            found,
            span=span(found.span),
            cue=optional(found.cue),
            chain=tuple(map(span, found.chain)),
            entity=maybe(found.entity),
            name=maybe(found.name),
            kb_id=maybe(found.kb_id),
        )

    def when(found: When) -> When:
        return replace(found, span=optional(found.span))

    def claim(found: Claim) -> Claim:
        return replace(
            found,
            trigger=span(found.trigger),
            args=tuple(map(argument, found.args)),
            source=source(found.source) if found.source is not None else None,
            polarity_cue=optional(found.polarity_cue),
            modality_cue=optional(found.modality_cue),
            when=when(found.when) if found.when is not None else None,
            sentence=optional(found.sentence),
            doc_id=change(found.doc_id),
        )

    def entity(found: Entity) -> Entity:
        return replace(
            found,
            id=change(found.id),
            name=change(found.name),
            mentions=tuple(map(span, found.mentions)),
            kb_id=maybe(found.kb_id),
            nil_id=maybe(found.nil_id),
            attributes=map_json(found.attributes, change),
            reasons=tuple(map(change, found.reasons)),
        )

    return replace(
        document,
        text=change(document.text),
        claims=tuple(map(claim, document.claims)),
        entities=tuple(map(entity, document.entities)),
        id=change(document.id),
        title=maybe(document.title),
        published=maybe(document.published),
        source=maybe(document.source),
        warnings=tuple(map(change, document.warnings)),
    )


def map_json(value: Any, change: Callable[[str], str]) -> Any:
    """A JSON value with `change` applied to every string in it, keys too."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(str(key)): map_json(inner, change) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [map_json(inner, change) for inner in value]
    return value
