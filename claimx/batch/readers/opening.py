"""One file of any kind: the articles in it, and a failure for everything that is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from io import BufferedReader
from typing import BinaryIO

from claimx.batch.inputs import Failure, Input
from claimx.batch.readers.delimited import read_delimited
from claimx.batch.readers.jsonl import read_jsonl
from claimx.batch.readers.kinds import (
    ARCHIVES,
    Kind,
    compression_of_bytes,
    kind_of_bytes,
    kind_of_name,
)
from claimx.batch.readers.parquet import read_parquet
from claimx.batch.readers.place import Damaged, Found, Place
from claimx.batch.readers.records import Columns
from claimx.batch.readers.tars import tar_members
from claimx.batch.readers.unpacking import unpack
from claimx.batch.readers.warc import read_warc
from claimx.batch.readers.zips import zip_members
from claimx.errors import InputError


@dataclass(frozen=True, slots=True)
class Opener:
    """How files are opened.

    Attributes:
        columns: which column of a table holds what.
        glob: which files of folders and members of archives are read; None for all.
        max_bytes: the largest article.
        max_ratio: how many times its packed size a file may unfold to (`Expansion`).
    """

    columns: Columns
    glob: str | None
    max_bytes: int
    max_ratio: float

    def wants(self, name: str) -> bool:
        """Whether the glob fits a file's name, or the end of its path."""
        if self.glob is None:
            return True
        return fnmatchcase(f"/{name}", f"*/{self.glob.removeprefix('**/')}")

    def read(self, found: Found, *, refuse: bool = False) -> Iterator[Input | Failure]:
        """The articles of a file; whatever goes wrong in it is a failure at its place.

        Args:
            found: the file, which is opened, read to its end and closed.
            refuse: raise where the file is not what the user meant, instead of a failure.

        Raises:
            InputError: with `refuse`, where a table lacks a column that was named.
        """
        try:
            with found.open() as file:
                yield from self._read(found, file)
        except (Damaged, OSError) as error:
            yield found.place.failure(_reason(error))
        except InputError as error:
            if refuse:
                raise
            yield found.place.failure(str(error))

    def _read(self, found: Found, file: BinaryIO) -> Iterator[Input | Failure]:
        kind, compression = kind_of_name(found.name)
        if kind is Kind.ZIP and compression is None:
            yield from self._read_members(zip_members(file, found.place, self.max_ratio))
        elif kind is Kind.PARQUET and compression is None:
            yield from read_parquet(file, found.place, self.columns)
        else:
            yield from self._read_stream(kind, compression, file, found.place)

    def _read_stream(
        self, kind: Kind | None, compression: str | None, file: BinaryIO, place: Place
    ) -> Iterator[Input | Failure]:
        stream = unpack(file, compression, self.max_ratio)
        if kind is None and compression is None:
            stream = unpack(stream, compression_of_bytes(stream.peek()), self.max_ratio)
        head = stream.peek()
        kind = kind or kind_of_bytes(head, self.columns.text)
        if not head:
            yield place.failure("it is empty: no byte stands in it")
        elif kind is Kind.TAR:
            yield from self._read_members(tar_members(stream, place))
        elif kind is Kind.JSONL:
            yield from read_jsonl(stream, place, self.columns, self.max_bytes)
        elif kind is Kind.DELIMITED:
            yield from read_delimited(stream, place, self.columns, self.max_bytes)
        elif kind is Kind.WARC:
            yield from read_warc(stream, place, self.max_bytes)
        elif kind is Kind.ARTICLE:
            yield self._read_article(stream, place)
        else:
            raise Damaged(f"{kind.value} is read from a file of its own; unpack or save it first")

    def _read_members(self, members: Iterator[Found | Failure]) -> Iterator[Input | Failure]:
        for member in members:
            if isinstance(member, Failure):
                yield member
            elif kind_of_name(member.name).kind in (*ARCHIVES, Kind.PARQUET):
                yield member.place.failure(
                    "an archive or Parquet table inside an archive is not opened; unpack the "
                    "outer one and give the folder"
                )
            elif self.wants(member.name):
                yield from self.read(member)

    def _read_article(self, stream: BufferedReader, place: Place) -> Input | Failure:
        data = stream.read(self.max_bytes + 1)
        if len(data) > self.max_bytes:
            return place.failure(f"it is larger than {self.max_bytes:,} bytes")
        return place.article(data)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"it cannot be read ({error.strerror or error})"
    return str(error)
