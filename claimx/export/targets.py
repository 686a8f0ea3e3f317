"""The formats by name, and the one call that writes documents to any of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claimx.claim import Document
from claimx.errors import InputError
from claimx.export import csv_files, parquet_files, sqlite_file, standoff
from claimx.export.encodable import encodable
from claimx.export.followthemoney import write_entities
from claimx.export.jsonld import write_jsonld
from claimx.export.output import fresh
from claimx.wire import document_to_lines

Writer = Callable[[Iterable[Document], Path], int]


@dataclass(frozen=True, slots=True)
class Target:
    """A format: its writer, and whether it makes a folder."""

    write: Writer
    folder: bool


def write_wire(documents: Iterable[Document], path: Path) -> int:
    """Write JSON lines of the wire format; returns how many documents."""
    number = 0
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
        for document in documents:
            number += 1
            file.writelines(f"{line}\n" for line in document_to_lines(document))
    return number


TARGETS = {
    "jsonl": Target(write_wire, folder=False),
    "csv": Target(csv_files.write_folder, folder=True),
    "parquet": Target(parquet_files.write_folder, folder=True),
    "sqlite": Target(sqlite_file.write_file, folder=False),
    "followthemoney": Target(write_entities, folder=False),
    "jsonld": Target(write_jsonld, folder=False),
    "brat": Target(standoff.write_brat_folder, folder=True),
    "labelstudio": Target(standoff.write_tasks_folder, folder=True),
    "docbin": Target(standoff.write_docbin_folder, folder=True),
}
ONE_TABLE = Target(csv_files.write_claims, folder=False)


def export_archive(
    documents: Iterable[Document], out: Path, to: str, *, overwrite: bool = False
) -> int:
    """Write documents to a format, one at a time.

    Args:
        documents: from `claimx.archive.read_archive` or made otherwise.
        out: a file, or for csv, parquet, brat, labelstudio and docbin a folder. A name that ends
            in `.csv` gives one file with one row a claim.
        to: one of `TARGETS`.
        overwrite: replace what is at `out`.

    Returns:
        The number of documents written.

    Raises:
        InputError: for an unknown format, an `out` that exists, or a document that the format
            cannot hold; nothing is left at `out` then.
        MissingExtraError: for a format whose packages are not installed.
    """
    if to not in TARGETS:
        raise InputError(f"format {to!r} is unknown; expected one of: {', '.join(TARGETS)}")
    target = ONE_TABLE if to == "csv" and out.suffix.lower() == ".csv" else TARGETS[to]
    if to != "jsonl":  # which is JSON, and holds every code point
        documents = _encodable(documents)
    with fresh(out, folder=target.folder, overwrite=overwrite) as partial:
        return target.write(documents, partial)


def _encodable(documents: Iterable[Document]) -> Iterator[Document]:
    for document in documents:
        yield encodable(document)
