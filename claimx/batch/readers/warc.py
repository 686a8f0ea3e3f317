"""Web archives (WARC, ARC, WET): one article for each page that was answered with success."""

import codecs
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from claimx.batch.inputs import Failure, Input
from claimx.batch.readers.place import Damaged, Place

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

WARC = b"WARC/"
BEGINNINGS = (WARC, b"filedesc://")
RECORD_END = b"\r\n\r\n"
PAGES = ("text/html", "application/xhtml+xml", "text/plain")
# What a crawler was answered, saved itself, or made of a page; the rest is the archive's own.
CONTENT_RECORDS = ("response", "resource", "conversion")
# Addresses that a crawler invents for what it saves beside the pages.
NO_ADDRESSES = ("urn:", "dns:", "metadata:", "screenshot:")
PLAIN_ENCODINGS = ("", "identity")


def read_warc(stream: BufferedReader, place: Place, max_bytes: int) -> Iterator[Input | Failure]:
    """An article for each page; its id is the archive and the page's address.

    Pictures, scripts, redirects and answers that report an error are no pages: one failure for
    the archive counts them. Requests and the archive's own records are not counted.

    Raises:
        Damaged: where it is no web archive, or cannot be read further.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    begin = stream.peek()[:11]
    if not begin.startswith(BEGINNINGS):
        raise Damaged(f"it is no web archive: it begins with {begin!r}")
    watched = _Tail(stream)
    no_pages: Counter[str] = Counter()
    fault = None
    try:
        for record in ArchiveIterator(watched, arc2warc=True):
            if record.rec_type not in CONTENT_RECORDS:
                continue
            obstacle = _no_page(record)
            if obstacle:
                no_pages[obstacle] += 1
            else:
                yield _page(record, place, max_bytes)
    except (ArchiveLoadFailed, ValueError) as error:
        fault = f"it is damaged from some record on ({' '.join(str(error).split())})"
    except Damaged as error:
        fault = str(error)
    if no_pages:
        counts = ", ".join(f"{count} {kind}" for kind, count in no_pages.most_common())
        yield place.failure(
            f"{no_pages.total()} of its records are no pages and were left out: {counts}"
        )
    if fault is None and begin.startswith(WARC) and watched.last != RECORD_END:
        fault = "it is cut off: its last record has no end"
    if fault:
        raise Damaged(fault)


class _Tail:
    """Passes bytes on and remembers the last four."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.last = (self.last + data)[-len(RECORD_END) :]
        return data


def _no_page(record: "ArcWarcRecord") -> str | None:
    """Why a record is no page; None for a page."""
    address = _address(record)
    if address.startswith(NO_ADDRESSES) or urlsplit(address).path == "/robots.txt":
        return "not an address of a page"
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status != "200":
        return f"status {status}"
    kind, _ = _content_type(record)
    return None if kind in PAGES else kind or "without a type"


def _page(record: "ArcWarcRecord", place: Place, max_bytes: int) -> Input | Failure:
    address = _address(record)
    here = Place(place.member(address).id, f"{place.origin}, {address}")
    coding = _header(record, "content-encoding").lower()
    if coding not in PLAIN_ENCODINGS and coding not in _known_encodings():
        return here.failure(
            f"its content is compressed with {coding!r}, which is not read here"
            + ('; pip install "brotli"' if coding == "br" else "")
        )
    data = _content(record, max_bytes)
    if len(data) > max_bytes:
        return here.failure(f"it is larger than {max_bytes:,} bytes")
    if record.raw_stream.limit > 0 and not record.raw_stream.read(1):
        return here.failure("its record is cut off: fewer bytes stand there than it says")
    article = here.article(data)
    if isinstance(article, Failure):
        return article
    kind, charset = _content_type(record)
    source = urlsplit(address).hostname if kind == "text/plain" else None
    return replace(article, data=_as_declared(data, charset), source=source)


def _content(record: "ArcWarcRecord", max_bytes: int) -> bytes:
    """At most `max_bytes` and one more of the content, unpacked."""
    stream = record.content_stream()
    parts, size = [], 0
    while size <= max_bytes and (part := stream.read(max_bytes + 1 - size)):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _as_declared(data: bytes, charset: str) -> str | bytes:
    """The text where the server named an encoding other than UTF-8, else the bytes."""
    try:
        if codecs.lookup(charset).name == "utf-8":
            return data
        data.decode("utf-8")
    except LookupError:
        return data
    except UnicodeDecodeError:
        return data.decode(charset, "replace")
    return data


def _address(record: "ArcWarcRecord") -> str:
    return str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")


def _header(record: "ArcWarcRecord", name: str) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header(name) or "").strip()


def _content_type(record: "ArcWarcRecord") -> tuple[str, str]:
    """The media type and the charset that the record names; empty where it names none."""
    kind, _, parameters = _header(record, "content-type").partition(";")
    _, _, charset = parameters.partition("charset=")
    return kind.strip().lower(), charset.strip(" \"'").partition(";")[0]


def _known_encodings() -> Any:
    from warcio.bufferedreaders import BufferedReader as WarcReader

    return WarcReader.get_supported_decompressors()
