"""The tables are complete, replace each other whole, and DuckDB reads them without claimx."""

import json

import duckdb
import pytest
from merge_articles import ARREST, OTHER

from claimx.cli.main import run
from claimx.merge import merge
from claimx.merge.tables import write_merged
from claimx.wire import document_to_lines


@pytest.fixture
def archive(tmp_path):
    file = tmp_path / "claims.jsonl"
    lines = [line for document in (ARREST, OTHER) for line in document_to_lines(document)]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def ask(sql):
    return duckdb.sql(sql).fetchall()


def test_tables_answer_questions(tmp_path):
    write_merged(merge([ARREST, OTHER]), tmp_path)
    rows = ask(
        f"select e.type, e.status, e.origins, count(*) from '{tmp_path}/events.parquet' e "
        f"join '{tmp_path}/event_claims.parquet' using (event_id) group by all order by all"
    )
    assert rows == [("ARREST", "corroborated", 2, 2), ("SENTENCE", "contested", 2, 2)]
    assert ask(f"select people from '{tmp_path}/events.parquet' limit 1") == [(["Ana Petrel"],)]
    assert ask(f"select kind, values from '{tmp_path}/disputes.parquet'") == [
        ("penalty", ["four years", "six years"])
    ]


def test_pairs_carry_their_features_and_the_values_compared(tmp_path):
    write_merged(merge([ARREST, OTHER]), tmp_path)
    features = ask(
        f"select decision, f.feature, f.one, f.other from '{tmp_path}/pairs.parquet', "
        "unnest(features) t(f) where f.facet = 'who'"
    )
    assert ("POSITIVE", "who_same", "Ana Petrel", "Ana Petrel") in features


def test_negative_pairs_are_written_on_demand(tmp_path):
    merged = merge([ARREST, OTHER])
    write_merged(merged, tmp_path / "few")
    write_merged(merged, tmp_path / "all", negative=True)
    few, every = (
        ask(f"select count(*) from '{tmp_path}/{name}/pairs.parquet'")[0][0]
        for name in ("few", "all")
    )
    assert few <= every == len(merged.scores)


def test_an_empty_archive_gives_empty_tables_with_all_columns(tmp_path):
    write_merged(merge([]), tmp_path)
    assert ask(f"select count(*), count(origins) from '{tmp_path}/events.parquet'") == [(0, 0)]
    assert (tmp_path / "events.jsonl").read_text() == ""


def test_the_command_writes_beside_the_archive_and_is_the_same_each_time(archive, capsys):
    assert run(["merge", str(archive)]) == 0
    first = (archive.parent / "merged" / "events.jsonl").read_bytes()
    assert "2 events: 1 corroborated, 1 contested" in capsys.readouterr().out
    assert run(["merge", str(archive)]) == 0
    assert (archive.parent / "merged" / "events.jsonl").read_bytes() == first
    assert not list(archive.parent.glob("merged/.*"))


def test_decisions_beside_the_archive_are_found(archive, capsys):
    run(["merge", str(archive)])
    lines = (archive.parent / "merged" / "events.jsonl").read_text().splitlines()
    keys = [evidence["key"] for evidence in json.loads(lines[0])["evidence"]]
    decisions = archive.parent / "decisions.toml"
    decisions.write_text(f'[[decision]]\nclaims = {json.dumps(keys)}\njudgement = "NEGATIVE"\n')
    before = decisions.read_bytes()
    capsys.readouterr()
    assert run(["merge", str(archive)]) == 0
    assert "3 events" in capsys.readouterr().out
    assert decisions.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.jsonl"], "does not exist"),
        (["{archive}", "--decisions", "none.toml"], "no file"),
        (["{archive}", "--out", "{archive}"], "is a file"),
    ],
)
def test_faults_end_with_one_sentence(archive, capsys, arguments, message):
    filled = [argument.format(archive=archive) for argument in arguments]
    assert run(["merge", *filled]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_a_batch_folder_gets_its_tables_inside(tmp_path, archive, capsys):
    import pyarrow

    folder = tmp_path / "run"
    folder.joinpath("documents").mkdir(parents=True)
    part = folder / "documents" / "part-000001.jsonl.zst"
    with pyarrow.CompressedOutputStream(str(part), "zstd") as stream:
        stream.write(archive.read_bytes())
    assert run(["merge", str(folder)]) == 0
    assert "4 claims" in capsys.readouterr().out
    assert ask(f"select count(*) from '{folder}/merged/event_claims.parquet'") == [(4,)]
    assert run(["case", "Ana Petrel", str(folder)]) == 0
