"""Training of the learned extractor, end to end with a tiny encoder made on the spot."""

import shutil

import pytest
from test_training import write_toy_corpus

import claimx.training.claims_recipe as claims_recipe
from claimx.errors import InputError
from claimx.extract.learned.model import load_model
from claimx.language import analyse, load_language
from claimx.model_folder import model_folder
from claimx.training.calibration import fit_curve
from claimx.training.recipe import read_recipe, train

RECIPE = """
kind = "claims"
version = "0.0.1"
[[data]]
corpus = "toy"
split = "train"
[encoder]
package = "tiny-encoder"
version = "1"
folder = "tiny"
[train]
seed = 0
runs = 1
epochs = 2
encoder_rate = 1e-3
head_rate = 5e-3
pieces = 256
lengths = [32]
recased = 0.1
hidden = 0.1
masked = 0.05
smoothing = 0.05
averaging = 0.5
silver = 0.0
path_count = 1
threads = 1
[stop]
share = 0.2
"""


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("encoder")
    config = BertConfig(
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=256,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    shutil.copy(model_folder("claims-en") / "tokenizer.json", folder)
    return folder


@pytest.fixture
def recipe(tmp_path, encoder, monkeypatch):
    write_toy_corpus(tmp_path)
    folder = tmp_path / "models" / "toy"
    folder.mkdir(parents=True)
    (folder / "recipe.toml").write_text(RECIPE)
    monkeypatch.setattr(claims_recipe, "encoder_folder", lambda recipe: encoder)
    return folder / "recipe.toml"


def test_a_recipe_makes_a_model_that_the_extractor_loads_and_runs(recipe):
    from claimx.extract.learned import LearnedExtractor

    said: list[str] = []
    folder = train(read_recipe(recipe), said.append)
    assert any("articles" in line and "claims" in line for line in said)
    assert any("epoch 2 of 2" in line for line in said)
    assert load_model(folder).version == "0.0.1"
    analysis = analyse(load_language(), "Police arrested Greta in Dorn, the newspaper said.")
    for proposal in LearnedExtractor(model=folder).propose(analysis):
        assert analysis.text[proposal.trigger.start : proposal.trigger.end] == proposal.trigger.text


def test_training_that_was_stopped_ends_as_if_it_had_not_been(recipe, tmp_path):
    import torch

    train(read_recipe(recipe), lambda line: None)
    one = torch.load(tmp_path / ".checkpoints" / "toy" / "run-0.pt", weights_only=True)["average"]
    shutil.rmtree(tmp_path / ".checkpoints")

    def stop_after_first(line: str) -> None:
        if line.startswith("epoch 2"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(read_recipe(recipe), stop_after_first)
    said: list[str] = []
    train(read_recipe(recipe), said.append)
    assert any("goes on after epoch 1" in line for line in said)
    two = torch.load(tmp_path / ".checkpoints" / "toy" / "run-0.pt", weights_only=True)["average"]
    assert all(torch.equal(first, second) for first, second in zip(one, two, strict=True))


def test_the_graphs_say_what_the_network_says(recipe, encoder):
    import numpy as np
    import torch

    from claimx.extract.learned.graphs import Graphs, PassageRows, softmax
    from claimx.extract.learned.labels import vocabulary_labels
    from claimx.training.claims.encoders import load_encoder
    from claimx.training.claims.export import export_graphs
    from claimx.training.claims.network import ClaimNetwork

    network = ClaimNetwork(load_encoder(encoder), vocabulary_labels({})).eval()
    export_graphs(network, 16, recipe.parent)
    ids = [[101, 2610, 4727, 4698, 102], [101, 2610, 102]]
    rows = [PassageRows(row, [1] * len(row), [0] * len(row), [3] * len(row), 2) for row in ids]
    hidden, chances = Graphs(recipe.parent).encode(rows)
    for number, row in enumerate(ids):
        one = torch.tensor([row])
        with torch.inference_mode():
            states = network.encode(one, torch.ones_like(one), torch.ones_like(one))
            told = network.triggers(states, one * 0, one * 0 + 3, torch.tensor([2]))
        assert np.abs(states[0].numpy() - hidden[number, : len(row)]).max() < 0.2
        assert np.abs(softmax(told[0].numpy()) - chances[number, : len(row)]).max() < 0.05


def test_an_encoder_that_is_not_installed_is_told_with_the_next_step(tmp_path):
    (tmp_path / "recipe.toml").write_text(RECIPE)
    with pytest.raises(InputError, match="pip install --no-deps tiny-encoder==1"):
        claims_recipe.encoder_folder(read_recipe(tmp_path / "recipe.toml"))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("seed = 0\n", "", "expected exactly"),
        ("epochs = 2", 'epochs = "two"', "epochs is 'two'"),
        ("[stop]\nshare = 0.2\n", "", "stop"),
        ("[encoder]", "share = 0\n[encoder]", "share in .* is 0, expected a number above 0"),
        ("[encoder]", "part = 1\n[encoder]", "expected corpus and split"),
        ("[stop]", "[start]\nfolder = 'x'\n[stop]", "expected folder, encoder_sha256 and kept"),
        (
            "[stop]",
            "[start]\nfolder = 'x'\nencoder_sha256 = 'abc'\nkept = 0.5\n[stop]",
            "is missing, but .start. goes on from abc",
        ),
    ],
)
def test_a_faulty_table_is_refused(recipe, old, new, fault):
    recipe.write_text(RECIPE.replace(old, new))
    with pytest.raises(InputError, match=fault):
        train(read_recipe(recipe), lambda line: None)


