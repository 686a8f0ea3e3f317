"""The stamped result of a public task, in the shape that both tasks write."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from claimx.bench.public_tasks import Failure
from claimx.bench.stamp import stamp
from claimx.proposal import Extractor
from claimx.scoring.table import Measured

RESULT_VERSION = 1


class Evaluated(Protocol):
    """What a task found: its figures, the same for the trivial answers, and what failed."""

    @property
    def figures(self) -> Mapping[str, Measured]:
        """Every figure with its interval, by name."""
        ...

    @property
    def trivial(self) -> Mapping[str, Measured]:
        """The same figures for the trivial answers."""
        ...

    @property
    def failures(self) -> Sequence[Failure]:
        """The documents that the extractor could not read."""
        ...


def task_result(
    kind: str,
    file: Path,
    sizes: Mapping[str, Any],
    done: Evaluated,
    extractor: Extractor,
    command: Sequence[str],
    seed: int,
) -> dict[str, Any]:
    """The result as JSON values.

    Args:
        kind: name of the task.
        file: the public file that was read.
        sizes: what it holds, by name.
        done: what was found.
        extractor: that read it.
        command: as it was given.
        seed: of the bootstrap.
    """
    return {
        "kind": kind,
        "result_version": RESULT_VERSION,
        **stamp(command),
        "extractor": f"{extractor.name}/{extractor.version}",
        "seed": seed,
        "data": {
            "file": file.name,
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
            **sizes,
        },
        "failed": [asdict(failure) for failure in done.failures],
        "figures": {
            name: {**asdict(measured), "trivial": done.trivial[name].value}
            for name, measured in done.figures.items()
        },
    }
