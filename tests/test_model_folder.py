"""Model folders: found, verified against their manifest, and refused when they do not fit."""

import json

import numpy as np
import pytest

from claimx.errors import ModelError
from claimx.extract.rules.extractor import load_weights
from claimx.extract.rules.linear import LinearModel, load_linear, save_linear
from claimx.model_folder import model_folder, verify_model, write_manifest


@pytest.fixture
def linear():
    return LinearModel(
        ("NONE", "victim"),
        {"path=>dobj": 0, "class=name": 1},
        np.array([[-1.0, 2.0], [0.5, 0.25]], dtype=np.float32),
        np.array([0.1, -0.1], dtype=np.float32),
    )


def test_the_bundled_weights_fit_the_code():
    weights = load_weights()
    assert "NONE" in weights.trigger.labels
    assert {"agent", "victim"} <= set(weights.role.labels)


def test_an_unknown_model_is_refused():
    with pytest.raises(ModelError, match="'nothing-en' was not found"):
        model_folder("nothing-en")


def test_linear_weights_survive_saving(linear, tmp_path):
    save_linear(linear, tmp_path, "role")
    loaded = load_linear(tmp_path, "role")
    assert loaded.labels == linear.labels
    assert loaded.index == linear.index
    assert np.allclose(loaded.weights, linear.weights)


def test_probabilities_sum_to_one_and_ignore_unknown_features(linear):
    chances = linear.probabilities(["path=>dobj", "never seen"])
    assert chances.sum() == pytest.approx(1.0)
    assert chances[1] > chances[0]


def test_a_decision_can_be_taken_apart(linear):
    reasons = linear.reasons(["class=name", "path=>dobj", "never seen"], "victim")
    assert reasons == [("path=>dobj", 2.0), ("class=name", 0.25)]


def test_weights_that_do_not_fit_their_features_are_refused(linear, tmp_path):
    save_linear(linear, tmp_path, "role")
    (tmp_path / "role.txt").write_text("path=>dobj\n")
    with pytest.raises(ModelError, match="do not fit 1 features"):
        load_linear(tmp_path, "role")


def test_a_feature_with_a_line_end_is_refused(linear, tmp_path):
    broken = LinearModel(linear.labels, {"a\nb": 0, "c": 1}, linear.weights, linear.bias)
    with pytest.raises(ModelError, match="line end"):
        save_linear(broken, tmp_path, "role")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "words.txt").write_text("prison\n")
    write_manifest(tmp_path, format_version=1, version="1.0.0")
    return tmp_path


def test_an_untouched_folder_passes(folder):
    assert verify_model(folder, format_version=1)["version"] == "1.0.0"


def test_a_tampered_file_is_named(folder):
    (folder / "words.txt").write_text("street\n")
    with pytest.raises(ModelError, match=r"words.txt.*altered"):
        verify_model(folder, format_version=1)


def test_a_missing_file_is_named(folder):
    (folder / "words.txt").unlink()
    with pytest.raises(ModelError, match=r"words.txt is missing"):
        verify_model(folder, format_version=1)


def test_another_version_is_refused_with_the_next_step(folder):
    with pytest.raises(ModelError, match="format version 1, expected 2; update claimx"):
        verify_model(folder, format_version=2)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe"])
def test_a_broken_manifest_is_told(folder, content):
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(ModelError, match="not readable JSON"):
        verify_model(folder, format_version=1)


def test_a_folder_without_a_manifest_is_no_model(tmp_path):
    with pytest.raises(ModelError, match=r"no manifest.json"):
        verify_model(tmp_path, format_version=1)


def test_the_manifest_records_how_the_weights_were_made():
    manifest = json.loads((model_folder("rules-en") / "manifest.json").read_text())
    assert manifest["articles"] > 200
    assert set(manifest["sha256"]) >= {"role.npz", "role.txt", "trigger.npz", "trigger.txt"}
