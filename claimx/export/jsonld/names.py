"""The identifiers (IRIs) of documents, spans, entities and claims in JSON-LD."""

import hashlib
from urllib.parse import quote

from claimx.claim import Document

WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"


def document_iri(document: Document) -> str:
    """`urn:claimx:doc:<id>`, or by the hash of the text where there is no id."""
    if document.id:
        return f"urn:claimx:doc:{quote(document.id, safe='')}"
    digest = document.text_sha256 or hashlib.sha256(document.text.encode()).hexdigest()
    return f"urn:claimx:text:{digest}"


def span_iri(document: str, start: int, end: int) -> str:
    """The characters `start` to `end` of a document, as a fragment after RFC 5147."""
    return f"{document}#char={start},{end}"


def entity_iri(document: str, entity: str) -> str:
    """An entity of one document."""
    return f"{document}#entity-{quote(entity, safe='')}"


def known_iri(kb_id: str) -> str | None:
    """The address of a knowledge base's entry; None for schemes without one."""
    scheme, _, key = kb_id.partition(":")
    key = quote(key, safe="")
    return {"wd": f"{WIKIDATA}{key}", "gn": f"{GEONAMES}{key}/"}.get(scheme)
