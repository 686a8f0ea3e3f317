"""Workers that hang, die or say nothing, and what is measured of a process."""

import subprocess
import sys
import time

import pytest
from gold_documents import GOLD

from claimx.bench.attend import FINISHED, HUNG, KILLED, OUT_OF_TIME, Limits, attend
from claimx.bench.definition import Conditions
from claimx.bench.events import EventReader, EventWriter
from claimx.bench.processes import CellFailed, Readings, Workplace, read_corpus
from claimx.bench.speed import cold_start, speed_of, speed_of_reading
from claimx.bench.weights import Watch, bundled_path, weigh

TELL = """
import json, os, sys, time
def tell(kind, **facts):
    with open(sys.argv[1], "a") as stream:
        stream.write(json.dumps({"event": kind, **facts}) + "\\n")
"""


def work(tmp_path, code, load_s=20.0, step_s=20.0, all_s=60.0):
    told = tmp_path / "told.events"
    limits = Limits(load_s, step_s, time.monotonic() + all_s)
    return attend([sys.executable, "-c", TELL + code, str(told)], told, limits)


def test_a_worker_that_gets_to_its_end_is_finished(tmp_path):
    found = work(
        tmp_path, 'tell("loaded"); tell("begun", doc="a"); tell("read", doc="a"); tell("done")'
    )
    assert (found.ending, found.in_hand) == (FINISHED, None)
    assert [event["event"] for event in found.events] == ["loaded", "begun", "read", "done"]


def test_a_worker_that_hangs_is_ended_with_the_document_in_its_hand(tmp_path):
    start = time.monotonic()
    found = work(tmp_path, 'tell("loaded"); tell("begun", doc="a"); time.sleep(99)', step_s=1.0)
    assert (found.ending, found.in_hand) == (HUNG, "a")
    assert "1 s" in found.reason
    assert time.monotonic() - start < 20


def test_a_worker_that_never_loads_is_ended(tmp_path):
    found = work(tmp_path, "time.sleep(99)", load_s=0.3)
    assert (found.ending, found.events) == (HUNG, ())
    assert "while loading" in found.reason


def test_the_time_of_a_cell_ends_a_worker_that_is_busy(tmp_path):
    code = """
tell("loaded")
for n in range(9999):
    tell("begun", doc=str(n)); time.sleep(0.02); tell("read", doc=str(n))
"""
    assert work(tmp_path, code, all_s=0.6).ending == OUT_OF_TIME


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("os.kill(os.getpid(), 9)", "SIGKILL"),
        ("os.abort()", "SIGABRT"),
        ("sys.exit('no more memory')", "exit code 1: no more memory"),
        ("pass", "exit code 0"),
    ],
)
def test_a_worker_that_dies_is_told_with_its_last_words(tmp_path, end, told):
    found = work(tmp_path, f'tell("loaded"); tell("begun", doc="b"); {end}')
    assert (found.ending, found.in_hand) == (KILLED, "b")
    assert told in found.reason


