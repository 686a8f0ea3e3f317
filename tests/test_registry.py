"""Settings of extractors: checked against the signature, told by name, never by value."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field

import claimx
from claimx.cli.main import run
from claimx.cli.settings import read_settings
from claimx.errors import InputError, MissingExtraError, ModelError
from claimx.extract import registry
from claimx.extract.registry import extractor_names, make_extractor


class Odd:
    """An extractor from outside that remembers how it was made."""

    name = "odd"
    version = "0"

    def __init__(self, weights: object = None, **settings: object) -> None:
        self.weights = weights
        self.settings = settings

    def propose(self, analysis):
        return []


def make_odd(
    weights: object = None,
    *,
    model: Path,
    threshold: Annotated[float, Field(gt=0, lt=1)] = 0.5,
    mode: Literal["fast", "slow"] = "fast",
) -> Odd:
    return Odd(weights, model=model, threshold=threshold, mode=mode)


def make_postponed(*, depth: "int" = 1, json=None) -> "OnlyForATypeChecker":  # noqa: F821
    return Odd(depth=depth, json=json)


class Plain(Odd):
    def __init__(self) -> None:
        super().__init__()


class Keyword(Odd):
    def __init__(self, *, depth: int = 1) -> None:
        super().__init__(depth=depth)


class Point:
    def __init__(self, factory: object) -> None:
        self.factory = factory
        self.value = "elsewhere:thing"

    def load(self):
        return self.factory


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    points = {"odd": Point(make_odd), "plain": Point(Plain), "keyword": Point(Keyword)}
    points["postponed"] = Point(make_postponed)
    ours = registry._entry_points()
    monkeypatch.setattr(registry, "_entry_points", lambda: {**ours, **points})


def test_the_extractors_for_models_of_others_are_registered():
    assert {"zero-shot", "transformers", "llm"} <= set(extractor_names())


def test_settings_reach_the_callable_in_the_kinds_it_asks_for(tmp_path):
    made = make_extractor("odd", {"model": str(tmp_path), "threshold": 0.25, "mode": "slow"})
    assert made.settings == {"model": tmp_path, "threshold": 0.25, "mode": "slow"}
    assert make_extractor("odd", {"model": "x"}).settings["threshold"] == 0.5


def test_a_class_with_keyword_only_parameters_has_settings_too():
    assert make_extractor("keyword", {"depth": 3}).settings == {"depth": 3}
    assert make_extractor("keyword").settings == {"depth": 1}


def test_annotations_may_be_postponed_or_left_out():
    made = make_extractor("postponed", {"depth": 3, "json": [1]})
    assert made.settings == {"depth": 3, "json": [1]}
    with pytest.raises(InputError, match="depth: Input should be a valid integer"):
        make_extractor("postponed", {"depth": "deep"})


def test_a_callable_without_parameters_needs_no_settings():
    assert make_extractor("plain", {}).name == "odd"
    with pytest.raises(InputError, match="'plain' has no setting 'depth'; expected no settings"):
        make_extractor("plain", {"depth": 3})


def test_only_keyword_only_parameters_are_settings():
    with pytest.raises(InputError, match="'weights'; expected some of: model, threshold, mode"):
        make_extractor("odd", {"model": "x", "weights": 1})


def test_an_unknown_setting_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match=r"'treshold' \(did you mean 'threshold'\?\); .*mode"):
        make_extractor("odd", {"model": "x", "treshold": 0.5})


def test_a_missing_setting_is_told_with_the_ways_to_give_it():
    with pytest.raises(InputError, match=r"needs the setting 'model'; give it with --set model="):
        make_extractor("odd")


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"threshold": 1.5}, "threshold: Input should be less than 1"),
        ({"threshold": "high"}, "threshold: Input should be a valid number"),
        ({"mode": "lazy"}, "mode: Input should be 'fast' or 'slow'"),
    ],
)
def test_a_setting_of_the_wrong_kind_is_refused(settings, fault):
    with pytest.raises(InputError, match=f"'odd' do not fit: {fault}"):
        make_extractor("odd", {"model": "x", **settings})


def test_no_message_repeats_a_value():
    for settings in ({"model": "x", "secret": "sk-1234"}, {"model": "x", "mode": "sk-1234"}):
        with pytest.raises(InputError) as raised:
            make_extractor("odd", settings)
        assert "sk-1234" not in str(raised.value)


def test_no_other_extractor_takes_the_place_of_one_that_fails(tmp_path):
    with pytest.raises(ModelError, match=r"has no gliner_config\.json"):
        claimx.load("zero-shot", settings={"model": str(tmp_path), "library": "gliner"})
    with pytest.raises(InputError, match="'llm' needs the setting 'endpoint'"):
        claimx.extract("Police arrested Omar.", extractor="llm")


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [("zero-shot", "gliner", "gliner"), ("transformers", "transformers", "transformers")],
)
def test_a_missing_library_is_told_with_its_extra(monkeypatch, tmp_path, name, package, extra):
    for file in ("gliner_config.json", "config.json"):
        (tmp_path / file).write_text("{}")
    (tmp_path / "model.safetensors").write_bytes(b"")
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=rf'pip install "claimx\[{extra}\]"'):
        make_extractor(name, {"model": tmp_path})


def test_a_missing_http_library_is_told_with_its_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(MissingExtraError, match=r'pip install "claimx\[llm\]"'):
        make_extractor("llm", {"endpoint": "http://localhost:8080/v1", "model": "m"})


def test_every_setting_stands_in_the_documentation():
    page = (Path(__file__).parent.parent / "docs" / "extractors.md").read_text("utf-8")
    for name in ("zero-shot", "transformers", "llm"):
        part = page.split(f"\n## `{name}`")[1].split("\n## ")[0]
        for key in registry._parameters(registry._entry_points()[name].load()):
            assert f"| `{key}` |" in part, f"{name}: {key}"


def test_settings_come_from_a_file_and_from_assignments(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('model = "there"\nthreshold = 0.25\n')
    settings = read_settings(file, ["threshold=0.75", "deep=true", "model=/a/b c", 'name="x"'])
    assert settings == {"model": "/a/b c", "threshold": 0.75, "deep": True, "name": "x"}


def test_an_assignment_without_a_value_is_refused():
    with pytest.raises(InputError, match=r"--set 'threshold' has no '='"):
        read_settings(None, ["threshold"])


@pytest.mark.parametrize("content", ["model = ", None])
def test_a_settings_file_that_cannot_be_read_is_refused(tmp_path, content):
    file = tmp_path / "settings.toml"
    if content is not None:
        file.write_text(content)
    with pytest.raises(InputError, match=r"settings\.toml' cannot be read as TOML"):
        read_settings(file, [])


def test_the_command_line_hands_settings_on(tmp_path, capsys):
    article = tmp_path / "a.txt"
    article.write_text("Rain fell on the harbour.")
    assert run(["extract", str(article), "--extractor", "odd", "--set", "modell=x"]) == 2
    assert "no setting 'modell' (did you mean 'model'?)" in capsys.readouterr().err
    assert run(["extract", str(article), "--extractor", "odd", "--set", "model=x"]) == 0
