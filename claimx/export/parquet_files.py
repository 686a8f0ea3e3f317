"""Parquet: a folder with one file a table, written and read in pieces of bounded size."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.claim import Document
from claimx.errors import CorpusError
from claimx.export.rebuild import rebuild
from claimx.export.tables import Row, Table, document_rows, load_tables

if TYPE_CHECKING:
    import pyarrow

ROWS = 5_000
CHARACTERS = 16_000_000
"""A piece is written when it holds so many rows, or documents with so many characters."""


def write_folder(documents: Iterable[Document], folder: Path) -> int:
    """Write `documents.parquet`, `claims.parquet`, `arguments.parquet` and `entities.parquet`.

    Returns:
        The number of documents.
    """
    from pyarrow.parquet import ParquetWriter

    number = 0
    with ExitStack() as open_files:
        pieces = {}
        for name, table in load_tables().items():
            schema = arrow_schema(table)
            file = ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            pieces[name] = _Piece(open_files.enter_context(file), schema)
        for number, document in enumerate(documents, 1):
            for name, rows in document_rows(document, number).items():
                pieces[name].add(rows, len(document.text) if name == "documents" else 0)
        for piece in pieces.values():
            piece.flush()
    return number


def arrow_schema(table: Table) -> "pyarrow.Schema":
    """The table's columns with their meanings as the fields' `meaning`."""
    import pyarrow as pa

    kinds = {
        "text": pa.string(),
        "json": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
    }
    fields = [
        pa.field(column, kinds[kind], metadata={"meaning": meaning})
        for column, (kind, meaning) in table.columns.items()
    ]
    return pa.schema(fields, metadata={"meaning": table.meaning})


class _Piece:
    """Rows that wait to be written together."""

    def __init__(self, writer: "pyarrow.parquet.ParquetWriter", schema: "pyarrow.Schema") -> None:
        self.writer = writer
        self.schema = schema
        self.rows: list[Row] = []
        self.characters = 0

    def add(self, rows: list[Row], characters: int) -> None:
        self.rows += rows
        self.characters += characters
        if len(self.rows) >= ROWS or self.characters >= CHARACTERS:
            self.flush()

    def flush(self) -> None:
        import pyarrow as pa

        if self.rows:
            self.writer.write_table(pa.Table.from_pylist(self.rows, schema=self.schema))
        self.rows, self.characters = [], 0


def read_folder(folder: Path) -> Iterator[Document]:
    """The documents of a folder that `write_folder` wrote, one at a time.

    Raises:
        CorpusError: where a file is missing or is not such a table.
    """
    yield from rebuild(*(_rows(folder / f"{name}.parquet", name) for name in load_tables()))


def _rows(path: Path, name: str) -> Iterator[Row]:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(path) as file:
            missing = set(load_tables()[name].columns) - set(file.schema_arrow.names)
            if missing:
                raise CorpusError(f"{path} lacks the columns {sorted(missing)}; export it again")
            # Few rows at a time, since a row of documents holds a whole text.
            for batch in file.iter_batches(batch_size=64 if name == "documents" else ROWS):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise CorpusError(f"{path} is no table of claimx ({error}); export it again") from error
