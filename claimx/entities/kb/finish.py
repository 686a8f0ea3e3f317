"""From a staging file to a finished base, and from a finished base to a staging file."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from claimx.entities.kb.layout import (
    APPLICATION,
    ENTITY_COLUMNS,
    FORMAT_VERSION,
    INDEXES,
    TABLES,
    keys_fingerprint,
)

_COLUMNS = ", ".join(ENTITY_COLUMNS)
# Entities are renumbered by falling prior, so that every key lists its best known bearer first.
_FILL = (
    "INSERT INTO done.source SELECT * FROM main.source ORDER BY no",
    "INSERT INTO rank SELECT no, row_number() OVER (ORDER BY prior DESC, id) FROM main.entity",
    f"INSERT INTO done.entity(no, {_COLUMNS}) SELECT rank.new, {_COLUMNS} "
    "FROM rank JOIN main.entity e ON e.no = rank.old ORDER BY rank.new",
    "INSERT INTO done.key SELECT DISTINCT key, rank.new FROM main.key "
    "JOIN rank ON rank.old = entity ORDER BY 1, 2",
    "INSERT OR IGNORE INTO done.same_as SELECT id, rank.new, source FROM main.same_as "
    "JOIN rank ON rank.old = entity ORDER BY 1, 2, 3",
    "INSERT INTO done.office SELECT * FROM main.office ORDER BY id",
)
_COPIED = {
    "source": "no, name, licence, url",
    "entity": f"no, {_COLUMNS}",
    "same_as": "id, entity, source",
    "office": "id, title, country, source",
    "key": "key, entity",
}


def write_base(db: sqlite3.Connection, path: Path, facts: Mapping[str, str]) -> None:
    """Write the tables of a staging file, opened as `db`, as a base at `path`.

    The same rows in the same order give the same bytes. `facts` are what the base tells of itself.
    """
    with _attached(db, path):
        for pragma in ("journal_mode=OFF", "synchronous=OFF"):
            db.execute(f"PRAGMA done.{pragma}")
        for statement in TABLES.split(";"):
            db.execute(statement.replace("CREATE TABLE ", "CREATE TABLE done."))
        db.execute("CREATE TEMP TABLE rank(old INTEGER PRIMARY KEY, new INTEGER)")
        db.execute("BEGIN")
        for statement in (*_FILL, *INDEXES.replace(" INDEX ", " INDEX done.").split(";")):
            db.execute(statement)
        told = {"keys": keys_fingerprint(), **facts}
        db.executemany("INSERT INTO done.meta VALUES (?, ?)", sorted(told.items()))
        db.execute("COMMIT")
        db.execute(f"PRAGMA done.application_id={APPLICATION}")
        db.execute(f"PRAGMA done.user_version={FORMAT_VERSION}")


def copy_base(db: sqlite3.Connection, base: Path) -> None:
    """Fill an empty staging file, opened as `db`, from a base; its keys need no computing."""
    other = sqlite3.connect(f"{base.resolve().as_uri()}?mode=ro", uri=True)
    try:
        for table, columns in _COPIED.items():
            marks = ", ".join("?" * len(columns.split(",")))
            db.executemany(
                f"INSERT INTO {table}({columns}) VALUES ({marks})",
                other.execute(f"SELECT {columns} FROM {table}"),
            )
    finally:
        other.close()


@contextmanager
def _attached(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    db.execute("ATTACH ? AS done", (str(path),))
    try:
        yield
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
        db.execute("DROP TABLE IF EXISTS temp.rank")
        db.execute("DETACH done")
