"""JSON lines: one object a line, one article an object."""

import json
from collections.abc import Iterator
from io import BufferedReader

from claimx.batch.inputs import Failure, Input
from claimx.batch.readers.place import Place
from claimx.batch.readers.records import Columns, read_record

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Of these the column must be in the first object; other fields may be left out of any.
IN_FIRST_OBJECT = ("text", "id")


def read_jsonl(
    stream: BufferedReader, place: Place, columns: Columns, max_bytes: int
) -> Iterator[Input | Failure]:
    """An article for each line, or a failure for a line that is none; blank lines are skipped.

    Raises:
        InputError: where the first object lacks the column of the text, or a named one of the id.
        Damaged: where the stream ends early.
    """
    number = 0
    first = True
    while line := stream.readline(max_bytes + 1):
        number += 1
        here = place.line(number)
        if len(line) > max_bytes:
            _skip_line(stream, line)
            yield here.failure(f"the line is longer than {max_bytes:,} bytes")
            continue
        record = _object(line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line)
        if isinstance(record, str):
            yield here.failure(record)
        elif record is not None:
            if first:
                columns.require(tuple(record), here.origin, IN_FIRST_OBJECT)
            first = False
            yield read_record(record, columns, here)


def _object(line: bytes) -> dict[str, object] | str | None:
    """The object of a line; what is wrong with it, as a sentence; None for a blank line."""
    if not line.strip():
        return None
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"the line is not JSON ({error})"
    if not isinstance(record, dict):
        return f"the line is {record!r:.60}, expected a JSON object"
    return record


def _skip_line(stream: BufferedReader, part: bytes) -> None:
    while part and not part.endswith(b"\n"):
        part = stream.readline(1 << 20)
