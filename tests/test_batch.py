import errno
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from batch_readers import load, load_and_die, load_nothing
from pyarrow import parquet

from claimx.archive import read_archive
from claimx.batch import BatchOptions, Input, SourceOptions, folder, run_batch
from claimx.batch.engines import ENGINES
from claimx.batch.ledger import Ledger
from claimx.batch.outcome import Job, Task
from claimx.batch.pool import Pool
from claimx.cli.main import run as claimx
from claimx.errors import InputError, RunError
from claimx.wire import text_left_out

NAMES = ("Ana Lupu", "Ion Rusu", "Vera Moss", "Pavel Odin")
KINDS = ("documents", "documents_table", "claims", "arguments", "entities", "errors")


def article(number: int) -> str:
    return f"Judges jailed {NAMES[number % 4]} in case {number}. Guards freed {NAMES[number % 3]}."


def write(where: Path, texts: dict[str, str]) -> Path:
    where.mkdir(exist_ok=True)
    for name, text in texts.items():
        where.joinpath(name).write_text(text)
    return where


@pytest.fixture
def archive(tmp_path):
    return write(tmp_path / "in", {f"{n:03}.txt": article(n) for n in range(30)})


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(folder, "PART_DOCUMENTS", 8)
    monkeypatch.setitem(ENGINES, "here", "batch_readers:Here")


def go(archive, out, **options):
    """A run in this process, or in so many workers."""
    engine = "local" if "workers" in options else "here"
    return run_batch([archive], out, BatchOptions(**{"engine": engine} | options), load=load)


