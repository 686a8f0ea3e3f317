"""What a file is: told by its name, or by its first bytes where the name tells nothing."""

import json
from enum import Enum
from typing import NamedTuple

from claimx.article.decoding import CONTROL, decode
from claimx.batch.readers.delimited import find_delimiter
from claimx.batch.readers.place import Damaged
from claimx.errors import InputError


class Kind(Enum):
    """How the bytes of a file, once decompressed, are read."""

    ARTICLE = "an article"
    JSONL = "JSON lines"
    DELIMITED = "a CSV or TSV table"
    PARQUET = "a Parquet table"
    WARC = "a web archive"
    ZIP = "a zip archive"
    TAR = "a tar archive"


BY_SUFFIX = {
    **dict.fromkeys(("txt", "text", "md", "html", "htm", "xhtml", "shtml"), Kind.ARTICLE),
    **dict.fromkeys(("jsonl", "ndjson"), Kind.JSONL),
    **dict.fromkeys(("csv", "tsv", "tab"), Kind.DELIMITED),
    **dict.fromkeys(("parquet", "pq"), Kind.PARQUET),
    **dict.fromkeys(("warc", "arc", "wet"), Kind.WARC),
    "zip": Kind.ZIP,
    "tar": Kind.TAR,
}
ARCHIVES = (Kind.ZIP, Kind.TAR)
COMPRESSIONS = ("gz", "zst", "bz2", "xz")
SHORT_FORMS = {
    "tgz": "tar.gz",
    "tzst": "tar.zst",
    "tbz": "tar.bz2",
    "tbz2": "tar.bz2",
    "txz": "tar.xz",
}
MAGIC_OF_COMPRESSIONS = (
    (b"\x1f\x8b\x08", "gz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
)
TAR_MAGIC = slice(257, 262)


class Named(NamedTuple):
    """What a name tells: the kind, the compression around it; None where it tells nothing."""

    kind: Kind | None
    compression: str | None


def kind_of_name(name: str) -> Named:
    """What `name` tells: `news.csv.gz` is a table, compressed with gzip."""
    lower = name.lower()
    for short, long in SHORT_FORMS.items():
        if lower.endswith(f".{short}"):
            lower = lower.removesuffix(short) + long
    stem, _, suffix = lower.rpartition(".")
    compression = suffix if stem and suffix in COMPRESSIONS else None
    if compression:
        stem, _, suffix = stem.rpartition(".")
    return Named(BY_SUFFIX.get(suffix) if stem else None, compression)


def is_archive(name: str) -> bool:
    """Whether a file of this name holds files."""
    return kind_of_name(name).kind in ARCHIVES


def compression_of_bytes(head: bytes) -> str | None:
    """The compression that the first bytes show; None for none."""
    return next((name for magic, name in MAGIC_OF_COMPRESSIONS if head.startswith(magic)), None)


def kind_of_bytes(head: bytes, text_column: str) -> Kind:
    """What the first bytes (some thousand) show; an article where they show nothing else.

    Args:
        head: the first bytes, decompressed.
        text_column: the column of the text, by which a table is known.

    Raises:
        InputError: for a JSON array.
        Damaged: where they are no text.
    """
    if head.startswith(b"WARC/"):
        return Kind.WARC
    if head[TAR_MAGIC] == b"ustar":
        return Kind.TAR
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    first_line = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0]
    if _is_json(first_line):
        if first_line.startswith(b"{"):
            return Kind.JSONL
        raise InputError(
            "it is one JSON array, expected one object a line; make lines of it: jq -c '.[]'"
        )
    try:
        text, _ = decode(head)
    except InputError as error:
        raise Damaged(str(error)) from error
    if CONTROL.search(text):
        raise Damaged("its bytes are no text, and no kind of archive or table that is known")
    if find_delimiter(text.partition("\n")[0], text_column):
        return Kind.DELIMITED
    return Kind.ARTICLE


def _is_json(line: bytes) -> bool:
    """Whether a line is a JSON object or array, or begins an array that goes on."""
    if line.strip() == b"[" or line.startswith(b"[{"):
        return True
    try:
        return isinstance(json.loads(line), dict | list)
    except ValueError:
        # An object over many lines is no JSON lines, nor is it an article.
        return line.strip() == b"{"
