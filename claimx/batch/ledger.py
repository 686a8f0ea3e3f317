"""The ledger: what was read, what became of it, and which files hold it.

One SQLite file that its run holds locked from opening to closing. A finished document is stored
in it at once (`pending`) and leaves it in the same transaction that records the part which holds
it from then on: at any moment a document is in exactly one place.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from claimx.batch.outcome import Failed, Outcome
from claimx.errors import RunError

OPEN, DONE, FAILED = "open", "done", "failed"
LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """An input as the ledger knows it."""

    position: int
    id: str
    origin: str
    sha256: str
    metadata: str
    status: str = OPEN


@dataclass(frozen=True, slots=True)
class Part:
    """A file below the batch folder that was written whole, with its hash and number of rows."""

    name: str
    number: int
    kind: str
    sha256: str
    bytes: int
    rows: int


@dataclass(frozen=True, slots=True)
class Pending:
    """A finished document that is in no part yet: its wire lines, and where it came from."""

    position: int
    origin: str
    lines: bytes


@dataclass(frozen=True, slots=True)
class FailureRow:
    """An input that gave no document, and why."""

    id: str
    origin: str
    kind: str
    reason: str
    detail: str


class DamagedLedgerError(RunError):
    """The file is no ledger, or one that something has damaged."""


class Ledger:
    """An opened ledger; nobody else can open it until `close`.

    Raises:
        DamagedLedgerError: where the file cannot be understood.
        RunError: where another run holds it, or it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._told():
            self.connection = sqlite3.connect(path, timeout=0, isolation_level=None)
            try:
                self._prepare()
            except sqlite3.Error:
                self.connection.close()
                raise

    def _prepare(self) -> None:
        run = self.connection.execute
        run("PRAGMA locking_mode = EXCLUSIVE")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = NORMAL")
        run("PRAGMA temp_store = MEMORY")
        run("BEGIN EXCLUSIVE")
        run("COMMIT")
        (state,) = run("PRAGMA quick_check(1)").fetchone()
        if state != "ok":
            raise sqlite3.DatabaseError(state)
        sql = resources.files("claimx.batch").joinpath("ledger.sql").read_text("utf-8")
        self.connection.executescript(sql)

    def close(self) -> None:
        """Release it."""
        self.connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what a fault of SQLite means."""
        try:
            yield
        except sqlite3.Error as error:
            raise _explain(error, self.path) from error

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """All of a change or nothing of it."""
        with self._told():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def _rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with self._told():
            return self.connection.execute(sql, values).fetchall()

    def fact(self, name: str) -> str | None:
        """A fact of the run, or None where it was not noted."""
        found = self._rows("SELECT value FROM run WHERE name = ?", name)
        return str(found[0][0]) if found else None

    def note(self, name: str, value: str) -> None:
        """Note a fact of the run, in place of an earlier one."""
        with self._change() as change:
            change.execute("INSERT OR REPLACE INTO run VALUES (?, ?)", (name, value))

    def clear(self) -> None:
        """Forget everything, so that a run begins anew."""
        with self._change() as change:
            for table in ("run", "inputs", "pending", "parts"):
                change.execute(f"DELETE FROM {table}")

    def forget_failures(self) -> int:
        """Forget what failed, so that it is tried again; how many there were."""
        with self._change() as change:
            return change.execute("DELETE FROM inputs WHERE status = ?", (FAILED,)).rowcount

    def find(self, doc_id: str) -> list[Entry]:
        """All inputs with an id; empty where none was found yet."""
        rows = self._rows(
            "SELECT position, id, origin, sha256, metadata, status FROM inputs WHERE id = ?", doc_id
        )
        return [Entry(*row) for row in rows]  # type: ignore[arg-type]

    def unfinished(self) -> set[int]:
        """Positions that were given to a worker and not answered."""
        rows = self._rows("SELECT position FROM inputs WHERE status = ?", OPEN)
        return {int(str(row[0])) for row in rows}

    def next_position(self) -> int:
        """The position of the next new input, from 1."""
        return int(str(self._rows("SELECT coalesce(max(position), 0) + 1 FROM inputs")[0][0]))

    def begin(self, entry: Entry) -> None:
        """An input is given to a worker; one of the same position is overwritten."""
        self._insert(entry)

    def refuse(self, entry: Entry, failed: Failed) -> None:
        """An input fails before any worker sees it."""
        self._insert(entry, FAILED, failed, finished=_now())

    def _insert(
        self,
        entry: Entry,
        status: str = OPEN,
        failed: Failed | None = None,
        finished: str | None = None,
    ) -> None:
        values = (entry.position, entry.id, entry.origin, entry.sha256, entry.metadata, status)
        with self._change() as change:
            change.execute(
                "INSERT OR REPLACE INTO inputs (position, id, origin, sha256, metadata, status, "
                "kind, reason, detail, finished) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*values, *_fault(failed), finished),
            )

    def finish(self, outcome: Outcome) -> None:
        """An input is done or has failed; the document is safe from here on."""
        status = FAILED if outcome.failed else DONE
        when = (round(outcome.seconds, 3), _now(), outcome.position)
        with self._change() as change:
            change.execute(
                "UPDATE inputs SET status = ?, kind = ?, reason = ?, detail = ?, seconds = ?, "
                "finished = ? WHERE position = ?",
                (status, *_fault(outcome.failed), *when),
            )
            if not outcome.failed:
                change.execute(
                    "INSERT INTO pending VALUES (?, ?)", (outcome.position, outcome.lines)
                )

    def pending_sizes(self, before: int | None) -> list[tuple[int, int]]:
        """Position and bytes of documents in no part, in order, at positions under `before`."""
        rows = self._rows(
            "SELECT position, length(lines) FROM pending WHERE ? IS NULL OR position < ? "
            "ORDER BY position",
            before,
            before,
        )
        return [(int(str(position)), int(str(size))) for position, size in rows]

    def pending(self, last: int) -> list[Pending]:
        """Documents in no part, in order, up to position `last`."""
        rows = self._rows(
            "SELECT position, origin, lines FROM pending JOIN inputs USING (position) "
            "WHERE position <= ? ORDER BY position",
            last,
        )
        return [Pending(*row) for row in rows]  # type: ignore[arg-type]

    def seal(self, number: int, last: int, parts: Sequence[Part]) -> None:
        """The pending documents up to position `last` are now in the parts of this number."""
        with self._change() as change:
            change.execute(
                "UPDATE inputs SET part = ? WHERE position IN "
                "(SELECT position FROM pending WHERE position <= ?)",
                (number, last),
            )
            change.execute("DELETE FROM pending WHERE position <= ?", (last,))
            _record(change, parts)

    def replace_parts(self, kind: str, parts: Sequence[Part]) -> None:
        """These are now the parts of a kind, and no others."""
        with self._change() as change:
            change.execute("DELETE FROM parts WHERE kind = ?", (kind,))
            _record(change, parts)

    def parts(self) -> list[Part]:
        """Every file that the run vouches for, by name."""
        rows = self._rows("SELECT name, number, kind, sha256, bytes, rows FROM parts ORDER BY name")
        return [Part(*row) for row in rows]  # type: ignore[arg-type]

    def failures(self) -> Iterator[FailureRow]:
        """What gave no document, in the order of the run."""
        with self._told():
            yield from (
                FailureRow(*row)
                for row in self.connection.execute(
                    "SELECT id, origin, kind, reason, detail FROM inputs WHERE status = ? "
                    "ORDER BY position",
                    (FAILED,),
                )
            )

    def count(self, status: str) -> int:
        """How many inputs have a status."""
        return int(str(self._rows("SELECT count(*) FROM inputs WHERE status = ?", status)[0][0]))


def _record(change: sqlite3.Connection, parts: Sequence[Part]) -> None:
    change.executemany(
        "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?)",
        [(p.name, p.number, p.kind, p.sha256, p.bytes, p.rows) for p in parts],
    )


def _fault(failed: Failed | None) -> tuple[str, str, str]:
    """Kind, reason and detail, short and in characters that a file can hold."""
    if failed is None:
        return "", "", ""
    reason = failed.reason[:LONGEST_REASON].encode("utf-8", "backslashreplace").decode("utf-8")
    return failed.kind, " ".join(reason.split()), failed.detail


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _explain(error: sqlite3.Error, path: Path) -> RunError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code == sqlite3.SQLITE_BUSY:
        return RunError(f"another run works on {path.parent}; wait for it, or give another --out")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DamagedLedgerError(
            f"the ledger {path} is damaged ({error}); put a copy of it back, or begin anew with "
            "--redo or another --out"
        )
    fault = "no space left" if code == sqlite3.SQLITE_FULL else str(error)
    return RunError(
        f"cannot write {path} ({fault}); nothing is lost: make room or mend the folder, then start "
        "the same command again"
    )
