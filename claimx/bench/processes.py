"""The processes of one cell: reads all documents whatever happens to some, then times them.

A document on which the extractor raises, hangs or dies is noted, and where its process is gone a
new one goes on with the rest.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claimx.bench import events
from claimx.bench.attend import (
    FINISHED,
    OUT_OF_TIME,
    Attended,
    Limits,
    attend,
    worker_command,
    worker_environment,
)
from claimx.bench.definition import Conditions
from claimx.bench.events import Event
from claimx.bench.store import write_json
from claimx.bench.worker import READING, TIMING
from claimx.claim import Document
from claimx.errors import ClaimxError
from claimx.wire import document_from_dict

# A process that died this often without a document read in between is not begun again.
DEATHS = 5
UNREAD = "not read"


class CellFailed(ClaimxError):
    """A cell that cannot be measured at all; the message is the reason that is recorded."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document on which an extractor failed.

    `kind` is `raised`, `hung`, `killed`, `out of time` or `not read` (the cell had ended before).
    """

    doc: str
    kind: str
    reason: str


@dataclass
class Readings:
    """What came of reading every document.

    Attributes:
        predicted: by id, where it worked.
        seconds, tokens: that these took and hold.
        failures: where it did not, in the order of the corpus.
        loaded: the `loaded` event of each process.
        done: the `done` event of the process that got to the end, or None.
    """

    predicted: dict[str, Document] = field(default_factory=dict)
    seconds: float = 0.0
    tokens: int = 0
    failures: list[Failure] = field(default_factory=list)
    loaded: list[Event] = field(default_factory=list)
    done: Event | None = None


@dataclass
class Workplace:
    """Where a cell's processes find their jobs.

    Attributes:
        folder: for jobs and events; exists.
        job: what every job says: extractor, settings and conditions.
        conditions: of the bench.
        until: when the cell's time is used up (`time.monotonic()`).
        step: is told each document's id before it is read.
    """

    folder: Path
    job: Mapping[str, Any]
    conditions: Conditions
    until: float
    step: Callable[[str], None]
    processes: int = 0

    def work(self, mode: str, texts: Sequence[Mapping[str, Any]]) -> Attended:
        """Run one process over texts."""
        self.processes += 1
        name = f"{mode}-{self.processes}"
        told, job_file = self.folder / f"{name}.events", self.folder / f"{name}.json"
        job = {**self.job, "mode": mode, "texts": list(texts), "events": str(told)}
        write_json(job_file, {**job, "asked_at": time.time()})
        conditions = self.conditions
        limits = Limits(conditions.load_timeout, conditions.document_timeout, self.until)
        return attend(
            worker_command(job_file),
            told,
            limits,
            environment=worker_environment(conditions.threads),
            watch=self._watch,
        )

    def _watch(self, event: Event) -> None:
        if event["event"] == events.BEGUN:
            self.step(event["doc"])


def read_corpus(place: Workplace, texts: Sequence[Mapping[str, Any]]) -> Readings:
    """Read every text, with as many processes as it takes.

    Raises:
        CellFailed: where the extractor cannot be loaded, or could read no document.
    """
    readings = Readings()
    left = {text["id"]: text for text in texts}
    deaths = 0
    while left:
        attended = place.work(READING, list(left.values()))
        loaded = attended.of(events.LOADED)
        if not loaded and not readings.loaded:
            raise CellFailed(_why_not_loaded(attended))
        readings.loaded += loaded
        before = len(left)
        _take(attended, readings, left)
        if attended.ending == FINISHED and loaded:
            break
        deaths = deaths + 1 if len(left) >= before - 1 else 1
        if attended.ending == OUT_OF_TIME or not loaded or deaths == DEATHS:
            why = "the extractor was given up: " + (attended.reason or _why_not_loaded(attended))
            readings.failures += [Failure(doc_id, UNREAD, why) for doc_id in left]
            left.clear()
    if not readings.predicted:
        first = readings.failures[0]
        raise CellFailed(f"no document could be read; the first, {first.doc}: {first.reason}")
    return readings


def _take(attended: Attended, readings: Readings, left: dict[str, Mapping[str, Any]]) -> None:
    """Move what a process told from `left` to the readings."""
    for event in attended.of(events.READ):
        readings.predicted[event["doc"]] = document_from_dict(event["document"])
        readings.seconds += event["seconds"]
        readings.tokens += event["tokens"]
        del left[event["doc"]]
    for event in attended.of(events.RAISED):
        readings.failures.append(Failure(event["doc"], events.RAISED, event["reason"]))
        del left[event["doc"]]
    if attended.ending != FINISHED and attended.in_hand is not None:
        readings.failures.append(Failure(attended.in_hand, attended.ending, attended.reason))
        left.pop(attended.in_hand)
    for event in attended.of(events.DONE):
        readings.done = event


def _why_not_loaded(attended: Attended) -> str:
    for event in attended.of(events.UNLOADABLE):
        return f"could not be loaded: {event['reason']}"
    return f"could not be loaded: {attended.reason}"


def time_corpus(place: Workplace, texts: Sequence[Mapping[str, Any]]) -> Attended:
    """Time the texts that could be read, plain spaCy and the extractor in turn."""
    return place.work(TIMING, texts)
