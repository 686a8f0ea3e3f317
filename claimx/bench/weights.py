"""Which model folders a process opened, how large they are, and the hash of what is in them."""

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

BLOCK = 1 << 20
OWN, SHARED = "extractor", "pipeline"
# Of these settings a path is a model: its size and hash belong to the extractor.
MODEL_SETTINGS = ("model", "labels")


@dataclass(frozen=True, slots=True)
class Weights:
    """A model on disk.

    Attributes:
        name: the bundled model's name, or the setting that names the path.
        used_by: `extractor` for its own, `pipeline` for what every extractor runs with.
        bytes: of all files.
        sha256: over names and contents of all files.
    """

    name: str
    used_by: str
    bytes: int
    sha256: str


def bundled_homes() -> tuple[Path, ...]:
    """The folders that hold bundled models: in the package, and beside it in a checkout."""
    package = Path(str(resources.files("claimx")))
    return package / "_models", package.parent / "models"


def bundled_path(name: str) -> Path | None:
    """Where a bundled model lies, or None where there is none of that name."""
    return next((home / name for home in bundled_homes() if (home / name).is_dir()), None)


def model_settings(settings: Mapping[str, Any]) -> dict[str, Path]:
    """The settings that name a file or folder of a model, with their paths."""
    return {
        key: Path(settings[key])
        for key in MODEL_SETTINGS
        if isinstance(settings.get(key), str) and Path(settings[key]).exists()
    }


def weigh(name: str, used_by: str, path: Path) -> Weights:
    """Size and hash of a file, or of every file of a folder; names count, dates do not."""
    digest, size = hashlib.sha256(), 0
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    for file in files:
        digest.update(f"{file.relative_to(path).as_posix()}\0{file.stat().st_size}\0".encode())
        with file.open("rb") as stream:
            while block := stream.read(BLOCK):
                digest.update(block)
                size += len(block)
    return Weights(name, used_by, size, digest.hexdigest())


class Watch:
    """Notes each bundled model folder that this process opens a file of, and for whom.

    It hooks into Python's `open`, so a model that only native code opens must have a manifest
    that claimx reads (as bundled ones do) or be named in the settings. The hook stays for the
    life of the process.
    """

    def __init__(self) -> None:
        self.homes = [str(home) + os.sep for home in bundled_homes()]
        self.used_by = SHARED
        self.opened: dict[str, str] = {}
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or not isinstance(arguments[0], str):
            return
        for home in self.homes:
            if arguments[0].startswith(home):
                self.opened.setdefault(arguments[0][len(home) :].split(os.sep)[0], self.used_by)

    @contextmanager
    def own(self) -> Iterator[None]:
        """While this lasts, what is opened belongs to the extractor."""
        self.used_by = OWN
        try:
            yield
        finally:
            self.used_by = SHARED

    def weights(self, settings: Mapping[str, Any]) -> list[Weights]:
        """The models opened so far and those of the settings, sorted by name."""
        found = [weigh(key, OWN, path) for key, path in model_settings(settings).items()]
        for name, used_by in sorted(self.opened.items()):
            path = bundled_path(name)
            if path is not None:
                found.append(weigh(name, used_by, path))
        return found
