"""Bad input: each fault costs what it damaged, and is recorded with its place or refused."""

import gzip
import io
import json
import os
import socket
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from packing import (
    COMPRESS,
    TEXT,
    jsonl_bytes,
    parquet_bytes,
    read,
    reasons,
    tar_bytes,
    warc_bytes,
    write_folder,
    zip_bytes,
)

from claimx.errors import InputError

ARTICLE = TEXT.encode()
# Many texts that do not repeat, so that the packed files are long enough to be cut.
MANY = {f"{n:03}.txt": f"{TEXT} {n * 7919 % 104729:x}".encode() * 3 for n in range(400)}
PAGES = [(f"http://n.example/{name}", "200 OK", "text/plain", MANY[name]) for name in MANY]


@pytest.mark.parametrize(
    "name", ["../up.txt", "a/../../up.txt", "/etc/x.txt", "C:\\x.txt", "..\\x"]
)
@pytest.mark.parametrize("pack", [zip_bytes, tar_bytes])
def test_members_that_climb_out_are_not_read(tmp_path, name, pack):
    path = tmp_path / ("a.zip" if pack is zip_bytes else "a.tar")
    path.write_bytes(pack({"a.txt": ARTICLE, name: ARTICLE, "z.txt": ARTICLE}))
    found, failures = read(path)
    assert [one.id for one in found] == [f"{path.name}/a.txt", f"{path.name}/z.txt"]
    (failure,) = failures
    assert failure.origin == f"{path}, {name}"
    assert "leads out of the archive" in failure.reason
    assert [path.name for path in tmp_path.iterdir()] == [path.name]


BOMB = b"a" * 12_000_000


@pytest.mark.parametrize(
    ("name", "data", "bad"),
    [
        ("a.zip", zip_bytes({"a.txt": ARTICLE, "b.txt": BOMB, "c.txt": ARTICLE}), "a.zip/b.txt"),
        ("b.txt.gz", gzip.compress(BOMB), "b.txt.gz"),
        ("b.jsonl.zst", COMPRESS[".zst"](BOMB), "b.jsonl.zst/1"),
        ("b.txt.bz2", COMPRESS[".bz2"](BOMB), "b.txt.bz2"),
        ("b.tar.xz", COMPRESS[".xz"](tar_bytes({"b.txt": BOMB})), "b.tar.xz/b.txt"),
    ],
)
def test_a_bomb_is_stopped_and_recorded(tmp_path, name, data, bad):
    tmp_path.joinpath(name).write_bytes(data)
    found, failures = read(tmp_path / name)
    assert len(found) == (2 if name == "a.zip" else 0)
    told = reasons(failures)
    assert "zip bomb" in " ".join(told.values())
    if name != "b.jsonl.zst":
        assert bad in told
    assert not any("zip bomb" in one.reason for one in read(tmp_path / name, max_ratio=1e9)[1])


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.zip", "a.tar", "a.warc"])
def test_an_article_that_is_too_large_costs_itself(tmp_path, name):
    texts = {"a.txt": ARTICLE, "b.txt": ARTICLE * 100, "c.txt": ARTICLE}
    data = {
        "a.txt": texts["b.txt"],
        "a.jsonl": jsonl_bytes(texts),
        "a.csv": b"text\n" + b"".join(b'"%s"\n' % text for text in texts.values()),
        "a.zip": zip_bytes(texts),
        "a.tar": tar_bytes(texts),
        "a.warc": warc_bytes(
            (f"http://n.example/{name}", "200 OK", "text/plain", text)
            for name, text in texts.items()
        ),
    }[name]
    tmp_path.joinpath(name).write_bytes(data)
    found, failures = read(tmp_path / name, max_bytes=1000)
    assert len(found) == (0 if name == "a.txt" else 2)
    assert len(failures) == 1
    assert "larger" in failures[0].reason or "longer" in failures[0].reason


