"""CSV and TSV tables with a header: one article a row."""

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from io import BufferedReader

from claimx.article.decoding import decode
from claimx.batch.inputs import Failure, Input
from claimx.batch.readers.place import Damaged, Place
from claimx.batch.readers.records import FIELDS, Columns, read_record

DELIMITERS = ",;\t|"
# How a byte that is no UTF-8 stands in a string ("surrogateescape").
ESCAPED = re.compile("[\udc80-\udcff]")
SEPARATOR = "\x1f"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def find_delimiter(header: str, text_column: str) -> str | None:
    """What separates the columns of a header that has the column of the text; None if nothing.

    A header of that one column counts as one with commas.
    """
    for delimiter in DELIMITERS:
        if text_column in _split(header, delimiter):
            return delimiter
    return None


def _split(header: str, delimiter: str) -> list[str]:
    row = next(csv.reader([header.strip("\ufeff\r\n")], delimiter=delimiter), [])
    return [name.strip() for name in row]


def read_delimited(
    stream: BufferedReader, place: Place, columns: Columns, max_bytes: int
) -> Iterator[Input | Failure]:
    """An article for each row after the header, or a failure for a row that is none.

    The delimiter is found from the header. A text that is no UTF-8 is handed on as bytes, so that
    its encoding is found as that of a file is.

    Raises:
        InputError: where the text's column or a named one is not in the header.
        Damaged: where the stream ends early.
    """
    mark = stream.peek(2)[:2]
    encoding = "utf-16" if mark in UTF16_MARKS else "utf-8-sig"
    # newline="": line ends inside quotes belong to the cell.
    lines = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
    # The limit is one for the process; it ends a cell whose quote nobody closed.
    csv.field_size_limit(max_bytes)
    header = lines.readline(max_bytes)
    delimiter = find_delimiter(header, columns.text) or max(DELIMITERS, key=header.count)
    names = _split(header, delimiter)
    columns.require(names, place.origin, FIELDS)
    table = _Lines(lines, 2 * max_bytes)
    rows = csv.reader(table, delimiter=delimiter, strict=True)
    number = 0
    while (row := _next_row(rows, table)) is not None:
        if not row:
            continue
        number += 1
        here = place.row(number)
        if isinstance(row, str):
            yield here.failure(row)
        elif len(row) > len(names):
            yield here.failure(f"it has {len(row)} cells, but the header has {len(names)}")
        else:
            yield read_record(_cells(names, row, columns.text), columns, here)


class _Lines:
    """The lines of a table; those that a broken row took up can be read again."""

    def __init__(self, lines: io.TextIOWrapper, longest: int) -> None:
        self._lines = lines
        self._longest = longest
        self._again: deque[str] = deque()
        self._row: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        self._row.append(line)
        return line

    def _read(self) -> str:
        line = self._lines.readline(self._longest)
        if not line:
            raise StopIteration
        if len(line) == self._longest:
            while not line.endswith("\n") and line:
                line = self._lines.readline(self._longest)
            raise csv.Error(f"a line is longer than {self._longest:,} characters")
        return line

    def end_row(self) -> None:
        """The row is whole: its lines need not be kept."""
        self._row.clear()

    def break_row(self) -> None:
        """The row is broken: go on after its first line."""
        self._again.extendleft(reversed(self._row[1:]))
        self._row.clear()


def _next_row(rows: Iterator[list[str]], table: _Lines) -> list[str] | str | None:
    """The next row; what is wrong with it, as a sentence; None at the end."""
    try:
        row = next(rows, None)
    except csv.Error as error:
        # A quote left open would swallow sound rows, up to the end of the table.
        table.break_row()
        return f"the row is not CSV ({error}); see whether a quote in it is left open"
    except UnicodeError as error:
        raise Damaged(f"its characters cannot be read ({error})") from error
    table.end_row()
    return row


def _cells(names: list[str], row: list[str], text_column: str) -> dict[str, str | bytes]:
    """The cells of a row by their columns; a text that is no UTF-8 as bytes.

    Metadata are too short to guess an encoding from, so it is guessed from the whole row.
    """
    cells: dict[str, str | bytes] = dict(zip(names, row, strict=False))
    if any(map(ESCAPED.search, row)):
        raw = [cell.encode("utf-8", "surrogateescape") for cell in row]
        text, _ = decode(SEPARATOR.encode().join(raw))
        cells.update(zip(names, text.split(SEPARATOR), strict=False))
        cells[text_column] = dict(zip(names, raw, strict=False)).get(text_column, b"")
    return cells
