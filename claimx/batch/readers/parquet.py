"""Parquet tables: one article a row, read a few rows at a time."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from claimx.batch.inputs import Failure, Input
from claimx.batch.readers.place import Damaged, Place
from claimx.batch.readers.records import FIELDS, Columns, read_record

ROWS_AT_ONCE = 64


def read_parquet(file: BinaryIO, place: Place, columns: Columns) -> Iterator[Input | Failure]:
    """An article for each row, or a failure for a row that is none; other columns are not read.

    Args:
        file: must be seekable.
        place: of the table.
        columns: which column holds what.

    Raises:
        InputError: where the text's column or a named one is missing.
        Damaged: where the file is no Parquet, cut off, or damaged.
    """
    number = 0
    try:
        # Not read ahead: that would hold a whole row group in memory.
        table = _open(file)
        names = table.schema_arrow.names
        columns.require(names, place.origin, FIELDS)
        for batch in table.iter_batches(batch_size=ROWS_AT_ONCE, columns=columns.wanted(names)):
            for record in batch.to_pylist():
                number += 1
                yield read_record(record, columns, place.row(number))
    except OSError as error:
        raise Damaged(f"after row {number} the table cannot be read ({error})") from error


def _open(file: BinaryIO) -> Any:
    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        return ParquetFile(file, pre_buffer=False)
    except pyarrow.ArrowInvalid as error:
        raise Damaged(f"it is no whole Parquet table ({error})") from error
