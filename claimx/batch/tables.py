"""Documents as tables: the columns of `tables.toml`, for pandas, polars, DuckDB and Spark."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from claimx.claim import Argument, Claim, Document, Entity, Span
from claimx.corpus.periods import parse_period
from claimx.schema import load_vocabulary
from claimx.wire import text_left_out

if TYPE_CHECKING:
    import pyarrow

Row = dict[str, Any]
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=1)
def columns() -> Mapping[str, Any]:
    """Tables by name, each with `about` and its `columns` (type and meaning by name)."""
    text = resources.files("claimx.batch").joinpath("tables.toml").read_text("utf-8")
    return tomllib.loads(text)


def schema(table: str) -> "pyarrow.Schema":
    """The Arrow schema of a table; each field carries its meaning as metadata."""
    import pyarrow as pa

    span = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
    types = {
        "string": pa.string(),
        "bool": pa.bool_(),
        "int": pa.int32(),
        "long": pa.int64(),
        "double": pa.float64(),
        "date": pa.date32(),
        "list<string>": pa.list_(pa.string()),
        "list<span>": pa.list_(span),
        "list<range>": pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())])),
    }
    found = columns()[table]
    fields = [
        pa.field(name, types[kind], metadata={"about": about})
        for name, (kind, about) in found["columns"].items()
    ]
    return pa.schema(fields, metadata={"about": found["about"]})


def to_table(table: str, rows: Iterable[Row]) -> "pyarrow.Table":
    """An Arrow table of rows as the functions below make them; no rows give an empty table."""
    import pyarrow as pa

    return pa.Table.from_pylist([_readable(row) for row in rows], schema=schema(table))


def _readable(value: Any) -> Any:
    """The value without lone surrogates, which have no UTF-8; lengths stay."""
    if isinstance(value, str):
        return LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {name: _readable(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_readable(inner) for inner in value]
    return value


def document_row(document: Document, origin: str | None = None) -> Row:
    """The row of a document; `origin` is where its article was found."""
    return {
        "doc_id": document.id,
        "origin": origin,
        "title": document.title,
        "published": _day(document.published),
        "source": document.source,
        "text": None if text_left_out(document) else document.text,
        "text_sha256": document.text_sha256,
        "bytes_sha256": document.bytes_sha256,
        "reader": document.reader,
        "body": [{"start": start, "end": end} for start, end in document.body],
        "claims": len(document.claims),
        "entities": len(document.entities),
        "warnings": list(document.warnings),
        "versions": _json(document.versions),
    }


def claim_rows(document: Document) -> list[Row]:
    """A row for each claim, in order."""
    published = _day(document.published)
    return [_claim(claim, document.id) | {"published": published} for claim in document.claims]


def _claim(claim: Claim, doc_id: str) -> Row:
    crosswalk = load_vocabulary().types[claim.type].crosswalk
    return (
        {
            "doc_id": doc_id,
            "claim_id": claim.id,
            "type": claim.type,
            "plover": crosswalk["plover"] or None,
            "huridocs": crosswalk["huridocs"] or None,
            **_placed("trigger", claim.trigger),
            "polarity": claim.polarity,
            "polarity_cue": _words(claim.polarity_cue),
            "modality": claim.modality,
            "modality_cue": _words(claim.modality_cue),
            "generic": claim.generic,
            "stance": claim.stance,
            **_placed("sentence", claim.sentence),
            "confidence": claim.confidence,
            "extractor": claim.extractor,
        }
        | _when(claim)
        | _source(claim)
    )


def _when(claim: Claim) -> Row:
    when = claim.when
    first = last = None
    if when is not None:
        try:
            period = parse_period(when.value)
            first, last = period.first, period.last
        except ValueError:
            pass  # Another extractor's value of another shape: the words stay, the days are null.
    return {
        "when": when.value if when else None,
        "when_first": first,
        "when_last": last,
        "when_granularity": when.granularity if when else None,
        "when_basis": when.basis if when else None,
        "when_words": _words(when.span) if when else None,
    }


def _source(claim: Claim) -> Row:
    source = claim.source
    return {
        **_placed("source", source.span if source else None),
        "source_cue": _words(source.cue) if source else None,
        "source_kind": source.kind if source else None,
        "source_name": source.name if source else None,
        "source_kb_id": source.kb_id if source else None,
        "source_entity": source.entity if source else None,
        "quotation": source.quotation if source else None,
        "source_chain": [_span(span) for span in source.chain] if source else [],
    }


def argument_rows(document: Document) -> list[Row]:
    """A row for each argument, in the order of the claims."""
    return [_argument(arg, claim, document.id) for claim in document.claims for arg in claim.args]


def _argument(arg: Argument, claim: Claim, doc_id: str) -> Row:
    return {
        "doc_id": doc_id,
        "claim_id": claim.id,
        "type": claim.type,
        "role": arg.role,
        **_span(arg.span),
        "confidence": arg.confidence,
        "cross": arg.cross,
        "refers_to": arg.refers_to,
        "entity": arg.entity,
        "name": arg.name,
        "kb_id": arg.kb_id,
        "nil_id": arg.nil_id,
        "count_min": arg.count.min if arg.count else None,
        "count_max": arg.count.max if arg.count else None,
        "count_approximate": arg.count.approximate if arg.count else None,
        "value": None if arg.value is None else _json(arg.value),
    }


def entity_rows(document: Document) -> list[Row]:
    """A row for each entity, in order."""
    return [_entity(entity, document.id) for entity in document.entities]


def _entity(entity: Entity, doc_id: str) -> Row:
    return {
        "doc_id": doc_id,
        "entity_id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "kb_id": entity.kb_id,
        "nil_id": entity.nil_id,
        "probability": entity.probability,
        "reasons": list(entity.reasons),
        "mentions": [_span(span) for span in entity.mentions],
        "attributes": _json(entity.attributes),
    }


def _words(span: Span | None) -> str | None:
    return span.text if span else None


def _span(span: Span) -> Row:
    return {"start": span.start, "end": span.end, "text": span.text}


def _placed(name: str, span: Span | None) -> Row:
    return {
        name: span.text if span else None,
        f"{name}_start": span.start if span else None,
        f"{name}_end": span.end if span else None,
    }


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
