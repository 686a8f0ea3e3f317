"""Events on disk: JSON lines for programs, Parquet tables for pandas, polars and DuckDB.

Beside the archive's tables lie, in one folder,

- `events.jsonl`: an event a line, with all its evidence and disputes;
- `events.parquet`: a row an event, without these;
- `event_claims.parquet`: a row a claim, with `event_id`;
- `disputes.parquet`: a row for each contradiction or replacement;
- `pairs.parquet`: a row for each two claims that were compared, with score, decision and features.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from claimx.merge.event import Event
from claimx.merge.merging import Merged
from claimx.merge.schemas import schemas

EVENTS_LINES = "events.jsonl"
BATCH = 5_000
"""Rows that are held at a time."""


def write_merged(merged: Merged, folder: Path, *, negative: bool = False) -> None:
    """Write all files, each whole or not at all; those of an earlier run are replaced.

    Args:
        merged: from `claimx.merge.merge`.
        folder: made where it is missing.
        negative: also write the pairs that the machine found to be two acts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _whole(folder / EVENTS_LINES) as path, path.open("w", encoding="utf-8") as lines:
        for event in merged.events:
            lines.write(event_to_line(event) + "\n")
    rows: dict[str, Callable[[], Iterable[dict[str, Any]]]] = {
        "events": lambda: map(event_row, merged.events),
        "event_claims": lambda: (row for event in merged.events for row in claim_rows(event)),
        "disputes": lambda: (row for event in merged.events for row in dispute_rows(event)),
        "pairs": lambda: pair_rows(merged, negative=negative),
    }
    for name, make in rows.items():
        with _whole(folder / f"{name}.parquet") as path:
            _write_table(path, name, make())


def event_to_line(event: Event) -> str:
    """An event with its evidence and disputes as one line of JSON."""
    from claimx.wire import to_line

    return to_line({"kind": "event", **asdict(event)})


def event_row(event: Event) -> dict[str, Any]:
    """A row of the table of events; people as lists of names and of identifiers."""
    published = [evidence.published for evidence in event.evidence if evidence.published]
    return {
        "event_id": event.id,
        "type": event.type,
        "status": event.status.value,
        "told_as": event.told_as,
        "origins": event.origins,
        "claims": len(event.evidence),
        "articles": len({evidence.doc_id for evidence in event.evidence}),
        "people": [person.name for person in event.people],
        "people_ids": [person.kb_id or person.nil_id or "" for person in event.people],
        "groups": list(event.groups),
        "places": list(event.places),
        "when": event.when,
        "first_published": min(published, default=None),
        "last_published": max(published, default=None),
    }


def claim_rows(event: Event) -> Iterator[dict[str, Any]]:
    """Rows of the table of evidence."""
    for evidence in event.evidence:
        yield {"event_id": event.id, **asdict(evidence)}


def dispute_rows(event: Event) -> Iterator[dict[str, Any]]:
    """Rows of the table of contradictions."""
    for dispute in event.disputes:
        yield {"event_id": event.id, **asdict(dispute), "values": list(dispute.values)}


def pair_rows(merged: Merged, *, negative: bool) -> Iterator[dict[str, Any]]:
    """Rows of the table of pairs; the features and the weights' bias add up to the score."""
    records = merged.compared.records
    for pair in merged.pairs(negative=negative):
        one, other = records[pair.one], records[pair.other]
        judgement = pair.judgement
        yield {
            "one": one.key,
            "other": other.key,
            "one_claim_id": one.claim.id,
            "other_claim_id": other.claim.id,
            "score": round(pair.score, 4),
            "decision": pair.decision.value,
            "decided_by": (judgement.by or "a person") if judgement else "claimx",
            "decision_reason": judgement.reason if judgement else None,
            "features": [
                {
                    "feature": reason.feature,
                    "facet": reason.facet,
                    "value": reason.value,
                    "weight": reason.weight,
                    "one": reason.one,
                    "other": reason.other,
                }
                for reason in merged.reasons(pair)
            ],
        }


def _write_table(path: Path, name: str, rows: Iterable[dict[str, Any]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = schemas()[name]
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        held: list[dict[str, Any]] = []
        for row in rows:
            held.append(row)
            if len(held) == BATCH:
                writer.write_table(pa.Table.from_pylist(held, schema))
                held = []
        writer.write_table(pa.Table.from_pylist(held, schema))


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `path` once all is written."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
