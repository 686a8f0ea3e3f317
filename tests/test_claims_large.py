"""The larger claims model: a package of its own that registers an extractor."""

import json
import tomllib
import zlib
from pathlib import Path

import pytest

from claimx.language import analyse, load_language

FOLDER = Path(__file__).parent.parent / "models" / "claims-en-large"
MOST_BYTES = 95_000_000


@pytest.fixture
def large(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    import claimx_claims_en_large

    return claimx_claims_en_large


def test_the_extractor_says_who_it_is_and_cuts_its_spans_from_the_text(large):
    extractor = large.load_large()
    assert extractor.name == large.NAME
    text = "Police arrested two journalists in Minsk on Friday, and a court freed them."
    found = extractor.propose(analyse(load_language(), text))
    assert [proposal.type for proposal in found] == ["ARREST", "RELEASE"]
    for proposal in found:
        for span in [proposal.trigger, *(arg.span for arg in proposal.args)]:
            assert text[span.start : span.end] == span.text


def test_it_is_joined_and_calibrated_by_its_own_settings(large):
    from claimx.extract.hybrid import HybridExtractor

    mine, bundled = large.load_large(), HybridExtractor()
    assert mine.joining != bundled.joining
    assert mine.calibration != bundled.calibration


def test_the_wheel_takes_every_file_of_the_model():
    project = tomllib.loads((FOLDER / "pyproject.toml").read_text())
    taken = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    recorded = json.loads((FOLDER / "manifest.json").read_text())["sha256"]
    assert set(taken) == {*recorded, "manifest.json", "joining.toml"}
    assert all(target.endswith(f"/model/{name}") for name, target in taken.items())


def test_the_wheel_is_small_enough_to_download():
    graphs = [file.read_bytes() for file in FOLDER.glob("*.onnx")]
    assert sum(len(zlib.compress(graph, 6)) for graph in graphs) < MOST_BYTES
