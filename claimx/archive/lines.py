"""Lines of a text file that may be compressed: `.gz` or `.zst`, told by the name's end."""

import io
from collections.abc import Iterator
from pathlib import Path

from claimx.errors import CorpusError


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a UTF-8 file, each without its line end; an empty file gives none.

    Only a line feed ends a line, as in JSON lines.

    Raises:
        CorpusError: where the file is missing, cut off, damaged or not UTF-8.
    """
    try:
        with open_bytes(path) as binary, _text(binary) as lines:
            for line in lines:
                yield line.rstrip("\n")
    except FileNotFoundError:
        raise CorpusError(f"{path} does not exist; give a file of wire lines") from None
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"{path} cannot be read to its end ({error}); expected UTF-8, whole and of the "
            "compression that its name tells: make or fetch the file again"
        ) from error


def _text(binary: io.BufferedReader) -> io.TextIOWrapper:
    # Surrogates pass, since the wire format may leave the second of two bare.
    return io.TextIOWrapper(binary, "utf-8", errors="surrogatepass", newline="\n")


def open_bytes(path: Path) -> io.BufferedReader:
    """A buffered stream of the unpacked bytes."""
    if path.suffix == ".gz":
        import gzip

        return io.BufferedReader(gzip.GzipFile(path))
    if path.suffix == ".zst":
        import pyarrow

        # The reader of pyarrow, so that no further library is needed.
        return io.BufferedReader(pyarrow.CompressedInputStream(str(path), "zstd"))
    return path.open("rb")
