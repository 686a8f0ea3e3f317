"""The lines of a dump, however large: plain, gzip or bzip2, from any line on, faults and all."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from claimx.errors import InputError

LONGEST = 64 * 1024 * 1024
_BITE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Position:
    """How far a dump was read: lines and (decompressed) bytes before the next line."""

    line: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line break; `after` is the position behind it."""

    number: int
    text: bytes
    after: Position


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be used of a dump: the line (from 1) and why."""

    line: int
    reason: str
    after: Position

    def __str__(self) -> str:
        return f"line {self.line:,}: {self.reason}"


def read_lines(
    path: Path,
    start: Position = Position(),
    *,
    longest: int = LONGEST,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Line | Fault]:
    """Stream the lines of a dump; memory is bounded by `longest`, not by the file.

    Args:
        path: a plain, gzip or bzip2 file, told by its first bytes and not by its name.
        start: where to go on, from the last line's `after`.
        longest: bytes of the longest line that is read; a longer one becomes a `Fault`.
        progress: is told now and then how many bytes of the (compressed) file were read.

    Yields:
        Each line, or a fault in its place. A file that is cut off or damaged within its
        compression yields its whole lines, then one fault, and ends.

    Raises:
        InputError: where there is no such file.
    """
    if not path.is_file():
        raise InputError(f"{path} is not a file; expected a dump to import")
    with path.open("rb") as raw, closing(_opened(raw)) as stream:
        yield from _walk(raw, stream, start, longest, progress or (lambda _: None))


def _walk(
    raw: IO[bytes], stream: IO[bytes], at: Position, longest: int, progress: Callable[[int], None]
) -> Iterator[Line | Fault]:
    try:
        if at.offset:
            stream.seek(at.offset)
        while text := stream.readline(longest + 1):
            size = len(text)
            if size > longest and not text.endswith(b"\n"):
                size += _skip_line(stream)
            at = Position(at.line + 1, at.offset + size)
            if not at.line % 1000 or size > _BITE:
                progress(raw.tell())
            if size > longest + 1:
                yield Fault(at.line, f"{size:,} bytes long; at most {longest:,} are read", at)
            else:
                yield Line(at.line, text.rstrip(b"\r\n"), at)
    except (EOFError, OSError, zlib.error, lzma.LZMAError) as error:
        yield Fault(at.line + 1, f"the file is cut off or damaged from here on ({error})", at)


def _opened(raw: IO[bytes]) -> IO[bytes]:
    magic = raw.read(3)
    raw.seek(0)
    if magic[:2] == b"\x1f\x8b":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
    if magic == b"BZh":
        return cast("IO[bytes]", bz2.BZ2File(raw))
    return raw


def _skip_line(stream: IO[bytes]) -> int:
    skipped = 0
    while bite := stream.readline(_BITE):
        skipped += len(bite)
        if bite.endswith(b"\n"):
            break
    return skipped
