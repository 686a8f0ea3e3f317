"""What a bench compares: extractors, corpora, and the conditions of every cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BESIDE = ("./", "../")


@dataclass(frozen=True, slots=True)
class Contender:
    """A registered extractor with its settings.

    Attributes:
        label: how tables call it; the extractor's name where the file gives none.
        extractor: the registered name.
        settings: what the extractor is made with, as the file writes it.
        bare: score what the extractor proposes by itself, without the rooms that qualify it.
        repeat: time it over several passes; False for one that is dear or keeps its answers,
            whose speed is then that of its one reading.
    """

    label: str
    extractor: str
    settings: Mapping[str, Any]
    bare: bool = False
    repeat: bool = True


@dataclass(frozen=True, slots=True)
class CorpusSplit:
    """One split of a corpus.

    Attributes:
        corpus: a bundled name, or a folder relative to the file.
        split: as the corpus names it; None for all documents.
        name: how tables call the corpus.
    """

    corpus: str
    split: str | None
    name: str

    @property
    def label(self) -> str:
        """Name and split, as tables call it."""
        return f"{self.name} {self.split}" if self.split else self.name


@dataclass(frozen=True, slots=True)
class Conditions:
    """How every cell is run; times in seconds.

    Attributes:
        speed_runs: passes over the documents, ours and plain spaCy in turn; 0 for no speed.
        speed_seconds: no further pass is begun after so long.
        warm_up: readings of a short text before anything is timed.
        threads: that numerical libraries may use, ours and plain spaCy alike.
        entities: whether entities are found and linked; no figure depends on it.
        seed: of bootstrap and permutations.
        load_timeout, document_timeout, cell_timeout: after which a process is ended.
    """

    speed_runs: int = 3
    speed_seconds: float = 300.0
    warm_up: int = 3
    threads: int = 1
    entities: bool = False
    seed: int = 0
    load_timeout: float = 300.0
    document_timeout: float = 120.0
    cell_timeout: float = 3600.0


@dataclass(frozen=True, slots=True)
class Definition:
    """A bench: every contender reads every split.

    Attributes:
        name: the file's name without its suffix.
        title: the heading of the leaderboard.
        folder: where the file lies; its paths are relative to it.
        reference: the label of the contender that the others are compared with.
        rank_by: the figure that orders the leaderboard.
    """

    name: str
    title: str
    folder: Path
    reference: str
    rank_by: str
    contenders: tuple[Contender, ...]
    splits: tuple[CorpusSplit, ...]
    conditions: Conditions

    def locate(self, value: str) -> str:
        """`value`, as a path from the file's folder where it begins with `./` or `../`."""
        return str((self.folder / value).resolve()) if value.startswith(BESIDE) else value

    def located_settings(self, contender: Contender) -> dict[str, Any]:
        """The settings that the extractor is made with: paths beside the file found."""
        return {
            key: self.locate(value) if isinstance(value, str) else value
            for key, value in contender.settings.items()
        }
