"""Compressed bytes as a stream, watched for damage and for how far they unfold."""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from claimx.batch.readers.place import Damaged

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# Text shrinks to a tenth, near-copies to a fiftieth; a bomb to a thousandth and less.
SNIFFED_BYTES = 65_536  # of a file whose name does not tell what it is
# Unpacked at once: a fault costs no more of the sound bytes before it.
PIECE = 4096
IGNORED_BYTES = 10_000_000
FAULTS = (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile)


class Expansion:
    """Refuses to go on once far more came out than went in.

    Args:
        ratio: how many times the packed size is still believed.
        packed: gives the packed bytes that were read so far, or in all.
    """

    def __init__(self, ratio: float, packed: Callable[[], int]) -> None:
        self.ratio = ratio
        self.packed = packed
        self.unpacked = 0

    def add(self, size: int) -> None:
        """Count `size` more unpacked bytes.

        Raises:
            Damaged: where they are too many; the first 10 MB are always allowed.
        """
        self.unpacked += size
        if self.unpacked > IGNORED_BYTES and self.unpacked > self.ratio * self.packed():
            raise Damaged(
                f"it unfolds to more than {self.ratio:g} times its packed size, as a zip bomb "
                "does; reading stopped there. If it is sound, unpack it and give the folder"
            )


class Unfolding(io.RawIOBase):
    """The unpacked bytes of `inner`; its faults are raised as `Damaged`."""

    def __init__(self, inner: BinaryIO, expansions: Sequence[Expansion]) -> None:
        self._inner = inner
        self._expansions = expansions
        self._piece = PIECE if expansions else SNIFFED_BYTES

    def readable(self) -> bool:
        """Always: it is there to be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill the buffer; 0 at the end."""
        view = memoryview(buffer)
        try:
            data = self._inner.read(min(len(view), self._piece))
        except FAULTS as error:
            raise Damaged(f"its data is cut off or damaged ({error})") from error
        for expansion in self._expansions:
            expansion.add(len(data))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close this and the inner stream."""
        if not self.closed:
            self._inner.close()
        super().close()


class Counted(io.RawIOBase):
    """Passes bytes on and counts them."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self.count = 0

    def readable(self) -> bool:
        """Always: it is there to be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill the buffer; 0 at the end."""
        view = memoryview(buffer)
        data = self._inner.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)


def unpack(packed: BinaryIO, compression: str | None, ratio: float) -> io.BufferedReader:
    """The bytes of a stream, decompressed as they are read.

    Args:
        packed: the stream.
        compression: "gz", "zst", "bz2", "xz", or None for none.
        ratio: see `Expansion`.

    Returns:
        A stream whose reads raise `Damaged` where the data is cut off, damaged, or a bomb.
    """
    if compression is None:
        return io.BufferedReader(Unfolding(packed, ()), SNIFFED_BYTES)
    counted = Counted(packed)
    expansion = Expansion(ratio, lambda: counted.count)
    unfolding = Unfolding(_decompress(counted, compression), (expansion,))
    return io.BufferedReader(unfolding, SNIFFED_BYTES)


def _decompress(packed: Counted, compression: str) -> BinaryIO:
    return cast(BinaryIO, OPENERS[compression](cast(Any, packed)))


def _open_zstd(packed: Any) -> Any:
    import pyarrow

    # Unlike the stream of the package zstandard it notices where data is cut off.
    return pyarrow.CompressedInputStream(pyarrow.PythonFile(packed, mode="r"), "zstd")


def _open_gzip(packed: Any) -> Any:
    return gzip.GzipFile(fileobj=packed)


OPENERS: dict[str, Callable[[Any], Any]] = {
    "gz": _open_gzip,
    "zst": _open_zstd,
    "bz2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
}
