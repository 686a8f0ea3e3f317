"""What the rule extractor reads out of a sentence: constructions, roles, and what is no claim."""

import pytest

CLAIMS = [
    # voice
    (
        "A Minsk court jailed Ihar Dubko for four years.",
        "SENTENCE",
        {"agent": ["A Minsk court"], "victim": ["Ihar Dubko"], "penalty": ["four years"]},
    ),
    (
        "Ihar Dubko was jailed for four years by a Minsk court.",
        "SENTENCE",
        {"agent": ["a Minsk court"], "victim": ["Ihar Dubko"], "penalty": ["four years"]},
    ),
    ("Ihar Dubko was arrested.", "ARREST", {"agent": [], "victim": ["Ihar Dubko"]}),
    # relative clauses and participles
    (
        "Police freed the students who were arrested by soldiers in May.",
        "ARREST",
        {"agent": ["soldiers"], "victim": ["the students"]},
    ),
    ("The jailed editor wrote a letter.", "DETENTION", {"victim": ["editor"]}),
    (
        "The newly freed activists were deported to Lithuania.",
        "DEPORTATION",
        {"destination": ["Lithuania"]},
    ),
    # coordination: each victim its own argument
    (
        "Police arrested Anna Petrova, Ivan Sidorov and two students.",
        "ARREST",
        {"agent": ["Police"], "victim": ["Anna Petrova", "Ivan Sidorov", "two students"]},
    ),
    # nominal triggers, light verbs, possessives
    (
        "The minister ordered the release of 52 political prisoners.",
        "RELEASE",
        {"victim": ["52 political prisoners"]},
    ),
    (
        "The killing of Maria Lopez by gunmen shocked the town.",
        "KILLING",
        {"agent": ["gunmen"], "victim": ["Maria Lopez"]},
    ),
    ("Her trial opened in Baku.", "TRIAL", {"victim": ["Her"], "place": ["Baku"]}),
    # multiword triggers
    (
        "Three men were taken into custody near the border.",
        "ARREST",
        {"victim": ["Three men"]},
    ),
    ("Kofi Mensah has not been heard from since.", "DISAPPEARANCE", {"victim": ["Kofi Mensah"]}),
    ("She is behind bars in Tehran.", "DETENTION", {"victim": ["She"], "place": ["Tehran"]}),
    (
        "Oleg Orlovich was thrown into solitary confinement.",
        "ILL_TREATMENT",
        {"victim": ["Oleg Orlovich"]},
    ),
    # prepositional arguments
    (
        "Lina Haddad was found guilty of spreading false news.",
        "CONVICTION",
        {"victim": ["Lina Haddad"], "charge": ["spreading false news"]},
    ),
    (
        "Prosecutors charged Lina Haddad with treason.",
        "CHARGE",
        {"agent": ["Prosecutors"], "victim": ["Lina Haddad"], "charge": ["treason"]},
    ),
    (
        "The prisoner died of heart failure in a penal colony.",
        "DEATH",
        {"victim": ["The prisoner"], "cause": ["heart failure"]},
    ),
    (
        "Officers searched his home and confiscated laptops.",
        "SEARCH_SEIZURE",
        {"agent": ["Officers"], "object": ["his home"]},
    ),
    (
        "Thousands of students marched against the law in Belgrade.",
        "PROTEST",
        {"agent": ["Thousands of students"], "victim": [], "object": ["the law"]},
    ),
    ("His family fled to Poland.", "FLIGHT", {"victim": ["His family"], "destination": ["Poland"]}),
    (
        "Authorities hanged two men at dawn.",
        "EXECUTION",
        {"agent": ["Authorities"], "victim": ["two men"]},
    ),
    (
        "The president pardoned 30 inmates.",
        "PARDON",
        {"agent": ["The president"], "victim": ["30 inmates"]},
    ),
    (
        "The court acquitted Joan Perez of espionage.",
        "ACQUITTAL",
        {"victim": ["Joan Perez"], "charge": ["espionage"]},
    ),
    (
        "The United States imposed sanctions on six judges.",
        "SANCTION",
        {"agent": ["The United States"], "victim": ["six judges"]},
    ),
]


@pytest.mark.parametrize(("sentence", "claim_type", "roles"), CLAIMS)
def test_who_did_what_to_whom(pipeline, sentence, claim_type, roles):
    claims = [claim for claim in pipeline(sentence).claims if claim.type == claim_type]
    assert claims, f"no {claim_type} in {sentence!r}"
    for role, expected in roles.items():
        assert [arg.span.text for arg in claims[0].of_role(role)] == expected


NO_CLAIMS = [
    "The ministry issued a press release on Tuesday.",
    "The clinical trial ended in May.",
    "The first sentence of the book is long.",
    "The phone charges in an hour with a fast charger.",
    "Reporters asked for a free press and free speech.",
    "The band released a new album in March.",
    "Shares rallied after the company released its quarterly earnings.",
    "The goalkeeper was beaten by a late strike in the second half.",
    "Whisk the beaten eggs with the butter.",
    "They tried to finish the bridge before winter.",
    "The company beat analysts' estimates.",
    "The meeting was held in March.",
]


@pytest.mark.parametrize("sentence", NO_CLAIMS)
def test_other_senses_claim_nothing(pipeline, sentence):
    found = [(claim.type, claim.trigger.text) for claim in pipeline(sentence).claims]
    assert found == []


def test_an_air_strike_is_no_protest(pipeline):
    types = {claim.type for claim in pipeline("An air strike hit the market at noon.").claims}
    assert "PROTEST" not in types


def test_an_object_inside_a_phrase_is_an_argument(pipeline):
    claims = pipeline("Soldiers took the priest into custody.").claims
    arrest = next(claim for claim in claims if claim.type == "ARREST")
    assert [arg.span.text for arg in arrest.of_role("victim")] == ["the priest"]
    assert [arg.span.text for arg in arrest.of_role("agent")] == ["Soldiers"]


def test_numbers_stay_inside_the_span(pipeline):
    claims = pipeline("About 50 people were detained in Omsk.").claims
    assert [arg.span.text for arg in claims[0].of_role("victim")] == ["About 50 people"]


def test_a_title_before_a_full_name_is_left_out(pipeline):
    claims = pipeline("Police arrested President Omar Keita on Friday.").claims
    assert [arg.span.text for arg in claims[0].of_role("victim")] == ["Omar Keita"]


def test_confidence_is_a_probability_and_claims_are_in_text_order(pipeline):
    document = pipeline(
        "Police arrested Omar Keita. He was charged with treason. His brother fled to Ghana."
    )
    starts = [claim.trigger.start for claim in document.claims]
    assert starts == sorted(starts)
    for claim in document.claims:
        assert 0 <= claim.confidence <= 1
        assert all(0 <= arg.confidence <= 1 for arg in claim.args)
