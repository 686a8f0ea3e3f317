"""The lines of an output as plain JSON, and the checksums of a batch folder's files."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimx.archive.layout import CHECKSUMS, DOCUMENTS, SUFFIX, is_batch_folder, parts
from claimx.archive.lines import read_lines
from claimx.errors import CorpusError, InputError
from claimx.export.verify.report import Report

CHUNK = 1 << 20


def read_objects(source: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Objects of kind document and claim, each with its place; a document before its claims.

    Args:
        source: a batch folder, a file of wire lines, or one JSON object (`.json`).

    Raises:
        InputError: where it is none of these.
        CorpusError: for a file or line that cannot be read.
    """
    if source.is_dir():
        if not is_batch_folder(source):
            raise InputError(f"{source} is no folder of claimx batch; give one, or a .jsonl file")
        for part in parts(source, DOCUMENTS):
            yield from _objects(part)
    elif source.suffix == ".json":
        whole = _parse("\n".join(read_lines(source)), source.name)
        claims = whole.pop("claims", [])
        yield source.name, whole
        yield from ((f"{source.name}: claims[{n}]", claim) for n, claim in enumerate(claims))
    else:
        yield from _objects(source)


def _objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(read_lines(path), 1):
        if line.strip():
            where = f"{path.name}, line {number}"
            yield where, _parse(line, where)


def _parse(line: str, where: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except ValueError as error:
        raise CorpusError(f"{where} is not JSON ({error})") from error
    if not isinstance(data, dict) or data.get("kind") not in ("document", "claim"):
        raise CorpusError(f"{where} is no document or claim, as claimx writes them")
    return data


def check_sums(folder: Path, report: Report) -> None:
    """Compare every file of a batch folder with the checksum that the run wrote for it."""
    sums = folder / CHECKSUMS
    if not sums.is_file():
        report.add(str(folder), f"{CHECKSUMS} is missing, so no file can be proven")
        return
    listed = set()
    for line in sums.read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        listed.add(name)
        if folder.resolve() not in path.resolve().parents:
            report.add(CHECKSUMS, f"{name!r} leads out of the folder")
        elif not path.is_file():
            report.add(name, "is missing")
        else:
            report.parts += 1
            found = _sha256(path)
            if found != digest:
                report.add(name, f"hashes to {found}, but the run wrote {digest}")
    for kind in SUFFIX:
        for part in parts(folder, kind):
            name = part.relative_to(folder).as_posix()
            if name not in listed:
                report.add(name, f"is not listed in {CHECKSUMS}")


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            digest.update(block)
    return digest.hexdigest()