CUT = {
    "a.txt.gz": gzip.compress(os.urandom(5000)),
    "a.txt.zst": COMPRESS[".zst"](os.urandom(5000)),
    "a.jsonl.gz": gzip.compress(jsonl_bytes(MANY)),
    "a.jsonl.zst": COMPRESS[".zst"](jsonl_bytes(MANY)),
    "a.csv.xz": COMPRESS[".xz"](b"text\n" + b"".join(b'"%s"\n' % text for text in MANY.values())),
    "a.tar.gz": gzip.compress(tar_bytes(MANY)),
    "a.tar.bz2": COMPRESS[".bz2"](tar_bytes(MANY)),
    "a.tar": tar_bytes(MANY),
    "a.zip": zip_bytes(MANY),
    "a.parquet": parquet_bytes(MANY),
    "a.warc": warc_bytes(PAGES),
    "a.warc.gz": warc_bytes(PAGES, gzipped=True),
}


@pytest.mark.parametrize("name", CUT)
def test_a_file_that_is_cut_off_is_recorded_and_what_came_before_is_kept(tmp_path, name):
    whole, before = read(write_folder(tmp_path / "whole", {name: CUT[name]}))
    assert not before
    cut = write_folder(tmp_path / "cut", {name: CUT[name][: len(CUT[name]) * 2 // 3]})
    found, failures = read(write_folder(cut, {"sound.txt": ARTICLE}))
    assert failures
    assert found[-1].id == "sound.txt"
    assert [(one.id, one.data) for one in found[:-1]] == [
        (one.id, one.data) for one in whole[: len(found) - 1]
    ]
    if name in ("a.tar", "a.warc", "a.warc.gz", "a.jsonl.gz", "a.tar.gz"):
        assert len(found) > 50


@pytest.mark.parametrize("name", CUT)
def test_bytes_that_are_wrong_never_stop_the_reading(tmp_path, name):
    for start in (0, len(CUT[name]) // 2, len(CUT[name]) - 200):
        data = bytearray(CUT[name])
        data[start : start + 100] = os.urandom(100)
        folder = write_folder(tmp_path, {name: bytes(data), "sound.txt": ARTICLE})
        found, failures = read(folder)
        assert found[-1].id == "sound.txt"
        assert len(found) - 1 + len(failures) >= 1


def test_a_damaged_header_of_a_tar_archive_is_not_taken_for_its_end(tmp_path):
    data = bytearray(tar_bytes(MANY))
    data[200 * 1024 : 200 * 1024 + 100] = b"\xff" * 100
    found, failures = read(write_folder(tmp_path, {"a.tar": bytes(data)}))
    assert len(found) == 200
    assert "header" in failures[0].reason
    lacking = tar_bytes({"a.txt": ARTICLE})[:1024]
    assert len(read(write_folder(tmp_path / "b", {"a.tar": lacking}))[1]) == 1


def test_links_in_a_circle_out_and_to_nowhere_are_recorded(tmp_path):
    folder = write_folder(tmp_path / "in", {"a/b/c.txt": ARTICLE})
    write_folder(tmp_path, {"private.txt": b"private"})
    folder.joinpath("a/b/up").symlink_to(folder)
    folder.joinpath("self").symlink_to("self")
    folder.joinpath("out.txt").symlink_to(tmp_path / "private.txt")
    folder.joinpath("above").symlink_to(tmp_path)
    folder.joinpath("lost.txt").symlink_to("nothing.txt")
    found, failures = read(folder)
    assert [one.id for one in found] == ["a/b/c.txt"]
    told = reasons(failures)
    assert "circle" in told["a/b/up"]
    assert "symbolic links" in told["self"]
    assert "leads out of the source" in told["out.txt"]
    assert "leads out of the source" in told["above"]
    assert "leads nowhere" in told["lost.txt"]


def test_links_and_devices_in_archives_are_not_followed(tmp_path):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind in (("l", tarfile.SYMTYPE), ("h", tarfile.LNKTYPE), ("d", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        zipped.writestr(link, "/etc/passwd")
    write_folder(tmp_path, {"a.tar": buffer.getvalue(), "a.zip": packed.getvalue()})
    found, failures = read(tmp_path)
    assert not found
    told = reasons(failures)
    assert "link" in told["a.tar/l"]
    assert "link" in told["a.tar/h"]
    assert "device" in told["a.tar/d"]
    assert "link" in told["a.zip/link"]


def test_pipes_sockets_and_devices_are_not_opened(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        found, failures = read(tmp_path)
    assert not found
    told = reasons(failures)
    assert "a pipe (FIFO)" in told["pipe.txt"]
    assert "a socket" in told["socket"]
    with pytest.raises(InputError, match="'/dev/null' is a device"):
        read("/dev/null")


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.tar", "a.warc", "a", "a.parquet"])
@pytest.mark.parametrize("compression", ["", ".gz"])
def test_an_empty_file_is_recorded(tmp_path, name, compression):
    data = COMPRESS[compression](b"")
    found, failures = read(write_folder(tmp_path, {f"{name}{compression}": data}))
    assert not found
    assert len(failures) == 1
    assert read(write_folder(tmp_path / "b", {"blank.txt": b" \n"}))[1][0].id == "blank.txt"


def test_a_file_that_cannot_be_opened_is_recorded(tmp_path, monkeypatch):
    write_folder(tmp_path, {"a.txt": ARTICLE, "b.txt": ARTICLE})
    opened = Path.open

    def refuse(path, *arguments):
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments)

    monkeypatch.setattr(Path, "open", refuse)
    found, failures = read(tmp_path)
    assert [one.id for one in found] == ["b.txt"]
    assert failures[0].reason == "it cannot be read (Permission denied)"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"body,title\nx,y\n"),
        ("a.csv.gz", gzip.compress(b"body;title\nx;y\n")),
        ("a.jsonl", b'{"body": "x", "title": "y"}\n'),
        ("a.parquet", None),
    ],
)
def test_a_table_without_the_column_is_refused_with_its_columns(tmp_path, name, data):
    if data is None:
        import pyarrow
        from pyarrow import parquet

        buffer = io.BytesIO()
        parquet.write_table(pyarrow.table({"body": ["x"], "title": ["y"]}), buffer)
        data = buffer.getvalue()
    tmp_path.joinpath(name).write_bytes(data)
    with pytest.raises(InputError, match=r"no column 'text'.*'body', 'title'.*--column text=NAME"):
        read(tmp_path / name)
    assert len(read(tmp_path / name, columns={"text": "body"})[0]) == 1
    with pytest.raises(InputError, match="no column 'nr' for the id"):
        read(tmp_path / name, columns={"text": "body", "id": "nr"})
    # Inside a folder it may be a table of something else: a record, not the end of the run.
    found, failures = read(write_folder(tmp_path, {"z.txt": ARTICLE}))
    assert [one.id for one in found] == ["z.txt"]
    assert "'body', 'title'" in failures[0].reason


def test_standard_input_without_the_column_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"body": "x"}\n')))
    with pytest.raises(InputError, match="standard input, line 1 has no column 'text'"):
        read("-")
    with pytest.raises(InputError, match="given twice"):
        read("-", "-")
    with pytest.raises(InputError, match="expected one of: text, id"):
        read("-", columns={"words": "body"})


def test_a_broken_line_costs_itself(tmp_path):
    lines = [
        json.dumps({"text": "one"}),
        '{"text": "two',
        "[1]",
        '{"text": "\xff"}',
        '{"text": 7}',
        '{"text": ""}',
        '{"title": "none"}',
        "",
        "[" * 100_000,
        json.dumps({"text": "ten"}),
    ]
    tmp_path.joinpath("a.jsonl").write_bytes("\n".join(lines).encode("latin-1"))
    found, failures = read(tmp_path / "a.jsonl")
    assert [(one.id, one.data) for one in found] == [("a.jsonl/1", "one"), ("a.jsonl/10", "ten")]
    assert [one.origin.partition(", ")[2] for one in failures] == [
        f"line {number}" for number in (2, 3, 4, 5, 6, 7, 9)
    ]


def test_a_quote_left_open_costs_one_row(tmp_path):
    rows = ["text,n", '"one",1', '"two,2', 'three,"3"', '"a\nb",4', '"five,5', "six,6", "a,b,c"]
    tmp_path.joinpath("a.csv").write_text("\n".join(rows))
    found, failures = read(tmp_path / "a.csv")
    assert [one.data for one in found] == ["one", "three", "a\nb", "six"]
    assert [one.id for one in failures] == ["a.csv/2", "a.csv/5", "a.csv/7"]


def test_records_of_a_web_archive_that_are_no_pages_are_counted(tmp_path):
    pages = [
        ("http://n.example/a", "200 OK", "text/html", b"<p>Guards freed Ion Rusu.</p>"),
        ("http://n.example/b.png", "200 OK", "image/png", b"\x89PNG"),
        ("http://n.example/c.png", "200 OK", "image/png", b"\x89PNG"),
        ("http://n.example/d", "404 Not Found", "text/html", b"<p>Not found</p>"),
        ("http://n.example/robots.txt", "200 OK", "text/plain", b"Disallow: /"),
        ("http://n.example/e", "200 OK", "text/html", b""),
    ]
    tmp_path.joinpath("a.warc").write_bytes(warc_bytes(pages))
    found, failures = read(tmp_path / "a.warc")
    assert [one.id for one in found] == ["a.warc/http://n.example/a"]
    told = reasons(failures)
    assert "empty" in told["a.warc/http://n.example/e"]
    assert told["a.warc"] == (
        "4 of its records are no pages and were left out: "
        "2 image/png, 1 status 404, 1 not an address of a page"
    )


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.7 x", "a PDF file"),
        ("a.docx", zip_bytes({"word/document.xml": b"<w/>"}), "office document"),
        ("a.bin", b"\0\1\2\3", "no text"),
        ("a.zip", b"PK\x03\x04 no zip", "no whole zip archive"),
        ("a.tar", ARTICLE * 20, "damaged or missing"),
        ("a.parquet", ARTICLE, "no whole Parquet table"),
        ("a.warc", ARTICLE, "no web archive"),
        ("a.txt.gz", ARTICLE, "Not a gzipped file"),
        ("a.json", b'[{"text": "x"}]', "one JSON array"),
        ("a.parquet.gz", gzip.compress(parquet_bytes({})), "from a file of its own"),
    ],
)
def test_what_is_not_what_its_name_says_is_recorded(tmp_path, name, data, reason):
    write_folder(tmp_path, {name: data, "z.txt": ARTICLE})
    found, failures = read(tmp_path)
    assert [one.id for one in found] == ["z.txt"]
    (failure,) = failures
    assert failure.id.startswith(name)
    assert reason in failure.reason


