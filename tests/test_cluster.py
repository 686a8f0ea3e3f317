"""The same run on this machine, on Ray and on Spark, each with two workers for real.

Needs the extras: pip install "claimx[ray,spark]", and Java 17 for Spark. Slow: --slow.
"""

import gzip
import json
import runpy
import sys
from pathlib import Path

import pytest

from claimx.archive.layout import parts
from claimx.archive.lines import read_lines
from claimx.cli.main import run as claimx

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("Dorn", "Vell", "Harrow")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    rows = [
        {
            "id": f"news/{number}.txt",
            "text": f"Police in {PLACES[number % 3]} arrested {number + 2} reporters on Friday. "
            f"A court jailed the editor Pavel Odin for {number + 1} years, his lawyer said.",
            "title": "Editor jailed" if number % 2 else None,
            "published": "2024-03-03",
            "source": "The Post",
        }
        for number in range(12)
    ]
    rows.append({"id": "bad", "text": "Police arrested Lena Moss.", "published": "soon"})
    path = tmp_path_factory.mktemp("cluster") / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def run_batch(source: Path, out: Path, *more: str) -> list[str]:
    """The wire lines that a run of the command writes, sorted."""
    arguments = ["batch", str(source), "--out", str(out), "--workers", "2"]
    assert claimx([*arguments, "--extractor", "lexicon", *more]) == 1
    return sorted(line for part in parts(out, "documents") for line in read_lines(part))


@pytest.fixture(scope="module")
def local(source):
    lines = run_batch(source, source.parent / "local")
    assert sum('"kind": "document"' in line for line in lines) == 12
    assert len(lines) > 24
    return lines


def test_ray_writes_what_the_local_run_writes(source, local):
    out = source.parent / "ray"
    assert run_batch(source, out, "--engine", "ray") == local
    for kind in ("documents", "claims", "errors"):
        written = [path.read_bytes() for path in parts(out, kind)]
        assert written == [path.read_bytes() for path in parts(source.parent / "local", kind)]


def test_spark_writes_what_the_local_run_writes(source, local, monkeypatch):
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    # The example as it stands, on a local cluster of two workers.
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", "--master local[2] pyspark-shell")
    out = source.parent / "spark"
    example = ROOT / "examples" / "spark_batch.py"
    monkeypatch.setattr(
        sys, "argv", [str(example), str(source), str(out), "--extractor", "lexicon"]
    )
    runpy.run_path(str(example), run_name="__main__")
    lines = (
        line
        for part in out.joinpath("claims").glob("*.gz")
        for line in gzip.decompress(part.read_bytes()).decode().split("\n")[:-1]
    )
    assert sorted(lines) == local
    errors = "".join(part.read_text() for part in out.joinpath("errors").glob("*.json"))
    (error,) = map(json.loads, errors.splitlines())
    assert (error["id"], error["kind"]) == ("bad", "refused")
