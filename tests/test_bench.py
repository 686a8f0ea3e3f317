"""One bench from its file to its pages: extractors that work, fail, hang and die."""

import json
import os
import shutil

import pytest
from gold_documents import GOLD, TEXT, write_json

from claimx.bench.config import read_definition
from claimx.bench.run import Listener, run_bench
from claimx.bench.store import read_result
from claimx.cli.main import run
from claimx.corpus.annotation import write_annotation

EXTRACTORS = '''
import os, signal, time
from claimx.claim import Span
from claimx.proposal import Proposal

class Sure:
    """Takes every "arrested" for an arrest, at one confidence."""
    name, version = "sure", "1"
    def propose(self, analysis):
        at = analysis.text.find("arrested")
        return [Proposal("ARREST", Span.cut(analysis.text, at, at + 8), confidence=0.75)]

class Frail(Sure):
    """Works, but not on every text."""
    name = "frail"
    def propose(self, analysis):
        if "RAISE" in analysis.text:
            raise ValueError("a  long\\nstory")
        if "HANG" in analysis.text:
            time.sleep(99)
        if "DIE" in analysis.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "BOAST" in analysis.text:
            return [Proposal("ARREST", Span(0, 6, "Police"), confidence=1.5)]
        if "INVENT" in analysis.text:
            return [Proposal("KIDNAP", Span(0, 6, "Police"))]
        return super().propose(analysis)

class Unloadable(Sure):
    def __init__(self):
        raise ImportError("no module named 'gliner'; pip install claimx[gliner]")
'''
ENTRY_POINTS = """[claimx.extractors]
sure = bench_fakes:Sure
frail = bench_fakes:Frail
unloadable = bench_fakes:Unloadable
"""
WORDS = ("", "RAISE", "HANG", "DIE", "BOAST", "INVENT", "")
DEFINITION = """
title = "Fakes | <and> others"
reference = "sure"
[run]
speed_runs = {speed_runs}
warm_up = 1
document_timeout = {document_timeout}
[[corpora]]
corpus = "./small"
[[corpora]]
corpus = "nowhere"
{extractors}
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with an installed package of extractors and a small corpus."""
    folder = tmp_path_factory.mktemp("bench")
    (folder / "bench_fakes.py").write_text(EXTRACTORS, "utf-8")
    info = folder / "bench_fakes-2.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bench-fakes\nVersion: 2.1\n")
    (info / "entry_points.txt").write_text(ENTRY_POINTS)
    for name in ("text", "claims"):
        (folder / "small" / name).mkdir(parents=True)
    for number, word in enumerate(WORDS):
        (folder / "small" / "text" / f"d{number}.txt").write_text(TEXT + word, newline="")
        labels = {**write_annotation(GOLD), "doc": f"d{number}"}
        write_json(folder / "small" / "claims" / f"d{number}.json", labels)
    return folder