def test_archives_inside_archives_and_locked_members_are_recorded(tmp_path):
    data = bytearray(zip_bytes({"a.txt": ARTICLE, "in.zip": zip_bytes({}), "p.parquet": b"PAR1"}))
    found, failures = read(write_folder(tmp_path, {"a.zip": bytes(data)}))
    assert [one.id for one in found] == ["a.zip/a.txt"]
    assert [one.id for one in failures] == ["a.zip/in.zip", "a.zip/p.parquet"]
    locked = bytearray(zip_bytes({"a.txt": ARTICLE}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        locked[locked.index(mark) + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    assert "password" in read(write_folder(tmp_path / "l", {"a.zip": bytes(locked)}))[1][0].reason


@pytest.mark.parametrize("source", ["nothing", "a.txt/b", "x" * 5000, "a\0b"])
def test_a_source_that_does_not_exist_is_refused_before_anything_is_read(tmp_path, source):
    write_folder(tmp_path, {"a.txt": ARTICLE})
    with pytest.raises(InputError, match=r"cannot be read .*expected a file, a folder"):
        read(tmp_path / "a.txt", f"{tmp_path}/{source}")


def test_a_web_page_in_an_unknown_compression_is_recorded(tmp_path):
    data = warc_bytes([("http://n.example/a", "200 OK", "text/html", b"...")])
    name = b"Content-Type: text/html\r\n"
    coded = name + b"Content-Encoding: zz\r\n"
    data = data.replace(name, coded)
    length = b"Content-Length: "
    start = data.rindex(length) + len(length)
    end = data.index(b"\r\n", start)
    size = int(data[start:end]) + len(coded) - len(name)
    data = data[:start] + str(size).encode() + data[end:]
    found, failures = read(write_folder(tmp_path, {"a.warc": data}))
    assert not found
    assert "compressed with 'zz'" in failures[0].reason
