"""Which documents a recipe names, and which of them training never sees."""

import json

import pytest
from test_training import write_toy_corpus

from claimx import corpus
from claimx.bench.muc4.data import ROLES
from claimx.corpus.build import write_standoff_folder
from claimx.corpus.hrdsattack import BODY, ID, TITLE, article_text
from claimx.errors import CorpusError, InputError
from claimx.training.articles import kept_out
from claimx.training.claims.ahead import ahead
from claimx.training.data import documents
from claimx.training.recipe import read_recipe
from claimx.training.respelled import respelled

TOY = '[[data]]\ncorpus = "toy"\nsplit = "train"\n'
MORE = '[[data]]\ncorpus = "more"\nsplit = "train"\nwhole = true\n'
STANDOFF = '[[data]]\ncorpus = "labels"\nsplit = "train"\ntexts = "public.json"\n'


@pytest.fixture
def root(tmp_path):
    write_toy_corpus(tmp_path)
    return tmp_path


def recipe(root, data):
    folder = root / "models" / "toy"
    folder.mkdir(parents=True, exist_ok=True)
    head = 'kind = "claims"\nversion = "1"\n'
    (folder / "recipe.toml").write_text(head + data + "[stop]\nshare = 0.3\n")
    return read_recipe(folder / "recipe.toml")


def write_more(root, count):
    for name in ("text", "claims"):
        (root / "more" / "train" / name).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (root / "more" / "train" / "text" / f"m{number}.txt").write_text("Nobody was held.\n")
        labels = {"doc": f"m{number}", "claims": []}
        (root / "more" / "train" / "claims" / f"m{number}.json").write_text(json.dumps(labels))


def write_standoff(root):
    """Labels without texts of one article, and the public file with its text."""
    body = "<p>Police arrested Greta.</p>"
    text = article_text("News", body)
    for name in ("text", "claims"):
        (root / "gold" / name).mkdir(parents=True)
    (root / "gold" / "text" / "77.txt").write_text(text)
    trigger = {"text": "arrested", "n": 1}
    claim = {
        "type": "ARREST",
        "trigger": trigger,
        "args": [{"role": "victim", "text": "Greta", "n": 1}],
        "source": None,
        "polarity": "positive",
        "modality": "asserted",
        "generic": False,
        "when": None,
    }
    labels = json.dumps({"doc": "77", "claims": [claim]})
    (root / "gold" / "claims" / "77.json").write_text(labels)
    write_standoff_folder(corpus.load(root / "gold"), root / "labels" / "train")
    sample = {ID: 77, TITLE: "News", BODY: body}
    (root / "public.json").write_text(json.dumps([{"sample": sample}]))


def test_who_is_kept_out_stays_the_same_when_whole_parts_are_added(root):
    before = kept_out(recipe(root, TOY))
    assert before
    write_more(root, 9)
    assert kept_out(recipe(root, TOY + MORE)) == before
    assert kept_out(recipe(root, MORE + TOY)) == before


def test_a_document_that_two_parts_hold_is_read_once_from_the_first(root):
    once = [document.id for _, document in documents(recipe(root, TOY))]
    twice = list(documents(recipe(root, TOY + TOY)))
    assert [document.id for _, document in twice] == once
    assert len(set(once)) == len(once)


def test_labels_without_texts_are_joined_with_the_public_file(root):
    write_standoff(root)
    ((_, document),) = documents(recipe(root, STANDOFF))
    (claim,) = document.claims
    assert document.text[claim.trigger.start : claim.trigger.end] == "arrested"
    assert document.id == "77"


def test_labels_whose_texts_are_other_ones_are_refused(root):
    write_standoff(root)
    sample = {ID: 77, TITLE: "News", BODY: "<p>Police freed Greta.</p>"}
    (root / "public.json").write_text(json.dumps([{"sample": sample}]))
    with pytest.raises(CorpusError, match="as it was labelled"):
        list(documents(recipe(root, STANDOFF)))


def test_an_unknown_key_of_a_data_part_is_refused(root):
    with pytest.raises(InputError, match="expected corpus and split"):
        recipe(root, TOY + 'text = "public.json"\n')


def test_items_made_ahead_come_in_order_and_none_is_lost():
    made = []

    def items():
        for number in range(20):
            made.append(number)
            yield number

    assert list(ahead(items(), most=3)) == list(range(20)) == made
    assert list(ahead([])) == []


def test_no_more_items_are_made_ahead_than_may_wait():
    made = []

    def items():
        for number in range(20):
            made.append(number)
            yield number

    taken = ahead(items(), most=2)
    next(taken)
    assert len(made) <= 4
    taken.close()


def test_what_goes_wrong_while_an_item_is_made_is_raised_in_its_turn():
    def items():
        yield 1
        raise ValueError("two")

    taken = ahead(items())
    assert next(taken) == 1
    with pytest.raises(ValueError, match="two"):
        next(taken)


def test_a_source_in_lower_case_gets_capitals_and_its_labels_stay_where_they_are(root):
    text = "police arrested maria lopez in san salvador. she was freed."
    for name in ("text", "claims"):
        (root / "gold" / name).mkdir(parents=True)
    (root / "gold" / "text" / "DEV-1.txt").write_text(text)
    claim = {
        "type": "ARREST",
        "trigger": {"text": "arrested", "n": 1},
        "args": [{"role": "victim", "text": "maria lopez", "n": 1}],
        "source": {"text": "police", "n": 1},
        "polarity": "positive",
        "modality": "asserted",
        "generic": False,
        "when": None,
    }
    labels = {"doc": "DEV-1", "claims": [claim]}
    (root / "gold" / "claims" / "DEV-1.json").write_text(json.dumps(labels))
    write_standoff_folder(corpus.load(root / "gold"), root / "labels" / "train")
    case = {"docid": "DEV-1", "doctext": text, "extracts": dict.fromkeys(ROLES, ())}
    (root / "public.json").write_text(json.dumps(case) + "\n")
    [(part, document)] = documents(recipe(root, STANDOFF + 'format = "muc4"\n'))
    assert part.format == "muc4"
    assert document.text.lower() == text
    assert document.text.startswith("Police arrested Maria Lopez")
    [found] = document.claims
    for span in (found.trigger, found.args[0].span, found.source.span):
        assert document.text[span.start : span.end] == span.text
    assert found.args[0].span.text == "Maria Lopez"
    with pytest.raises(InputError, match="format 'muc5', expected one of"):
        list(documents(recipe(root, STANDOFF + 'format = "muc5"\n')))
    with pytest.raises(ValueError, match="expected as many"):
        respelled(document, document.text + " ")
