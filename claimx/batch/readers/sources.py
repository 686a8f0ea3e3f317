"""The sources of a run as one stream of articles, each under an id that no other has."""

import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from claimx.batch.inputs import Failure, Input, SourceOptions
from claimx.batch.readers.folder import Walk, describe
from claimx.batch.readers.kinds import Kind, is_archive, kind_of_name
from claimx.batch.readers.opening import Opener
from claimx.batch.readers.place import Found, Place, printable
from claimx.batch.readers.records import Columns
from claimx.errors import InputError

STDIN = "-"
# Their first record tells whether they have the columns that were named.
OF_RECORDS = (Kind.JSONL, Kind.DELIMITED, Kind.PARQUET, None)


def open_sources(sources: Sequence[str], options: SourceOptions) -> Iterator[Input | Failure]:
    """Read every article of every source, one at a time, in the same order on every run.

    Of a folder every file is read that is an article (text, HTML), a table (CSV, TSV, JSON lines,
    Parquet), a web archive (WARC) or an archive (ZIP, tar); also where it is compressed (gz, zst,
    bz2, xz). A file of another name is judged by its first bytes.

    An id is the path below the folder; for what stands in a file, the file's path, `/`, and the
    member's path, the page's address, or the number of the line or row, unless the record carries
    an id. Where an id occurs again, the second gets `~2` added, the third `~3`; to know that, a
    number for each id is kept in memory, some 60 bytes.

    Args:
        sources: paths, or `-` for standard input; named pipes are read as well.
        options: which files and columns are meant, and what is left out.

    Yields:
        Articles, and a failure for everything that is none.

    Raises:
        InputError: before anything is read, for a source that does not exist, is a device or the
            run's own output, or is a table without the named columns; for standard input, when
            it is read.
    """
    opener = Opener(Columns(options.columns), options.glob, options.max_bytes, options.max_ratio)
    if list(sources).count(STDIN) > 1:
        raise InputError("standard input (-) is given twice; it can be read once only")
    for source in sources:
        if source != STDIN:
            _check(Path(source), opener, options.exclude)
    return with_own_ids(
        item for source in sources for item in _read_source(source, opener, options.exclude)
    )


def _check(path: Path, opener: Opener, exclude: Path | None) -> None:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        raise InputError(
            f"source {str(path)!r} cannot be read ({said}); expected a file, a folder, or - for "
            "standard input"
        ) from error
    if exclude is not None and path.resolve().is_relative_to(exclude.resolve()):
        raise InputError(
            f"source {str(path)!r} lies in the output folder {str(exclude)!r}; give a source "
            "that this run does not write, or another --out"
        )
    if stat.S_ISREG(mode):
        if kind_of_name(path.name).kind in OF_RECORDS:
            next(opener.read(_file(path), refuse=True), None)
    elif not stat.S_ISDIR(mode) and not stat.S_ISFIFO(mode):
        raise InputError(f"source {str(path)!r} is {describe(mode)}, expected a file or a folder")


def _read_source(source: str, opener: Opener, exclude: Path | None) -> Iterator[Input | Failure]:
    if source == STDIN:
        stdin = Found("", Place("stdin", "standard input"), lambda: sys.stdin.buffer)
        yield from opener.read(stdin, refuse=True)
        return
    path = Path(source)
    if not path.is_dir():
        yield from opener.read(_file(path))
        return
    for found in Walk(path, exclude):
        if isinstance(found, Failure):
            yield found
        elif opener.wants(found.name) or is_archive(found.name):
            yield from opener.read(found)


def _file(path: Path) -> Found:
    place = Place(printable(path.name), printable(str(path)))
    return Found.file(path.name, place, path)


def with_own_ids(items: Iterable[Input | Failure]) -> Iterator[Input | Failure]:
    """The same items; `~2`, `~3` ... is added to an id that came before."""
    seen: set[int] = set()
    times: dict[str, int] = {}
    for item in items:
        name = item.id
        while (key := _key(name)) in seen:
            times[item.id] = times.get(item.id, 1) + 1
            name = f"{item.id}~{times[item.id]}"
        seen.add(key)
        yield item if name == item.id else replace(item, id=name)


def _key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")
