"""The gate before the parse: what it leaves out, and what it never may."""

import json
import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimx
from claimx.errors import InputError, ModelError
from claimx.extract.gate.features import unit_features
from claimx.extract.gate.gate import SHORT_TEXT, Gate
from claimx.extract.gate.skipping import Skipping
from claimx.extract.gate.units import units, words_in
from claimx.extract.gate.weights import GateWeights, load_gate, save_gate, surroundings
from claimx.extract.hybrid import HybridExtractor
from claimx.extract.rules.lexicon import load_lexicon
from claimx.language import analyse, left_out, load_language
from claimx.model_folder import model_folder, write_manifest
from claimx.training.conllu import conllu_text
from claimx.training.gate import example, fit_gate
from claimx.training.recipe import Recipe, read_recipe

TEXTS = st.text(st.sampled_from("ab CD.!?…\"\n'’5"), max_size=200)
GARDEN = (
    "Tulips want a sunny bed and light soil. Plant the bulbs in autumn, before the ground freezes. "
    "Water them well after planting. In spring the first leaves come up through the snow. "
    "Cut the flowers in the morning. A vase of cold water keeps them fresh for a week. "
    "Feed the bed with compost once a year. Lift the bulbs in summer and keep them dry. "
    "Many gardeners swear by a handful of sand under each bulb. Mice like to eat them.\n\n"
)
LAKE = (
    "The lake lies in the south of the island, an hour from the town. Boats cross it twice a day. "
    "The water is warm enough to swim in until October. A museum on the shore shows old maps. "
    "Tickets cost five crowns and are sold at the door. Behind it a path climbs to a viewpoint. "
    "The best month for a visit is May, when the orchards are in bloom. Buses run every half hour. "
    "There are two cafes and a bakery near the pier. The bread is baked in a wood oven."
)
NEWS = (
    "Police in Dorn arrested the journalist Anna Brandt at her home on Monday. "
    "She was beaten in custody and denied a lawyer, the rights group Mirna said. "
    "A court sentenced her to four years in prison for spreading false news. "
)


@pytest.fixture(scope="module")
def gate():
    return Gate()


def body(text):
    return [(0, len(text))]


@given(TEXTS, st.integers(0, 50))
def test_rough_sentences_cover_the_body_without_gap_or_overlap(text, start):
    ranges = [(min(start, len(text)), len(text))] if len(text) > start else []
    found = units(text, ranges)

    assert "".join(text[low:high] for low, high in found) == text[start:]
    assert all(low < high for low, high in found)


def test_a_title_or_an_initial_ends_no_sentence():
    text = "Mr. Brandt met J. Dorn. They left."

    assert [text[low:high] for low, high in units(text, body(text))] == [
        "Mr. Brandt met J. Dorn. ",
        "They left.",
    ]


def test_features_know_acts_but_no_casing():
    lexicon = load_lexicon()
    upper, lower = (
        unit_features(words_in(text, 0, len(text)), lexicon)
        for text in ("POLICE ARRESTED 12.", "police arrested 40.")
    )

    assert upper == lower
    assert {"arrested", "police arrested", "act=ARREST", "acts=1", "0"} <= upper
    assert unit_features([], lexicon) == set()


@given(st.lists(st.floats(-50, 50), max_size=6))
def test_surroundings_are_finite_and_leave_the_sentence_itself_out(sums):
    found = surroundings(sums)

    assert len(found) == len(sums)
    assert all(math.isfinite(value) for pair in found for value in pair)
    if len(sums) == 1:
        assert found[0][1] == 0


def test_what_speaks_of_repression_passes_in_the_midst_of_what_does_not(gate):
    text = GARDEN + NEWS + "\n\n" + GARDEN
    found = gate.stretches(text, body(text))
    read = "".join(text[start:end] for start, end in found)

    assert NEWS.strip() in read
    assert len(read) < 0.75 * len(text)


def test_of_a_text_without_any_act_nothing_is_read(gate):
    assert gate.stretches(LAKE, body(LAKE)) == []


@pytest.mark.parametrize("text", ["", " \n ", "Tulips.", GARDEN[: SHORT_TEXT - 1], "tulip " * 999])
def test_a_short_text_is_read_whole(gate, text):
    assert gate.stretches(text, body(text)) == body(text)


def test_an_article_about_repression_is_read_whole(gate):
    text = NEWS * 3 + "The house is empty."

    assert gate.stretches(text, body(text)) == body(text)


