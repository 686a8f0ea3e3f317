"""Documents and claims to JSON objects. Absent values are written as null."""

import hashlib
from dataclasses import replace
from typing import Any

from claimx.claim import (
    SCHEMA_VERSION,
    Argument,
    Claim,
    Count,
    Document,
    Entity,
    Source,
    Span,
    When,
)

NO_CHARACTERS = hashlib.sha256(b"").hexdigest()


def text_left_out(document: Document) -> bool:
    """Whether the document has a text that it does not carry: no characters, but their hash.

    Its spans keep their words and offsets, but there is nothing to slice.
    """
    return not document.text and document.text_sha256 not in ("", NO_CHARACTERS)


def without_text(document: Document) -> Document:
    """The document with its text left out: hashes, claims and entities stay as they are.

    Raises:
        ValueError: where the text has no hash, so that nothing would tell it was left out.
    """
    if document.text and not document.text_sha256:
        raise ValueError(f"document {document.id!r} has no text_sha256; set it first")
    return replace(document, text="")


def document_to_dict(document: Document, *, claims: bool = True) -> dict[str, Any]:
    """A document as a JSON object; its text is null where it was left out.

    Args:
        document: from `claimx.extract`.
        claims: whether its claims go in as a list; without, they are lines of their own.
    """
    made: dict[str, Any] = {
        "kind": "document",
        "schema_version": SCHEMA_VERSION,
        "id": document.id,
        "title": document.title,
        "published": document.published,
        "source": document.source,
        "reader": document.reader,
        "text_sha256": document.text_sha256,
        "bytes_sha256": document.bytes_sha256,
        "versions": dict(document.versions),
        "warnings": list(document.warnings),
        "text": None if text_left_out(document) else document.text,
        "body": [list(bounds) for bounds in document.body],
        "entities": [_entity(entity) for entity in document.entities],
    }
    if claims:
        made["claims"] = [claim_to_dict(claim) for claim in document.claims]
    return made


def claim_to_dict(claim: Claim) -> dict[str, Any]:
    """A claim as a JSON object, with its id."""
    return {
        "kind": "claim",
        "schema_version": SCHEMA_VERSION,
        "id": claim.id,
        "doc_id": claim.doc_id,
        "type": claim.type,
        "trigger": _span(claim.trigger),
        "args": [_argument(argument) for argument in claim.args],
        "source": _source(claim.source) if claim.source else None,
        "polarity": claim.polarity,
        "polarity_cue": _optional(claim.polarity_cue),
        "modality": claim.modality,
        "modality_cue": _optional(claim.modality_cue),
        "generic": claim.generic,
        "stance": claim.stance,
        "when": _when(claim.when) if claim.when else None,
        "sentence": _optional(claim.sentence),
        "confidence": claim.confidence,
        "extractor": claim.extractor,
    }


def _span(span: Span) -> dict[str, Any]:
    return {"text": span.text, "start": span.start, "end": span.end}


def _optional(span: Span | None) -> dict[str, Any] | None:
    return _span(span) if span else None


def _argument(argument: Argument) -> dict[str, Any]:
    return {
        "role": argument.role,
        **_span(argument.span),
        "confidence": argument.confidence,
        "cross": argument.cross,
        "refers_to": argument.refers_to,
        "entity": argument.entity,
        "name": argument.name,
        "kb_id": argument.kb_id,
        "nil_id": argument.nil_id,
        "count": _count(argument.count) if argument.count else None,
        "value": argument.value,
    }


def _count(count: Count) -> dict[str, Any]:
    return {"min": count.min, "max": count.max, "approximate": count.approximate}


def _source(source: Source) -> dict[str, Any]:
    return {
        **_span(source.span),
        "entity": source.entity,
        "name": source.name,
        "kb_id": source.kb_id,
        "cue": _optional(source.cue),
        "kind": source.kind,
        "quotation": source.quotation,
        "chain": [_span(span) for span in source.chain],
    }


def _when(when: When) -> dict[str, Any]:
    place = _span(when.span) if when.span else {"text": None, "start": None, "end": None}
    return {
        "value": when.value,
        "granularity": when.granularity,
        "basis": when.basis,
        **place,
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "mentions": [_span(span) for span in entity.mentions],
        "kb_id": entity.kb_id,
        "nil_id": entity.nil_id,
        "attributes": dict(entity.attributes),
        "probability": entity.probability,
        "reasons": list(entity.reasons),
    }
