"""The same articles packed in every way that the readers know, for tests."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pyarrow
from pyarrow import parquet

from claimx.batch.inputs import Failure, Input, SourceOptions
from claimx.batch.readers import open_sources

COMPRESS = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": lambda data: pyarrow.compress(data, "zstd", asbytes=True),
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}
TEXT = "Judges in Dorn jailed Ana Lupu for two years, her lawyer said."


def read(*sources: Path | str, **options) -> tuple[list[Input], list[Failure]]:
    """What comes out of sources: the articles, and the failures."""
    items = list(open_sources([str(source) for source in sources], SourceOptions(**options)))
    ids = [item.id for item in items]
    assert len(set(ids)) == len(ids)
    return (
        [item for item in items if isinstance(item, Input)],
        [item for item in items if isinstance(item, Failure)],
    )


def reasons(failures: Iterable[Failure]) -> dict[str, str]:
    return {failure.id: failure.reason for failure in failures}


def write_folder(where: Path, texts: dict[str, bytes]) -> Path:
    for name, data in texts.items():
        path = where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return where


def zip_bytes(texts: dict[str, bytes], **settings) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **settings) as archive:
        for name, data in texts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tar_bytes(texts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in texts.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def jsonl_bytes(texts: dict[str, bytes]) -> bytes:
    rows = ({"id": name, "text": data.decode()} for name, data in texts.items())
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def parquet_bytes(texts: dict[str, bytes]) -> bytes:
    rows = [{"id": name, "text": data.decode()} for name, data in texts.items()]
    buffer = io.BytesIO()
    schema = pyarrow.schema([("id", "string"), ("text", "string")])
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema), buffer)
    return buffer.getvalue()


def warc_bytes(pages: Iterable[tuple[str, str, str, bytes]], *, gzipped: bool = False) -> bytes:
    """Responses of (address, status, content type, body), with a record of the archive first."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=gzipped)
    writer.write_record(writer.create_warcinfo_record("dump.warc", {"software": "none"}))
    for address, status, kind, body in pages:
        http = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            address, "response", payload=io.BytesIO(body), http_headers=http
        )
        writer.write_record(record)
    return buffer.getvalue()
