"""Checkpoints of the transformers library: token classification and question answering."""

import json
import shutil
from pathlib import Path

import pytest
import spacy
from tiny_models import save_base, save_reader, save_tagger

from claimx.claim import Span
from claimx.errors import InputError, ModelError
from claimx.extract.checkpoint.answering import best_answer
from claimx.extract.checkpoint.label_map import bare_label, load_label_map
from claimx.extract.checkpoint.tagging import join_words
from claimx.extract.registry import make_extractor
from claimx.language import analyse
from claimx.schema import load_vocabulary

LABELS = ("O", "B-Arrest-Jail", "I-Arrest-Jail", "B-PER", "I-PER", "B-MISC", "I-MISC")
MAP = """
task = "token-classification"
ignore = ["MISC"]
[types]
Arrest-Jail = "ARREST"
[roles]
PER = "victim"
"""
TEXT = "Police arrested Omar in Dorn on Friday. A court jailed the editor for two years. " * 6


@pytest.fixture(scope="module")
def nlp():
    made = spacy.blank("en")
    made.add_pipe("sentencizer")
    return made


@pytest.fixture(scope="module")
def models(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("checkpoints")
    save_tagger(folder / "tagger", LABELS)
    save_reader(folder / "reader")
    save_base(folder / "encoder")
    return folder


@pytest.fixture
def label_map(tmp_path) -> Path:
    file = tmp_path / "map.toml"
    file.write_text(MAP)
    return file


def spans(proposals):
    for one in proposals:
        yield one.trigger
        yield from (arg.span for arg in one.args)


def test_a_tagger_proposes_whole_words_of_the_text(models, label_map, nlp):
    settings = {"model": models / "tagger", "labels": label_map, "threshold": 0.01, "overlap": 16}
    made = make_extractor("transformers", settings)
    proposals = made.propose(analyse(nlp, TEXT))
    assert {one.type for one in proposals} <= {"ARREST"}
    assert made.task.window < 64
    for span in spans(proposals):
        assert Span.cut(TEXT, span.start, span.end) == span
        assert (
            not (TEXT[span.start - 1 : span.start] + TEXT[span.start]).isalpha() or not span.start
        )
    assert made.version.startswith("1.0.0+tagger.")


def test_a_taggers_labels_become_types_and_roles(models, label_map, nlp):
    """The weights are set so that the answer is known: each word has the label of its number."""
    import torch

    made = make_extractor("transformers", {"model": models / "tagger", "labels": label_map})
    vocabulary = made.task.tokenizer.get_vocab()
    wanted = {"arrested": 1, "omar": 3, "friday": 5}

    class Fixed(torch.nn.Module):
        def __init__(self, config):
            super().__init__()
            self.config = config
            self.device = torch.device("cpu")

        def forward(self, input_ids, **rest):
            logits = torch.zeros(*input_ids.shape, len(LABELS))
            logits[..., 0] = 2.0
            for word, label in wanted.items():
                logits[input_ids == vocabulary[word]] = torch.eye(len(LABELS))[label] * 9
            return type("Output", (), {"logits": logits})

    made.task.model = Fixed(made.task.model.config)
    found = made.propose(analyse(nlp, TEXT))
    assert len(found) == 6
    assert {(one.type, one.trigger.text) for one in found} == {("ARREST", "arrested")}
    assert [(arg.role, arg.span.text) for arg in found[0].args] == [("victim", "Omar")]
    assert found[0].confidence == pytest.approx(0.999, abs=0.001)


def test_a_reader_answers_the_bundled_questions(models, nlp):
    made = make_extractor("transformers", {"model": models / "reader", "threshold": 0.001})
    text = "Police arrested Omar in Dorn. Rain fell."
    proposals = made.propose(analyse(nlp, text))
    assert {one.type for one in proposals} <= set(load_vocabulary().types)
    for span in spans(proposals):
        assert Span.cut(text, span.start, span.end) == span
    for one in proposals:
        assert not any(arg.cross for arg in one.args)


def test_an_empty_article_has_no_proposals(models, label_map, nlp):
    for settings in (
        {"model": models / "reader"},
        {"model": models / "tagger", "labels": label_map},
    ):
        assert list(make_extractor("transformers", settings).propose(analyse(nlp, " "))) == []


def test_a_tagger_needs_a_label_map_and_its_labels_are_told(models):
    with pytest.raises(InputError, match=r"needs the setting 'labels', .* B-Arrest-Jail, B-MISC"):
        make_extractor("transformers", {"model": models / "tagger"})


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('ignore = ["MISC"]', "ignore = []", "it has no entry for MISC"),
        ("PER =", "PERSON =", "no entry for PER; the model does not know PERSON"),
        ('["MISC"]', '["MISC", "PER"]', "it maps twice PER"),
        ('"ARREST"', '"ARESST"', r"\['ARESST'\] are no types of the vocabulary"),
        ('"victim"', '"target"', r"\['target'\] are no roles of the vocabulary"),
        ("token-classification", "tagging", "has task 'tagging'"),
        ("[types]", "[type]", "expected task"),
        ("[roles]", "[roles", "cannot be read as TOML"),
    ],
)
def test_a_label_map_that_does_not_fit_is_refused(models, label_map, before, after, fault):
    label_map.write_text(MAP.replace(before, after))
    with pytest.raises(InputError, match=fault):
        make_extractor("transformers", {"model": models / "tagger", "labels": label_map})


