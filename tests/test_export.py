import csv
import hashlib
import json
import sqlite3
import tracemalloc
from dataclasses import replace

import pytest
from gold_documents import GOLD, TEXT, documents
from hostile import NAMES, hostile_documents, huge_document, make_document
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.archive import read_archive
from claimx.claim import Claim, Document, Span
from claimx.cli.main import run
from claimx.errors import CorpusError, InputError
from claimx.export import TARGETS, export_archive
from claimx.export.cells import from_cell, to_cell
from claimx.export.encodable import encodable
from claimx.export.sources import read_source
from claimx.export.status import plover_of, status_of
from claimx.export.tables import load_tables
from claimx.wire import text_left_out, without_text

LOSSLESS = ("jsonl", "csv", "parquet", "sqlite", "jsonld")
NAME = {"jsonl": "out.jsonl", "sqlite": "out.sqlite", "jsonld": "out.jsonld"}
SMALL = list(hostile_documents(huge=False))
PETREL = replace(GOLD, text_sha256=hashlib.sha256(TEXT.encode()).hexdigest())


def there_and_back(found, to, folder):
    out = folder / NAME.get(to, to)
    export_archive(found, out, to, overwrite=True)
    return list(read_source(out))


def test_every_hostile_document_comes_back_from_every_lossless_format(tmp_path):
    for to in LOSSLESS:
        expected = SMALL if to == "jsonl" else [encodable(document) for document in SMALL]
        assert there_and_back(SMALL, to, tmp_path) == expected, to


def test_ten_million_characters_come_back_from_every_lossless_format(tmp_path):
    huge = huge_document()
    for to in LOSSLESS:
        assert there_and_back([huge], to, tmp_path) == [huge], to


@settings(max_examples=8)
@given(st.lists(documents, max_size=3))
def test_any_claims_come_back_from_every_lossless_format(tmp_path, found):
    found = [replace(document, id="d1") for document in found]
    for to in LOSSLESS:
        assert there_and_back(found, to, tmp_path) == found, to


def test_spans_of_a_document_without_text_come_back(tmp_path):
    bare = without_text(make_document("Ana Petrel"))
    for to in LOSSLESS:
        assert there_and_back([bare], to, tmp_path) == [bare], to
        assert text_left_out(there_and_back([bare], to, tmp_path)[0])


def test_no_documents_make_an_empty_export(tmp_path):
    for to in LOSSLESS:
        assert there_and_back([], to, tmp_path) == [], to


