"""A corpus by name or path, as gold documents."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.claim import Document
from claimx.corpus.annotation import write_annotation
from claimx.corpus.clusters import write_entities
from claimx.corpus.faults import Fault
from claimx.corpus.reading import CLAIMS, read_folder, stems
from claimx.corpus.records import DOCUMENTS, Record
from claimx.errors import CorpusError

if TYPE_CHECKING:
    from datasets import Dataset

SHOWN_FAULTS = 5


@dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled documents.

    Attributes:
        name: the corpus, or the last part of the path it was loaded from.
        split: train, dev or test; None for all documents.
        documents: gold documents; claims carry `extractor="gold"`.
        records: what is known about each document, by id.
        sha256: hash of texts and labels, so that a figure can name what it was measured on.
    """

    name: str
    split: str | None
    documents: tuple[Document, ...]
    records: Mapping[str, Record]
    sha256: str

    def __len__(self) -> int:
        return len(self.documents)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    @property
    def foils(self) -> frozenset[str]:
        """The ids of the documents that have trigger words and no claims."""
        return frozenset(doc.id for doc in self.documents if self.records[doc.id].foil)

    def to_dataset(self) -> "Dataset":
        """The corpus as a Hugging Face dataset, one row a document.

        Raises:
            MissingExtraError: where `datasets` is not installed.
        """
        from claimx.corpus.dataset import to_dataset

        return to_dataset(self.documents, self.records)


def load(name_or_path: str | Path, split: str | None = None, *, labels: str = CLAIMS) -> Corpus:
    """Load a labelled corpus.

    Args:
        name_or_path: a bundled corpus ("repression-en"), or a folder: a corpus, a plain folder
            with `text/` and `claims/`, or a folder of such folders named by split.
        split: "train", "dev" or "test"; None for all documents.
        labels: "claims", or "first" and "second" for what two annotators said independently,
            before it was settled; these cover only the documents that were labelled twice.

    Raises:
        CorpusError: for an unknown name, an unknown or empty split, or labels with faults.
    """
    folder, split_of_records = find_corpus(name_or_path, split)
    reading = read_folder(folder, labels=labels, only=split_of_records)
    if reading.faults:
        raise CorpusError(fault_message(name_or_path, reading.faults))
    if not reading.documents:
        has = sorted({record.split for record in reading.records if record.split})
        raise CorpusError(
            f"corpus {str(name_or_path)!r} has no documents"
            + (f" in split {split!r}" if split else "")
            + (f" with labels in {labels}/" if labels != CLAIMS else "")
            + (f"; its splits are {', '.join(has)}" if has else "; expected text/ and claims/")
        )
    return Corpus(
        Path(name_or_path).resolve().name if Path(name_or_path).is_dir() else str(name_or_path),
        split,
        tuple(reading.documents),
        {record.id: record for record in reading.records},
        corpus_sha256(reading.documents),
    )


def default_split(name_or_path: str | Path) -> str | None:
    """The split to tune on, "dev", where a corpus has one; None for a plain folder.

    Raises:
        CorpusError: for an unknown name.
    """
    folder = Path(name_or_path)
    if not folder.is_dir():
        folder = bundled_corpus(str(name_or_path))
    return "dev" if (folder / DOCUMENTS).is_file() or not (folder / "text").is_dir() else None


def find_corpus(name_or_path: str | Path, split: str | None = None) -> tuple[Path, str | None]:
    """Where a corpus lies, and the split that its records must still be limited to.

    Raises:
        CorpusError: where there is no such corpus, or it has no such split.
    """
    folder = Path(name_or_path)
    if not folder.is_dir():
        folder = bundled_corpus(str(name_or_path))
    if (folder / DOCUMENTS).is_file():
        return folder, split
    inner = folder / split if split else None
    if inner is not None and (inner / "text").is_dir():
        return inner, None
    if (folder / "text").is_dir():
        if split is None or folder.resolve().name == split:
            return folder, None
        raise CorpusError(
            f"{folder} is a plain folder without splits, asked for {split!r}; leave it out"
        )
    if is_standoff(folder):
        raise CorpusError(
            f"corpus {folder.name!r} holds labels without texts; get the public HRDsAttack files "
            f"and run: claimx corpus build {folder.name} --data train.json --out FOLDER"
        )
    inside = sorted(p.name for p in folder.iterdir() if (p / "text").is_dir())
    raise CorpusError(
        f"{folder} is no corpus"
        + (
            f" by itself; choose a split: {', '.join(inside)}"
            if inside
            else "; expected text/ and claims/"
        )
    )


def is_standoff(folder: Path) -> bool:
    """Whether a folder holds stand-off labels by split (`<split>/<id>.json`) and no texts."""
    return any(stems(folder / name, ".json") for name in ("train", "dev", "test"))


def bundled_corpus(name: str) -> Path:
    """The folder of a bundled corpus: package data in a wheel, beside the package in a checkout.

    Raises:
        CorpusError: where there is none of that name; lists those there are.
    """
    package = Path(str(resources.files("claimx")))
    homes = (package / "_corpora", package.parent / "corpora")
    for home in homes:
        if name and (home / name).is_dir():
            return home / name
    known = sorted(
        {p.name for home in homes if home.is_dir() for p in home.iterdir() if p.is_dir()}
    )
    raise CorpusError(
        f"unknown corpus {name!r}; expected one of {', '.join(known) or '(none bundled)'}, "
        "or the path of a folder with text/ and claims/"
    )


def corpus_sha256(documents: Sequence[Document]) -> str:
    """SHA-256 over ids, texts and labels, whatever the order of the documents."""
    digest = hashlib.sha256()
    for document in sorted(documents, key=lambda doc: doc.id):
        labels = [document.text_sha256, write_annotation(document), write_entities(document)]
        digest.update(json.dumps(labels, sort_keys=True).encode() + b"\n")
    return digest.hexdigest()


def fault_message(name: str | Path, faults: Sequence[Fault]) -> str:
    """The first faults of a corpus and how to see the others."""
    shown = "\n".join(f"  {fault}" for fault in faults[:SHOWN_FAULTS])
    return (
        f"corpus {str(name)!r} has {len(faults)} fault{'s' if len(faults) > 1 else ''}:\n"
        f"{shown}\nmend the labels; claimx corpus check {name} lists every fault"
    )
