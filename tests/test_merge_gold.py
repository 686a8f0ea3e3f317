"""The labelled event clusters are sound, and merging agrees with them as well as it says."""

import json
from collections import Counter

import pytest

from claimx.corpus.load import bundled_corpus, load

CORPUS = load("repression-en")
DOCUMENTS = {document.id: document for document in CORPUS}
FILES = sorted(bundled_corpus("repression-en").joinpath("events").glob("*.json"))
GROUPS = {record.group for record in CORPUS.records.values() if record.group}


def labels(file):
    return json.loads(file.read_text("utf-8"))


def claims_of(document):
    """A document's claims as the files name them."""
    seen = Counter()
    for claim in document.claims:
        key = claim.type, claim.trigger.start, claim.trigger.end
        seen[key] += 1
        yield document.id, *key, seen[key]


def test_every_group_has_its_file():
    assert {file.stem for file in FILES} == GROUPS


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_claim_of_a_group_is_in_exactly_one_event(file):
    data = labels(file)
    named = Counter(
        (key["doc"], key["type"], *key["trigger"], key.get("nth", 1))
        for event in data["events"]
        for key in event["claims"]
    )
    members = [d for d in CORPUS if CORPUS.records[d.id].group == data["group"]]
    assert named == Counter(key for document in members for key in claims_of(document))
    assert {CORPUS.records[document.id].split for document in members} == {data["split"]}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_words_beside_a_key_stand_there(file):
    for event in labels(file)["events"]:
        for key in event["claims"]:
            start, end = key["trigger"]
            assert DOCUMENTS[key["doc"]].text[start:end] == key["text"]


def test_events_have_names_of_their_own():
    names = [event["event"] for file in FILES for event in labels(file)["events"]]
    assert len(names) == len(set(names))


def test_there_are_enough_events_of_several_claims():
    large = [
        event for file in FILES for event in labels(file)["events"] if len(event["claims"]) > 1
    ]
    assert len(large) >= 40


@pytest.fixture(scope="module")
def measured():
    import sys
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).parent.parent / "evaluation" / "merging"))
    import gold
    import measure

    yield gold, measure
    sys.path.pop(0)


def test_merging_agrees_with_the_labels(measured):
    gold, measure = measured
    found, wanted = measure.on_gold(gold.load_groups(("dev",)))
    assert gold.b_cubed(found, wanted)[2] >= 0.85


def test_every_reprint_counts_once(measured):
    gold, measure = measured
    right, every = measure.reprints(gold.load_groups(("train",)))
    assert right == every > 50


def test_b_cubed_of_known_clusters(measured):
    gold, _ = measured
    precision, recall, _ = gold.b_cubed([1, 1, 2, 2], ["a", "a", "a", "b"])
    assert (precision, recall) == (0.75, pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4))
