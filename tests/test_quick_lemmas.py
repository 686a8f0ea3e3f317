"""The lemmatizer with a memory gives what spaCy's own gives."""

import spacy

from claimx.language import bundled_model_folder
from claimx.quick_lemmas import QuickLemmatizer, remember_lemmas
from claimx.quick_products import multiply_with_numpy

TEXT = (
    "She ain't gonna say who's there; they were beaten, held, and FREED.\n\n Worse: the courts' "
    "rulings cost $5m, he'd said. Women left Krell's better prisons 3 times, crying."
)


def test_every_lemma_is_the_same_and_remembering_changes_nothing():
    plain, quick = (spacy.load(bundled_model_folder()) for _ in range(2))
    remember_lemmas(quick)
    wanted = [token.lemma_ for token in plain(TEXT)]

    assert isinstance(quick.get_pipe("lemmatizer"), QuickLemmatizer)
    assert quick.pipe_names == plain.pipe_names
    for _ in range(2):
        assert [token.lemma_ for token in quick(TEXT)] == wanted


def test_a_lemma_that_is_there_is_kept():
    nlp = spacy.load(bundled_model_folder())
    remember_lemmas(nlp)
    doc = nlp("They were freed.")
    doc[2].lemma_ = "liberate"

    assert [token.lemma_ for token in nlp.get_pipe("lemmatizer")(doc)][2] == "liberate"


def test_other_pipelines_are_left_as_they_are():
    blank = spacy.blank("en")
    remember_lemmas(blank)
    multiply_with_numpy(blank)

    assert blank.pipe_names == []


def test_numpy_multiplies_and_the_parse_stays():
    plain, quick = (spacy.load(bundled_model_folder()) for _ in range(2))
    multiply_with_numpy(quick)

    assert not quick.get_pipe("parser").model.ops.use_blis
    assert quick(TEXT).to_json() == plain(TEXT).to_json()
