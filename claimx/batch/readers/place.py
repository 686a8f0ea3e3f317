"""Where an article stands, as an id and for a person, and what the formats hand to one another."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from claimx.batch.inputs import Failure, Input


class Damaged(Exception):
    """A container or file cannot be read further; the message says why, as a sentence part."""


@dataclass(frozen=True, slots=True)
class Place:
    """The id that an article gets where it carries none, and its place for a person."""

    id: str
    origin: str

    def member(self, name: str) -> "Place":
        """A member of this archive."""
        return Place(f"{self.id}/{printable(name)}", f"{self.origin}, {printable(name)}")

    def line(self, number: int) -> "Place":
        """A line of this file, counted from 1."""
        return self._numbered("line", number)

    def row(self, number: int) -> "Place":
        """A row of this table, counted from 1, its header not counted."""
        return self._numbered("row", number)

    def _numbered(self, word: str, number: int) -> "Place":
        return Place(f"{self.id}/{number}", f"{self.origin}, {word} {number}")

    def failure(self, reason: str) -> Failure:
        """What stands here cannot be read."""
        return Failure(self.id, self.origin, reason)

    def article(self, data: bytes) -> Input | Failure:
        """The article that stands here, or the failure that it is empty."""
        if not data.strip():
            return self.failure("it is empty: no character stands in it")
        return Input(self.id, data, origin=self.origin)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a folder or a member of an archive, not yet opened.

    Attributes:
        name: its path below the folder or archive, with `/`.
        place: where it stands.
        open: gives its bytes; the caller closes them.
    """

    name: str
    place: Place
    open: Callable[[], BinaryIO]

    @classmethod
    def file(cls, name: str, place: Place, path: Path) -> "Found":
        """The file at `path`."""
        return cls(name, place, lambda: path.open("rb"))


def printable(text: str) -> str:
    """A name or id that every table can hold: lone surrogates are written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def member_path(name: str) -> str | None:
    """The path of an archive's member, or None where it would lead out of the archive."""
    name = name.replace("\\", "/")
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or name[1:2] == ":":
        return None
    return str(path)


def is_hidden(path: str) -> bool:
    """Whether a file or one of its folders is hidden, or is what macOS adds to archives."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(path).parts)