def test_a_map_for_another_task_is_refused(models, label_map):
    with pytest.raises(InputError, match="is for token-classification, but the model is for quest"):
        make_extractor("transformers", {"model": models / "reader", "labels": label_map})


@pytest.mark.parametrize("question", ["Who was {victim}?", "Who {", "", "{}"])
def test_a_question_with_other_braces_is_refused(tmp_path, question):
    file = tmp_path / "questions.toml"
    file.write_text(f'task = "question-answering"\n[types]\nARREST = "{question}"\n')
    with pytest.raises(InputError, match="ARREST has the question"):
        load_label_map(file)


def test_a_model_for_another_task_is_refused(models):
    with pytest.raises(ModelError, match="is a BertModel; expected one for token-classification"):
        make_extractor("transformers", {"model": models / "encoder"})


def test_pickled_weights_are_refused_even_beside_safe_ones(models, tmp_path):
    folder = shutil.copytree(models / "reader", tmp_path / "reader")
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    with pytest.raises(ModelError, match=r"pytorch_model\.bin.*convert them to model\.safetensors"):
        make_extractor("transformers", {"model": folder})


@pytest.mark.parametrize(
    ("file", "content", "fault"),
    [
        ("model.safetensors", None, r"has no \.safetensors file"),
        ("config.json", None, r"has no config\.json"),
        ("config.json", "{", "cannot load the model"),
        ("tokenizer.json", "{", "cannot load the model"),
        ("model.safetensors", "half", "cannot load the model"),
    ],
)
def test_a_damaged_folder_is_told(models, tmp_path, file, content, fault):
    folder = shutil.copytree(models / "reader", tmp_path / "reader")
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_text(content)
    with pytest.raises(ModelError, match=fault):
        make_extractor("transformers", {"model": folder})


def test_an_encoder_that_claims_to_be_a_tagger_is_refused(models, label_map, tmp_path):
    """Its head is missing: the library would fill in random weights."""
    folder = shutil.copytree(models / "encoder", tmp_path / "encoder")
    config = json.loads((folder / "config.json").read_text())
    labels = {str(number): label for number, label in enumerate(LABELS)}
    config.update(architectures=["BertForTokenClassification"], id2label=labels)
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match=r"lacks \d+ weights"):
        make_extractor("transformers", {"model": folder, "labels": label_map})


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["B-A", "I-A", "O"], [("A", 0, 8)]),
        (["B-A", "B-A", "O"], [("A", 0, 3), ("A", 4, 8)]),
        (["I-A", "I-B", "O"], [("A", 0, 3), ("B", 4, 8)]),
        (["A", "O", "A"], [("A", 0, 3), ("A", 9, 10)]),
        (["O", "O", "O"], []),
    ],
)
def test_words_with_one_label_are_one_span(labels, expected):
    # "the cats ." in the tokens the, cat, ##s, .
    first, second, third = labels
    found = join_words(
        [None, 0, 1, 1, 2, None],
        [(0, 0), (0, 3), (4, 7), (7, 8), (9, 10), (0, 0)],
        ["O", first, second, "I-X", third, "O"],
        [1.0, 0.8, 0.6, 0.1, 0.7, 1.0],
    )
    assert [span[:3] for span in found] == expected


def test_a_spans_score_is_the_mean_of_its_words():
    ((_, _, _, score),) = join_words([0, 1], [(0, 1), (2, 3)], ["B-A", "I-A"], [0.8, 0.6])
    assert score == pytest.approx(0.7)


def test_marks_of_place_are_no_part_of_a_label():
    assert [bare_label(label) for label in ("B-PER", "PER", "I-A-B", "B-", "O")] == [
        "PER",
        "PER",
        "A-B",
        "B-",
        "O",
    ]


def test_the_likeliest_answer_wins_over_none():
    offsets = [None, None, (0, 4), (5, 9), (9, 10)]
    start, end, chance = best_answer([0, 9, 5, 0, 0], [0, 9, 0, 5, 0], offsets)
    assert (start, end) == (0, 9)
    assert 0.9 < chance < 1


def test_no_answer_is_no_answer():
    assert best_answer([9, 0, 1], [9, 0, 1], [None, (0, 4), (5, 9)]) is None
