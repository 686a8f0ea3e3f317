"""CSV: one file with one row a claim, or a folder with the four tables.

Every cell is quoted, so that a program that parts cells at semicolons finds no new ones, and made
harmless (`claimx.export.cells`). UTF-8 with a byte order mark, as spreadsheets want it.
"""

import csv
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from claimx.claim import Document
from claimx.errors import CorpusError
from claimx.export.cells import from_cell, to_cell
from claimx.export.rebuild import rebuild
from claimx.export.tables import Row, document_rows, load_tables


def write_claims(documents: Iterable[Document], path: Path) -> int:
    """Write one file with one row a claim; returns the number of documents."""
    return _write(documents, {"claims": path})


def write_folder(documents: Iterable[Document], folder: Path) -> int:
    """Write `documents.csv`, `claims.csv`, `arguments.csv` and `entities.csv` to a folder."""
    return _write(documents, {name: folder / f"{name}.csv" for name in load_tables()})


def _write(documents: Iterable[Document], paths: dict[str, Path]) -> int:
    number = 0
    with ExitStack() as open_files:
        writers: dict[str, Callable[[Row], None]] = {}
        for name, path in paths.items():
            file = open_files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow(load_tables()[name].columns)
            writers[name] = _row_writer(writer.writerow, list(load_tables()[name].columns))
        for number, document in enumerate(documents, 1):
            rows = document_rows(document, number)
            for name, write in writers.items():
                for row in rows[name]:
                    write(row)
    return number


def _row_writer(write: Callable[[list[str]], object], columns: list[str]) -> Callable[[Row], None]:
    def write_row(row: Row) -> None:
        write([to_cell(row[column]) for column in columns])

    return write_row


def read_folder(folder: Path) -> Iterator[Document]:
    """The documents of a folder that `write_folder` wrote, one at a time.

    Raises:
        CorpusError: where a file is missing or is not such a table.
    """
    yield from rebuild(*(_rows(folder / f"{name}.csv", name) for name in load_tables()))


def _rows(path: Path, name: str) -> Iterator[Row]:
    # A text is one cell, which may be longer than the limit of the library.
    csv.field_size_limit(sys.maxsize)
    columns = load_tables()[name].columns
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, cells in enumerate(csv.reader(file), 1):
                if number == 1:
                    if cells != list(columns):
                        raise ValueError(f"its columns are {cells}, expected {list(columns)}")
                    continue
                yield {
                    column: from_cell(cell, kind)
                    for (column, (kind, _)), cell in zip(columns.items(), cells, strict=True)
                }
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise CorpusError(f"{path} is no table of claimx ({error}); export it again") from error
