"""The spaCy pipeline as claimx loads it: verified, chunked, offsets into the whole text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.claim import Span
from claimx.errors import ModelError
from claimx.language import (
    LONGEST_SENTENCE,
    analyse,
    bundled_model_folder,
    chunk_ranges,
    load_language,
    verify_folder,
)

TEXT = st.text(st.sampled_from("ab .\n…é😀\u202e"), max_size=200)


@given(TEXT, st.integers(1, 30))
def test_chunks_cover_the_text_without_gap_or_overlap(text, limit):
    ranges = list(chunk_ranges(text, 0, len(text), limit))
    assert all(end - start <= limit for start, end in ranges)
    at = 0
    for start, end in ranges:
        assert start == at
        at = end
    assert not text[at:].strip()


def test_a_chunk_ends_at_a_paragraph_where_it_can():
    text = "a" * 60 + "\n\n" + "b" * 60
    assert list(chunk_ranges(text, 0, len(text), 80)) == [(0, 62), (62, 122)]


def test_a_headline_does_not_run_into_the_body(pipeline):
    analysis = analyse(pipeline.nlp, "Editor jailed in Dorn\n\nA court in Dorn jailed him")
    assert [s.tokens.text for s in analysis.sentences] == [
        "Editor jailed in Dorn",
        "A court in Dorn jailed him",
    ]


def test_offsets_point_into_the_whole_text_when_only_a_part_is_parsed(pipeline):
    text = "MENU HOME\nPolice arrested her.\nSHARE"
    start = text.index("Police")
    analysis = analyse(pipeline.nlp, text, body=[(start, start + 20)])
    (sentence,) = analysis.sentences
    assert text[sentence.start : sentence.end] == "Police arrested her."
    tokens = analysis.tokens(Span.cut(text, start + 7, start + 15))
    assert tokens is not None
    assert tokens.text == "arrested"
    assert analysis.sentence_at(0) is None


def test_a_sentence_without_end_is_broken(pipeline):
    analysis = analyse(pipeline.nlp, "rain and wind " * 300)
    assert max(len(sentence.tokens) for sentence in analysis.sentences) <= LONGEST_SENTENCE + 1
    assert analysis.sentences[-1].end >= 300 * 14 - 1


def test_no_text_gives_no_sentences(pipeline):
    assert analyse(pipeline.nlp, "").sentences == ()
    assert analyse(pipeline.nlp, " \n\t ").sentences == ()


def test_the_bundled_model_has_its_recorded_hashes():
    from claimx.language import _recorded_hashes

    verify_folder(bundled_model_folder(), _recorded_hashes())


def test_an_altered_missing_or_added_file_is_named(tmp_path):
    (tmp_path / "weights").write_bytes(b"1")
    digest = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
    verify_folder(tmp_path, {"weights": digest})
    with pytest.raises(ModelError, match=r"weights.*altered"):
        verify_folder(tmp_path, {"weights": "0" * 64})
    with pytest.raises(ModelError, match=r"'meta.json' is missing"):
        verify_folder(tmp_path, {"weights": digest, "meta.json": digest})
    with pytest.raises(ModelError, match=r"'weights', which was not recorded"):
        verify_folder(tmp_path, {})


def test_an_unknown_model_is_refused_with_the_next_step():
    with pytest.raises(ModelError, match=r"en_core_web_xx.*pip"):
        load_language("en_core_web_xx")