def test_a_worker_is_ended_with_the_processes_that_it_started(tmp_path):
    code = """
import subprocess
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(99)"])
tell("child", pid=child.pid); time.sleep(99)
"""
    found = work(tmp_path, code, step_s=1.0)
    pid = str(found.events[0]["pid"])
    for _ in range(50):
        state = subprocess.run(
            ["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True, check=False
        ).stdout.strip()
        if not state or state.startswith("Z"):
            return
        time.sleep(0.1)
    pytest.fail(f"process {pid} lives on as {state}")


def test_a_worker_ends_when_the_process_that_attends_it_is_gone():
    code = "import time; from claimx.bench.worker import end_with_parent; end_with_parent(); "
    worker = subprocess.Popen(
        [sys.executable, "-c", code + "print(flush=True); time.sleep(99)"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    worker.stdout.readline()
    assert worker.poll() is None
    worker.stdin.close()
    assert worker.wait(timeout=30) == 1
    worker.stdout.close()


def test_a_line_that_was_cut_off_is_not_read(tmp_path):
    path = tmp_path / "told.events"
    read = EventReader(path)
    assert read() == []
    tell = EventWriter(path)
    tell("loaded", extractor="x/1")
    with path.open("a") as stream:
        stream.write('{"event": "rea')
    assert read() == [{"event": "loaded", "extractor": "x/1"}]
    with path.open("a") as stream:
        stream.write('d"}\n')
    assert read() == [{"event": "read"}]


def test_an_extractor_that_always_dies_is_given_up(tmp_path, monkeypatch):
    code = (
        TELL
        + """
job = json.load(open(sys.argv[2]))
tell("loaded", cold=None)
tell("begun", doc=job["texts"][0]["id"])
os.kill(os.getpid(), 9)
"""
    )

    def command(job_file):
        told = job_file.with_suffix(".events")
        return [sys.executable, "-c", code, str(told), str(job_file)]

    monkeypatch.setattr("claimx.bench.processes.worker_command", command)
    place = Workplace(tmp_path, {}, Conditions(), time.monotonic() + 60, lambda _: None)
    texts = [{"id": f"d{n}"} for n in range(40)]
    with pytest.raises(CellFailed, match=r"read; the first, d0: .*SIGKILL"):
        read_corpus(place, texts)
    assert place.processes == 5


def test_speed_is_the_median_of_runs_and_the_ratio_is_of_one_run(tmp_path):
    code = """
tell("loaded", cold={"load_s": 2.0, "total_s": 3.0})
for run, (plain, ours) in enumerate([(1.0, 2.0), (3.0, 4.0), (1.5, 5.0)]):
    tell("plain", run=run, seconds=plain, cpu_seconds=plain * 0.8, tokens=600)
    for doc in "ab":
        tell("begun", doc=doc); tell("timed", run=run, doc=doc, seconds=ours / 2)
tell("done")
"""
    timed = work(tmp_path, code)
    speed = speed_of(timed)
    assert speed["documents_per_second"] == {"value": 0.5, "low": 0.4, "high": 1.0}
    assert speed["tokens_per_second"]["value"] == 150
    assert speed["spacy_ratio"] == {"value": 0.5, "low": 0.3, "high": 0.75}
    assert speed["cpu_share"] == 0.8
    assert cold_start(timed.of("loaded"))["total_s"] == 3.0


def test_the_speed_of_one_reading_has_nothing_beside_it():
    readings = Readings({"a": GOLD, "b": GOLD}, seconds=4.0, tokens=100)
    speed = speed_of_reading(readings)
    assert speed["documents_per_second"] == {"value": 0.5, "low": 0.5, "high": 0.5}
    assert speed["tokens_per_second"]["value"] == 25
    assert "spacy_ratio" not in speed


def test_an_extractor_that_hangs_while_it_is_timed_has_no_speed(tmp_path):
    timed = work(tmp_path, 'tell("loaded"); tell("begun", doc="a"); time.sleep(99)', step_s=1.0)
    assert speed_of(timed)["reason"].startswith("while it was timed on a: it hung")


def test_a_model_is_weighed_by_names_and_contents(tmp_path):
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "a.bin").write_bytes(b"12345")
    before = weigh("m", "extractor", folder)
    assert before.bytes == 5
    (folder / "a.bin").rename(folder / "b.bin")
    assert weigh("m", "extractor", folder).sha256 != before.sha256
    assert weigh("m", "extractor", folder / "b.bin").bytes == 5


def test_bundled_models_that_a_process_opens_are_noted():
    watch = Watch()
    with watch.own():
        (bundled_path("rules-en") / "manifest.json").read_bytes()
    (bundled_path("factuality-en") / "manifest.json").read_bytes()
    found = {weights.name: weights.used_by for weights in watch.weights({})}
    assert found == {"rules-en": "extractor", "factuality-en": "pipeline"}
