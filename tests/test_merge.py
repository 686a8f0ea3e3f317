"""Claims of one happening become one event, with all of them as evidence and the right status."""

from dataclasses import replace

import pytest
from merge_articles import ARREST, OTHER, article

from claimx.claim import Document
from claimx.merge import Status, merge


def events(*documents):
    return merge(documents).events


def of_type(found, kind):
    return next(event for event in found if event.type == kind)


def test_no_documents_give_no_events():
    assert events() == ()


def test_documents_without_claims_give_no_events():
    assert events(Document("Nothing happened.", id="d")) == ()


def test_every_claim_is_in_exactly_one_event():
    found = events(ARREST, OTHER)
    ids = [evidence.claim_id for event in found for evidence in event.evidence]
    assert sorted(ids) == sorted(claim.id for doc in (ARREST, OTHER) for claim in doc.claims)


def test_an_arrest_that_another_paper_calls_an_abduction_is_one_event():
    taken = of_type(events(ARREST, OTHER), "ARREST")
    assert {evidence.type for evidence in taken.evidence} == {"ARREST", "ABDUCTION"}
    assert taken.status is Status.CORROBORATED
    assert taken.origins == 2
    assert [person.name for person in taken.people] == ["Ana Petrel"]
    assert taken.when == "2024-05-06"


def test_arrest_and_sentence_of_one_person_are_two_events():
    assert len(events(ARREST)) == 2


def test_one_article_is_a_single_source():
    assert {event.status for event in events(ARREST)} == {Status.SINGLE_SOURCE}


def test_different_terms_contest_a_sentence():
    sentence = of_type(events(ARREST, OTHER), "SENTENCE")
    assert sentence.status is Status.CONTESTED
    (dispute,) = sentence.disputes
    assert (dispute.kind, dispute.values) == ("penalty", ("four years", "six years"))


def test_a_denial_contests():
    denial = article(
        "a3",
        "The ministry denied that Ana Petrel was arrested on 6 May.",
        {
            "kind": "ARREST",
            "trigger": "arrested",
            "victim": "Ana Petrel",
            "when": "2024-05-06",
            "polarity": "negative",
            "source": "The ministry",
        },
        published="2024-05-23",
    )
    arrest = of_type(events(ARREST, denial), "ARREST")
    assert arrest.status is Status.CONTESTED
    assert [evidence.standing for evidence in arrest.evidence] == ["supports", "denies"]
    assert arrest.told_as == "asserted"
    assert arrest.origins == 1  # who denies does not support


def rally(doc_id, count, published, when="2024-05-06", outlet=None):
    text = (
        f"Police in Dorvale detained {count} students at a rally on 6 May. "
        "Ana Petrel and Ivo Sand spoke."
    )
    return article(
        doc_id,
        text,
        {
            "kind": "ARREST",
            "trigger": "detained",
            "victim": f"{count} students",
            "place": "Dorvale",
            "when": when,
            "agent": "Police",
        },
        {"kind": "PROTEST", "trigger": "rally", "agent": ("Ana Petrel", "Ivo Sand")},
        published=published,
        outlet=outlet,
    )


def test_a_count_that_grows_is_superseded():
    long = "The square had been full since the morning and nobody had slept, said Mara Low."
    first, second = rally("b1", 12, "2024-05-07"), rally("b2", 15, "2024-05-09")
    arrest = of_type(events(first, _longer(second, long)), "ARREST")
    assert arrest.status is Status.SUPERSEDED
    assert [evidence.standing for evidence in arrest.evidence] == ["superseded", "supports"]


def test_two_counts_of_one_day_are_contested():
    arrest = of_type(events(rally("b1", 12, "2024-05-07"), rally("b2", 15, "2024-05-07")), "ARREST")
    assert arrest.status is Status.CONTESTED
    assert {dispute.kind for dispute in arrest.disputes} == {"count"}


def test_different_days_are_contested():
    late = rally("b2", 12, "2024-05-09", when="2024-05-07")
    arrest = of_type(events(rally("b1", 12, "2024-05-07"), late), "ARREST")
    assert [dispute.values for dispute in arrest.disputes] == [("2024-05-06", "2024-05-07")]


def test_a_plan_that_came_true_is_superseded():
    plan = article(
        "c1",
        "Ana Petrel will be tried in Dorvale on 6 June.",
        {
            "kind": "TRIAL",
            "trigger": "tried",
            "victim": "Ana Petrel",
            "place": "Dorvale",
            "when": "2024-06-06",
            "modality": "planned",
        },
        published="2024-06-01",
    )
    done = article(
        "c2",
        "Ana Petrel was tried in Dorvale on Thursday, and the door stayed shut.",
        {
            "kind": "TRIAL",
            "trigger": "tried",
            "victim": "Ana Petrel",
            "place": "Dorvale",
            "when": "2024-06-06",
        },
        published="2024-06-07",
    )
    (trial,) = events(plan, done)
    assert trial.status is Status.SUPERSEDED
    assert [evidence.standing for evidence in trial.evidence] == ["superseded", "supports"]


def test_namesakes_with_two_identifiers_stay_apart():
    def bearing(document, identifier):
        claims = (
            replace(
                c,
                args=tuple(
                    replace(a, kb_id=identifier) if a.role == "victim" else a for a in c.args
                ),
            )
            for c in document.claims
        )
        return replace(document, claims=tuple(claims))

    found = events(bearing(ARREST, "wd:Q1"), bearing(OTHER, "wd:Q2"))
    assert len(found) == 4


def test_spellings_of_one_name_meet():
    one = article(
        "d1",
        "Lidziya Karneichyk was freed on 5 March.",
        {
            "kind": "RELEASE",
            "trigger": "freed",
            "victim": "Lidziya Karneichyk",
            "when": "2025-03-05",
        },
    )
    other = article(
        "d2",
        "They freed Lidia Karnejczyk at dawn.",
        {"kind": "RELEASE", "trigger": "freed", "victim": "Lidia Karnejczyk", "when": "2025-03-05"},
    )
    assert len(events(one, other)) == 1


def test_articles_without_text_are_merged_by_their_spans():
    bare = [replace(document, text="") for document in (ARREST, OTHER)]
    found = events(*bare)
    assert of_type(found, "ARREST").status is Status.CORROBORATED
    assert all(evidence.quote for event in found for evidence in event.evidence)


def test_event_ids_do_not_depend_on_what_else_is_in_the_archive():
    alone = {event.id for event in events(ARREST)}
    assert alone == {event.id for event in events(rally("b1", 12, "2024-05-07"), ARREST)} & alone


@pytest.mark.parametrize("when", ["yesterday", "2024-13"])
def test_a_time_that_is_no_period_counts_as_none(when):
    broken = replace(
        ARREST, claims=tuple(replace(c, when=replace(c.when, value=when)) for c in ARREST.claims)
    )
    assert {event.when for event in events(broken)} == {None}


def _longer(document, words):
    return replace(document, text=f"{document.text} {words}")
