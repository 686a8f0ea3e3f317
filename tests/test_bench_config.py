from dataclasses import replace
from pathlib import Path

import pytest

from claimx.bench.cell import basis, cells_of, is_current, recorded_settings
from claimx.bench.config import read_definition
from claimx.errors import InputError

GOOD = """
title = "Two extractors"
reference = "floor"
[run]
speed_runs = 2
document_timeout = 9.5
[[corpora]]
corpus = "repression-en"
splits = ["dev", "train"]
[[corpora]]
corpus = "../texts"
label = "ours"
[[extractors]]
extractor = "lexicon"
label = "floor"
bare = true
[[extractors]]
extractor = "zero-shot"
[extractors.settings]
model = "./gliner"
threshold = 0.4
"""


@pytest.fixture
def write(tmp_path):
    def write(content: str) -> Path:
        path = tmp_path / "small.toml"
        path.write_text(content, "utf-8")
        return path

    return write


def test_a_definition_is_every_extractor_on_every_split(write):
    definition = read_definition(write(GOOD))
    assert [cell.label for cell in cells_of(definition)] == [
        f"{label} on {split}"
        for split in ("repression-en dev", "repression-en train", "ours")
        for label in ("floor", "zero-shot")
    ]
    assert definition.contenders[0].bare
    assert not definition.contenders[1].bare
    assert (definition.conditions.speed_runs, definition.conditions.document_timeout) == (2, 9.5)
    assert len({cell.file_name for cell in cells_of(definition)}) == 6


def test_paths_are_relative_to_the_file(write, tmp_path):
    definition = read_definition(write(GOOD))
    settings = definition.located_settings(definition.contenders[1])
    assert settings == {"model": str(tmp_path / "gliner"), "threshold": 0.4}
    assert definition.locate("repression-en") == "repression-en"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('title = "Two', "title = Two"), "is not TOML"),
        (("title =", "titel ="), "has 'titel' (did you mean 'title'?)"),
        (("speed_runs = 2", "speed_runs = 2.5"), "speed_runs in [run] is 2.5, expected a whole"),
        (("speed_runs = 2", "speed_runs = true"), "speed_runs in [run] is True, expected a whole"),
        (("speed_runs = 2", "speed_runs = -1"), "speed_runs in [run] is -1"),
        (("= 9.5", "= 0"), "document_timeout in [run] is 0"),
        (("speed_runs", "speed_run"), "did you mean 'speed_runs'"),
        (('reference = "floor"', 'reference = "flor"'), "expected the label of an extractor"),
        (('reference = "floor"', ""), "has no 'reference'"),
        (('label = "floor"', 'label = "zero-shot"'), "two entries are the extractor 'zero-shot'"),
        (('["dev", "train"]', '["dev", "dev"]'), "two entries are the corpus 'repression-en dev'"),
        (('["dev", "train"]', "[3]"), "splits is [3]"),
        (('["dev", "train"]', "[]"), "splits is []"),
        (("bare = true", 'bare = "yes"'), "bare in [[extractors]] is 'yes', expected true or"),
        (('extractor = "zero-shot"', ""), "[[extractors]] has no 'extractor'"),
        (("[run]", 'rank_by = "claim.f2"\n[run]'), "rank_by is 'claim.f2' (did you mean"),
    ],
)
def test_a_fault_is_told_with_its_place(write, change, told):
    path = write(GOOD.replace(*change))
    with pytest.raises(InputError) as caught:
        read_definition(path)
    assert told in str(caught.value)
    assert "small.toml" in str(caught.value)


@pytest.mark.parametrize("content", ["", "extractors = []\ncorpora = []\nreference = 'x'"])
def test_a_definition_of_nothing_is_refused(write, content):
    with pytest.raises(InputError):
        read_definition(write(content))


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            read_definition(path)


def test_a_result_is_kept_while_what_it_rests_on_is_unchanged(write, tmp_path):
    (tmp_path / "gliner").mkdir()
    weights = tmp_path / "gliner" / "model.safetensors"
    weights.write_bytes(b"one")
    definition = read_definition(write(GOOD))
    cell = cells_of(definition)[1]
    rests_on = basis(definition, cell, "c0ffee")
    result = {"state": "finished", "basis": rests_on, "weights": []}
    assert is_current(result, basis(definition, cell, "c0ffee"))
    assert not is_current(result, basis(definition, cell, "other"))
    assert not is_current({**result, "state": "failed"}, rests_on)
    longer = replace(definition.conditions, document_timeout=99.0)
    assert is_current(result, basis(replace(definition, conditions=longer), cell, "c0ffee"))
    seeded = replace(definition.conditions, seed=7)
    assert not is_current(result, basis(replace(definition, conditions=seeded), cell, "c0ffee"))
    weights.write_bytes(b"two")
    assert not is_current(result, basis(definition, cell, "c0ffee"))


def test_a_result_of_other_bundled_weights_is_not_kept(write):
    definition = read_definition(write(GOOD))
    rests_on = basis(definition, cells_of(definition)[0], "c0ffee")
    weights = [{"name": "rules-en", "sha256": "not these"}]
    assert not is_current({"state": "finished", "basis": rests_on, "weights": weights}, rests_on)


def test_no_password_of_an_address_is_recorded():
    settings = {"endpoint": "http://ann:secret@localhost:8080/v1", "seed": 3}
    assert recorded_settings(settings) == {"endpoint": "http://…@localhost:8080/v1", "seed": 3}
