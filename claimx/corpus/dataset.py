"""A corpus as a Hugging Face `datasets.Dataset`, one row a document."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from claimx.claim import Claim, Document, Entity, Span
from claimx.corpus.records import Record
from claimx.errors import MissingExtraError

if TYPE_CHECKING:
    from datasets import Dataset, Features


def to_dataset(documents: Sequence[Document], records: Mapping[str, Record]) -> "Dataset":
    """One row a document, in their order, with claims and entities as lists of structs.

    Spans are `{"start", "end", "text"}`, half-open code points of `text`.

    Raises:
        MissingExtraError: where `datasets` is not installed.
    """
    try:
        from datasets import Dataset
    except ImportError as error:
        raise MissingExtraError(
            "to_dataset() needs the package 'datasets'; run: pip install claimx[datasets]"
        ) from error
    rows = [_row(document, records.get(document.id, Record(document.id))) for document in documents]
    return Dataset.from_list(rows, features=_features())


def _features() -> "Features":
    from datasets import Features, List, Value

    text, number, flag = Value("string"), Value("int64"), Value("bool")
    span = {"start": number, "end": number, "text": text}
    named = {**span, "entity": text, "name": text, "kb_id": text}
    claim = {
        "type": text,
        "trigger": span,
        "args": List({"role": text, **named, "cross": flag, "refers_to": text}),
        "source": named,
        "polarity": text,
        "modality": text,
        "generic": flag,
        "when": text,
    }
    entity = {"id": text, "kind": text, "name": text, "kb_id": text, "mentions": List(span)}
    columns: dict[str, Any] = {
        name: text
        for name in ("id", "title", "published", "country", "register", "outlet", "group")
    }
    columns |= {"foil": flag, "reprint_of": text, "split": text, "text": text}
    return Features({**columns, "claims": List(claim), "entities": List(entity)})


def _row(document: Document, record: Record) -> dict[str, Any]:
    return {
        **{name: getattr(record, name) for name in Record.__dataclass_fields__},
        "text": document.text,
        "claims": [_claim(claim) for claim in document.claims],
        "entities": [_entity(entity) for entity in document.entities],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    source = claim.source
    return {
        "type": claim.type,
        "trigger": _span(claim.trigger),
        "args": [
            {
                "role": arg.role,
                **_span(arg.span),
                "entity": arg.entity,
                "name": arg.name,
                "kb_id": arg.kb_id,
                "cross": arg.cross,
                "refers_to": arg.refers_to,
            }
            for arg in claim.args
        ],
        "source": source
        and {
            **_span(source.span),
            "entity": source.entity,
            "name": source.name,
            "kb_id": source.kb_id,
        },
        "polarity": claim.polarity,
        "modality": claim.modality,
        "generic": claim.generic,
        "when": claim.when.value if claim.when else None,
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "kb_id": entity.kb_id,
        "mentions": [_span(mention) for mention in entity.mentions],
    }


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}
