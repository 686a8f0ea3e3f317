"""Windows over an article: every sentence is owned once, no window is too long."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from claimx.extract.windows import model_text, windows
from claimx.language import analyse


@pytest.fixture(scope="module")
def nlp():
    made = spacy.blank("en")
    made.add_pipe("sentencizer")
    return made


def words(text: str) -> int:
    return len(text.split())


SENTENCE = st.integers(1, 30).map(lambda count: " ".join(["word"] * count) + ".")


@given(st.lists(SENTENCE, min_size=1, max_size=12), st.integers(4, 40), st.integers(0, 39))
def test_windows_cover_every_sentence_once(nlp, sentences, limit, overlap):
    text = " ".join(sentences)
    analysis = analyse(nlp, text)
    found = windows(analysis, words, limit, min(overlap, limit - 1))
    owned = [
        position
        for window in found
        for position in range(window.own_start, window.own_end)
        if not text[position].isspace()
    ]
    assert owned == [position for position, letter in enumerate(text) if not letter.isspace()]
    for window in found:
        assert words(text[window.start : window.end]) <= limit
        assert window.start <= window.own_start < window.own_end <= window.end
        assert window.pieces[0][0] == window.start
        assert window.pieces[-1][1] == window.end


def test_neighbours_share_whole_sentences(nlp):
    analysis = analyse(nlp, "One two. Three four. Five six. Seven eight.")
    found = windows(analysis, words, 6, 2)
    assert [analysis.text[one.start : one.end] for one in found] == [
        "One two. Three four. Five six.",
        "Five six. Seven eight.",
    ]
    assert analysis.text[found[1].own_start : found[1].own_end] == "Seven eight."


def test_no_window_spans_what_is_not_the_article(nlp):
    text = "One two. MENU Three four."
    analysis = analyse(nlp, text, body=[(0, 8), (14, len(text))])
    found = windows(analysis, words, 100, 10)
    assert [text[one.start : one.end] for one in found] == ["One two.", "Three four."]


def test_an_unbroken_run_is_cut(nlp):
    analysis = analyse(nlp, "x" * 100)
    found = windows(analysis, len, 30, 0)
    assert "".join(analysis.text[one.start : one.end] for one in found) == "x" * 100
    assert max(one.end - one.start for one in found) <= 30


def test_an_empty_article_has_no_windows(nlp):
    assert windows(analyse(nlp, ""), len, 30, 0) == []


def test_lone_surrogates_are_replaced_one_for_one():
    assert model_text("a\ud800b") == "a\ufffdb"
