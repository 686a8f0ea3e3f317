"""Documents to JSON-LD: one graph, in which each document is one line."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from claimx.claim import Argument, Claim, Document, Entity, Source, Span, When
from claimx.export.jsonld.names import document_iri, entity_iri, known_iri, span_iri
from claimx.export.status import crosswalk, plover_of, status_of
from claimx.wire import claim_to_dict, text_left_out, to_line

AROUND = 32
"""So many code points before and after a quote make its prefix and suffix."""
KINDS = {
    "person": "Person",
    "group": "Group",
    "organisation": "Organization",
    "public_body": "GovernmentOrganization",
    "place": "Place",
    "facility": "Place",
}
Node = dict[str, Any]


def write_jsonld(documents: Iterable[Document], path: Path) -> int:
    """Write one JSON-LD file; returns the number of documents.

    The first line holds the context, each further line one document, the last closes the graph:
    the file is JSON as a whole, and can be read line by line.
    """
    number = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {to_line(load_context())}, "@graph": [')
        for number, document in enumerate(documents, 1):
            file.write(",\n" if number > 1 else "\n")
            # JSON-LD is put into pages as a script: nothing in it may end that element.
            file.write(to_line(to_node(document)).replace("<", "\\u003c"))
        file.write("\n]}\n")
    return number


def load_context() -> Node:
    """The context that every export carries."""
    source = resources.files("claimx.export.jsonld").joinpath("context.json")
    context: Node = json.loads(source.read_text("utf-8"))
    return context


def to_node(document: Document) -> Node:
    """A document as a JSON-LD node, without the context."""
    iri = document_iri(document)
    extraction = f"{iri}#extraction"
    told = {
        "@id": iri,
        "@type": ["Article", "Entity"],
        "identifier": document.id,
        "headline": document.title,
        "datePublished": document.published,
        "outlet": document.source,
        "articleBody": None if text_left_out(document) else document.text,
        "textSha256": document.text_sha256 or None,
        "bytesSha256": document.bytes_sha256,
        "reader": document.reader,
        "warning": list(document.warnings),
        "body": [list(bounds) for bounds in document.body],
        "spans": [_words(document, iri, span) for span in sorted(set(_spans(document)))],
        "entities": [_entity(entity, iri) for entity in document.entities],
        "claims": list(_claims(document, iri, extraction)),
        "extraction": {
            "@id": extraction,
            "@type": "Activity",
            "wasAssociatedWith": [
                {"@type": "SoftwareAgent", "name": name, "softwareVersion": version}
                for name, version in document.versions.items()
            ],
        },
    }
    return _present(told)


def _present(node: Node) -> Node:
    """Without absent values; null means absent in JSON-LD too."""
    return {name: value for name, value in node.items() if value is not None}


def _spans(document: Document) -> Iterator[Span]:
    for entity in document.entities:
        yield from entity.mentions
    for claim in document.claims:
        yield claim.trigger
        yield from (arg.span for arg in claim.args)
        if claim.source is not None:
            yield claim.source.span
            yield from claim.source.chain
        optional = (
            claim.source.cue if claim.source is not None else None,
            claim.polarity_cue,
            claim.modality_cue,
            claim.sentence,
            claim.when.span if claim.when is not None else None,
        )
        yield from (span for span in optional if span is not None)


def _words(document: Document, iri: str, span: Span) -> Node:
    quote: Node = {"@type": "TextQuoteSelector", "exact": span.text}
    if not text_left_out(document):
        quote["prefix"] = document.text[max(0, span.start - AROUND) : span.start]
        quote["suffix"] = document.text[span.end : span.end + AROUND]
    position = {"@type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {
        "@id": span_iri(iri, span.start, span.end),
        "@type": "SpecificResource",
        "source": iri,
        "selector": [quote, position],
    }


def _claims(document: Document, iri: str, extraction: str) -> Iterator[Node]:
    seen: Counter[str] = Counter()
    for claim in document.claims:
        seen[claim.id] += 1
        # Claims that differ in nothing that makes their id still are two.
        again = f"-{seen[claim.id]}" if seen[claim.id] > 1 else ""
        yield _claim(claim, f"urn:claimx:claim:{claim.id}{again}", iri, extraction)


def _claim(claim: Claim, name: str, iri: str, extraction: str) -> Node:
    plover, mode = plover_of(claim)

    def at(span: Span | None) -> str | None:
        return span_iri(iri, span.start, span.end) if span is not None else None

    speaker = claim.source.entity if claim.source is not None else None
    told = {
        "@id": name,
        "@type": ["Claim", "Entity"],
        "identifier": claim.id,
        "docId": claim.doc_id,
        "text": (claim.sentence or claim.trigger).text,
        "appearance": iri,
        "author": entity_iri(iri, speaker) if speaker is not None else None,
        "claimType": claim.type,
        "status": status_of(claim),
        "polarity": claim.polarity,
        "polarityCue": at(claim.polarity_cue),
        "modality": claim.modality,
        "modalityCue": at(claim.modality_cue),
        "generic": claim.generic,
        "stance": claim.stance,
        "trigger": at(claim.trigger),
        "sentence": at(claim.sentence),
        "arguments": [
            _argument(arg, wire, iri)
            for arg, wire in zip(claim.args, claim_to_dict(claim)["args"], strict=True)
        ],
        "speech": _speech(claim.source, iri) if claim.source is not None else None,
        "when": _when(claim.when, at(claim.when.span)) if claim.when is not None else None,
        "confidence": claim.confidence,
        "extractor": claim.extractor,
        "plover": plover or None,
        "ploverMode": mode or None,
        "huridocs": crosswalk(claim.type, "huridocs") or None,
        "wasGeneratedBy": extraction,
        "wasDerivedFrom": iri,
        "annotation": {
            "@id": f"{name}#annotation",
            "@type": "Annotation",
            "motivatedBy": "oa:classifying",
            "target": at(claim.trigger),
        },
    }
    return _present(told)


def _argument(arg: Argument, wire: Node, iri: str) -> Node:
    told = {
        "@type": "Argument",
        "role": arg.role,
        "span": span_iri(iri, arg.span.start, arg.span.end),
        "confidence": arg.confidence,
        "cross": arg.cross,
        "refersTo": arg.refers_to,
        "entity": entity_iri(iri, arg.entity) if arg.entity is not None else None,
        "entityId": arg.entity,
        "entityName": arg.name,
        "kbId": arg.kb_id,
        "nilId": arg.nil_id,
        "count": wire["count"],
        "derived": arg.value,
    }
    return _present(told)


def _speech(source: Source, iri: str) -> Node:
    told = {
        "@type": "Speech",
        "span": span_iri(iri, source.span.start, source.span.end),
        "cue": span_iri(iri, source.cue.start, source.cue.end) if source.cue else None,
        "kind": source.kind,
        "quotation": source.quotation,
        "chain": [span_iri(iri, span.start, span.end) for span in source.chain],
        "entity": entity_iri(iri, source.entity) if source.entity is not None else None,
        "entityId": source.entity,
        "entityName": source.name,
        "kbId": source.kb_id,
    }
    return _present(told)


def _when(when: When, place: str | None) -> Node:
    told = {
        "@type": "Time",
        "value": when.value,
        "granularity": when.granularity,
        "basis": when.basis,
        "span": place,
    }
    return _present(told)


def _entity(entity: Entity, iri: str) -> Node:
    told = {
        "@id": entity_iri(iri, entity.id),
        "@type": KINDS[entity.kind],
        "entityId": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "mentions": [span_iri(iri, span.start, span.end) for span in entity.mentions],
        "kbId": entity.kb_id,
        "nilId": entity.nil_id,
        "sameAs": known_iri(entity.kb_id) if entity.kb_id is not None else None,
        "attributes": entity.attributes,
        "probability": entity.probability,
        "reasons": list(entity.reasons),
    }
    return _present(told)
