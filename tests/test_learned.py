"""The learned extractor: how an article is cut and read, and what a faulty model folder does."""

import json
import shutil
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.errors import ModelError
from claimx.extract.learned import LearnedExtractor
from claimx.extract.learned.calibration import Curve, read_calibration
from claimx.extract.learned.decoding import find_spans, find_triggers
from claimx.extract.learned.labels import read_labels
from claimx.extract.learned.model import FORMAT_VERSION, load_model, open_tokenizer
from claimx.extract.learned.passages import GAP, pack, segments, with_context
from claimx.extract.learned.paths import path, root_of
from claimx.extract.learned.pieces import CAPITAL, DIGIT, LOWER, UPPER, casing_of, pieces_of
from claimx.extract.learned.windows import BUCKETS, REACH, bucket, window
from claimx.extract.learned.words import words_of
from claimx.language import analyse, load_language
from claimx.model_folder import model_folder, write_manifest

TEXT = (
    "Police arrested Anna Brandt in Dorn on Friday. The editor was freed by a court.\n\n"
    "“They beat me,” she said. Two of her colleagues, Jan Oll and Rut Hain, are still held."
)


@pytest.fixture(scope="module")
def nlp():
    return load_language()


@pytest.fixture(scope="module")
def tokenizer():
    return open_tokenizer(model_folder("claims-en"))


@pytest.fixture(scope="module")
def words(nlp):
    return words_of(analyse(nlp, TEXT))


@pytest.fixture(scope="module")
def pieces(tokenizer, words):
    return pieces_of(tokenizer, TEXT, [(0, len(TEXT))], words)


def word(words, text):
    return next(w for w in range(len(words)) if TEXT[words.starts[w] : words.ends[w]] == text)


def test_words_are_the_visible_tokens_in_order(words):
    shown = [TEXT[a:b] for a, b in zip(words.starts, words.ends, strict=True)]
    assert "".join(shown) == "".join(TEXT.split())
    assert list(words.starts) == sorted(words.starts)


def test_every_piece_lies_in_the_word_it_names(words, pieces):
    for piece, number in enumerate(pieces.words):
        assert number >= 0
        assert words.starts[number] <= pieces.starts[piece] < words.ends[number]
    assert sorted(pieces.first) == list(range(len(words)))


@given(limit=st.integers(4, 60), first=st.integers(0, 60))
def test_passages_cover_the_text_once_whatever_the_limit(words, pieces, limit, first):
    ranges = list(pack(segments(TEXT, [(0, len(TEXT))], pieces), pieces, limit, first))
    assert [piece for low, high in ranges for piece in range(low, high)] == list(range(len(pieces)))
    assert all(high - low <= max(limit, first) for low, high in ranges)


def test_a_passage_reads_over_a_short_gap_and_ends_at_a_long_one(pieces):
    near, far = (0, 2), (3 + GAP, 5 + GAP)
    assert list(pack([near, (4, 6)], pieces, 999)) == [(0, 6)]
    assert list(pack([near, far], pieces, 999)) == [near, far]


def test_a_word_without_a_break_is_cut_but_never_lost(tokenizer, nlp):
    text = "Police arrested " + "x" * 3000 + " and freed Anna."
    found = words_of(analyse(nlp, text))
    cut = pieces_of(tokenizer, text, [(0, len(text))], found)
    ranges = list(pack(segments(text, [(0, len(text))], cut), cut, 40))
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(cut)
    assert all(last == first for (_, last), (first, _) in pairwise(ranges))


@given(st.integers(0, 50), st.integers(0, 50))
def test_context_stays_within_the_article(before, after):
    for passage in with_context([(0, 10), (10, 25)], 25, before, after):
        assert 0 <= passage.left <= passage.first < passage.last <= passage.right <= 25


@pytest.mark.parametrize(
    ("text", "sign"),
    [("dorn", LOWER), ("Dorn", CAPITAL), ("DORN", UPPER), ("A", CAPITAL), ("52", DIGIT), ("", 0)],
)
def test_casing(text, sign):
    assert casing_of(text) == sign


def test_the_path_tells_who_acts_from_who_suffers(words):
    arrested, freed = word(words, "arrested"), word(words, "freed")
    active = path(words, word(words, "Police"), {arrested}, arrested)
    passive = path(words, word(words, "editor"), {freed}, freed)
    by = path(words, word(words, "court"), {freed}, freed)
    assert len({active, passive, by}) == 3
    assert path(words, arrested, {arrested}, arrested) == "self"


def test_members_of_a_list_hang_as_its_first_does(nlp):
    text = "Police arrested Anna, Boris and Clara."
    found = words_of(analyse(nlp, text))
    labels = {
        path(found, w, {1}, 1)
        for w in range(len(found))
        if text[found.starts[w] : found.ends[w]] in {"Anna", "Boris"}
    }
    assert len(labels) == 1


def test_another_sentence_is_named_by_its_distance(words):
    arrested = word(words, "arrested")
    assert path(words, word(words, "freed"), {arrested}, arrested) == "s1"
    assert path(words, word(words, "held"), {arrested}, arrested) == "s3"


def test_the_root_of_a_trigger_is_the_word_whose_head_lies_outside(words):
    arrested = word(words, "arrested")
    assert root_of(words, frozenset({arrested, word(words, "Anna")})) == arrested


@given(st.integers(-500, 500))
def test_buckets_are_symmetric_and_rise(offset):
    assert bucket(offset) - BUCKETS == -(bucket(-offset) - BUCKETS)
    assert bucket(offset) <= bucket(offset + 1)
    assert 0 <= bucket(offset) <= 2 * BUCKETS


