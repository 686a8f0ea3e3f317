"""Documents as rows of four tables: documents, claims, arguments, entities (`tables.toml`).

`doc`, `claim` and `position` number the rows, so that tables of a whole archive can be written
and read side by side, document by document, whatever the ids are.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from claimx.claim import Claim, Document, Span
from claimx.export.status import crosswalk, plover_of, status_of
from claimx.schema import load_vocabulary
from claimx.wire import claim_to_dict, document_to_dict

SEPARATOR = " | "
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, and its columns in order as (type, meaning)."""

    name: str
    meaning: str
    columns: Mapping[str, tuple[str, str]]


@lru_cache(maxsize=1)
def load_tables() -> Mapping[str, Table]:
    """The tables in the order in which they are written."""
    source = resources.files("claimx.export").joinpath("tables.toml").read_text("utf-8")
    return {
        name: Table(
            name,
            entry["meaning"],
            {column: (kind, meaning) for column, (kind, meaning) in entry["columns"].items()},
        )
        for name, entry in tomllib.loads(source).items()
    }


def document_rows(document: Document, number: int) -> dict[str, list[Row]]:
    """The rows of one document by table, each with every column of its table.

    Args:
        document: what to write; its text is null where it was left out.
        number: its running number, from 1.
    """
    made = document_to_dict(document, claims=False)
    return {
        "documents": [_document(made, number)],
        "claims": [claim_row(claim, document, number, n) for n, claim in _each(document)],
        "arguments": [row for n, claim in _each(document) for row in _arguments(claim, number, n)],
        "entities": [
            _entity(entity, number, position) for position, entity in enumerate(made["entities"], 1)
        ],
    }


def _each(document: Document) -> enumerate[Claim]:
    return enumerate(document.claims, 1)


def _document(made: Row, number: int) -> Row:
    return {
        "doc": number,
        "outlet": made["source"],
        **{name: made[name] for name in ("id", "title", "published", "text")},
        **{name: made[name] for name in ("text_sha256", "bytes_sha256", "reader")},
        **{name: to_json(made[name]) for name in ("versions", "warnings", "body")},
    }


def claim_row(claim: Claim, document: Document, number: int, position: int) -> Row:
    """The row of the table of claims for one claim of a document."""
    source, when = claim.source, claim.when
    plover, mode = plover_of(claim)
    return {
        "doc": number,
        "claim": position,
        "id": claim.id,
        "doc_id": claim.doc_id,
        "type": claim.type,
        "status": status_of(claim),
        **_place("trigger", claim.trigger),
        **{
            role: SEPARATOR.join(arg.span.text for arg in claim.of_role(role)) or None
            for role in load_vocabulary().roles
        },
        **_place("source", source.span if source else None),
        "source_entity": source.entity if source else None,
        "source_name": source.name if source else None,
        "source_kb_id": source.kb_id if source else None,
        "source_kind": source.kind if source else None,
        "quotation": source.quotation if source else None,
        **_place("cue", source.cue if source else None),
        "chain": to_json(claim_to_dict(claim)["source"]["chain"]) if source else None,
        "polarity": claim.polarity,
        **_place("polarity_cue", claim.polarity_cue),
        "modality": claim.modality,
        **_place("modality_cue", claim.modality_cue),
        "generic": claim.generic,
        "stance": claim.stance,
        "when_value": when.value if when else None,
        "when_granularity": when.granularity if when else None,
        "when_basis": when.basis if when else None,
        "when_text": when.span.text if when and when.span else None,
        "when_start": when.span.start if when and when.span else None,
        "when_end": when.span.end if when and when.span else None,
        **_place("sentence", claim.sentence),
        "confidence": claim.confidence,
        "extractor": claim.extractor,
        "plover": plover,
        "plover_mode": mode,
        "huridocs": crosswalk(claim.type, "huridocs"),
        "title": document.title,
        "published": document.published,
        "outlet": document.source,
    }


def _place(name: str, span: Span | None) -> Row:
    found = (span.text, span.start, span.end) if span else (None, None, None)
    return dict(zip((name, f"{name}_start", f"{name}_end"), found, strict=True))


def _arguments(claim: Claim, number: int, position: int) -> list[Row]:
    shared = {
        "doc": number,
        "claim": position,
        "claim_id": claim.id,
        "type": claim.type,
        "status": status_of(claim),
        "plover": plover_of(claim)[0],
        "huridocs": crosswalk(claim.type, "huridocs"),
    }
    rows = []
    for at, arg in enumerate(claim_to_dict(claim)["args"], 1):
        count = arg.pop("count") or {"min": None, "max": None, "approximate": None}
        value = arg.pop("value")
        rows.append(
            {
                **shared,
                **arg,
                "position": at,
                "value": None if value is None else to_json(value),
                **{f"count_{name}": told for name, told in count.items()},
            }
        )
    return rows


def _entity(entity: Row, number: int, position: int) -> Row:
    lists = ("mentions", "attributes", "reasons")
    return {
        **entity,
        "doc": number,
        "position": position,
        **{name: to_json(entity[name]) for name in lists},
    }


def to_json(value: Any) -> str:
    """A value of a json column, readable beyond ASCII."""
    return json.dumps(value, ensure_ascii=False)
