"""Where an export reads from: whatever a run wrote, or another export."""

from collections.abc import Iterator
from pathlib import Path

from claimx.archive import read_archive
from claimx.claim import Document
from claimx.export import csv_files, parquet_files, sqlite_file
from claimx.export.jsonld import read_jsonld

BASES = (".sqlite", ".sqlite3", ".db")


def read_source(source: Path, texts: Path | None = None) -> Iterator[Document]:
    """The documents of an archive or of an export that loses nothing.

    Args:
        source: what `claimx.archive.read_archive` reads, or an export to sqlite or jsonld, or the
            folder of one to csv or parquet.
        texts: for claims alone, the folder of their texts.

    Raises:
        CorpusError: where it is none of these, or damaged.
    """
    if source.suffix in BASES:
        return sqlite_file.read_file(source)
    if source.suffix == ".jsonld":
        return read_jsonld(source)
    if source.joinpath("documents.parquet").is_file():
        return parquet_files.read_folder(source)
    if source.joinpath("documents.csv").is_file():
        return csv_files.read_folder(source)
    return read_archive(source, texts)
