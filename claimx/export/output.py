"""Where an export is written: beside its place first, so that a half-written one is never found."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimx.errors import InputError


@contextmanager
def fresh(out: Path, *, folder: bool, overwrite: bool = False) -> Iterator[Path]:
    """A path to write to that becomes `out` once the block ends without an error.

    Args:
        out: the file or folder that shall be made; folders above it are made.
        folder: whether it is a folder; the path yielded exists then, and is empty.
        overwrite: replace what is there, as long as it is of the same kind.

    Raises:
        InputError: where something is there already, or it cannot be written.
    """
    if out.exists() or out.is_symlink():
        if not overwrite:
            raise InputError(f"{out} exists; give another --out, or --overwrite to replace it")
        if out.is_dir() != folder:
            kind = "a folder" if folder else "a file"
            raise InputError(f"{out} is not {kind}, which this format needs; give another --out")
    partial = out.with_name(f".{out.name}.{os.getpid()}.partial")
    try:
        partial.parent.mkdir(parents=True, exist_ok=True)
        if folder:
            partial.mkdir()
        yield partial
        if folder and out.exists():
            shutil.rmtree(out)
        os.replace(partial, out)
    except OSError as error:
        raise InputError(f"{out} cannot be written ({error}); give another --out") from error
    finally:
        if partial.is_dir():
            shutil.rmtree(partial, ignore_errors=True)
        else:
            partial.unlink(missing_ok=True)
