"""What readers hand to a run: one article, or the reason why one could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Input:
    """One article as it was found, before claimx reads it.

    Attributes:
        id: the same on every run, and of one article only: the path below the source as given,
            the path of an archive with its member, or the id that a record carries. It becomes
            the document's id.
        data: text or HTML; bytes are decoded by `claimx.article`.
        title, published, source: metadata, where the record or page carries it.
        origin: where it was found, for a person ("dump.jsonl, line 7"); the same on every run.
    """

    id: str
    data: str | bytes
    title: str | None = None
    published: str | None = None
    source: str | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that a reader found and could not read; the run records it and goes on.

    `id` and `origin` are as those of `Input`; `reason` is a sentence that names the fault.
    """

    id: str
    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How `claimx.batch.readers.open_sources` reads.

    Attributes:
        glob: which files of folders and members of archives are articles ("*.txt"); None for
            all that the readers know.
        exclude: a folder that is never read, though it lies in a source: the run's own output.
        columns: for CSV, JSONL and Parquet, which column holds `id`, `text`, `title`,
            `published` and `source`; a field that is not named has its own name.
        max_bytes: a single article of more bytes than this (unpacked) is a `Failure`.
        max_ratio: a file that unfolds to more than so many times its packed size is taken for a
            bomb, and is a `Failure`.
    """

    glob: str | None = None
    exclude: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = 50_000_000
    max_ratio: float = 200.0