@pytest.mark.parametrize("to", [to for to in TARGETS if to != "docbin"])
def test_an_archive_is_not_held_in_memory(tmp_path, monkeypatch, to):
    monkeypatch.setattr("claimx.export.parquet_files.CHARACTERS", 500_000)
    export_archive([PETREL], tmp_path / "first", to)  # so that imports are not counted
    size, count = 200_000, 60
    stream = (Document(f"{n:06d}" + "x y " * (size // 4), id=f"d{n}") for n in range(count))
    tracemalloc.start()
    assert export_archive(stream, tmp_path / "out", to) == count
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < size * count / 2


def test_every_status_survives_in_every_table(tmp_path):
    document = make_document("Ana Petrel")
    expected = [status_of(claim) for claim in document.claims]
    assert expected == [
        "asserted",
        "alleged",
        "denied",
        "planned",
        "demanded",
        "possible",
        "generic",
    ]
    export_archive([document], tmp_path / "one.csv", "csv")
    with (tmp_path / "one.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["status"] for row in csv.DictReader(file)] == expected
    export_archive([document], tmp_path / "x.sqlite", "sqlite")
    base = sqlite3.connect(tmp_path / "x.sqlite")
    assert [row for (row,) in base.execute("SELECT status FROM claims ORDER BY claim")] == expected
    statuses = base.execute("SELECT DISTINCT status FROM arguments")
    assert {status for (status,) in statuses} == set(expected)
    base.close()


def test_tables_carry_the_crosswalks():
    for name in ("claims", "arguments"):
        assert {"plover", "huridocs"} <= load_tables()[name].columns.keys()
    arrest, denied = GOLD.claims[0], GOLD.claims[2]
    assert plover_of(arrest) == ("COERCE/arrest", "")
    assert plover_of(denied) == ("ASSAULT/torture", "negation")
    release = Claim("RELEASE", Span.cut("freed", 0, 5), modality="demanded")
    assert plover_of(release) == ("REQUEST/yield", "")


@given(st.text() | st.sampled_from([*NAMES.values(), "", "'", "''", "\\x41", "=", " =1"]))
def test_no_cell_begins_a_formula_and_every_cell_comes_back(text):
    cell = to_cell(text)
    assert cell
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b"))
    assert not any(ord(c) < 32 and c not in "\t\r\n" for c in cell)
    assert from_cell(cell, "text") == text


def test_one_csv_file_has_one_row_a_claim_and_quotes_every_cell(tmp_path):
    export_archive(SMALL, tmp_path / "claims.csv", "csv")
    content = (tmp_path / "claims.csv").read_bytes()
    assert content.startswith(b'\xef\xbb\xbf"doc","claim","id"')
    with (tmp_path / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + sum(len(document.claims) for document in SMALL)
    assert {len(row) for row in rows} == {len(load_tables()["claims"].columns)}


def test_sqlite_explains_its_columns_and_finds_words(tmp_path):
    export_archive([PETREL, make_document("Bo Marsh")], tmp_path / "x.sqlite", "sqlite")
    base = sqlite3.connect(tmp_path / "x.sqlite")
    for name, table in load_tables().items():
        told = dict(base.execute('SELECT "column", meaning FROM about WHERE "table" = ?', (name,)))
        assert told.keys() - {None} == table.columns.keys()
        columns = [row[1] for row in base.execute(f"PRAGMA table_info({name})")]
        assert columns == list(table.columns)
    found = base.execute(
        "SELECT c.type FROM claims_fts f JOIN claims c ON c.rowid = f.rowid "
        "WHERE claims_fts MATCH 'victim: printers'"
    ).fetchall()
    assert found == [("ARREST",)]
    texts = base.execute("SELECT rowid FROM documents_fts WHERE documents_fts MATCH 'marsh'")
    assert texts.fetchall() == [(2,)]
    base.close()


def test_a_data_frame_has_a_row_for_each_claim():
    frame = GOLD.to_dataframe()
    assert list(frame.columns) == list(load_tables()["claims"].columns)
    assert list(frame.status) == ["asserted", "possible", "denied"]
    assert frame.victim[0] == "Ana Petrel | two printers"
    assert len(Document("").to_dataframe()) == 0


def test_an_existing_export_is_kept_unless_it_may_be_replaced(tmp_path):
    for to in TARGETS:
        out = tmp_path / NAME.get(to, to)
        export_archive([PETREL], out, to)
        with pytest.raises(InputError, match="exists"):
            export_archive([], out, to)
        assert export_archive([PETREL], out, to, overwrite=True) == 1


@pytest.mark.parametrize("to", TARGETS)
def test_nothing_is_left_where_a_source_breaks_off(tmp_path, to):
    def broken():
        yield PETREL
        raise CorpusError("line 7 is not JSON")

    with pytest.raises(CorpusError):
        export_archive(broken(), tmp_path / "out", to)
    assert list(tmp_path.iterdir()) == []


def test_unknown_formats_and_damaged_exports_are_named(tmp_path):
    with pytest.raises(InputError, match="'xml' is unknown"):
        export_archive([], tmp_path / "out", "xml")
    for name in ("x.sqlite", "x.jsonld"):
        (tmp_path / name).write_text("no\n", "utf-8")
        with pytest.raises(CorpusError, match=name):
            list(read_source(tmp_path / name))
    for to in ("csv", "parquet"):
        export_archive([PETREL], tmp_path / to, to)
        (tmp_path / to / f"claims.{to}").write_text("no\n", "utf-8")
        with pytest.raises(CorpusError, match=f"claims.{to}"):
            list(read_source(tmp_path / to))


def test_a_span_that_was_changed_in_a_table_is_refused(tmp_path):
    export_archive([PETREL], tmp_path / "x.sqlite", "sqlite")
    base = sqlite3.connect(tmp_path / "x.sqlite")
    base.execute("UPDATE arguments SET text = 'Ina Petrel' WHERE text = 'Ana Petrel'")
    base.commit()
    base.close()
    with pytest.raises(CorpusError, match="Ana Petrel"):
        list(read_source(tmp_path / "x.sqlite"))


def test_the_program_exports_and_converts_back(tmp_path, capsys):
    lines = tmp_path / "claims.jsonl"
    export_archive([PETREL], lines, "jsonl")
    for to in TARGETS:
        if to != "jsonl":
            assert run(["export", str(lines), "--to", to, "--out", str(tmp_path / to)]) == 0
    out = ["--to", "jsonl", "--out", str(tmp_path / "back.jsonl")]
    assert run(["export", str(tmp_path / "parquet"), *out]) == 0
    assert list(read_archive(tmp_path / "back.jsonl")) == [PETREL]
    assert "1 document" in capsys.readouterr().out
    bare = ["--to", "jsonl", "--out", str(tmp_path / "bare.jsonl"), "--no-text"]
    assert run(["export", str(lines), *bare]) == 0
    assert json.loads((tmp_path / "bare.jsonl").read_text("utf-8").splitlines()[0])["text"] is None
    assert run(["export", str(lines), "--to", "xml", "--out", str(tmp_path / "no")]) == 2
