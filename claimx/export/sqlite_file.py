"""SQLite: the four tables in one file, with full-text search and a table that explains them.

`SELECT * FROM about` tells what every column means. `claims_fts` and `documents_fts` are FTS5
indexes: `SELECT c.* FROM claims_fts f JOIN claims c ON c.rowid = f.rowid WHERE claims_fts MATCH
'prison'`.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from claimx.claim import SCHEMA_VERSION, Document
from claimx.errors import CorpusError
from claimx.export.rebuild import rebuild
from claimx.export.tables import Row, document_rows, load_tables

KINDS = {"text": "TEXT", "json": "TEXT", "int": "INTEGER", "float": "REAL", "bool": "INTEGER"}
KEYS = {
    "documents": "PRIMARY KEY (doc)",
    "claims": "PRIMARY KEY (doc, claim)",
    "arguments": "PRIMARY KEY (doc, claim, position)",
    "entities": "PRIMARY KEY (doc, position)",
}
INDEXES = {
    "documents": ("id",),
    "claims": ("id", "type", "status", "when_value"),
    "arguments": ("claim_id", "kb_id", "nil_id"),
    "entities": ("name", "kb_id", "nil_id"),
}
SEARCHED = {
    "documents": ("title", "text"),
    "claims": ("sentence", "agent", "victim", "place", "charge", "source"),
}
EVERY = 1_000
"""So many documents are one transaction."""


def write_file(documents: Iterable[Document], path: Path) -> int:
    """Write an SQLite file; returns the number of documents."""
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute("PRAGMA journal_mode = OFF")  # a half-written file is thrown away anyway
        base.execute("PRAGMA synchronous = OFF")
        base.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        for statement in statements():
            base.execute(statement)
        _explain(base)
        number = _insert(base, documents)
        for name in SEARCHED:
            base.execute(f"INSERT INTO {name}_fts({name}_fts) VALUES ('rebuild')")
        for name, columns in INDEXES.items():
            for column in columns:
                base.execute(f"CREATE INDEX {name}_by_{column} ON {name} ({column})")
    return number


def statements() -> Iterator[str]:
    """The SQL that makes the tables and the indexes for full-text search."""
    yield 'CREATE TABLE about ("table" TEXT, "column" TEXT, meaning TEXT)'
    for name, table in load_tables().items():
        columns = [f'"{column}" {KINDS[kind]}' for column, (kind, _) in table.columns.items()]
        yield f"CREATE TABLE {name} ({', '.join([*columns, KEYS[name]])})"
    for name, columns_searched in SEARCHED.items():
        listed = ", ".join(columns_searched)
        yield f"CREATE VIRTUAL TABLE {name}_fts USING fts5({listed}, content='{name}')"


def _explain(base: sqlite3.Connection) -> None:
    for name, table in load_tables().items():
        rows: list[tuple[str, str | None, str]] = [(name, None, table.meaning)]
        rows += [(name, column, meaning) for column, (_, meaning) in table.columns.items()]
        base.executemany("INSERT INTO about VALUES (?, ?, ?)", rows)


def _insert(base: sqlite3.Connection, documents: Iterable[Document]) -> int:
    inserts = {
        name: f"INSERT INTO {name} VALUES ({', '.join(f':{column}' for column in table.columns)})"
        for name, table in load_tables().items()
    }
    number = 0
    base.execute("BEGIN")
    for number, document in enumerate(documents, 1):
        for name, rows in document_rows(document, number).items():
            base.executemany(inserts[name], rows)
        if number % EVERY == 0:
            base.execute("COMMIT")
            base.execute("BEGIN")
    base.execute("COMMIT")
    return number


def read_file(path: Path) -> Iterator[Document]:
    """The documents of a file that `write_file` wrote, one at a time.

    Raises:
        CorpusError: where the file is missing or holds no such tables.
    """
    try:
        # Read only: opening a missing file must not make it.
        base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        with closing(base):
            yield from rebuild(*(_rows(base, name) for name in load_tables()))
    except sqlite3.Error as error:
        raise CorpusError(f"{path} holds no tables of claimx ({error}); export it again") from error


def _rows(base: sqlite3.Connection, name: str) -> Iterator[Row]:
    columns = load_tables()[name].columns
    listed = ", ".join(f'"{column}"' for column in columns)
    keys = KEYS[name].removeprefix("PRIMARY KEY (").removesuffix(")")
    for values in base.execute(f"SELECT {listed} FROM {name} ORDER BY {keys}"):
        row = dict(zip(columns, values, strict=True))
        for column, (kind, _) in columns.items():
            if kind == "bool" and row[column] is not None:
                row[column] = bool(row[column])
        yield row