@pytest.fixture(scope="module")
def installed(place):
    """The package of extractors can be imported here and by workers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(place))
        kept = [path for path in [os.environ.get("PYTHONPATH")] if path]
        patch.setenv("PYTHONPATH", os.pathsep.join([str(place), *kept]))
        yield


def define(place, *names, speed_runs=0, document_timeout=60):
    extractors = "".join(f'[[extractors]]\nextractor = "{name}"\n' for name in names)
    path = place / f"{'-'.join(names)}-{speed_runs}.toml"
    filled = DEFINITION.format(
        extractors=extractors, speed_runs=speed_runs, document_timeout=document_timeout
    )
    path.write_text(filled, "utf-8")
    return path


@pytest.fixture(scope="module")
def done(place, installed):
    """What came of a bench, and the lines that it said."""
    said = []
    path = define(place, "sure", "frail", "unloadable", "shure", document_timeout=8)
    out = place / "out"
    run_bench(read_definition(path), out, listener=Listener(said.append))
    return read_result(out), said


def cell(result, label, corpus="small"):
    (found,) = [c for c in result["cells"] if (c["label"], c["corpus"]) == (label, corpus)]
    return found


def test_an_extractor_that_works_is_scored_on_every_document(done):
    sure = cell(done[0], "sure")
    assert sure["state"] == "finished"
    assert sure["version"] == "sure/1"
    assert sure["failures"] == []
    assert sure["figures"]["claim.precision"]["value"] == 1
    assert sure["figures"]["claim.recall"]["value"] == pytest.approx(1 / 3)
    assert sure["figures"]["type.ARREST.f1"]["value"] == 1
    assert sure["calibration"]["ece"] == pytest.approx(0.25)
    assert sure["against_reference"] is None
    assert sure["peak_mb"] > 100
    assert sure["model_bytes"] == 0
    assert {weights["name"] for weights in sure["weights"]} >= {"factuality-en"}
    assert sure["packages"]["spacy"]
    assert (sure["speed"], sure["cold_start"], sure["processes"]) == (None, None, 1)
    assert sure["basis"]["distribution"] == "bench-fakes 2.1"


def test_each_document_that_fails_is_told_and_the_others_are_read(done):
    frail = cell(done[0], "frail")
    assert frail["state"] == "finished"
    kinds = [(failure["doc"], failure["kind"]) for failure in frail["failures"]]
    assert sorted(kinds) == [
        ("d1", "raised"), ("d2", "hung"), ("d3", "killed"), ("d4", "raised"), ("d5", "raised"),
    ]  # fmt: skip
    reasons = {failure["doc"]: failure["reason"] for failure in frail["failures"]}
    assert reasons["d1"] == "ValueError: a long story"
    assert "8 s" in reasons["d2"]
    assert "SIGKILL" in reasons["d3"]
    assert "confidence 1.5" in reasons["d4"]
    assert "KIDNAP" in reasons["d5"]
    assert (frail["documents_read"], frail["processes"]) == (2, 3)
    # What failed counts as if nothing had been found.
    assert frail["figures"]["claim.recall"]["value"] == pytest.approx(2 / 21)
    against = frail["against_reference"]["claim.f1"]
    assert against["difference"] < 0
    assert 0 < against["p_value"] <= 1


def test_what_cannot_be_loaded_is_a_failed_cell_with_its_reason(done):
    result, said = done
    assert "claimx[gliner]" in cell(result, "unloadable")["reason"]
    assert "unknown extractor 'shure' (did you mean 'sure'?)" in cell(result, "shure")["reason"]
    for label in ("sure", "frail", "unloadable", "shure"):
        missing = cell(result, label, "nowhere")
        assert missing["state"] == "failed"
        assert "unknown corpus 'nowhere'" in missing["reason"]
    assert [corpus["state"] for corpus in result["corpora"]] == ["finished", "failed"]
    assert any("nowhere cannot be loaded" in line for line in said)
    assert any(line.startswith("shure on small: failed: ") for line in said)


def test_a_result_is_stamped_and_names_no_path(done, place):
    result, _ = done
    assert {"time", "commit", "command", "versions", "machine"} <= result.keys()
    assert str(place) not in json.dumps(result)
    assert "rows" not in json.dumps(result["cells"])


def test_finished_cells_are_kept_and_what_is_broken_or_changed_is_run_again(done, place, capsys):
    out = place / "again"
    shutil.copytree(place / "out", out)
    kept, broken = sorted((out / "cells").glob("sure-*")) + sorted((out / "cells").glob("frail-*"))
    whole = broken.read_bytes()
    broken.write_bytes(whole[: len(whole) // 2])
    result = json.loads(kept.read_text())
    path = define(place, "sure", "unloadable")
    said = []
    again = run_bench(read_definition(path), out, resume=True, listener=Listener(said.append))
    assert "sure on small: kept" in said
    assert any(line.startswith("unloadable on small: failed") for line in said)
    assert cell(again, "sure")["time"] == result["time"]

    (place / "small" / "text" / "d9.txt").write_text(TEXT, newline="")
    write_json(place / "small" / "claims" / "d9.json", {"doc": "d9", "claims": []})
    try:
        path = define(place, "sure")
        kept.write_bytes(kept.read_bytes()[:500])
        said.clear()
        again = run_bench(read_definition(path), out, resume=True, listener=Listener(said.append))
    finally:
        for file in (place / "small").rglob("d9.*"):
            file.unlink()
    assert any("no whole result of a cell" in line and "run again" in line for line in said)
    assert cell(again, "sure")["documents_read"] == len(WORDS) + 1


def test_the_command_runs_a_bench_with_speed_and_writes_its_pages(place, installed, capsys):
    path, out = define(place, "sure", speed_runs=1), place / "with-speed"
    assert run(["bench", "run", str(path), "--out", str(out)]) == 1  # one corpus is missing
    assert "sure on small: claim F1 0.500" in capsys.readouterr().err
    sure = cell(read_result(out / "result.json"), "sure")
    assert sure["speed"]["documents"] == len(WORDS)
    assert sure["speed"]["tokens_per_second"]["value"] > 0
    assert sure["speed"]["spacy_ratio"]["value"] > 0
    assert sure["cold_start"]["total_s"] > sure["cold_start"]["load_s"] > 0
    assert not (out / "work").exists()

    assert run(["bench", "run", str(path), "--out", str(out)]) == 2
    assert "add --resume" in capsys.readouterr().err
    assert run(["bench", "report", str(out)]) == 0
    printed = capsys.readouterr().out
    assert printed.strip() == (out / "leaderboard.md").read_text("utf-8").strip()
    assert "| sure | 0.500" in printed
    assert run(["bench", "report", str(out / "result.json"), "--out", str(place)]) == 0
    assert (place / "leaderboard.html").read_text() == (out / "leaderboard.html").read_text()


def test_a_bench_of_nothing_that_can_be_loaded_is_refused(place, installed, capsys):
    path = place / "lost.toml"
    path.write_text(define(place, "sure").read_text().replace("./small", "./lost"), "utf-8")
    assert run(["bench", "run", str(path), "--out", str(place / "lost")]) == 2
    assert "no corpus of the bench can be loaded" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "{", "[]", '{"kind": "evaluation"}', '{"kind": "bench"}'])
def test_a_report_of_something_else_is_refused(tmp_path, content, capsys):
    path = tmp_path / "result.json"
    path.write_text(content)
    assert run(["bench", "report", str(path)]) == 2
    assert "claimx: " in capsys.readouterr().err
