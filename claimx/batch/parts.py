"""Parts of the output: each file is written whole or not at all, and its hash is recorded."""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.archive.layout import (
    ARGUMENTS,
    CHECKSUMS,
    CLAIMS,
    DOCUMENTS,
    DOCUMENTS_TABLE,
    ENTITIES,
    ERRORS,
    SUFFIX,
    part_name,
)
from claimx.batch.ledger import FailureRow, Part, Pending
from claimx.batch.tables import (
    argument_rows,
    claim_rows,
    document_row,
    entity_rows,
    to_table,
)
from claimx.errors import RunError
from claimx.wire import read_documents

if TYPE_CHECKING:
    import pyarrow

UNFINISHED = ".tmp"


def write_documents(folder: Path, number: int, found: Sequence[Pending]) -> list[Part]:
    """Write a part of every kind for finished documents, in the order given.

    Raises:
        RunError: where they cannot be written; nothing half-written stays under a part's name.
    """
    lines = b"".join(pending.lines for pending in found)
    text = lines.decode("utf-8", "surrogatepass")
    documents = list(read_documents(text.split("\n")))
    tables = {
        DOCUMENTS_TABLE: [
            document_row(document, pending.origin)
            for document, pending in zip(documents, found, strict=True)
        ],
        CLAIMS: [row for document in documents for row in claim_rows(document)],
        ARGUMENTS: [row for document in documents for row in argument_rows(document)],
        ENTITIES: [row for document in documents for row in entity_rows(document)],
    }
    parts = [_write_lines(folder, number, lines, len(documents))]
    return parts + [
        _write_table(folder, number, kind, to_table(kind, rows)) for kind, rows in tables.items()
    ]


def write_errors(folder: Path, failures: Iterable[FailureRow]) -> list[Part]:
    """Write the table of errors; without any there is no part.

    Raises:
        RunError: where it cannot be written.
    """
    rows = [{name: getattr(row, name) or None for name in FailureRow.__slots__} for row in failures]
    return [_write_table(folder, 1, ERRORS, to_table(ERRORS, rows))] if rows else []


def write_checksums(folder: Path, parts: Iterable[Part]) -> None:
    """Write the hashes of all parts as `sha256sum --check` reads them."""
    lines = "".join(f"{part.sha256}  {part.name}\n" for part in parts)
    write_whole(folder / CHECKSUMS, lambda path: path.write_text(lines, "utf-8"))


def _write_lines(folder: Path, number: int, lines: bytes, rows: int) -> Part:
    import pyarrow

    def write(path: Path) -> None:
        with pyarrow.CompressedOutputStream(str(path), "zstd") as stream:
            stream.write(lines)

    return _write_part(folder, number, DOCUMENTS, rows, write)


def _write_table(folder: Path, number: int, kind: str, table: "pyarrow.Table") -> Part:
    from pyarrow import parquet

    def write(path: Path) -> None:
        parquet.write_table(table, path, compression="zstd")

    return _write_part(folder, number, kind, table.num_rows, write)


def _write_part(
    folder: Path, number: int, kind: str, rows: int, write: Callable[[Path], object]
) -> Part:
    name = part_name(kind, number)
    path = folder / name
    write_whole(path, write)
    return Part(name, number, kind, sha256_of(path), path.stat().st_size, rows)


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside `path`, then put it there in one step, durably.

    Raises:
        RunError: where that fails; `path` is then as it was before.
    """
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        path.parent.mkdir(exist_ok=True)
        write(unfinished)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise RunError(
            f"cannot write {path} ({error.strerror or error}); nothing is lost: make room or mend "
            "the folder, then start the same command again"
        ) from error


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no handle of a folder to sync.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove_unlisted(folder: Path, listed: Iterable[Part]) -> None:
    """Remove parts that no ledger vouches for: a run was killed between writing and noting them.

    Only files with the names of parts are touched.
    """
    names = {part.name for part in listed}
    for kind, suffix in SUFFIX.items():
        for pattern in (f"part-*{suffix}", f"part-*{suffix}{UNFINISHED}"):
            for path in folder.joinpath(kind).glob(pattern):
                if f"{kind}/{path.name}" not in names:
                    path.unlink()


def verify(folder: Path, listed: Iterable[Part]) -> None:
    """Check that every part is there as it was written.

    Raises:
        RunError: for the first that is missing or altered.
    """
    for part in listed:
        path = folder / part.name
        fault = "is missing"
        if path.is_file():
            if sha256_of(path) == part.sha256:
                continue
            fault = "was altered or damaged"
        raise RunError(
            f"{path} {fault}; put back a copy with the SHA-256 {part.sha256[:12]}… of the ledger, "
            "or begin anew with --redo or another --out"
        )
