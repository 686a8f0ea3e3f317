"""The measuring of damaged archives, in small."""

from pathlib import Path

import pytest
from batch_readers import load

from claimx.batch import BatchOptions, run_batch
from claimx.batch.engines import ENGINES

SCRIPTS = Path(__file__).resolve().parent.parent / "evaluation" / "batch"


@pytest.fixture
def corruption(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import corruption

    return corruption


def test_ten_ways_of_damage_cost_what_they_damage_and_each_is_recorded(
    corruption, tmp_path, monkeypatch
):
    monkeypatch.setitem(ENGINES, "here", "batch_readers:Here")
    sound, bad = corruption.make_archive(tmp_path / "in", 100, every=10)
    assert (len(sound), len(bad), len(set(bad.values()))) == (90, 10, 10)
    run_batch([tmp_path / "in"], tmp_path / "out", BatchOptions(engine="here"), load=load)
    found = corruption.compare(tmp_path / "out", sound, bad)
    assert found["came_out"] == 90
    assert not found["missing"]
    assert not found["unrecorded"]
    assert not found["unexpected"]
    # Nothing was made beside the archive and the output, such as a member that climbed out.
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}
