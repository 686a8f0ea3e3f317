"""Reading a corpus folder: every file of every document, every fault noted, nothing skipped.

A folder is either a corpus (`documents.jsonl`, `text/`, `claims/`, and where it has them
`entities/`, `first/` and `second/`, `splits.json`) or plain (`text/`, `claims/`, and where it
has it `published.json`), as annotators leave it.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claimx.claim import Claim, Document, Entity
from claimx.corpus.annotation import read_annotation
from claimx.corpus.clusters import read_entities, with_entities
from claimx.corpus.faults import Fault, Faults
from claimx.corpus.records import (
    DOCUMENTS,
    FROZEN,
    SPLITS,
    Record,
    check_date,
    check_splits,
    frozen_digest,
    read_records,
)
from claimx.corpus.texthash import text_sha256

PUBLISHED = "published.json"
CLAIMS = "claims"
INDEPENDENT = ("first", "second")


@dataclass(slots=True)
class Reading:
    """What was read of a folder: records, gold documents in their order, and faults."""

    folder: Path
    records: list[Record] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def at(self, file: str) -> Faults:
        """A collector for one file that adds to this reading's faults."""
        return Faults(file, found=self.faults)


def read_folder(folder: Path, *, labels: str = CLAIMS, only: str | None = None) -> Reading:
    """Read a corpus or plain folder.

    Args:
        folder: holds `text/` and the labels.
        labels: the folder of labels: "claims", or "first" or "second" for the independent labels
            of two annotators, which need not cover every document.
        only: a split to which the documents are limited; the other documents' labels are not read.
    """
    reading = Reading(folder)
    has_records = (folder / DOCUMENTS).is_file()
    reading.records = _corpus_records(reading) if has_records else _plain_records(reading, labels)
    for record in reading.records:
        if only is not None and record.split != only:
            continue
        if labels != CLAIMS and not (folder / labels / f"{record.id}.json").is_file():
            continue
        document = _document(reading, record, labels)
        if document is not None:
            reading.documents.append(document)
    return reading


def _corpus_records(reading: Reading) -> list[Record]:
    faults = reading.at(DOCUMENTS)
    content = read_text(reading.folder / DOCUMENTS, faults)
    return read_records(content, faults) if content is not None else []


def _plain_records(reading: Reading, labels: str) -> list[Record]:
    faults = reading.at(PUBLISHED)
    published: Any = {}
    if (reading.folder / PUBLISHED).is_file():
        published = read_json(reading.folder / PUBLISHED, faults)
        if not isinstance(published, dict):
            faults.add("expected an object of document id to date")
            published = {}
    for doc_id, value in published.items():
        check_date(value, faults.at(str(doc_id)))
    names = stems(reading.folder / "text", ".txt") | stems(reading.folder / labels, ".json")
    for doc_id in sorted(set(map(str, published)) - names):
        faults.at(doc_id).add("has no text; expected one of text/")
    return [Record(doc_id, published=published.get(doc_id)) for doc_id in sorted(names)]


def _document(reading: Reading, record: Record, labels: str) -> Document | None:
    text_file, label_file = f"text/{record.id}.txt", f"{labels}/{record.id}.json"
    text = read_text(reading.folder / text_file, reading.at(text_file))
    faults = reading.at(label_file)
    data = read_json(reading.folder / label_file, faults)
    if text is None or data is None:
        return None
    claims = read_annotation(data, text, record.id, faults)
    if record.foil and claims:
        faults.add(f"a foil has no claims, this one has {len(claims)}")
    entities = _entities(reading, record, text)
    return gold_document(record, text, with_entities(claims, entities), entities)


def _entities(reading: Reading, record: Record, text: str) -> tuple[Entity, ...]:
    name = f"entities/{record.id}.json"
    if not (reading.folder / name).is_file():
        return ()
    faults = reading.at(name)
    data = read_json(reading.folder / name, faults)
    return read_entities(data, text, record.id, faults) if data is not None else ()


def gold_document(
    record: Record, text: str, claims: tuple[Claim, ...], entities: tuple[Entity, ...] = ()
) -> Document:
    """A labelled document as the value that extractors return."""
    return Document(
        text=text,
        claims=claims,
        entities=entities,
        id=record.id,
        title=record.title,
        published=record.published,
        source=record.outlet,
        body=((0, len(text)),) if text else (),
        text_sha256=text_sha256(text),
    )


def check_folder(folder: Path) -> list[Fault]:
    """Every fault of a folder: labels, independent labels, splits, files that belong to nothing."""
    reading = read_folder(folder)
    names = {record.id for record in reading.records}
    for labels in INDEPENDENT:
        if (folder / labels).is_dir():
            reading.faults.extend(_new(read_folder(folder, labels=labels).faults, reading.faults))
    parts = [("text", ".txt"), *((n, ".json") for n in (CLAIMS, "entities", *INDEPENDENT))]
    for part, suffix in parts:
        for stray in sorted(stems(folder / part, suffix) - names):
            reading.at(f"{part}/{stray}{suffix}").add(f"no document has the id {stray!r}")
    if (folder / SPLITS).is_file():
        faults = reading.at(SPLITS)
        data = read_json(folder / SPLITS, faults)
        frozen = [record.id for record in reading.records if record.split == FROZEN]
        if data is not None:
            check_splits(data, reading.records, frozen_digest(folder, frozen), faults)
    elif (folder / DOCUMENTS).is_file():
        reading.at(SPLITS).add("is missing; write it with: claimx corpus freeze")
    if not reading.records and not reading.faults:
        reading.at("").add("holds no documents; expected text/<id>.txt and claims/<id>.json")
    return reading.faults


def _new(found: list[Fault], known: list[Fault]) -> list[Fault]:
    return [fault for fault in found if fault not in known]


def stems(folder: Path, suffix: str) -> set[str]:
    """The names, without `suffix`, of a folder's files that have it; empty for no folder."""
    return {path.name.removesuffix(suffix) for path in folder.glob(f"*{suffix}")}


def read_text(path: Path, faults: Faults) -> str | None:
    """A file's characters (UTF-8, line ends kept); a fault and None where it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        faults.add("is missing")
    except (OSError, UnicodeDecodeError) as error:
        faults.add(f"cannot be read as UTF-8 ({error})")
    return None


def read_json(path: Path, faults: Faults) -> Any:
    """A file's JSON value; a fault and None where it is missing or broken."""
    content = read_text(path, faults)
    if content is None:
        return None
    try:
        value = json.loads(content)
    except (json.JSONDecodeError, RecursionError) as error:
        faults.add(f"not JSON ({error}); the file may be truncated")
        return None
    if value is None:
        faults.add("holds null, expected an object")
    return value