def test_a_window_holds_its_trigger_and_reaches_no_further_than_its_passage(words, pieces):
    [passage] = with_context([(0, len(pieces))], len(pieces), 0, 0)
    freed, arrested = word(words, "freed"), word(words, "arrested")
    made = window(words, pieces, passage, {freed}, {freed, arrested}, {})
    assert [w for w, on in zip(made.words, made.trigger, strict=True) if on] == [freed]
    assert [w for w, on in zip(made.words, made.other, strict=True) if on] == [arrested]
    assert len(made) <= 2 * REACH + 1
    assert len(made.paths) == len(made.distance) == len(made)


def chances(*best):
    rows = np.full((len(best), 3), 0.1, dtype=np.float32)
    for place, label in enumerate(best):
        rows[place, label] = 0.8
    return rows


def test_neighbouring_words_of_one_type_are_one_trigger():
    found = find_triggers([3, 4, 5, 6, 9], chances(1, 1, 2, 0, 2), 1.0)
    assert [(trigger.words, trigger.type) for trigger in found] == [
        ((3, 4), 0),
        ((5,), 1),
        ((9,), 1),
    ]


def test_no_words_no_trigger():
    assert find_triggers([], np.zeros((0, 3), dtype=np.float32), 1.0) == []


def test_a_low_null_weight_finds_more():
    rows = np.array([[0.6, 0.4, 0.0]], dtype=np.float32)
    assert find_triggers([0], rows, 1.0) == []
    assert len(find_triggers([0], rows, 0.5)) == 1


def test_spans_begin_and_go_on_and_leave_the_trigger_out():
    # Labels: 0 none, 1 begins role 0, 2 continues it, 3 begins role 1, 4 continues it.
    best = [1, 2, 0, 3, 1, 1]
    rows = np.full((6, 5), 0.05, dtype=np.float32)
    for place, label in enumerate(best):
        rows[place, label] = 0.8
    found = find_spans([10, 11, 12, 13, 14, 15], rows, [13], 1.0)
    assert [(span.role, span.first, span.last) for span in found] == [
        (0, 10, 11),
        (0, 14, 14),
        (0, 15, 15),
    ]
    assert all(0 <= span.chance <= 1 for span in found)


@given(st.floats(0, 1), st.floats(0.1, 3), st.floats(-3, 3))
def test_a_calibrated_confidence_is_a_probability_and_keeps_the_order(chance, slope, shift):
    curve = Curve(slope, shift)
    assert 0 <= curve.at(chance) <= 1
    assert curve.at(chance) <= curve.at(min(1.0, chance + 0.1))


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "claims-en"
    shutil.copytree(model_folder("claims-en"), copy, ignore=shutil.ignore_patterns("checkpoints"))
    return copy


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(ModelError, match=r"manifest\.json"):
        LearnedExtractor(model=tmp_path / "nowhere")


@pytest.mark.parametrize(
    "name", ["encoder.onnx", "arguments.onnx", "tokenizer.json", "labels.json"]
)
def test_a_truncated_or_missing_file_is_told_by_name(folder, name):
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[: len(data) // 2])
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        load_model(folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        load_model(folder)


def resign(folder):
    """A manifest for what lies in the folder now, as somebody who tampers would write it."""
    write_manifest(folder, format_version=FORMAT_VERSION, version="1.0.0")


def test_a_graph_that_is_no_graph_is_told_even_if_its_hash_fits(folder):
    (folder / "encoder.onnx").write_bytes(b"no graph")
    resign(folder)
    with pytest.raises(ModelError, match="encoder"):
        load_model(folder)


def test_a_model_of_another_format_version_is_refused(folder):
    write_manifest(folder, format_version=FORMAT_VERSION + 1, version="2.0.0")
    with pytest.raises(ModelError, match="format version"):
        load_model(folder)


def test_a_model_made_for_other_labels_is_refused(folder):
    content = json.loads((folder / "labels.json").read_text())
    content["types"][0] = "PARADE"
    (folder / "labels.json").write_text(json.dumps(content))
    resign(folder)
    with pytest.raises(ModelError, match="PARADE"):
        load_model(folder)


def test_a_damaged_label_map_is_told(folder):
    (folder / "labels.json").write_text('{"types": 3}')
    with pytest.raises(ModelError, match=r"labels\.json"):
        read_labels(folder)


def test_a_damaged_calibration_is_told_and_a_missing_one_changes_nothing(folder):
    (folder / "calibration.json").write_text('{"hybrid": {}}')
    with pytest.raises(ModelError, match=r"calibration\.json"):
        read_calibration(folder, "hybrid")
    (folder / "calibration.json").unlink()
    assert read_calibration(folder, "hybrid").claim.at(0.3) == 0.3


def test_the_order_of_batches_changes_nothing(nlp):
    extractor = LearnedExtractor()
    short, long = analyse(nlp, TEXT), analyse(nlp, (TEXT + "\n\n") * 12)
    alone = extractor.propose(short)
    extractor.propose(long)
    assert extractor.propose(short) == alone


def test_proposals_point_into_the_text_and_carry_evidence(nlp):
    for proposal in LearnedExtractor().propose(analyse(nlp, TEXT)):
        spans = [proposal.trigger, *(arg.span for arg in proposal.args)]
        assert all(TEXT[span.start : span.end] == span.text for span in spans)
        assert proposal.polarity in {"positive", "negative"}
        assert proposal.modality is not None
        assert replace(proposal, args=()).confidence == proposal.confidence
