"""What a corpus knows about each document besides its text: `documents.jsonl` and `splits.json`."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from claimx.corpus.faults import Faults
from claimx.corpus.labels import check_fields

DOCUMENTS = "documents.jsonl"
SPLITS = "splits.json"
SPLIT_NAMES = ("train", "dev", "test")
FROZEN = "test"
FROZEN_HASH = f"{FROZEN}_sha256"
RECORD_FIELDS = {
    "id": True,
    "title": True,
    "published": True,
    "country": False,
    "register": False,
    "outlet": False,
    "group": False,
    "foil": False,
    "reprint_of": False,
    "split": True,
}


@dataclass(frozen=True, slots=True)
class Record:
    """One line of `documents.jsonl`.

    Attributes:
        id: names the files of the document.
        title, published, country, register, outlet: as the card explains; None where not told.
        group: documents of one group tell of the same happenings; None for a single one.
        foil: has trigger words and no claims.
        reprint_of: the document that this one copies.
        split: train, dev or test; None in a folder that has no splits.
    """

    id: str
    title: str | None = None
    published: str | None = None
    country: str | None = None
    register: str | None = None
    outlet: str | None = None
    group: str | None = None
    foil: bool = False
    reprint_of: str | None = None
    split: str | None = None


def read_records(content: str, faults: Faults) -> list[Record]:
    """The records of `documents.jsonl`, in its order; a line with a fault is left out."""
    records: list[Record] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(content.splitlines(), 1):
        place = faults.at(f"line {number}")
        record = _record(line, place)
        if record is None:
            continue
        if record.id in seen:
            place.add(f"duplicate id {record.id!r}, first on line {seen[record.id]}")
            continue
        seen[record.id] = number
        records.append(record)
    for record in records:
        if record.reprint_of is not None and record.reprint_of not in seen:
            faults.at(record.id).add(f"reprint_of {record.reprint_of!r} is no document")
    return records


def _record(line: str, faults: Faults) -> Record | None:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        faults.add(f"not JSON ({error}); expected one object a line")
        return None
    if not check_fields(entry, RECORD_FIELDS, faults):
        return None
    before = len(faults.found)
    if not isinstance(entry["id"], str) or not entry["id"] or Path(entry["id"]).name != entry["id"]:
        faults.add(f"id is {entry['id']!r}, expected a word that can name a file")
    if entry["split"] not in SPLIT_NAMES:
        faults.add(f"unknown split {entry['split']!r}; expected one of {', '.join(SPLIT_NAMES)}")
    check_date(entry["published"], faults)
    if not isinstance(entry.get("foil", False), bool):
        faults.add(f"foil is {entry['foil']!r}, expected true or false")
    return Record(**entry) if len(faults.found) == before else None


def check_date(value: Any, faults: Faults) -> None:
    """A fault where a date of publication is neither null nor YYYY-MM-DD."""
    if value is None:
        return
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        faults.add(f"published is {value!r}, expected YYYY-MM-DD or null")


def check_splits(data: Any, records: Sequence[Record], digest: str, faults: Faults) -> None:
    """Faults where `splits.json` disagrees with the records, or the frozen split was changed.

    Args:
        data: its JSON content, `{"train": [id …], "dev": […], "test": […], "test_sha256": …}`.
        records: of `documents.jsonl`.
        digest: the hash of the test split as it is now, from `frozen_digest`.
        faults: gets the faults.
    """
    if not check_fields(data, dict.fromkeys((*SPLIT_NAMES, FROZEN_HASH), True), faults):
        return
    for name in SPLIT_NAMES:
        told = {record.id for record in records if record.split == name}
        listed = data[name] if isinstance(data[name], list) else []
        place = faults.at(name)
        if len(set(map(str, listed))) < len(listed):
            place.add("lists a document twice")
        for doc_id in sorted(told.symmetric_difference(map(str, listed))):
            where = "documents.jsonl only" if doc_id in told else "splits.json only"
            place.add(f"document {doc_id!r} is in this split by {where}")
    if data[FROZEN_HASH] != digest:
        faults.at(FROZEN_HASH).add(
            f"the {FROZEN} split has SHA-256 {digest[:12]}…, "
            f"frozen was {str(data[FROZEN_HASH])[:12]}…; "
            "its texts or labels were changed: undo it, or freeze anew and say so in the card"
        )


def frozen_digest(folder: Path, ids: Sequence[str]) -> str:
    """SHA-256 over the bytes of the documents' text, claims and entities, in order of ids."""
    digest = hashlib.sha256()
    for doc_id in sorted(ids):
        for name in (f"text/{doc_id}.txt", f"claims/{doc_id}.json", f"entities/{doc_id}.json"):
            file = folder / name
            digest.update(file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()


def freeze(folder: Path, records: Sequence[Record]) -> Mapping[str, Any]:
    """Write `splits.json` of a corpus from its records and files; returns what was written."""
    splits: dict[str, Any] = {
        name: sorted(record.id for record in records if record.split == name)
        for name in SPLIT_NAMES
    }
    splits[FROZEN_HASH] = frozen_digest(folder, splits[FROZEN])
    (folder / SPLITS).write_text(json.dumps(splits, indent=1) + "\n", "utf-8")
    return splits
