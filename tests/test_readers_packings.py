"""Whatever articles are packed in, the same come out, and no more is read than asked for."""

import gzip
import itertools
import json
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packing import (
    COMPRESS,
    TEXT,
    jsonl_bytes,
    parquet_bytes,
    read,
    tar_bytes,
    warc_bytes,
    write_folder,
    zip_bytes,
)

from claimx.batch.inputs import Input, SourceOptions
from claimx.batch.readers import open_sources

WORDS = st.text("abcdefgh-_ éЖ0", min_size=1, max_size=8).filter(lambda word: word.strip() == word)
NAMES = st.builds(
    lambda folders, name, suffix: "/".join([*folders, f"{name}{suffix}"]),
    st.lists(WORDS.map("d".__add__), max_size=2),
    WORDS,
    st.sampled_from([".txt", ".html", ".md"]),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
    lambda text: bool(text.strip()) and bool(text.encode().strip())
)
ARTICLES = st.dictionaries(NAMES, TEXTS.map(str.encode), min_size=1, max_size=6)
PACKINGS = {
    "a.zip": zip_bytes,
    "a.tar": tar_bytes,
    **{
        f"a.tar{suffix}": (lambda texts, s=suffix: COMPRESS[s](tar_bytes(texts)))
        for suffix in COMPRESS
    },
    "a.jsonl": jsonl_bytes,
    "a.jsonl.gz": lambda texts: gzip.compress(jsonl_bytes(texts)),
    "a.jsonl.zst": lambda texts: COMPRESS[".zst"](jsonl_bytes(texts)),
    "a.parquet": parquet_bytes,
    "a.warc": lambda texts: warc_bytes(
        (f"http://n/{quote(name)}", "200 OK", "text/plain", text) for name, text in texts.items()
    ),
}


def contents(source: Path) -> dict[str, str]:
    """Texts by ids, without what the container adds before them."""
    found, failures = read(source)
    assert not failures
    prefix = f"{source.name}/"
    return {
        unquote(one.id.removeprefix(prefix).removeprefix("http://n/")): one.data
        if isinstance(one.data, str)
        else one.data.decode()
        for one in found
    }


@given(ARTICLES)
@settings(max_examples=25)
def test_the_same_articles_come_out_of_every_packing(articles):
    expected = {name: text.decode() for name, text in articles.items()}
    folder = Path(tempfile.mkdtemp())
    try:
        assert contents(write_folder(folder / "in", articles)) == expected
        for name, pack in PACKINGS.items():
            folder.joinpath(name).write_bytes(pack(articles))
            assert contents(folder / name) == expected, name
    finally:
        shutil.rmtree(folder)


@given(ARTICLES)
@settings(max_examples=25)
def test_the_order_is_the_same_on_every_run_and_in_a_zip_archive(articles):
    folder = Path(tempfile.mkdtemp())
    try:
        inside = write_folder(folder / "in", articles)
        folder.joinpath("a.zip").write_bytes(zip_bytes(dict(reversed(articles.items()))))
        order = [one.id for one in read(inside)[0]]
        assert order == [one.id for one in read(inside)[0]]
        assert order == sorted(order)
        packed = [one.id.removeprefix("a.zip/") for one in read(folder / "a.zip")[0]]
        assert packed == order
    finally:
        shutil.rmtree(folder)


class Endless:
    """A stream without an end that counts what was taken from it."""

    def __init__(self, parts):
        self.parts = itertools.cycle(parts)
        self.rest = b""
        self.taken = 0
        self.closed = False

    def read(self, size=-1):
        while len(self.rest) < size:
            self.rest += next(self.parts)
        data, self.rest = self.rest[:size], self.rest[size:]
        self.taken += len(data)
        return data

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True


LINE = json.dumps({"text": TEXT * 20}).encode() + b"\n"
RECORD = warc_bytes([("http://n/a", "200 OK", "text/plain", TEXT.encode() * 20)])


@pytest.mark.parametrize(
    "part",
    [LINE, gzip.compress(LINE), COMPRESS[".zst"](LINE), COMPRESS[".bz2"](LINE * 50), RECORD],
    ids=["jsonl", "jsonl.gz", "jsonl.zst", "jsonl.bz2", "warc"],
)
def test_of_an_endless_stream_no_more_is_read_than_a_buffer(monkeypatch, part):
    endless = Endless([part])
    monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": endless}))
    articles = open_sources(["-"], SourceOptions())
    ahead = []
    for _ in range(2000):
        assert isinstance(next(articles), Input)
        ahead.append(endless.taken)
    articles.close()
    assert endless.closed
    # Whatever was read ahead at first, it does not grow with the number of articles.
    assert ahead[0] <= 200_000
    a_document = len(part) / (50 if part.startswith(b"BZh") else 1)
    assert ahead[-1] <= 2000 * a_document + 400_000


def test_of_a_folder_only_the_file_that_is_asked_for_is_opened(tmp_path, monkeypatch):
    write_folder(tmp_path, {f"{n:02}.txt": TEXT.encode() for n in range(50)})
    opened = []
    original = Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, *more: opened.append(path.name) or original(path, *more)
    )
    articles = open_sources([str(tmp_path)], SourceOptions())
    assert not opened
    for count in range(1, 6):
        next(articles)
        assert len(opened) == count


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_members_of_an_archive_are_read_one_by_one_and_forgotten(tmp_path, monkeypatch, kind):
    texts = {f"{n:04}.txt": TEXT.encode() for n in range(500)}
    path = tmp_path / f"a.{kind}"
    path.write_bytes(zip_bytes(texts) if kind == "zip" else tar_bytes(texts))
    asked = []
    if kind == "zip":
        original = zipfile.ZipFile.open
        monkeypatch.setattr(
            zipfile.ZipFile, "open", lambda self, *a: asked.append(1) or original(self, *a)
        )
    else:
        following = tarfile.TarFile.next

        def step(self):
            asked.append(len(self.members))
            return following(self)

        monkeypatch.setattr(tarfile.TarFile, "next", step)
    articles = open_sources([str(path)], SourceOptions())
    for count in range(1, 101):
        next(articles)
        assert len(asked) <= count + 1
    assert max(asked) <= 1
    articles.close()
