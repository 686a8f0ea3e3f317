"""Each format that `claimx batch` reads, and what it takes from it."""

import csv
import io
import os
import sys
import threading
from datetime import date

import pyarrow
import pytest
from packing import COMPRESS, TEXT, jsonl_bytes, read, tar_bytes, warc_bytes, write_folder
from pyarrow import parquet

from claimx.batch.inputs import Input
from claimx.errors import InputError

ARTICLE = TEXT.encode()
PAGE = b"<!DOCTYPE html><html><body><p>Guards freed Ion Rusu.</p></body></html>"


def csv_bytes(rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path):
    names = ["b.txt", "a/z.html", "a-1.txt", "a.txt", "a/b/c.md", "no-suffix"]
    write_folder(tmp_path, dict.fromkeys(names, ARTICLE))
    found, failures = read(tmp_path)
    assert [one.id for one in found] == sorted(names)
    assert found[0].origin == str(tmp_path / "a-1.txt")
    assert {one.data for one in found} == {ARTICLE}
    assert not failures


def test_hidden_files_are_left_out(tmp_path):
    write_folder(tmp_path, {".git/x.txt": ARTICLE, ".DS_Store": b"\0\1", "a.txt": ARTICLE})
    found, failures = read(tmp_path)
    assert [one.id for one in found] == ["a.txt"]
    assert not failures


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("*.txt", ["a.txt", "s/b.txt", "z.tar/m.txt"]),
        ("s/*", ["s/b.txt", "s/c.html"]),
        ("**/*.html", ["d.html", "s/c.html", "z.tar/n.html"]),
        ("m.*", ["z.tar/m.txt"]),
        ("nothing", []),
    ],
)
def test_a_glob_chooses_files_and_members(tmp_path, glob, expected):
    names = ["a.txt", "d.html", "s/b.txt", "s/c.html"]
    inside = {"m.txt": ARTICLE, "n.html": ARTICLE}
    write_folder(tmp_path, dict.fromkeys(names, ARTICLE) | {"z.tar": tar_bytes(inside)})
    found, failures = read(tmp_path, glob=glob)
    assert [one.id for one in found] == expected
    assert not failures


@pytest.mark.parametrize("suffix", COMPRESS)
@pytest.mark.parametrize(
    ("name", "data", "ids"),
    [
        ("a.txt", ARTICLE, [""]),
        ("a", ARTICLE, [""]),
        ("a.jsonl", jsonl_bytes({"x": ARTICLE}), ["x"]),
        ("a.csv", csv_bytes([["text", "id"], [TEXT, "x"]]), ["x"]),
        ("a.tar", tar_bytes({"x.txt": ARTICLE, "y.txt.gz": COMPRESS[".gz"](ARTICLE)}), None),
        ("a.warc", warc_bytes([("http://n.example/x", "200 OK", "text/plain", ARTICLE)]), None),
    ],
)
def test_every_kind_is_read_from_every_compression(tmp_path, suffix, name, data, ids):
    path = tmp_path / f"{name}{suffix}"
    path.write_bytes(COMPRESS[suffix](data))
    found, failures = read(path)
    assert [bytes(one.data, "utf-8") if isinstance(one.data, str) else one.data for one in found]
    assert {one.data if isinstance(one.data, str) else one.data.decode() for one in found} == {TEXT}
    if ids is not None:
        assert [one.id for one in found] == [name or path.name for name in ids]
    assert not failures


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.tgz", COMPRESS[".gz"](tar_bytes({"x.txt": ARTICLE}))),
        ("unknown", COMPRESS[".xz"](tar_bytes({"x.txt": ARTICLE}))),
        ("unknown.php?id=7", PAGE),
        ("dump.json", jsonl_bytes({"x": ARTICLE})),
        ("dump", csv_bytes([["text", "n"], [TEXT, "1"]])),
        ("utf16", TEXT.encode("utf-16")),
    ],
)
def test_a_name_that_tells_nothing_is_judged_by_the_first_bytes(tmp_path, name, data):
    tmp_path.joinpath(name).write_bytes(data)
    found, failures = read(tmp_path)
    assert len(found) == 1
    assert found[0].data in (TEXT, ARTICLE, PAGE, data)
    assert not failures


def test_columns_are_found_by_their_own_names_or_those_given(tmp_path):
    rows = [
        ["id", "text", "title", "date", "source"],
        ["7", TEXT, "In court", "2024-03-03", "Post"],
    ]
    expected = Input("7", TEXT, "In court", "2024-03-03", "Post", f"{tmp_path}/a.csv, row 1")
    tmp_path.joinpath("a.csv").write_bytes(csv_bytes(rows))
    assert read(tmp_path / "a.csv")[0] == [expected]
    rows[0] = ["nr", "body", "head", "day", "outlet"]
    tmp_path.joinpath("a.csv").write_bytes(csv_bytes(rows))
    names = dict(zip(("id", "text", "title", "published", "source"), rows[0], strict=True))
    assert read(tmp_path / "a.csv", columns=names)[0] == [expected]


