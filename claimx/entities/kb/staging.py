"""The half-built base: filled batch by batch, resumable, and turned into a base in one step.

It lies beside the base to be, under the same name with `.partial`. A batch and the position behind
it are one transaction, so a stopped import goes on where the last whole batch ended. No reader ever
opens a staging file, and the finished base appears under its name only when it is complete.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from claimx.entities.kb.finish import copy_base, write_base
from claimx.entities.kb.layout import (
    ENTITY_COLUMNS,
    SEPARATOR,
    stored_keys,
)
from claimx.entities.kb.lines import Fault, Position
from claimx.entities.kb.record import Record, Source
from claimx.errors import InputError

_STAGING = f"""
CREATE TABLE source(no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, licence TEXT NOT NULL,
    url TEXT NOT NULL);
CREATE TABLE entity(no INTEGER PRIMARY KEY, {", ".join(ENTITY_COLUMNS)}, UNIQUE(id));
CREATE TABLE same_as(id TEXT NOT NULL, entity INTEGER NOT NULL, source INTEGER NOT NULL);
CREATE TABLE office(id TEXT PRIMARY KEY, title, country, source);
CREATE TABLE key(key INTEGER NOT NULL, entity INTEGER NOT NULL);
CREATE TABLE progress(file TEXT PRIMARY KEY, line INTEGER, offset INTEGER, done INTEGER);
CREATE TABLE fault(file TEXT, line INTEGER, reason TEXT);
CREATE TABLE plan(text TEXT);
"""
_INSERT = (
    f"INSERT INTO entity({', '.join(ENTITY_COLUMNS)}) "
    f"VALUES ({', '.join('?' * len(ENTITY_COLUMNS))}) ON CONFLICT(id) DO NOTHING"
)
_LISTS = {"names", "demonyms", "countries"}
MOST_FAULTS = 1000
_CACHE = 128 * 1024  # KiB


class Staging:
    """A base under construction; use it as a context manager.

    Args:
        target: where the finished base shall lie.
        base: a finished base to start from; None starts empty.
        plan: what is to be imported and how. A `.partial` file of the same plan is gone on with,
            any other is begun anew.
        resume: False begins anew in any case.
    """

    def __init__(
        self, target: Path, *, base: Path | None = None, plan: str = "", resume: bool = True
    ) -> None:
        self.target = target
        self.path = target.with_name(target.name + ".partial")
        self.resumed = resume and self._has_plan(plan)
        if not self.resumed:
            self.discard()
        target.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(self.path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(f"PRAGMA cache_size=-{_CACHE}")
        if not self.resumed:
            with self.transaction():
                for statement in _STAGING.split(";"):
                    self._db.execute(statement)
                if base is not None:
                    copy_base(self._db, base)
                self._db.execute("INSERT INTO plan VALUES (?)", (plan,))
        self._sources: dict[Source, int] = {}

    def __enter__(self) -> "Staging":
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept, or nothing is."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def add(self, records: Iterable[Record], source: Source) -> None:
        """Add entities; one whose identifier is there already is merged, the first source first."""
        number = self._source(source)
        for record in records:
            inserted = self._db.execute(_INSERT, _row(record, number))
            if inserted.rowcount:
                entity = inserted.lastrowid
            else:
                entity, record = self._merge(record)
            self._db.executemany(
                "INSERT INTO key VALUES (?, ?)",
                [(key, entity) for key in _keys(record)],
            )
            self._db.executemany(
                "INSERT INTO same_as VALUES (?, ?, ?)",
                [(other, entity, number) for other in record.same_as],
            )

    def add_offices(self, offices: Iterable[tuple[str, str, str]], source: Source) -> None:
        """Add (identifier, title, country code) of offices; the first title of one stays."""
        number = self._source(source)
        self._db.executemany(
            "INSERT INTO office VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [(*office, number) for office in offices],
        )

    def position(self, file: str) -> Position | None:
        """Where the import of `file` goes on; None where it is done."""
        row = self._db.execute(
            "SELECT line, offset, done FROM progress WHERE file = ?", (file,)
        ).fetchone()
        if row is None:
            return Position()
        return None if row[2] else Position(row[0], row[1])

    def checkpoint(
        self, file: str, at: Position, faults: Iterable[Fault] = (), *, done: bool = False
    ) -> None:
        """Record how far `file` was read, and the faults met since the last checkpoint."""
        self._db.execute(
            "INSERT OR REPLACE INTO progress VALUES (?, ?, ?, ?)", (file, at.line, at.offset, done)
        )
        self._db.executemany(
            "INSERT INTO fault SELECT ?, ?, ? WHERE (SELECT count(*) FROM fault) < ?",
            [(file, fault.line, fault.reason, MOST_FAULTS) for fault in faults],
        )

    def faults(self) -> list[tuple[str, int, str]]:
        """File, line and reason of what was left out, over all runs; at most the first 1,000."""
        rows = self._db.execute("SELECT file, line, reason FROM fault ORDER BY rowid")
        return [(str(file), int(line), str(reason)) for file, line, reason in rows]

    def count(self) -> int:
        """How many entities it holds."""
        return int(self._db.execute("SELECT count(*) FROM entity").fetchone()[0])

    def finish(self, **facts: str) -> None:
        """Write the base, put it in its place at once, and remove the staging file.

        Args:
            facts: what the base tells of itself (`claimx kb info`), such as a title.

        Raises:
            InputError: where not one entity was added.
        """
        if not self.count():
            self._db.close()
            self.discard()
            raise InputError(
                f"no entity was read for {self.target}; check the format and the filters"
            )
        finished = self.target.with_name(self.target.name + ".new")
        finished.unlink(missing_ok=True)
        try:
            write_base(self._db, finished, facts)
            with finished.open("rb+") as written:
                os.fsync(written.fileno())
            os.replace(finished, self.target)
        finally:
            finished.unlink(missing_ok=True)
        self._db.close()
        self.discard()

    def discard(self) -> None:
        """Remove the staging file."""
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)

    def _has_plan(self, plan: str) -> bool:
        if not self.path.is_file():
            return False
        other = sqlite3.connect(self.path)
        try:
            row = other.execute("SELECT text FROM plan").fetchone()
            return row is not None and row[0] == plan
        except sqlite3.DatabaseError:
            return False  # stopped before it was laid out, or something else
        finally:
            other.close()

    def _source(self, source: Source) -> int:
        if source not in self._sources:
            self._db.execute(
                "INSERT INTO source(name, licence, url) VALUES (?, ?, ?) "
                "ON CONFLICT(name) DO UPDATE SET licence = excluded.licence, url = excluded.url",
                (source.name, source.licence, source.url),
            )
            row = self._db.execute("SELECT no FROM source WHERE name = ?", (source.name,))
            self._sources[source] = int(row.fetchone()[0])
        return self._sources[source]

    def _merge(self, record: Record) -> tuple[int, Record]:
        columns = ENTITY_COLUMNS[:-1]
        row = self._db.execute(
            f"SELECT no, source, {', '.join(columns)} FROM entity WHERE id = ?", (record.id,)
        ).fetchone()
        values: dict[str, Any] = {
            name: tuple(filter(None, value.split(SEPARATOR))) if name in _LISTS else value
            for name, value in zip(columns, row[2:], strict=True)
        }
        merged = Record(**values).merged(record)
        assignments = ", ".join(f"{name} = ?" for name in ENTITY_COLUMNS)
        self._db.execute(
            f"UPDATE entity SET {assignments} WHERE no = ?", (*_row(merged, row[1]), row[0])
        )
        return int(row[0]), merged


def _keys(record: Record) -> set[int]:
    names = (*record.all_names(), *record.demonyms)
    return stored_keys(names, person=record.kind == "person")


def _row(record: Record, source: int) -> tuple[object, ...]:
    """The values of `ENTITY_COLUMNS`; the names without the label, which has its own column."""
    return (
        record.id,
        record.kind,
        record.type,
        record.label,
        SEPARATOR.join(record.all_names()[1:]),
        SEPARATOR.join(record.demonyms),
        record.description,
        SEPARATOR.join(record.countries),
        round(record.prior, 4),
        record.born,
        record.died,
        record.roles,
        source,
    )
