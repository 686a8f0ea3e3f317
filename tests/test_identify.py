"""Entities on claims: who fills a role, by which name, and under which identifier."""

import pytest

import claimx
from claimx.claim import Span
from claimx.pipeline import Pipeline

TEXT = (
    "Police in Minsk arrested Ales Kavalou on Friday. Kavalou was beaten by guards, "
    "the rights group Vesna said. He was released on Monday."
)


@pytest.fixture(scope="module")
def document(pipeline):
    return pipeline(TEXT, published="2025-03-04")


def argument(document, claim_type, role):
    claim = next(c for c in document.claims if c.type == claim_type)
    return claim.of_role(role)[0]


def test_one_person_has_one_entity_by_name_surname_and_pronoun(document):
    arrested = argument(document, "ARREST", "victim")
    released = argument(document, "RELEASE", "victim")
    assert arrested.entity is not None
    assert arrested.entity == released.entity
    assert released.span.text == "He"
    assert released.name == released.refers_to == "Ales Kavalou"


def test_an_unknown_person_gets_a_local_identifier_and_none_of_the_base(document):
    victim = argument(document, "ARREST", "victim")
    assert victim.kb_id is None
    assert victim.nil_id is not None
    assert victim.nil_id.startswith("nil:ales-kavalou-")


def test_a_city_is_linked_with_reasons(document):
    place = argument(document, "ARREST", "place")
    assert place.kb_id is not None
    (entity,) = [e for e in document.entities if e.id == place.entity]
    assert entity.kb_id == place.kb_id
    assert entity.reasons
    assert entity.probability is not None
    assert 0 < entity.probability <= 1


def test_every_mention_is_its_slice_and_every_argument_points_to_a_known_entity(document):
    known = {entity.id for entity in document.entities}
    assert len(known) == len(document.entities)
    for entity in document.entities:
        for mention in entity.mentions:
            assert Span.cut(document.text, mention.start, mention.end) == mention
    for claim in document.claims:
        assert {arg.entity for arg in claim.args} - {None} <= known


def test_entities_change_nothing_of_what_was_claimed(pipeline, document):
    plain = Pipeline(pipeline.nlp, pipeline.extractor)(TEXT, published="2025-03-04")
    assert plain.entities == ()
    assert [claim.id for claim in plain.claims] == [claim.id for claim in document.claims]


def test_counts_and_penalties_are_read(pipeline):
    found = pipeline("A court jailed 52 activists for up to two and a half years.")
    claim = next(c for c in found.claims if c.type == "SENTENCE")
    count = claim.of_role("victim")[0].count
    assert count is not None
    assert (count.min, count.max) == (52, 52)
    value = claim.of_role("penalty")[0].value
    assert value is not None
    assert value["duration"] == "P2Y6M"


def test_no_text_has_no_entities():
    assert claimx.extract("").entities == ()
