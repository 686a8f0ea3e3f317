"""One extractor on one split: what it is called, and what must be unchanged to keep its result."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib import resources
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from claimx.bench.definition import Contender, CorpusSplit, Definition
from claimx.bench.weights import bundled_path, model_settings, weigh
from claimx.extract.registry import GROUP

RESULT_VERSION = 1
CODE = (".py", ".toml", ".tsv")
NOT_CODE = ("_models", "_corpora", "cli")
CREDENTIALS = re.compile(r"//[^/@\s]+@")
TIMEOUTS = ("load_timeout", "document_timeout", "cell_timeout")


@dataclass(frozen=True, slots=True)
class Cell:
    """One contender on one split."""

    contender: Contender
    split: CorpusSplit

    @property
    def label(self) -> str:
        """For messages."""
        return f"{self.contender.label} on {self.split.label}"

    @property
    def file_name(self) -> str:
        """Of the cell's result; the hash keeps apart what differs only in odd characters."""
        words = re.sub(r"[^\w.-]+", "-", self.label)[:60]
        return f"{words}-{hashlib.sha256(self.label.encode()).hexdigest()[:8]}.json"


def recorded_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as they may be recorded: an address may carry a name and password."""
    return {
        key: CREDENTIALS.sub("//…@", value) if isinstance(value, str) else value
        for key, value in settings.items()
    }


def cells_of(definition: Definition) -> list[Cell]:
    """Every contender on every split, split by split in the order of the file."""
    return [Cell(c, split) for split in definition.splits for c in definition.contenders]


def basis(definition: Definition, cell: Cell, corpus_sha256: str) -> dict[str, Any]:
    """What a result rests on, as JSON values: where two are equal, nothing need be run again.

    Configuration, corpus, code, and the files that the settings name. Timeouts are left out: what
    was finished within one does not depend on it.
    """
    settings = definition.located_settings(cell.contender)
    conditions = asdict(definition.conditions)
    return {
        "result_version": RESULT_VERSION,
        "extractor": cell.contender.extractor,
        "settings": recorded_settings(cell.contender.settings),
        "bare": cell.contender.bare,
        "repeat": cell.contender.repeat,
        "conditions": {k: v for k, v in conditions.items() if k not in TIMEOUTS},
        "corpus_sha256": corpus_sha256,
        "code_sha256": code_sha256(),
        "distribution": distribution(cell.contender.extractor),
        "models": {
            key: weigh(key, "", path).sha256 for key, path in model_settings(settings).items()
        },
    }


def is_current(result: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether a cell is finished, rests on the same, and its bundled models are unchanged."""
    if result.get("state") != "finished" or result.get("basis") != now:
        return False
    for weights in result["weights"]:
        path = bundled_path(weights["name"])
        if path is not None and weigh("", "", path).sha256 != weights["sha256"]:
            return False
    return True


def distribution(extractor: str) -> str | None:
    """The installed package and version that registered an extractor; None for an unknown one."""
    for point in entry_points(group=GROUP):
        if point.name == extractor and point.dist is not None:
            return f"{point.dist.name} {point.dist.version}"
    return None


@lru_cache(maxsize=1)
def code_sha256() -> str:
    """SHA-256 over the code and data of claimx that may decide a result."""
    package = Path(str(resources.files("claimx")))
    digest = hashlib.sha256()
    for file in sorted(p for p in package.rglob("*") if p.suffix in CODE):
        inside = file.relative_to(package)
        if inside.parts[0] not in NOT_CODE:
            digest.update(f"{inside.as_posix()}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
