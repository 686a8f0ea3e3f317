"""Run an import: lines to records to the staging file, in batches; faulty lines are told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from claimx.entities.kb.lines import LONGEST, Fault, Line, Position, read_lines
from claimx.entities.kb.record import Record, Source
from claimx.entities.kb.staging import Staging
from claimx.errors import InputError

BATCH = 5000  # lines to a transaction
_BATCH_BYTES = 32 * 1024 * 1024  # or fewer, where they are long


class Reader(Protocol):
    """What turns one line of a source into an entity, or None where it holds none."""

    def read(self, line: bytes) -> Record | None:
        """The entity of one line; a `ValueError` tells what is wrong with the line."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to import.

    Attributes:
        path: the dump.
        reader: reads its lines.
        source: what the rows are from, and their licence.
        ending: tells what is wrong where the last line is this one; None where nothing is.
        longest: bytes of the longest line that is read.
        kinds: the kinds of entities to keep; empty keeps all.
    """

    path: Path
    reader: Reader
    source: Source
    ending: Callable[[bytes], str | None] = lambda _: None
    longest: int = LONGEST
    kinds: frozenset[str] = frozenset()

    def key(self) -> str:
        """What names this file in a staging file: another size or time is another file."""
        facts = self.path.stat()
        return f"{self.path.resolve()}|{facts.st_size}|{facts.st_mtime_ns}"


def run_job(
    staging: Staging,
    job: Job,
    *,
    progress: Callable[[int], None] | None = None,
    told: Callable[[Fault], None] = lambda _: None,
) -> int:
    """Import one file, from where an earlier run of it stopped.

    Args:
        staging: where the entities go; each batch is one transaction.
        job: what to read.
        progress: is told how many bytes of the file were read.
        told: is told each fault; faults are recorded in the staging file too.

    Returns:
        How many entities were read, those of earlier runs not counted.

    Raises:
        InputError: where there is no such file.
    """
    if not job.path.is_file():
        raise InputError(f"{job.path} is not a file; expected a dump to import")
    key = job.key()
    at = staging.position(key)
    if at is None:
        return 0
    lines = read_lines(job.path, at, longest=job.longest, progress=progress)
    read, last = 0, b""
    for batch in _batches(lines):
        records, faults = _read(job, batch)
        at = batch[-1].after
        last = batch[-1].text if isinstance(batch[-1], Line) else b""
        with staging.transaction():
            staging.add(records, job.source)
            staging.checkpoint(key, at, faults)
        for fault in faults:
            told(fault)
        read += len(records)
    _end(staging, job, key, at, last, told)
    return read


def _batches(lines: Iterator[Line | Fault]) -> Iterator[list[Line | Fault]]:
    batch: list[Line | Fault] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line.text) if isinstance(line, Line) else 0
        if len(batch) >= BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(job: Job, batch: list[Line | Fault]) -> tuple[list[Record], list[Fault]]:
    records, faults = [], []
    for line in batch:
        if isinstance(line, Fault):
            faults.append(line)
            continue
        try:
            record = job.reader.read(line.text)
        except (ValueError, RecursionError) as error:
            faults.append(Fault(line.number, _reason(error), line.after))
            continue
        if record is not None and (not job.kinds or record.kind in job.kinds):
            records.append(record)
    return records, faults


def _end(
    staging: Staging,
    job: Job,
    key: str,
    at: Position,
    last: bytes,
    told: Callable[[Fault], None],
) -> None:
    reason = job.ending(last)
    faults = [Fault(at.line, reason, at)] if reason else []
    with staging.transaction():
        staging.checkpoint(key, at, faults, done=True)
    for fault in faults:
        told(fault)


def _reason(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return f"{text[:200]}; the line was left out"
