"""Rows of the four tables back to documents, one at a time."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from claimx.claim import Document
from claimx.errors import CorpusError
from claimx.export.tables import Row
from claimx.wire import claim_from_dict, document_from_dict

_Rows = Iterable[Row]


def rebuild(
    documents: _Rows, claims: _Rows, arguments: _Rows, entities: _Rows
) -> Iterator[Document]:
    """Documents from rows as `claimx.export.tables.document_rows` made them.

    Args:
        documents: rows in the order in which they were written, as are those of the other tables;
            each is read once, as far as a document needs it.
        claims: of all documents.
        arguments: of all claims.
        entities: of all documents.

    Raises:
        CorpusError: where rows do not make up documents, name the document; every span is checked
            against the text, every claim's id against its content.
    """
    streams = {"claims": _Stream(claims), "arguments": _Stream(arguments)}
    named = _Stream(entities)
    for row in documents:
        number = row["doc"]
        where = f"document {number} ({row['id']})"
        try:
            by_claim: dict[int, list[Row]] = {}
            for argument in streams["arguments"].of(number):
                by_claim.setdefault(argument["claim"], []).append(argument)
            made = {
                **_document(row),
                "entities": [_entity(entity) for entity in named.of(number)],
                "claims": [
                    _claim(claim, by_claim.get(claim["claim"], []))
                    for claim in streams["claims"].of(number)
                ],
            }
        except (KeyError, TypeError, ValueError) as error:
            raise CorpusError(
                f"{where}: {error!r}; expected the tables of claimx export"
            ) from error
        yield _read(made, where)


def _read(made: Row, where: str) -> Document:
    # Where the text was left out, spans are not checked against it.
    text = made["text"]
    claims = made.pop("claims")
    document = document_from_dict(made, where)
    read = tuple(
        claim_from_dict(claim, text, f"{where}, claim {n}") for n, claim in enumerate(claims, 1)
    )
    return replace(document, claims=read)


class _Stream:
    """Rows that are taken one document after the other."""

    def __init__(self, rows: _Rows) -> None:
        self.rows = iter(rows)
        self.next = next(self.rows, None)

    def of(self, number: int) -> Iterator[Row]:
        """The rows of document `number`, which must come after those taken before."""
        while self.next is not None and self.next["doc"] == number:
            yield self.next
            self.next = next(self.rows, None)


def _document(row: Row) -> Row:
    kept = ("id", "title", "published", "text", "text_sha256", "bytes_sha256", "reader")
    return {
        "source": row["outlet"],
        **{name: row[name] for name in kept},
        **{name: json.loads(row[name]) for name in ("versions", "warnings", "body")},
    }


def _claim(row: Row, arguments: list[Row]) -> Row:
    kept = ("id", "doc_id", "type", "polarity", "modality", "generic", "stance", "confidence")
    source = None
    if row["source"] is not None:
        source = {
            **_span(row, "source"),
            "cue": _optional(row, "cue"),
            "quotation": row["quotation"],
            "chain": json.loads(row["chain"]),
            **{name: row[f"source_{name}"] for name in ("entity", "name", "kb_id", "kind")},
        }
    when = None
    if row["when_value"] is not None:
        names = ("value", "granularity", "basis", "text", "start", "end")
        when = {name: row[f"when_{name}"] for name in names}
    return {
        **{name: row[name] for name in (*kept, "extractor")},
        "trigger": _span(row, "trigger"),
        "args": [_argument(argument) for argument in arguments],
        "source": source,
        "when": when,
        **{name: _optional(row, name) for name in ("polarity_cue", "modality_cue", "sentence")},
    }


def _span(row: Row, name: str) -> Row:
    return {"text": row[name], "start": row[f"{name}_start"], "end": row[f"{name}_end"]}


def _optional(row: Row, name: str) -> Row | None:
    return None if row[name] is None else _span(row, name)


def _argument(row: Row) -> Row:
    kept = ("role", "text", "start", "end", "confidence", "cross", "refers_to")
    count = None
    if row["count_approximate"] is not None:
        count = {name: row[f"count_{name}"] for name in ("min", "max", "approximate")}
    return {
        **{name: row[name] for name in (*kept, "entity", "name", "kb_id", "nil_id")},
        "count": count,
        "value": None if row["value"] is None else json.loads(row["value"]),
    }


def _entity(row: Row) -> Row:
    kept = ("id", "kind", "name", "kb_id", "nil_id", "probability")
    return {
        **{name: row[name] for name in kept},
        **{name: json.loads(row[name]) for name in ("mentions", "attributes", "reasons")},
    }
