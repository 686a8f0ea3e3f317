"""Recipes of the qualifiers' small models: made again, checked, and used."""

import json

import pytest

from claimx.errors import InputError
from claimx.model_folder import model_folder, verify_model
from claimx.qualify.weights import FORMAT_VERSION, LinearWeights, bundled, save_weights
from claimx.training.qualifiers import LinearSettings, fit_linear
from claimx.training.recipe import read_recipe, train

TABLE = "strength = 1.0\nleast = 1\nprune = 0.0\nthreshold = 0.5\n"
DATA = 'version = "0.0.1"\n[[data]]\ncorpus = "toy"\nsplit = "train"\n'
RECIPES = {
    "genericity": f'kind = "genericity"\n{DATA}[generic]\n{TABLE}',
    "when": f'kind = "when"\n{DATA}[words]\n{TABLE}[link]\n{TABLE}',
}
SETTINGS = LinearSettings(strength=10.0, least=1, prune=0.0, threshold=0.5)


def write_corpus(root):
    """Ten articles with a dated arrest, an undated one, and a habit."""
    home = root / "toy" / "train"
    for part in ("text", "claims"):
        (home / part).mkdir(parents=True)
    published = {}
    for number in range(10):
        name = f"a{number}"
        text = (
            "Police arrested Anna in Dorn on Monday, long after the vote of 3 May 2019. "
            "The lake lies in the south. Boats cross it. Trees stand there. Birds sing. "
            "The arrest of Anna shook Dorn. Arrests are common there."
        )
        (home / "text" / f"{name}.txt").write_text(text)
        claims = [
            claim("arrested", "2024-03-04", False),
            claim("arrest", "2024-03-04", False, n=2),
            claim("Arrests", None, True),
        ]
        (home / "claims" / f"{name}.json").write_text(json.dumps({"doc": name, "claims": claims}))
        published[name] = "2024-03-06"
    (home / "published.json").write_text(json.dumps(published))


def claim(trigger, when, generic, n=1):
    return {
        "type": "ARREST",
        "trigger": {"text": trigger, "n": n},
        "args": [],
        "source": None,
        "polarity": "positive",
        "modality": "asserted",
        "generic": generic,
        "when": when,
    }


@pytest.fixture
def recipe(tmp_path):
    def write(kind):
        folder = tmp_path / "models" / kind
        folder.mkdir(parents=True)
        (folder / "recipe.toml").write_text(RECIPES[kind])
        return folder / "recipe.toml"

    write_corpus(tmp_path)
    return write


@pytest.mark.parametrize(("kind", "files"), [("genericity", 1), ("when", 2)])
def test_a_recipe_makes_the_same_files_again(recipe, kind, files):
    path = recipe(kind)
    first = verify_model(train(read_recipe(path), lambda line: None), format_version=FORMAT_VERSION)
    again = verify_model(train(read_recipe(path), lambda line: None), format_version=FORMAT_VERSION)

    hashes = first["sha256"]
    assert isinstance(hashes, dict)
    assert len(hashes) == files
    assert again == first


@pytest.mark.parametrize("kind", ["genericity", "when"])
def test_a_setting_that_is_missing_is_told(recipe, kind):
    path = recipe(kind)
    path.write_text(path.read_text().replace("prune = 0.0\n", "", 1))

    with pytest.raises(InputError, match="mend the recipe"):
        train(read_recipe(path), lambda line: None)


def test_fitting_tells_what_the_features_tell():
    made = fit_linear([["yes"], ["no"]] * 20, [True, False] * 20, SETTINGS)

    assert made.probability(made.score(["yes"])) > 0.5 > made.probability(made.score(["no"]))
    assert made.score(["never seen"]) == 0


def test_examples_that_are_all_alike_are_refused():
    with pytest.raises(InputError, match="all alike"):
        fit_linear([["yes"]] * 3, [True] * 3, SETTINGS)


def test_weights_are_read_as_they_were_written(tmp_path):
    made = LinearWeights({"b": 0.25, "a": -1.5}, -0.5, 0.4)
    save_weights(made, tmp_path / "one.json")

    content = json.loads((tmp_path / "one.json").read_text())

    assert list(content["weights"]) == ["a", "b"]
    assert LinearWeights(content["weights"], content["bias"], content["threshold"]) == made


@pytest.mark.parametrize(
    ("model", "name", "table"),
    [
        ("genericity-en", "generic", "generic"),
        ("when-en", "words", "words"),
        ("when-en", "link", "link"),
    ],
)
def test_bundled_weights_have_the_threshold_of_their_recipe(model, name, table):
    settings = read_recipe(model_folder(model) / "recipe.toml").settings[table]

    assert bundled(model, name).threshold == settings["threshold"]
