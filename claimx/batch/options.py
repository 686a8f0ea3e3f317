"""What a caller can choose for a run, and what came of it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from claimx.batch.inputs import SourceOptions
from claimx.errors import InputError
from claimx.extract.registry import DEFAULT_EXTRACTOR


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """Choices for a run.

    Attributes:
        extractor: a registered name.
        settings: what the extractor needs to know, by name. Only their hash is noted.
        engine: where the work is done: "local" for processes of this machine.
        workers: how many articles are read at the same time.
        limit: look at the first so many inputs only; None for all.
        document_timeout: seconds after which a document is given up and recorded.
        memory_limit: megabytes of a worker above which its document is given up and recorded.
        strict: stop at the first input that fails.
        keep_text: whether the output carries the texts; without, their hashes.
        redo: throw away what an earlier run wrote to the folder, and read all again.
        retry: try again what failed in an earlier run.
        sources: how sources are read.

    Raises:
        InputError: for a number that is not positive.
    """

    extractor: str = DEFAULT_EXTRACTOR
    settings: Mapping[str, Any] = field(default_factory=dict)
    engine: str = "local"
    workers: int = field(default_factory=cores)
    limit: int | None = None
    document_timeout: float = 300.0
    memory_limit: int = 3000
    strict: bool = False
    keep_text: bool = True
    redo: bool = False
    retry: bool = False
    sources: SourceOptions = field(default_factory=SourceOptions)

    def __post_init__(self) -> None:
        for name in ("workers", "document_timeout", "memory_limit"):
            if getattr(self, name) <= 0:
                raise InputError(f"{name} is {getattr(self, name)}, expected a positive number")
        if self.limit is not None and self.limit < 0:
            raise InputError(f"limit is {self.limit}, expected 0 or more")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did.

    Attributes:
        done: documents made by this run.
        failed: inputs that failed in this run.
        skipped: inputs that an earlier run had finished.
        documents, errors: in the whole folder, earlier runs included.
        seconds: how long this run took.
        stopped: it stopped at the first failure (`strict`).
    """

    done: int
    failed: int
    skipped: int
    documents: int
    errors: int
    seconds: float
    stopped: bool = False

    @property
    def exit_code(self) -> int:
        """0 where everything in the folder is fine, 1 where it has errors."""
        return 1 if self.errors or self.stopped else 0
