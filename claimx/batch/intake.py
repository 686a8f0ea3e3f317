"""What a run takes in: which inputs are new, which were done before, which cannot be taken."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from claimx.batch.inputs import Failure, Input
from claimx.batch.ledger import OPEN, Entry, Ledger
from claimx.batch.outcome import Failed, Task
from claimx.batch.progress import PlainProgress


class Intake:
    """Turns what readers find into tasks, and notes each in the ledger first.

    Attributes:
        given: positions of tasks that are not answered yet.
        failed, skipped: how many inputs failed here, and how many were done before.
    """

    def __init__(self, ledger: Ledger, progress: PlainProgress) -> None:
        self.ledger = ledger
        self.progress = progress
        self.left_over = ledger.unfinished()
        self.given: set[int] = set()
        self.next = ledger.next_position()
        self.failed = 0
        self.skipped = 0

    def settled_before(self) -> int:
        """Every input at a position under this one is done or has failed."""
        return min(self.given | self.left_over, default=self.next)

    def answered(self, position: int) -> None:
        """The task at a position has its outcome."""
        self.given.discard(position)

    def tasks(self, found: Iterable[Input | Failure], *, strict: bool) -> Iterator[Task]:
        """A task for each input that is new or was not finished; ends early where strict."""
        for item in found:
            task = self._take(item)
            if task is not None:
                yield task
            if strict and self.failed:
                return

    def _take(self, item: Input | Failure) -> Task | None:
        item = replace(item, id=_writable(item.id), origin=_writable(item.origin))
        entry = _entry(item)
        known = self.ledger.find(entry.id)
        if any(_is_same(entry, other) and self._is_settled(other) for other in known):
            self.skipped += 1
            self.progress.advance(skipped=1)
            return None
        left = next((old for old in known if old.position in self.left_over), None)
        position = left.position if left else self.next
        self.next = max(self.next, position + 1)
        self.left_over.discard(position)
        entry = replace(entry, position=position)
        before = [other for other in known if other.position < position]
        if isinstance(item, Input) and not before:
            self.ledger.begin(entry)
            self.given.add(position)
            return Task(position, item)
        failed = _refusal(item, before)
        self.ledger.refuse(entry, failed)
        self.failed += 1
        self.progress.advance(failed=1)
        return None

    def _is_settled(self, entry: Entry) -> bool:
        """Done, failed, or in the hands of a worker of this run."""
        return entry.status != OPEN or entry.position in self.given


def _refusal(item: Input | Failure, before: list[Entry]) -> Failed:
    if isinstance(item, Failure):
        return Failed("unreadable", item.reason)
    first = min(before, key=lambda entry: entry.position)
    if first.origin == item.origin:
        return Failed(
            "changed",
            "it is not what it was when an earlier run read it, whose result stays; "
            "read all again with --redo, or read it under another id",
        )
    return Failed("duplicate", f"its id {item.id!r} is that of {first.origin}, read before it")


def _entry(item: Input | Failure) -> Entry:
    if isinstance(item, Failure):
        return Entry(0, item.id, item.origin, "", "")
    data = item.data if isinstance(item.data, bytes) else item.data.encode("utf-8", "surrogatepass")
    metadata = json.dumps([item.title, item.published, item.source])
    return Entry(0, item.id, item.origin, hashlib.sha256(data).hexdigest(), metadata)


def _is_same(entry: Entry, other: Entry) -> bool:
    return replace(other, position=entry.position, status=entry.status) == entry


def _writable(text: str) -> str:
    """A name with what UTF-8 cannot hold (bytes of a file name that are no text) written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