@pytest.mark.parametrize(
    ("name", "delimiter", "encoding"),
    [
        ("a.csv", ",", "utf-8-sig"),
        ("a.csv", ";", "utf-8"),
        ("a.tsv", "\t", "utf-8"),
        ("a.csv", "|", "utf-16"),
        ("a.csv.gz", ";", "utf-16-le"),
    ],
)
def test_a_table_may_have_any_delimiter_and_encoding(tmp_path, name, delimiter, encoding):
    text = 'A "quoted", long\nline; said Zoë.'
    data = csv_bytes([["nr", "text"], ["1", text], ["2", TEXT]], delimiter, encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    tmp_path.joinpath(name).write_bytes(COMPRESS[".gz"](data) if name.endswith("gz") else data)
    found, failures = read(tmp_path / name)
    assert [one.data for one in found] == [text, TEXT]
    assert [one.id for one in found] == [f"{name}/1", f"{name}/2"]
    assert not failures


def test_a_text_of_another_encoding_is_handed_on_as_bytes(tmp_path):
    text = f"{TEXT} So said her sister Zoë."
    tmp_path.joinpath("a.csv").write_bytes(f'text,title\n"{text}",Zoë\nb,c\n'.encode("cp1252"))
    (first, second), failures = read(tmp_path / "a.csv")
    assert first.data == text.encode("cp1252")
    assert (first.title, second.data) == ("Zoë", "b")
    assert not failures


def test_parquet_gives_text_as_strings_or_bytes_and_dates_as_iso(tmp_path):
    table = pyarrow.table(
        {
            "text": pyarrow.array([TEXT, "Guards freed Ion."], "string"),
            "published": [date(2024, 3, 3), None],
            "other": [1, 2],
        }
    )
    parquet.write_table(table, tmp_path / "a.parquet")
    found, failures = read(tmp_path / "a.parquet")
    assert [(one.id, one.published) for one in found] == [
        ("a.parquet/1", "2024-03-03"),
        ("a.parquet/2", None),
    ]
    parquet.write_table(pyarrow.table({"text": [ARTICLE]}), tmp_path / "a.parquet")
    assert [one.data for one in read(tmp_path / "a.parquet")[0]] == [ARTICLE]
    assert not failures


@pytest.mark.parametrize("gzipped", [False, True])
def test_a_web_archive_gives_its_pages(tmp_path, gzipped):
    legacy = "<p>Zoë was jailed.</p>".encode("cp1252")
    data = warc_bytes(
        [
            ("https://n.example/1", "200 OK", "text/html; charset=utf-8", PAGE),
            ("https://n.example/2", "200 OK", "text/html; charset=windows-1252", legacy),
            ("https://n.example/3", "200 OK", "text/plain", ARTICLE),
            ("https://n.example/1", "200 OK", "text/html", PAGE),
        ],
        gzipped=gzipped,
    )
    path = tmp_path / ("d.warc.gz" if gzipped else "d.warc")
    path.write_bytes(data)
    found, failures = read(path)
    assert [one.id.removeprefix(f"{path.name}/https://n.example/") for one in found] == [
        "1",
        "2",
        "3",
        "1~2",
    ]
    assert [one.data for one in found] == [PAGE, legacy.decode("cp1252"), ARTICLE, PAGE]
    assert [one.source for one in found] == [None, None, "n.example", None]
    assert found[0].origin == f"{path}, https://n.example/1"
    assert not failures


@pytest.mark.parametrize("suffix", COMPRESS)
@pytest.mark.parametrize("data", [ARTICLE, jsonl_bytes({"x": ARTICLE}), tar_bytes({"x": ARTICLE})])
def test_standard_input_may_be_anything_that_is_a_stream(monkeypatch, suffix, data):
    packed = io.BufferedReader(io.BytesIO(COMPRESS[suffix](data)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(packed))
    ((found,), failures) = read("-")
    assert found.data in (TEXT, ARTICLE)
    assert found.origin.startswith("standard input")
    assert not failures


def test_a_named_pipe_is_read_when_it_is_the_source(tmp_path):
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(jsonl_bytes({"x": ARTICLE})))
    writer.start()
    found, failures = read(pipe)
    writer.join()
    assert [one.id for one in found] == ["x"]
    assert not failures


def test_the_output_folder_is_never_read(tmp_path):
    write_folder(tmp_path, {"a.txt": ARTICLE, "out/b.txt": ARTICLE})
    tmp_path.joinpath("link").symlink_to(tmp_path / "out")
    found, failures = read(tmp_path, exclude=tmp_path / "out")
    assert [one.id for one in found] == ["a.txt"]
    assert not failures
    with pytest.raises(InputError, match="lies in the output folder"):
        read(tmp_path / "out" / "b.txt", exclude=tmp_path / "out")


def test_an_id_that_comes_again_gets_a_number_and_nothing_is_lost(tmp_path):
    rows = [["id", "text"], ["a", "one"], ["a", "two"], ["a~2", "three"], ["a", "four"], ["a", ""]]
    tmp_path.joinpath("a.csv").write_bytes(csv_bytes(rows))
    found, failures = read(tmp_path / "a.csv")
    assert [(one.id, one.data) for one in found] == [
        ("a", "one"),
        ("a~2", "two"),
        ("a~2~2", "three"),
        ("a~3", "four"),
    ]
    assert [one.id for one in failures] == ["a~4"]


def test_links_that_stay_in_the_source_are_followed(tmp_path):
    write_folder(tmp_path, {"real/a.txt": ARTICLE})
    tmp_path.joinpath("b.txt").symlink_to("real/a.txt")
    tmp_path.joinpath("same").symlink_to("real")
    found, failures = read(tmp_path)
    assert [one.id for one in found] == ["b.txt", "real/a.txt", "same/a.txt"]
    assert not failures


def test_names_that_are_no_unicode_become_ids_that_every_table_holds(tmp_path):
    tmp_path.joinpath(os.fsdecode(b"na\xefve.txt")).write_bytes(ARTICLE)
    ((found,), _) = read(tmp_path)
    assert found.id == r"na\udcefve.txt"
    assert found.origin.encode()
