"""A CSV table with a mapping from its columns to what a base holds."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from claimx.entities.kb.record import Record, Source
from claimx.errors import InputError

FIELDS = (
    "id", "kind", "label", "names", "type", "demonyms", "description", "countries", "prior",
    "born", "died", "roles", "same_as",
)  # fmt: skip
_LISTS = frozenset(("names", "demonyms", "countries", "same_as"))


@dataclass(frozen=True)
class ColumnMapping:
    """How a table is read.

    Attributes:
        source: what the rows are from, and their licence.
        columns: the column (or columns) of each field; without one, the field's own name.
        constants: values of fields that are the same in every row, such as the kind.
        scheme: put before an identifier that has no scheme.
        delimiter: between two columns.
        separator: between two values of one cell.
    """

    source: Source
    columns: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, str]
    scheme: str = "csv"
    delimiter: str = ","
    separator: str = ";"


def read_mapping(path: Path) -> ColumnMapping:
    """Read a mapping from TOML.

        source = "Our list"
        licence = "CC-BY-4.0"
        scheme = "ours"
        [columns]
        id = "number"
        label = "full name"
        names = ["name_be", "name_ru"]
        [constants]
        kind = "person"

    Raises:
        InputError: where the file is no such mapping, or maps a field that there is not.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        columns = {
            name: (value,) if isinstance(value, str) else tuple(value)
            for name, value in data.get("columns", {}).items()
        }
        constants = {name: str(value) for name, value in data.get("constants", {}).items()}
        source = Source(data["source"], data["licence"], data.get("url", ""))
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise InputError(
            f"{path} cannot be read as a mapping ({error}); expected TOML with source, licence, "
            "[columns] and [constants]"
        ) from error
    if unknown := ({*columns, *constants} - {*FIELDS}):
        raise InputError(
            f"{path} maps {', '.join(sorted(unknown))}; expected fields: {', '.join(FIELDS)}"
        )
    plain = {name: str(data[name]) for name in ("scheme", "delimiter", "separator") if name in data}
    return ColumnMapping(source, columns, constants, **plain)


@dataclass(frozen=True)
class TableReader:
    """Reads the rows of a table, one line each; a quoted line break inside a cell is a fault."""

    mapping: ColumnMapping
    header: tuple[str, ...]

    def read(self, line: bytes) -> Record | None:
        """The entity of one row; None for an empty line and for the header.

        Raises:
            ValueError: where the row has another number of cells, or a value cannot be used.
        """
        if not line.strip():
            return None
        cells = cells_of(line, self.mapping.delimiter)
        if tuple(cells) == self.header:
            return None
        if len(cells) != len(self.header):
            raise ValueError(f"{len(cells)} cells; the header has {len(self.header)}")
        row = dict(zip(self.header, cells, strict=True))
        values: dict[str, object] = {}
        for name in FIELDS:
            found = self._cells(row, name)
            if name in _LISTS:
                values[name] = tuple(
                    value.strip()
                    for cell in found
                    for value in cell.split(self.mapping.separator)
                    if value.strip()
                )
            elif found:
                values[name] = float(found[0]) if name == "prior" else found[0].strip()
        missing = [name for name in ("id", "kind", "label") if not values.get(name)]
        if missing:
            raise ValueError(f"no value for {', '.join(missing)}")
        if ":" not in str(values["id"]):
            values["id"] = f"{self.mapping.scheme}:{values['id']}"
        return Record(**values)  # type: ignore[arg-type]

    def _cells(self, row: dict[str, str], name: str) -> list[str]:
        if name in self.mapping.constants:
            return [self.mapping.constants[name]]
        columns = self.mapping.columns.get(name, (name,))
        return [row[column] for column in columns if row.get(column, "").strip()]


def read_header(path: Path, mapping: ColumnMapping) -> tuple[str, ...]:
    """The column names of a table.

    Raises:
        InputError: where a mapped column is not among them.
    """
    from claimx.entities.kb.lines import Line, read_lines

    first = next(iter(read_lines(path)), None)
    if not isinstance(first, Line):
        raise InputError(f"{path} has no header; expected a CSV table")
    try:
        header = tuple(cells_of(first.text.removeprefix(b"\xef\xbb\xbf"), mapping.delimiter))
    except ValueError as error:
        raise InputError(f"the header of {path} cannot be read ({error})") from error
    mapped = {column for columns in mapping.columns.values() for column in columns}
    wanted = mapped | {name for name in FIELDS if name not in mapping.columns and name in header}
    if twice := {column for column in wanted if header.count(column) > 1}:
        raise InputError(f"{path} has column {', '.join(sorted(twice))} more than once")
    if absent := (wanted - {*header}):
        raise InputError(
            f"{path} has no column {', '.join(sorted(absent))}; its columns: {', '.join(header)}"
        )
    return header


def cells_of(line: bytes, delimiter: str) -> list[str]:
    """The cells of one line.

    Raises:
        ValueError: where it is no UTF-8 or ends inside quotes.
    """
    try:
        return next(csv.reader([line.decode("utf-8")], delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ValueError(f"no row of a table ({error})") from error