def output(out: Path) -> dict[str, bytes]:
    """Every part by its name."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for kind in KINDS
        for path in sorted(out.joinpath(kind).glob("*"))
    }


def errors(out: Path) -> list[dict]:
    paths = sorted(out.joinpath("errors").glob("*.parquet"))
    return [row for path in paths for row in parquet.read_table(path).to_pylist()]


def test_every_document_comes_out_in_the_order_in_which_it_was_read(archive, tmp_path):
    out = tmp_path / "out"
    summary = go(archive, out)
    assert (summary.done, summary.documents, summary.errors, summary.exit_code) == (30, 30, 0, 0)
    found = list(read_archive(out))
    assert [document.id for document in found] == [f"{n:03}.txt" for n in range(30)]
    assert found[7].text == article(7)
    assert [claim.type for claim in found[7].claims] == ["SENTENCE", "RELEASE"]
    assert len(list(out.joinpath("claims").iterdir())) == 4  # 8 documents in each but the last


def test_one_and_many_workers_write_the_same_bytes(archive, tmp_path):
    archive.joinpath("long.txt").write_text(article(1) * 300)
    archive.joinpath("bad.txt").write_text("[error]")
    go(archive, tmp_path / "one", workers=1)
    go(archive, tmp_path / "three", workers=3)
    assert output(tmp_path / "one") == output(tmp_path / "three")


def test_what_was_finished_is_not_done_again(archive, tmp_path):
    out = tmp_path / "out"
    go(archive, out, limit=12)
    before = output(out)
    write(archive, {"100.txt": article(100)})
    summary = go(archive, out)
    assert (summary.done, summary.skipped, summary.documents) == (19, 12, 31)
    assert before.items() <= output(out).items()
    assert go(archive, out).done == 0


def test_a_long_document_holds_up_no_other(archive, tmp_path):
    sign = tmp_path / "out" / "sign"
    write(archive, {"000.txt": f"[wait {sign}]" + "x " * 15_000, "029.txt": f"[signal {sign}]"})
    assert go(archive, tmp_path / "out", workers=2, document_timeout=60).errors == 0


def test_nothing_is_read_far_ahead_of_the_work():
    read = []

    def tasks():
        for number in range(40):
            read.append(number)
            yield Task(number, Input(str(number), article(number)))

    pool = Pool(Job(load, True, 2, document_timeout=60, memory_limit=1000))
    ahead = [len(read) - answered for answered, _ in enumerate(pool(tasks()), start=1)]
    assert len(ahead) == 40
    assert max(ahead) <= 5


BAD = {
    "error": ("[error]", "exception", "ValueError: no such thing"),
    "refused": ("[refused]", "refused", "this is no article"),
    "segfault": ("[segfault]", "died", "SIGSEGV"),
    "exit": ("[exit]", "died", "exit code 3"),
    "greedy": ("[greedy]", "memory", "more than 200 MB"),
}


def test_a_bad_document_costs_itself_alone_and_is_recorded(archive, tmp_path):
    write(archive, {f"{n:03}b.txt": text for n, (text, _, _) in enumerate(BAD.values())})
    out = tmp_path / "out"
    summary = go(archive, out, workers=2, memory_limit=200)
    assert (summary.done, summary.failed, summary.exit_code) == (30, len(BAD), 1)
    assert [document.text for document in read_archive(out)] == [article(n) for n in range(30)]
    for row, (_, kind, reason) in zip(errors(out), BAD.values(), strict=True):
        assert row["kind"] == kind
        assert reason in row["reason"]
        assert row["origin"].endswith(row["id"])


def test_strict_stops_at_the_first_failure_and_keeps_what_was_done(archive, tmp_path):
    write(archive, {"005b.txt": "[error]"})
    summary = go(archive, tmp_path / "out", strict=True)
    assert summary.stopped
    assert summary.exit_code == 1
    assert 6 <= summary.documents < 30
    assert summary.documents == len(list(read_archive(tmp_path / "out")))


def test_strict_stops_at_what_a_reader_cannot_read(archive, tmp_path):
    archive.joinpath("005b.txt.gz").write_bytes(b"this was never packed")
    summary = go(archive, tmp_path / "out", strict=True)
    assert (summary.stopped, summary.documents, summary.exit_code) == (True, 6, 1)
    assert errors(tmp_path / "out")[0]["kind"] == "unreadable"


def test_a_document_that_takes_too_long_is_given_up_and_tried_again_when_asked(archive, tmp_path):
    write(archive, {"005b.txt": "[slow]"})
    out = tmp_path / "out"
    go(archive, out, workers=1, document_timeout=2)
    (row,) = errors(out)
    assert (row["kind"], row["reason"]) == ("timeout", "not finished after 2 seconds")
    assert (again := go(archive, out)).skipped == 31
    assert again.exit_code == 1
    archive.joinpath("005b.txt").write_text(article(5))
    assert go(archive, out, retry=True).exit_code == 0
    assert not errors(out)
    assert len(list(read_archive(out))) == 31


def test_without_text_the_output_has_hashes_and_words_of_spans_alone(archive, tmp_path):
    out = tmp_path / "out"
    go(archive, out, keep_text=False)
    found = list(read_archive(out))
    assert all(text_left_out(document) and not document.text for document in found)
    assert found[0].claims[0].trigger.text == "jailed"
    assert parquet.read_table(out / "documents_table").column("text").null_count == 30


def test_the_tables_need_no_claimx(archive, tmp_path):
    out = tmp_path / "out"
    go(archive, out)
    sql = f"""
        SELECT type, plover, count(*) FROM '{out}/claims/*.parquet'
        JOIN '{out}/arguments/*.parquet' USING (claim_id, type)
        WHERE role = 'victim' AND nil_id = 'nil:lupu' GROUP BY ALL ORDER BY type"""
    assert duckdb.sql(sql).fetchall() == [
        ("RELEASE", "RETREAT/release", 10),
        ("SENTENCE", "SANCTION/convict, + COERCE/arrest if prison", 8),
    ]
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=out, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_a_second_article_of_an_id_is_recorded_not_lost(archive, tmp_path):
    other = write(tmp_path / "other", {"003.txt": "Judges freed Ion Rusu."})
    out = tmp_path / "out"
    go(archive, out)
    summary = go(other, out)
    assert (summary.done, summary.failed) == (0, 1)
    (row,) = errors(out)
    assert row["kind"] == "duplicate"
    assert str(archive / "003.txt") in row["reason"]


def test_an_article_that_changed_is_recorded_and_its_result_stays(archive, tmp_path):
    out = tmp_path / "out"
    go(archive, out)
    archive.joinpath("003.txt").write_text("Judges freed Ion Rusu.")
    assert go(archive, out).failed == 1
    assert errors(out)[0]["kind"] == "changed"
    assert go(archive, out).failed == 0
    assert go(archive, out, redo=True).exit_code == 0
    assert list(read_archive(out))[3].text == "Judges freed Ion Rusu."


def test_another_configuration_is_refused_or_redone(archive, tmp_path):
    out = tmp_path / "out"
    go(archive, out)
    with pytest.raises(RunError, match=r"text: kept is now left out.*--redo"):
        go(archive, out, keep_text=False)
    assert len(list(read_archive(out))) == 30
    assert go(archive, out, keep_text=False, redo=True).done == 30


def test_the_configuration_names_the_hashes_of_all_models():
    from claimx.batch.configuration import describe

    found = describe(BatchOptions())
    assert len(found["model rules-en"]) == 64
    assert found["language model"].startswith("3.8.0 ")
    assert "HybridExtractor" in found["extractor"]
    given = describe(BatchOptions(settings={"key": "a secret"}))
    assert given["extractor settings"] != found["extractor settings"]
    assert "secret" not in str(given)
    with pytest.raises(InputError, match="unknown extractor 'ruels'"):
        describe(BatchOptions(extractor="ruels"))


def test_two_runs_at_once_on_one_folder_are_refused(archive, tmp_path):
    out = tmp_path / "out"
    go(archive, out)
    ledger = Ledger(out / "ledger.sqlite")
    with pytest.raises(RunError, match="another run works on"):
        go(archive, out)
    with pytest.raises(RunError, match="another run works on"):
        go(archive, out, redo=True)
    ledger.close()
    assert go(archive, out).skipped == 30


def test_a_damaged_ledger_is_named_and_redone_only_when_asked(archive, tmp_path):
    out = tmp_path / "out"
    go(archive, out)
    before = output(out)
    ledger = out / "ledger.sqlite"
    for damage in (b"not a database at all" * 100, ledger.read_bytes()[:9000]):
        ledger.write_bytes(damage)
        with pytest.raises(RunError, match=r"damaged.*--redo"):
            go(archive, out)
        assert output(out) == before
    assert go(archive, out, redo=True).done == 30
    assert output(out) == before


@pytest.mark.parametrize("fault", ["altered", "missing"])
def test_a_part_that_is_not_as_it_was_written_is_named(archive, tmp_path, fault):
    out = tmp_path / "out"
    go(archive, out)
    part = out / "claims" / "part-000002.parquet"
    part.unlink() if fault == "missing" else part.write_bytes(b"x")
    with pytest.raises(RunError, match=rf"part-000002\.parquet (is|was) {fault}"):
        go(archive, out)


def test_a_part_that_the_ledger_does_not_know_is_removed(archive, tmp_path):
    out = tmp_path / "out"
    go(archive, out)
    for name in ("part-000099.parquet", "part-000005.parquet.tmp"):
        out.joinpath("claims", name).write_bytes(b"half")
    out.joinpath("claims", "notes.txt").write_text("my own")
    go(archive, out)
    names = {path.name for path in out.joinpath("claims").iterdir()}
    assert names == {f"part-{n:06}.parquet" for n in range(1, 5)} | {"notes.txt"}


def test_a_full_disk_while_a_part_is_written_loses_nothing(archive, tmp_path, monkeypatch):
    out, whole = tmp_path / "out", tmp_path / "whole"
    go(archive, whole)
    sync = os.fsync
    calls = []

    def full(handle):
        calls.append(handle)
        if len(calls) > 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(RunError, match=r"No space left on device.*nothing is lost"):
        go(archive, out)
    assert not list(out.rglob("*.tmp"))
    monkeypatch.setattr("os.fsync", sync)
    summary = go(archive, out)
    assert 0 < summary.done < 30
    assert output(out) == output(whole)


def test_a_full_disk_while_the_ledger_is_written_loses_nothing(archive, tmp_path, monkeypatch):
    out, whole = tmp_path / "out", tmp_path / "whole"
    go(archive, whole)
    prepare = Ledger._prepare

    def small(self):
        prepare(self)
        self.connection.execute("PRAGMA max_page_count = 14")

    monkeypatch.setattr(Ledger, "_prepare", small)
    with pytest.raises(RunError, match="no space left"):
        go(archive, out)
    monkeypatch.setattr(Ledger, "_prepare", prepare)
    assert 0 < go(archive, out).done <= 30
    assert output(out) == output(whole)


def test_the_output_folder_may_lie_in_the_source(archive):
    out = archive / "out"
    assert go(archive, out).done == 30
    assert go(archive, out).skipped == 30


def test_nothing_outside_the_output_folder_is_written(archive, tmp_path):
    def state():
        paths = (path for path in tmp_path.rglob("*") if "out" not in path.parts)
        return {path: path.stat().st_mtime_ns for path in paths}

    before = state()
    go(archive, tmp_path / "out", workers=1)
    assert state() == before


REFUSED = {
    "file": "is a file",
    "other things": "holds other things",
    "link": "is a link",
    "linked ledger": "is a link",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_an_output_folder_that_cannot_be_one_is_refused(archive, tmp_path, kind):
    out = tmp_path / "out"
    elsewhere = write(tmp_path / "elsewhere", {"mine.txt": "kept"})
    match kind:
        case "file":
            out.write_text("mine")
        case "other things":
            write(out, {"mine.txt": "kept"})
        case "link":
            go(archive, out)
            shutil.rmtree(out / "claims")
            out.joinpath("claims").symlink_to(elsewhere)
        case "linked ledger":
            out.mkdir()
            out.joinpath("ledger.sqlite").symlink_to(elsewhere / "ledger.sqlite")
    with pytest.raises(InputError, match=REFUSED[kind]):
        go(archive, out)
    assert [path.name for path in elsewhere.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("broken", "message"),
    [(load_nothing, "nothing to load"), (load_and_die, r"3 workers in a row .*exit code 4")],
)
def test_a_pipeline_that_does_not_load_stops_the_run(archive, tmp_path, broken, message):
    with pytest.raises((InputError, RunError), match=message):
        run_batch([archive], tmp_path / "out", BatchOptions(workers=1), load=broken)
    assert go(archive, tmp_path / "other").done == 30


@pytest.mark.parametrize("name", ["workers", "document_timeout", "memory_limit"])
def test_numbers_must_be_positive(name):
    with pytest.raises(InputError, match=f"{name} is 0"):
        BatchOptions(**{name: 0})


def test_texts_with_lone_surrogates_reach_every_output(tmp_path):
    lines = json.dumps({"id": "s", "text": "Judges jailed Ana Lupu. \ud83d \ude00 \ud83d"})
    tmp_path.joinpath("in.jsonl").write_text(lines)
    go(tmp_path / "in.jsonl", tmp_path / "out")
    assert not errors(tmp_path / "out")


KILLED = """
import sys
from batch_readers import load
from claimx.batch import BatchOptions, folder, run_batch
if __name__ == "__main__":
    folder.PART_DOCUMENTS = 8
    options = BatchOptions(workers=2)
    sys.exit(run_batch([sys.argv[1]], sys.argv[2], options, load=load).exit_code)
