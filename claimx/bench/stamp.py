"""What a result is stamped with: when, by which code, with which command, on which machine.

No path, host or user name goes in.
"""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from claimx.scoring.result import commit

MODEL_NAME = "model name"
MEBI = 1 << 20


def stamp(command: Sequence[str]) -> dict[str, Any]:
    """The stamp of a whole run; `command` is shortened to names where it holds absolute paths."""
    from claimx import __version__

    return {
        "time": now(),
        "commit": commit(),
        "command": " ".join(Path(w).name if os.path.isabs(w) else w for w in command),
        "versions": {"claimx": __version__, "python": platform.python_version()},
        "machine": machine(),
    }


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def machine() -> dict[str, Any]:
    """System, processor, cores that this process may use, memory."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": _cores(),
        "memory_mb": _memory_mb(),
    }


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as stream:
            for line in stream:
                if line.startswith(MODEL_NAME):
                    return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor()


def _memory_mb() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEBI
    except (AttributeError, ValueError, OSError):
        return None
