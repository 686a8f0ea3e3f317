"""The files of a folder and of the folders in it, in the order of their paths."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claimx.batch.inputs import Failure
from claimx.batch.readers.place import Found, Place, printable

WHAT = (
    (stat.S_ISFIFO, "a pipe (FIFO)"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder being walked: its path below the root with a `/`, and who it and its parents are."""

    path: str
    names: Iterator[str]
    identities: frozenset[Identity]


class Walk:
    """Iterates over every file below a folder, with a failure for whatever there is no file.

    Links are followed where they stay in the folder. Hidden files and folders (a name that begins
    with a dot) are left out. Memory grows with the largest single folder, not with the tree.

    Args:
        root: a folder.
        exclude: a folder that is left out, with everything in it and every link into it.
    """

    def __init__(self, root: Path, exclude: Path | None = None) -> None:
        self.root = root
        self.real_root = os.path.realpath(root)
        self.real_exclude = None if exclude is None else os.path.realpath(exclude)

    def __iter__(self) -> Iterator[Found | Failure]:
        # A stack of its own: folders may lie deeper than Python can call.
        stack: list[_Folder] = []
        try:
            stack.append(self._folder("", os.stat(self.root), frozenset()))
        except OSError as error:
            yield _place(self.root.name, self.root).failure(_unreadable(error))
        while stack:
            name = next(stack[-1].names, None)
            if name is None:
                stack.pop()
                continue
            path = stack[-1].path + name
            try:
                met = self._meet(path, stack[-1])
            except OSError as error:
                met = _place(path, self.root / path).failure(_unreadable(error))
            if isinstance(met, _Folder):
                stack.append(met)
            elif met is not None:
                yield met

    def _meet(self, path: str, parent: _Folder) -> Found | Failure | _Folder | None:
        """What stands at a path: a file, a folder to walk, a failure, or nothing to be read."""
        full = self.root / path
        place = _place(path, full)
        is_link = full.is_symlink()
        about = full.stat()
        is_folder = stat.S_ISDIR(about.st_mode)
        if is_link or is_folder:
            real = os.path.realpath(full)
            if self.real_exclude is not None and _lies_in(real, self.real_exclude):
                return None
            if not _lies_in(real, self.real_root):
                return place.failure(
                    f"it is a link that leads out of the source, to {printable(real)}; give that "
                    "as a source of its own if it is meant"
                )
        if is_folder:
            if (about.st_dev, about.st_ino) in parent.identities:
                return place.failure("it is a link to a folder that it lies in: a circle")
            return self._folder(f"{path}/", about, parent.identities)
        if stat.S_ISREG(about.st_mode):
            return Found.file(path, place, full)
        return place.failure(f"it is {describe(about.st_mode)}, not a file; it was not opened")

    def _folder(self, path: str, about: os.stat_result, above: frozenset[Identity]) -> _Folder:
        with os.scandir(self.root / path) as entries:
            # A folder sorts as its path with `/`, so that the order is that of whole paths.
            keys = sorted(
                f"{entry.name}/" if os.path.isdir(entry) else entry.name
                for entry in entries
                if not entry.name.startswith(".")
            )
        names = (key.removesuffix("/") for key in keys)
        return _Folder(path, names, above | {(about.st_dev, about.st_ino)})


def describe(mode: int) -> str:
    """What a thing that is neither file nor folder is, from its `st_mode`."""
    return next((word for test, word in WHAT if test(mode)), "no regular file")


def _place(path: str, full: Path) -> Place:
    return Place(printable(path), printable(str(full)))


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "it is a link that leads nowhere, or was removed while the run went on"
    return f"it cannot be read ({error.strerror})"
