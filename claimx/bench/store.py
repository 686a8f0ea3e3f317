"""The folder of a bench: one result file a cell, written whole or not at all, and the whole."""

import json
import os
from pathlib import Path
from typing import Any

from claimx.errors import InputError

CELLS, WORK = "cells", "work"
RESULT, MARKDOWN, PAGE = "result.json", "leaderboard.md", "leaderboard.html"


def open_folder(out: Path, *, resume: bool) -> None:
    """Make the folder of a bench.

    Raises:
        InputError: where it is a file or cannot be made, or holds results and `resume` is False.
    """
    if not resume and (out / CELLS).is_dir() and any((out / CELLS).iterdir()):
        raise InputError(
            f"{str(out)!r} holds results of a bench; add --resume to keep those that still hold, "
            "or give another folder"
        )
    try:
        for name in (CELLS, WORK):
            (out / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{str(out)!r} cannot be made a folder ({error}); give a folder that can be written"
        ) from error


def write_json(path: Path, content: Any) -> None:
    """Write a file that is either whole or not there, whenever the process ends."""
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", "utf-8")
    os.replace(part, path)


def read_cell(path: Path) -> dict[str, Any] | None:
    """A cell's result; None where there is none yet.

    Raises:
        InputError: where the file is cut off or is something else.
    """
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path.name} is no whole result of a cell ({error})") from error
    if not isinstance(content, dict) or content.get("kind") != "bench_cell":
        raise InputError(f"{path.name} is no result of a cell")
    return content


def read_result(path: Path) -> dict[str, Any]:
    """The result of a bench, from its file or its folder.

    Raises:
        InputError: where it is missing, cut off, something else, or of another version.
    """
    from claimx.bench.cell import RESULT_VERSION

    file = path / RESULT if path.is_dir() else path
    try:
        content = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(
            f"{str(file)!r} is no result of a bench ({error}); "
            f"expected a {RESULT} that claimx bench run wrote: run it again with --resume"
        ) from error
    if not isinstance(content, dict) or content.get("kind") != "bench":
        raise InputError(f"{str(file)!r} is no result of a bench; expected its {RESULT}")
    if content.get("result_version") != RESULT_VERSION:
        raise InputError(
            f"{str(file)!r} has result_version {content.get('result_version')!r}, "
            f"expected {RESULT_VERSION}; run the bench again"
        )
    return content