def test_stretches_lie_in_the_body_in_order(gate):
    text = GARDEN + NEWS + GARDEN + NEWS + GARDEN
    ranges = [(10, len(GARDEN) + 60), (len(GARDEN) + 100, len(text) - 5)]
    found = gate.stretches(text, ranges)

    assert found == sorted(found)
    assert all(a[1] < b[0] for a, b in pairwise(found))
    assert all(any(low <= start < end <= high for low, high in ranges) for start, end in found)


def test_what_was_skipped_is_known_and_the_rest_keeps_its_offsets():
    text = GARDEN + NEWS + GARDEN
    start, end = len(GARDEN), len(GARDEN) + len(NEWS)
    analysis = analyse(load_language(), text, stretches=[(start, end)])

    assert analysis.parsed == ((start, end),)
    assert analysis.body == ((0, len(text)),)
    assert [chunk.offset for chunk in analysis.skipped] == [0, end]
    assert all(start <= one.start and one.end <= end for one in analysis.sentences)
    assert text[analysis.sentences[0].start :].startswith("Police in Dorn")


def test_nothing_is_left_out_of_what_is_read_whole():
    assert list(left_out([(0, 5), (7, 9)], [(0, 5), (7, 9)])) == []
    assert list(left_out([(0, 5), (7, 9)], [(1, 2), (7, 8)])) == [(0, 1), (2, 5), (8, 9)]


def test_skipping_can_be_turned_off_and_is_told_in_the_version():
    reading, skipping = HybridExtractor(skip=False), HybridExtractor()

    assert isinstance(skipping, Skipping)
    assert list(reading.stretches(GARDEN, body(GARDEN))) == body(GARDEN)
    assert "gate" in skipping.version
    assert "gate" not in reading.version


def test_a_text_in_which_nothing_passes_is_a_document_without_claims():
    document = claimx.extract(LAKE)

    assert document.claims == ()
    assert document.text == LAKE
    assert document.body


def test_the_claims_of_a_stretch_are_those_of_the_whole():
    """Type and place; the last word of a trigger may hang on rounding, which differs by batch."""
    text = GARDEN + NEWS + "\n\n" + GARDEN
    read, skipped = (
        claimx.load("hybrid", settings={"skip": skip})(text, published="2025-03-14").claims
        for skip in (False, True)
    )

    assert [place_of(claim) for claim in skipped] == [place_of(claim) for claim in read] != []


def place_of(claim):
    return claim.type, claim.trigger.start


def test_weights_are_read_as_they_were_written(tmp_path):
    made = GateWeights("9.9", {"b": 0.5, "a": -1.0}, 0.1, 1.0, 0.5, 0.25, -1.0, -2.0)
    save_gate(made, tmp_path)
    write_manifest(tmp_path, format_version=1)

    assert load_gate(tmp_path) == made
    (tmp_path / "gate.json").write_text("{}")
    load_gate.cache_clear()
    with pytest.raises(ModelError, match="altered or damaged"):
        load_gate(tmp_path)


def test_the_bundled_weights_have_the_threshold_of_their_recipe():
    recipe = read_recipe(model_folder("gate-en") / "recipe.toml")

    assert load_gate().threshold == recipe.settings["document"]["threshold"]
    assert load_gate().version == recipe.version


def toy_recipe(tmp_path):
    settings = {
        "sentence": {"strength": 1.0, "least": 1, "prune": 0.0},
        "document": {"folds": 2, "threshold": -1.0},
    }
    return Recipe("gate", "0.0.1", tmp_path, (), settings)


def test_fitting_tells_news_from_gardens_and_is_repeatable(tmp_path):
    found = NEWS.index("arrested"), NEWS.index("arrested") + len("arrested")
    made = [example(NEWS + GARDEN, [found]), example(GARDEN, [])] * 4
    weights = fit_gate(made, toy_recipe(tmp_path))

    assert weights.sentence["arrested"] > 0 > weights.sentence["tulips"]
    assert fit_gate(made, toy_recipe(tmp_path)) == weights
    assert json.dumps(weights.sentence)


def test_sentences_that_are_all_alike_are_refused(tmp_path):
    with pytest.raises(InputError, match="all alike"):
        fit_gate([example(GARDEN, [])] * 4, toy_recipe(tmp_path))


def test_the_text_of_a_treebank_keeps_its_paragraphs():
    content = "# newpar\n# text = One.\n1\tOne\n\n# text = Two.\n# newpar = p\n# text = Three.\n"

    assert conllu_text(content) == "One. Two.\n\nThree.\n"
