import gzip
import json
from dataclasses import replace

import pyarrow
import pytest

from claimx.archive import read_archive
from claimx.archive.layout import part_name
from claimx.claim import Argument, Claim, Document, Span
from claimx.errors import CorpusError
from claimx.wire import document_to_lines, without_text

TEXT = "A court jailed Ana Lupu for four years."
CLAIM = Claim("SENTENCE", Span.cut(TEXT, 8, 14), (Argument("victim", Span.cut(TEXT, 15, 23)),))


def document(name: str) -> Document:
    return Document(TEXT, (replace(CLAIM, doc_id=name),), id=name, text_sha256="0" * 64)


DOCUMENTS = [document("a"), without_text(document("b")), document("c")]


def wire(documents) -> bytes:
    lines = (line for found in documents for line in document_to_lines(found))
    return "".join(f"{line}\n" for line in lines).encode()


def write_zst(path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with pyarrow.CompressedOutputStream(str(path), "zstd") as stream:
        stream.write(data)


@pytest.mark.parametrize("name", ["run.jsonl", "run.jsonl.gz", "run.jsonl.zst"])
def test_wire_lines_are_read_however_they_are_packed(tmp_path, name):
    path = tmp_path / name
    if name.endswith(".zst"):
        write_zst(path, wire(DOCUMENTS))
    else:
        path.write_bytes(gzip.compress(wire(DOCUMENTS)) if ".gz" in name else wire(DOCUMENTS))
    assert list(read_archive(path)) == DOCUMENTS


def test_a_batch_folder_is_read_part_by_part(tmp_path):
    write_zst(tmp_path / part_name("documents", 2), wire(DOCUMENTS[2:]))
    write_zst(tmp_path / part_name("documents", 1), wire(DOCUMENTS[:2]))
    assert list(read_archive(tmp_path)) == DOCUMENTS


def test_claims_alone_are_put_beside_their_texts(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in "ab":
        (texts / f"{name}.txt").write_text(TEXT)
    path = tmp_path / "claims.jsonl"
    path.write_text("\n".join(replace(CLAIM, doc_id=name).to_json() for name in "aab") + "\n\n")
    first, second = read_archive(path, texts)
    assert (first.id, len(first.claims), second.id, len(second.claims)) == ("a", 2, "b", 1)
    assert first.text == TEXT
    assert len(first.text_sha256) == 64


def test_an_empty_file_holds_no_documents(tmp_path):
    path = tmp_path / "empty.jsonl"
    path.write_text("\n")
    assert list(read_archive(path)) == []


LINE = replace(CLAIM, doc_id="a").to_json()
OTHER = replace(CLAIM, doc_id="b").to_json()
LINES = {
    "no json": "claims\n",
    "list": "[1]\n",
    "second line": f"{LINE}\n{{\n",
    "apart": f"{LINE}\n{OTHER}\n{LINE}\n",
    "no text": replace(CLAIM, doc_id="z").to_json(),
    "climbs out": replace(CLAIM, doc_id="../a").to_json(),
    "other text": replace(CLAIM, doc_id="c").to_json(),
}


def damaged(tmp_path, kind):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(TEXT)
    (tmp_path / "c.txt").write_text("Nothing of the kind was said by anyone here.")
    path = tmp_path / "run.jsonl"
    match kind:
        case "missing":
            return tmp_path / "nowhere.jsonl"
        case "folder":
            return tmp_path
        case "cut gzip":
            path = tmp_path / "run.jsonl.gz"
            path.write_bytes(gzip.compress(wire(DOCUMENTS))[:-20])
        case "cut zst":
            path = tmp_path / "run.jsonl.zst"
            write_zst(path, wire(DOCUMENTS))
            path.write_bytes(path.read_bytes()[:-20])
        case "not utf-8":
            path.write_bytes(b'{"kind": "\xff"}\n')
        case _:
            path.write_text(LINES[kind])
    return path


FAULTS = {
    "missing": "does not exist",
    "folder": "holds no documents/part",
    "no json": "first line is 'claims', expected a JSON object",
    "list": "expected a JSON object",
    "second line": "line 2",
    "apart": "sort by doc_id",
    "no text": "text of document 'z' cannot be read",
    "climbs out": "leads out of",
    "other text": r"document c, claim 1\.trigger: the document has",
    "cut gzip": "cannot be read to its end",
    "cut zst": "cannot be read to its end",
    "not utf-8": "cannot be read to its end",
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_named(tmp_path, kind):
    with pytest.raises(CorpusError, match=FAULTS[kind]):
        list(read_archive(damaged(tmp_path, kind)))


def test_a_fault_in_a_part_is_named_with_its_part(tmp_path):
    write_zst(tmp_path / part_name("documents", 1), json.dumps({"kind": "x"}).encode())
    with pytest.raises(CorpusError, match=r"part-000001\.jsonl\.zst: line 1 has kind 'x'"):
        list(read_archive(tmp_path))
