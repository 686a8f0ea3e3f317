"""The attribute ruler with a memory gives what spaCy's own gives."""

import spacy

from claimx.language import bundled_model_folder
from claimx.quick_ruler import QuickRuler, remember_attributes

TEXT = (
    "She ain't gonna say who's there; let's go.  The court's ruling on 3 May 2019 cost $5m, he'd "
    "said.\n\nTHOSE WERE BEATEN. what d'you think? There is no one. It has been raining; they "
    "have left: I'm."
)


def attributes(doc):
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in doc]


def test_every_attribute_is_the_same_and_remembering_changes_nothing():
    plain, quick = (spacy.load(bundled_model_folder()) for _ in range(2))
    remember_attributes(quick)
    ruler = quick.get_pipe("attribute_ruler")

    assert isinstance(ruler, QuickRuler)
    assert quick.pipe_names == plain.pipe_names
    wanted = attributes(plain(TEXT))
    assert attributes(quick(TEXT)) == wanted
    assert attributes(quick(TEXT)) == wanted
    assert quick.get_pipe("attribute_ruler").patterns == plain.get_pipe("attribute_ruler").patterns


def test_other_pipelines_are_left_as_they_are():
    blank = spacy.blank("en")
    remember_attributes(blank)

    assert blank.pipe_names == []


def test_patterns_that_look_elsewhere_are_matched_as_ever():
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler").add_patterns(
        [
            {"patterns": [[{"SHAPE": "Xxxx"}]], "attrs": {"POS": "PROPN"}},
            {
                "patterns": [[{"LOWER": "not"}, {"LOWER": "now"}]],
                "attrs": {"POS": "ADV"},
                "index": 1,
            },
            {"patterns": [[{"LOWER": {"REGEX": "^b"}}]], "attrs": {"POS": "NOUN"}},
        ]
    )
    wanted = [token.pos_ for token in nlp("Anna is not now a boat")]
    remember_attributes(nlp)

    assert [token.pos_ for token in nlp("Anna is not now a boat")] == wanted
    assert "PROPN" in wanted
    assert "ADV" in wanted
