"""Documents of a batch folder, of a file of wire lines, or of claims beside their texts."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from claimx.archive.layout import DOCUMENTS, is_batch_folder, parts
from claimx.archive.lines import read_lines
from claimx.claim import Document
from claimx.errors import CorpusError
from claimx.wire import claim_from_dict, read_documents


def read_archive(source: Path, texts: Path | None = None) -> Iterator[Document]:
    """The documents that a run wrote, one at a time, in the order in which they were written.

    Args:
        source: a folder written by `claimx batch`; a file of wire lines (`.jsonl`, `.jsonl.gz`,
            `.jsonl.zst`); or such a file with lines of claims alone, those of one document
            together.
        texts: for claims alone, the folder with `<doc_id>.txt` for each; None for the folder of
            the file.

    Yields:
        Documents with their claims; none for an empty archive. One that was written without its
        text has `text == ""`, while its spans keep their words (`claimx.wire.text_left_out`).

    Raises:
        CorpusError: for a source that is none of these, a line that cannot be read (with file
            and line), or a claim whose text is missing.
    """
    if source.is_dir():
        if not is_batch_folder(source):
            raise CorpusError(
                f"{source} holds no {DOCUMENTS}/part-*.jsonl.zst; expected a folder written by "
                "claimx batch, or give a .jsonl file"
            )
        for part in parts(source, DOCUMENTS):
            yield from _documents(part)
        return
    lines = (line for line in read_lines(source) if line.strip())
    first = next(lines, None)
    if first is None:
        return
    if _object(first, f"{source}, first line").get("kind") == "claim":
        yield from _beside_texts(chain([first], lines), source, texts or source.parent)
    else:
        yield from _documents(source)


def _documents(path: Path) -> Iterator[Document]:
    try:
        yield from read_documents(read_lines(path))
    except CorpusError as error:
        raise CorpusError(f"{path.name}: {error}") from error


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise CorpusError(
            f"{where} is {line!r:.60}, expected a JSON object, one a line, as "
            "claimx extract --format jsonl writes them"
        )
    return data


def _beside_texts(lines: Iterator[str], source: Path, texts: Path) -> Iterator[Document]:
    seen: set[str] = set()
    objects = (
        _object(line, f"{source}, line {number} that is not blank")
        for number, line in enumerate(lines, start=1)
    )
    for doc_id, group in groupby(objects, key=lambda data: str(data.get("doc_id", ""))):
        if doc_id in seen:
            raise CorpusError(
                f"{source}: claims of {doc_id!r} stand apart from one another; sort by doc_id"
            )
        seen.add(doc_id)
        document = _from_text(doc_id, texts)
        where = f"{source.name}, document {doc_id}"
        claims = tuple(
            claim_from_dict(data, document.text, f"{where}, claim {number}")
            for number, data in enumerate(group, start=1)
        )
        yield replace(document, claims=claims)


def _from_text(doc_id: str, texts: Path) -> Document:
    path = texts / f"{doc_id}.txt"
    # An id is data: it must not lead out of the folder.
    if texts.resolve() not in path.resolve().parents:
        raise CorpusError(f"document id {doc_id!r} leads out of {texts}; give ids that are names")
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except (OSError, ValueError) as error:
        raise CorpusError(
            f"the text of document {doc_id!r} cannot be read from {path} ({error}); expected a "
            "UTF-8 file: give the folder of the texts"
        ) from error
    digest = hashlib.sha256(data).hexdigest()
    return Document(text, id=doc_id, text_sha256=digest, bytes_sha256=digest)
