"""What people decide overrules the machine, survives a better model, and is checked."""

from dataclasses import replace

import pytest
from merge_articles import ARREST, OTHER

from claimx.errors import InputError
from claimx.merge import Decision, Judgement, merge, read_decisions
from claimx.merge.keys import claim_key

KEYS = [claim_key(document, document.claims[0]) for document in (ARREST, OTHER)]


def arrests(judgements, *documents):
    found = merge(documents or (ARREST, OTHER), judgements)
    return [event for event in found.events if event.type in ("ARREST", "ABDUCTION")], found


def test_a_negative_decision_parts_what_the_machine_joined():
    events, found = arrests([Judgement(tuple(KEYS), Decision.NEGATIVE, by="N. N.")])
    assert len(events) == 2
    (pair,) = [pair for pair in found.pairs() if pair.judgement]
    assert (pair.decision, pair.judgement.by) == (Decision.NEGATIVE, "N. N.")


def test_a_positive_decision_joins_what_the_machine_parted():
    keys = (claim_key(ARREST, ARREST.claims[0]), claim_key(ARREST, ARREST.claims[1]))
    assert len(merge([ARREST]).events) == 2
    assert len(merge([ARREST], [Judgement(keys, Decision.POSITIVE)]).events) == 1


def test_an_unsure_decision_leaves_claims_apart():
    events, _ = arrests([Judgement(tuple(KEYS), Decision.UNSURE)])
    assert len(events) == 2


def test_the_later_of_two_decisions_holds():
    both = [Judgement(tuple(KEYS), decision) for decision in (Decision.NEGATIVE, Decision.POSITIVE)]
    assert len(arrests(both)[0]) == 1


def test_a_decision_survives_a_model_that_finds_other_arguments():
    claims = tuple(replace(claim, args=claim.args[:1], confidence=0.3) for claim in ARREST.claims)
    better = replace(ARREST, claims=claims)
    assert better.claims[0].id != ARREST.claims[0].id
    events, _ = arrests([Judgement(tuple(KEYS), Decision.NEGATIVE)], better, OTHER)
    assert len(events) == 2


def test_keys_of_no_claim_are_told_and_do_no_harm():
    _, found = arrests([Judgement((KEYS[0], "0000:ARREST:1-2"), Decision.NEGATIVE)])
    assert found.overrules.unknown == ("0000:ARREST:1-2",)


def test_decisions_that_contradict_each_other_are_refused():
    other = claim_key(ARREST, ARREST.claims[1])
    judgements = [
        Judgement((KEYS[0], other), Decision.POSITIVE),
        Judgement((other, KEYS[1]), Decision.POSITIVE),
        Judgement(tuple(KEYS), Decision.NEGATIVE),
    ]
    with pytest.raises(InputError, match="contradict each other"):
        merge([ARREST, OTHER], judgements)


def test_no_file_is_no_decision(tmp_path):
    assert read_decisions(tmp_path / "decisions.toml") == []


def test_decisions_are_read(tmp_path):
    file = tmp_path / "decisions.toml"
    file.write_text(
        '[[decision]]\nclaims = ["a:ARREST:1-2", "b:ARREST:1-2"]\njudgement = "NEGATIVE"\n'
        'by = "N. N."\nreason = "two men of one name"\n'
    )
    assert read_decisions(file) == [
        Judgement(
            ("a:ARREST:1-2", "b:ARREST:1-2"), Decision.NEGATIVE, "N. N.", "two men of one name"
        )
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("decision = [", "is not TOML"),
        ("decisions = []", "expected only"),
        ('[[decision]]\nclaims = ["a"]\njudgement = "NEGATIVE"', "two or more"),
        ('[[decision]]\nclaims = ["a", "a"]\njudgement = "NEGATIVE"', "two or more"),
        ('[[decision]]\nclaims = ["a", "b"]\njudgement = "no"', "POSITIVE, NEGATIVE, UNSURE"),
        ('[[decision]]\nclaims = ["a", "b"]\njudgment = "NEGATIVE"', "expected"),
    ],
)
def test_a_faulty_file_is_refused_with_its_place(tmp_path, content, message):
    file = tmp_path / "decisions.toml"
    file.write_text(content)
    with pytest.raises(InputError, match=message):
        read_decisions(file)