def test_a_fitted_curve_mends_confidences_that_say_too_much():
    verdicts = [(0.95, number % 10 < 6) for number in range(200)]
    verdicts += [(0.6, number % 10 < 3) for number in range(200)]
    from claimx.extract.learned.calibration import Curve

    curve = Curve(*fit_curve(verdicts))
    assert curve.at(0.95) == pytest.approx(0.6, abs=0.05)
    assert curve.at(0.6) == pytest.approx(0.3, abs=0.05)


def test_too_few_verdicts_are_refused():
    with pytest.raises(InputError, match="too few to calibrate"):
        fit_curve([(0.5, True)] * 10)


def test_what_the_graphs_keep_is_the_network_but_for_its_rounding(recipe, encoder):
    import torch

    from claimx.extract.learned.labels import vocabulary_labels
    from claimx.training.claims.encoders import load_encoder
    from claimx.training.claims.export import export_graphs
    from claimx.training.claims.network import ClaimNetwork
    from claimx.training.claims.start import put_weights

    def made(seed: int) -> ClaimNetwork:
        torch.manual_seed(seed)
        network = ClaimNetwork(load_encoder(encoder), vocabulary_labels({"up": 2, "down": 3}))
        # As after training: of equal vectors, such as zeros, a graph keeps one for all.
        for parameter in network.parameters():
            if parameter.requires_grad:
                torch.nn.init.normal_(parameter)
        return network

    trained, other = made(1), made(2)
    wanted = {name: value.clone() for name, value in trained.state_dict().items()}
    export_graphs(trained, 16, recipe.parent)
    put_weights(other, recipe.parent)
    found = other.state_dict()
    assert set(found) == set(wanted)
    for name, value in wanted.items():
        assert (found[name] - value).abs().max() <= value.abs().max() / 127 + 1e-6, name


def test_training_goes_on_from_the_model_that_the_recipe_names_and_from_no_other(recipe, tmp_path):
    import hashlib

    import numpy as np

    from claimx.training.claims.start import weights

    before = tmp_path / "models" / "before"
    shutil.copytree(train(read_recipe(recipe), lambda line: None), before)
    shutil.rmtree(tmp_path / ".checkpoints")
    digest = hashlib.sha256((before / "encoder.onnx").read_bytes()).hexdigest()
    start = f'[start]\nfolder = "models/before"\nencoder_sha256 = "{digest}"\nkept = '
    recipe.write_text(RECIPE + start + "1.0\n")
    folder = train(read_recipe(recipe), lambda line: None)
    assert load_model(folder).labels == load_model(before).labels
    # All of the weights before and none of those after: the same model, rounded once more.
    old, new = dict(weights(before)), dict(weights(folder))
    rounding = sum(np.abs(old[name] - new[name]).sum() for name in old)
    assert all(np.abs(old[name] - new[name]).max() < 0.02 for name in old)
    recipe.write_text(RECIPE + start + "0.5\n")
    train(read_recipe(recipe), lambda line: None)
    half = dict(weights(folder))
    assert sum(np.abs(old[name] - half[name]).sum() for name in old) > 2 * rounding
    (before / "encoder.onnx").write_bytes(b"another")
    with pytest.raises(InputError, match=r"git log -- .*before"):
        train(read_recipe(recipe), lambda line: None)


def test_an_epoch_reads_all_of_what_is_whole_and_another_draw_of_the_rest():
    import random
    from types import SimpleNamespace

    from claimx.training.claims.portions import Portion, drawn

    some = [SimpleNamespace(id=f"a{number}") for number in range(40)]
    portions = [Portion(tuple(some[:4]), 1.0), Portion(tuple(some[4:]), 0.25), Portion((), 0.5)]
    rng = random.Random(3)
    epochs = [[one.id for one in drawn(portions, rng)] for _ in range(2)]
    for ids in epochs:
        assert ids[:4] == ["a0", "a1", "a2", "a3"]
        assert len(ids) == len(set(ids)) == 4 + 9
    assert epochs[0] != epochs[1]
