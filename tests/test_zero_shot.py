"""GLiNER and GLiNER2 models from a local folder, through their own libraries."""

import json
import shutil
from pathlib import Path

import pytest
import spacy
from tiny_models import save_base, save_gliner, save_gliner2

from claimx.claim import Span
from claimx.errors import InputError, ModelError
from claimx.extract.registry import make_extractor
from claimx.extract.zero_shot import ZeroShotExtractor
from claimx.extract.zero_shot.labels import load_labels
from claimx.extract.zero_shot.reading import Found, Reading
from claimx.language import analyse
from claimx.schema import load_vocabulary

TEXT = "Police arrested Omar in Dorn on Friday and beat him. A court jailed the editor. " * 3
KINDS = ("span", "relex", "gliner2")


@pytest.fixture(scope="module")
def nlp():
    made = spacy.blank("en")
    made.add_pipe("sentencizer")
    return made


@pytest.fixture(scope="module")
def models(tmp_path_factory) -> Path:
    """Tiny models, without the encoder that they were made from."""
    folder = tmp_path_factory.mktemp("zero-shot")
    base = save_base(folder / "base")
    save_gliner(folder / "span", base)
    save_gliner(folder / "relex", base, relations=True)
    save_gliner2(folder / "gliner2", base)
    shutil.rmtree(base)
    return folder


def copied(models: Path, tmp_path: Path, kind: str = "span") -> Path:
    return Path(shutil.copytree(models / kind, tmp_path / kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_model_of_each_library_proposes_spans_of_the_text(models, nlp, kind):
    made = make_extractor("zero-shot", {"model": models / kind, "window": 30, "overlap": 12})
    proposals = made.propose(analyse(nlp, TEXT))
    assert proposals
    assert [one.trigger.start for one in proposals] == sorted(
        one.trigger.start for one in proposals
    )
    vocabulary = load_vocabulary()
    for one in proposals:
        assert one.type in vocabulary.types
        assert 0.5 <= one.confidence <= 1
        for span in (one.trigger, *(arg.span for arg in one.args)):
            assert Span.cut(TEXT, span.start, span.end) == span
        assert {arg.role for arg in one.args} <= set(vocabulary.roles)
    assert made.version.startswith(f"1.0.0+{kind}.")


def test_relations_are_used_where_the_model_gives_them(models):
    pairings = {
        kind: make_extractor("zero-shot", {"model": models / kind}).pairing for kind in KINDS
    }
    assert pairings == {"span": "nearest", "relex": "model", "gliner2": "model"}
    with pytest.raises(InputError, match="'span' does not; leave the setting out"):
        make_extractor("zero-shot", {"model": models / "span", "pairing": "model"})


@pytest.mark.parametrize("kind", ["relex", "gliner2"])
def test_a_model_with_relations_can_be_paired_by_the_rule(models, nlp, kind):
    made = make_extractor("zero-shot", {"model": models / kind, "pairing": "nearest"})
    for one in made.propose(analyse(nlp, TEXT)):
        assert not any(arg.cross for arg in one.args)


def test_an_empty_article_has_no_proposals(models, nlp):
    made = make_extractor("zero-shot", {"model": models / "span"})
    assert list(made.propose(analyse(nlp, ""))) == []


def test_a_name_on_a_hub_is_refused():
    with pytest.raises(InputError, match="does not exist; expected a local folder"):
        make_extractor("zero-shot", {"model": "someone/gliner_small"})


def test_pickled_weights_are_refused(models, tmp_path):
    folder = copied(models, tmp_path)
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    with pytest.raises(ModelError, match=r"holds pickled weights \(pytorch_model\.bin\)"):
        make_extractor("zero-shot", {"model": folder})


@pytest.mark.parametrize("kind", ["file", "config"])
def test_code_in_the_folder_is_refused(models, tmp_path, kind):
    folder = copied(models, tmp_path, "gliner2")
    if kind == "file":
        (folder / "modeling.py").write_text("raise SystemExit('was run')")
    else:
        config = folder / "encoder_config" / "config.json"
        data = json.loads(config.read_text())
        config.write_text(json.dumps({**data, "auto_map": {"AutoModel": "modeling.Model"}}))
    with pytest.raises(ModelError, match="brings code of its own"):
        make_extractor("zero-shot", {"model": folder})


@pytest.mark.parametrize("kind", ["span", "gliner2"])
def test_a_damaged_model_is_told(models, tmp_path, kind):
    folder = copied(models, tmp_path, kind)
    (folder / "model.safetensors").write_bytes(b"half a file")
    with pytest.raises(ModelError, match="cannot load the model in"):
        make_extractor("zero-shot", {"model": folder})


def test_a_model_without_its_tokenizer_is_told_and_nothing_is_fetched(models, tmp_path):
    folder = copied(models, tmp_path)
    for file in folder.glob("tokenizer*"):
        file.unlink()
    with pytest.raises(ModelError, match="with its tokenizer"):
        make_extractor("zero-shot", {"model": folder})


def test_missing_weights_are_told_and_not_made_up(models, tmp_path):
    from safetensors.torch import load_file, save_file

    folder = copied(models, tmp_path)
    weights = load_file(folder / "model.safetensors")
    gone = sorted(weights)[0]
    del weights[gone]
    save_file(weights, folder / "model.safetensors")
    with pytest.raises(ModelError, match=f"lacks 1 weights \\({gone}"):
        make_extractor("zero-shot", {"model": folder})


def test_the_bundled_labels_name_the_whole_vocabulary():
    labels = load_labels()
    assert set(labels.types.values()) == set(load_vocabulary().types)
    assert set(labels.roles.values()) == set(load_vocabulary().roles)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("[types]\nARREST = 'arrest'", r"expected \[types\] and \[roles\]"),
        ("[types]\nARESST = 'arrest'\n[roles]", r"unknown names \['ARESST'\]"),
        ("[types]\nARREST = 'act'\nDEATH = 'act'\n[roles]", "DEATH has the phrase 'act'"),
        ("[types]\nARREST = 'act'\n[roles]\nvictim = 'act'", "stand for a type and a role"),
        ("[types", "cannot be read as TOML"),
    ],
)
def test_labels_that_do_not_fit_are_refused(tmp_path, content, fault):
    file = tmp_path / "labels.toml"
    file.write_text(content)
    with pytest.raises(InputError, match=fault):
        load_labels(file)


