"""The validator: every fault of a corpus, not only the first."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimx.corpus.build import check_labels
from claimx.corpus.faults import Fault
from claimx.corpus.load import bundled_corpus, fault_message, is_standoff
from claimx.corpus.reading import check_folder, read_folder
from claimx.corpus.records import DOCUMENTS, freeze
from claimx.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Report:
    """What a corpus holds and what is wrong with it; faults in the order of the files."""

    documents: int
    claims: int
    entities: int
    faults: tuple[Fault, ...]


def check_corpus(name_or_path: str | Path) -> Report:
    """Check a corpus, a plain folder, a folder of plain folders by split, or stand-off labels.

    Raises:
        CorpusError: where there is no such folder or bundled corpus.
    """
    folder = _folder(name_or_path)
    inner = [folder] if _has_texts(folder) else sorted(p for p in folder.iterdir() if _has_texts(p))
    if not inner and is_standoff(folder):
        documents, claims, faults = check_labels(folder)
        return Report(documents, claims, 0, tuple(faults))
    faults, counts = list[Fault](), [0, 0, 0]
    for part in inner or [folder]:
        prefix = "" if part == folder else f"{part.name}/"
        found = check_folder(part)
        faults += [Fault(prefix + fault.file, fault.place, fault.message) for fault in found]
        for document in read_folder(part).documents:
            counts[0] += 1
            counts[1] += len(document.claims)
            counts[2] += len(document.entities)
    return Report(counts[0], counts[1], counts[2], tuple(faults))


def freeze_corpus(name_or_path: str | Path) -> Mapping[str, Any]:
    """Write `splits.json` of a corpus.

    Raises:
        CorpusError: where there is no `documents.jsonl`, or the corpus has faults.
    """
    folder = _folder(name_or_path)
    if not (folder / DOCUMENTS).is_file():
        raise CorpusError(f"{folder} has no {DOCUMENTS}; only a corpus with splits can be frozen")
    reading = read_folder(folder)
    if reading.faults:
        raise CorpusError(fault_message(name_or_path, reading.faults))
    return freeze(folder, reading.records)


def _folder(name_or_path: str | Path) -> Path:
    return Path(name_or_path) if Path(name_or_path).is_dir() else bundled_corpus(str(name_or_path))


def _has_texts(folder: Path) -> bool:
    return (folder / "text").is_dir() or (folder / DOCUMENTS).is_file()
