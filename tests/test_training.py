"""Training from a recipe: read, checked, and end to end on a toy corpus."""

import json

import pytest

from claimx.errors import InputError
from claimx.extract.rules.extractor import RuleExtractor, load_weights
from claimx.extract.rules.linear import load_linear
from claimx.language import analyse
from claimx.model_folder import verify_model
from claimx.training.recipe import read_recipe, train
from claimx.training.rules import Examples, fit, prune

RECIPE = """
kind = "rules"
version = "0.0.1"
[[data]]
corpus = "toy"
split = "train"
[trigger]
strength = 1.0
least = 1
null_weight = 0.5
context = ["prison"]
[role]
strength = 1.0
least = 1
null_weight = 0.5
[prune]
least = 0.0
"""


@pytest.fixture
def recipe(tmp_path):
    folder = tmp_path / "models" / "toy"
    folder.mkdir(parents=True)
    (folder / "recipe.toml").write_text(RECIPE)
    return folder / "recipe.toml"


def write_toy_corpus(root):
    """Twelve one-sentence articles: arrests, and trials of drugs that are no claims."""
    home = root / "toy" / "train"
    for part in ("text", "claims"):
        (home / part).mkdir(parents=True)
    people = ["Anna", "Boris", "Clara", "David", "Edith", "Franz"]
    for number, name in enumerate(people):
        text = f"Police arrested {name} in Dorn, the newspaper said."
        (home / "text" / f"a{number}.txt").write_text(text)
        claim = {
            "type": "ARREST",
            "trigger": {"text": "arrested", "n": 1},
            "args": [
                {"role": "agent", "text": "Police", "n": 1},
                {"role": "victim", "text": name, "n": 1},
                {"role": "place", "text": "Dorn", "n": 1},
            ],
            "source": None,
            "polarity": "positive",
            "modality": "asserted",
            "generic": False,
            "when": None,
        }
        (home / "claims" / f"a{number}.json").write_text(
            json.dumps({"doc": f"a{number}", "claims": [claim]})
        )
        (home / "text" / f"b{number}.txt").write_text(f"{name} likes the raid of the choir.")
        (home / "claims" / f"b{number}.json").write_text(
            json.dumps({"doc": f"b{number}", "claims": []})
        )


def test_a_recipe_makes_weights_that_the_extractor_can_use(recipe, tmp_path, pipeline):
    write_toy_corpus(tmp_path)
    said: list[str] = []
    folder = train(read_recipe(recipe), said.append)
    assert any("12 articles, 6 claims" in line for line in said)
    assert verify_model(folder, format_version=1)["version"] == "0.0.1"
    weights = load_weights()
    toy = type(weights)(
        load_linear(folder, "trigger"), load_linear(folder, "role"), frozenset(), 0.5, 0.5
    )
    analysis = analyse(
        pipeline.nlp,
        "Police arrested Greta in Dorn, the newspaper said. Greta likes the raid of the choir.",
    )
    (proposal,) = RuleExtractor(toy).propose(analysis)
    assert proposal.trigger.text == "arrested"
    assert {(arg.role, arg.span.text) for arg in proposal.args} >= {
        ("agent", "Police"),
        ("victim", "Greta"),
    }


def test_training_twice_gives_the_same_weights(recipe, tmp_path):
    write_toy_corpus(tmp_path)
    folder = train(read_recipe(recipe), lambda line: None)
    first = verify_model(folder, format_version=1)["sha256"]
    train(read_recipe(recipe), lambda line: None)
    assert verify_model(folder, format_version=1)["sha256"] == first


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('kind = "rules"', 'kind = "magic"', "kind is 'magic', expected one of"),
        ('version = "0.0.1"\n', "", "needs a version"),
        ('split = "train"\n', "", r"\[\[data\]\] holds"),
        ("kind =", "kind", "not TOML"),
    ],
)
def test_a_faulty_recipe_is_refused(recipe, old, new, fault):
    recipe.write_text(RECIPE.replace(old, new, 1))
    with pytest.raises(InputError, match=fault):
        read_recipe(recipe)


def test_a_missing_recipe_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_recipe(tmp_path / "recipe.toml")


def test_an_unknown_table_is_refused(recipe):
    recipe.write_text(RECIPE + "[speed]\nfast = true\n")
    with pytest.raises(InputError, match="speed"):
        train(read_recipe(recipe), lambda line: None)


def test_fitting_separates_what_the_features_separate():
    examples = Examples([["x"], ["y"]] * 10, ["A", "B"] * 10)
    model = fit(examples, strength=10.0, least=1)
    assert model.labels[int(model.probabilities(["x"]).argmax())] == "A"
    assert model.labels[int(model.probabilities(["y"]).argmax())] == "B"


def test_pruning_drops_only_weak_features():
    examples = Examples([["x", "noise"], ["y", "noise"]] * 10, ["A", "B"] * 10)
    model = prune(fit(examples, strength=10.0, least=1), 0.1)
    assert set(model.index) == {"x", "y"}