class Scripted:
    """A model that finds what it is told to, and notes what it was shown."""

    gives_relations = False
    longest = None

    def __init__(self, answers: dict[str, str]) -> None:
        self.answers = answers
        self.shown: list[str] = []

    def length(self, text: str) -> int:
        return len(text.split())

    def read(self, texts, labels, threshold, *, relations):
        self.shown.extend(texts)
        return [
            Reading(self._find(text, labels.types), self._find(text, labels.roles))
            for text in texts
        ]

    def _find(self, text, phrases):
        return [
            Found(text.index(words), text.index(words) + len(words), phrase, 0.8)
            for words, name in self.answers.items()
            if words in text
            for phrase, known in phrases.items()
            if known == name
        ]


def scripted(model: Scripted) -> ZeroShotExtractor:
    return ZeroShotExtractor(
        model,
        load_labels(),
        version="0",
        threshold=0.5,
        pairing="nearest",
        window=12,
        overlap=6,
        batch=2,
    )


def test_what_two_windows_see_is_found_once(nlp):
    text = (
        "Rain fell in Vale all day. Police arrested Omar on Friday. The \U0001f6a2 left. "
        "Guards beat Ana in a cell."
    )
    model = Scripted({"arrested": "ARREST", "Omar": "victim", "beat": "ASSAULT", "Ana": "victim"})
    found = scripted(model).propose(analyse(nlp, text))
    assert len(model.shown) > 1
    assert sum("arrested" in shown for shown in model.shown) > 1
    assert [(one.type, one.trigger.text, one.args[0].span.text) for one in found] == [
        ("ARREST", "arrested", "Omar"),
        ("ASSAULT", "beat", "Ana"),
    ]


def test_a_window_that_the_model_cannot_read_is_told(nlp):
    class Overrun(Scripted):
        def read(self, texts, labels, threshold, *, relations):
            raise RuntimeError("sizes of tensors do not match")

    with pytest.raises(ModelError, match="make the setting 'window' smaller"):
        scripted(Overrun({})).propose(analyse(nlp, "Rain fell."))