"""


def test_a_run_that_is_killed_again_and_again_ends_as_one_that_was_not(tmp_path):
    texts = {f"{n:03}.txt": f"{article(n)} [pause]" for n in range(60)}
    archive = write(tmp_path / "in", texts | {"020b.txt": "[error]", "021b.txt": "[exit]"})
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    command = [sys.executable, str(script), str(archive)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    whole, out = tmp_path / "whole", tmp_path / "out"
    assert subprocess.run([*command, str(whole)], env=environment).returncode == 1
    chance = random.Random(7)
    for _ in range(3):
        process = subprocess.Popen([*command, str(out)], env=environment)
        while not out.joinpath("ledger.sqlite").exists():
            time.sleep(0.01)
        time.sleep(chance.uniform(0.3, 1.2))
        process.kill()
        process.wait()
    assert subprocess.run([*command, str(out)], env=environment).returncode == 1
    assert output(out) == output(whole)
    with sqlite3.connect(out / "ledger.sqlite") as ledger:
        counts = dict(ledger.execute("SELECT status, count(*) FROM inputs GROUP BY status"))
    assert counts == {"done": 60, "failed": 2}


def test_the_command_runs_the_pipeline_and_says_what_it_did(tmp_path, capsys):
    archive = write(tmp_path / "in", {"a.txt": "A court in Dorn jailed Ana Lupu for four years."})
    row = {"id": "b", "text": "A court freed Ana Lupu.", "published": "soon"}
    archive.joinpath("b.jsonl").write_text(json.dumps(row))
    out = tmp_path / "out"
    arguments = ["batch", str(archive), "--out", str(out), "--workers", "1"]
    assert claimx([*arguments, "--extractor", "lexicon"]) == 1
    err = capsys.readouterr().err
    assert f"{out} holds 1 documents and 1 errors" in err
    (document,) = read_archive(out)
    assert document.id == "a.txt"
    assert [claim.type for claim in document.claims] == ["DETENTION"]
    assert document.versions["extractor"].startswith("lexicon/")
    assert claimx([*arguments, "--extractor", "rules"]) == 2
    assert "another configuration" in capsys.readouterr().err


@pytest.mark.parametrize("column", ["text", "text=", "words=body"])
def test_a_column_that_cannot_be_read_is_named(tmp_path, column, capsys):
    assert claimx(["batch", str(tmp_path), "--out", "x", "--column", column]) == 2
    assert "expected FIELD=COLUMN" in capsys.readouterr().err


def test_columns_and_metadata_reach_the_documents(tmp_path):
    row = {"nr": "7", "body": article(7), "day": "2024-05-05", "head": "In court"}
    tmp_path.joinpath("in.jsonl").write_text(json.dumps(row))
    columns = {"id": "nr", "text": "body", "published": "day", "title": "head"}
    go(tmp_path / "in.jsonl", tmp_path / "out", sources=SourceOptions(columns=columns))
    (document,) = read_archive(tmp_path / "out")
    assert (document.published, document.title, document.text) == (
        "2024-05-05",
        "In court",
        article(7),
    )
    assert Input("a", "b").origin == ""
