import hashlib
import json
from dataclasses import replace
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from claimx.claim import Argument, Claim, Count, Document, Entity, Source, Span, When
from claimx.errors import CorpusError
from claimx.schema import load_vocabulary
from claimx.wire import (
    claim_from_dict,
    claim_to_dict,
    document_from_dict,
    document_to_dict,
    document_to_lines,
    read_claims,
    read_documents,
    text_left_out,
    to_line,
    without_text,
)

VOCABULARY = load_vocabulary()
SCHEMA = json.loads(resources.files("claimx").joinpath("schema/claim.schema.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA)
ANY_TEXT = st.text(st.characters(exclude_categories=()), min_size=1, max_size=40)
MAYBE_TEXT = st.none() | st.text(max_size=8)
JSON_OBJECT = st.dictionaries(
    st.text(max_size=5), st.none() | st.booleans() | st.integers() | st.text(max_size=5), max_size=3
)


def labels(name):
    return st.sampled_from(list(VOCABULARY.labels[name]))


@st.composite
def spans(draw, text):
    start = draw(st.integers(0, len(text) - 1))
    return Span.cut(text, start, draw(st.integers(start + 1, len(text))))


def arguments(text):
    return st.builds(
        Argument,
        role=st.sampled_from(list(VOCABULARY.roles)),
        span=spans(text),
        confidence=st.floats(0, 1),
        cross=st.booleans(),
        refers_to=MAYBE_TEXT,
        entity=MAYBE_TEXT,
        name=MAYBE_TEXT,
        kb_id=MAYBE_TEXT,
        nil_id=MAYBE_TEXT,
        count=st.none()
        | st.builds(Count, st.none() | st.integers(0), st.none() | st.integers(0), st.booleans()),
        value=st.none() | JSON_OBJECT,
    )


def sources(text):
    return st.builds(
        Source,
        span=spans(text),
        cue=st.none() | spans(text),
        kind=st.none() | labels("source_kind"),
        quotation=st.none() | labels("quotation"),
        chain=st.lists(spans(text), max_size=2).map(tuple),
        entity=MAYBE_TEXT,
        name=MAYBE_TEXT,
        kb_id=MAYBE_TEXT,
    )


def claims(text, doc_id):
    return st.builds(
        Claim,
        type=st.sampled_from(list(VOCABULARY.types)),
        trigger=spans(text),
        args=st.lists(arguments(text), max_size=3).map(tuple),
        source=st.none() | sources(text),
        polarity=labels("polarity"),
        polarity_cue=st.none() | spans(text),
        modality=labels("modality"),
        modality_cue=st.none() | spans(text),
        generic=st.booleans(),
        stance=st.none() | labels("stance"),
        when=st.none()
        | st.builds(
            When,
            value=st.sampled_from(["2024-10", "2019/2021"]),
            granularity=st.sampled_from(["month", "interval"]),
            basis=st.sampled_from(["explicit", "relative", "document"]),
            span=st.none() | spans(text),
        ),
        sentence=st.none() | spans(text),
        confidence=st.floats(0, 1),
        extractor=st.text(max_size=8),
        doc_id=st.just(doc_id),
    )


@st.composite
def documents(draw):
    text = draw(ANY_TEXT)
    doc_id = draw(st.text(max_size=6))
    entity = st.builds(
        Entity,
        id=st.text(max_size=3),
        kind=labels("entity_kind"),
        name=st.text(max_size=8),
        mentions=st.lists(spans(text), max_size=2).map(tuple),
        kb_id=MAYBE_TEXT,
        nil_id=MAYBE_TEXT,
        attributes=JSON_OBJECT,
    )
    return Document(
        text=text,
        claims=tuple(draw(st.lists(claims(text, doc_id), max_size=3))),
        entities=tuple(draw(st.lists(entity, max_size=2))),
        id=doc_id,
        title=draw(MAYBE_TEXT),
        published=draw(st.none() | st.dates().map(str)),
        source=draw(MAYBE_TEXT),
        body=draw(st.just(()) | spans(text).map(lambda span: ((span.start, span.end),))),
        text_sha256=draw(st.sampled_from(["0" * 64, "af" * 32])),
        bytes_sha256=draw(st.none() | st.just("0" * 64)),
        reader=draw(st.text(max_size=8)),
        versions=draw(st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2)),
        warnings=tuple(draw(st.lists(st.text(max_size=8), max_size=2))),
    )


@settings(max_examples=50)
@given(documents())
def test_a_document_comes_back_from_one_object_as_it_was(document):
    assert document_from_dict(json.loads(document.to_json())) == document


@settings(max_examples=30)
@given(st.lists(documents(), max_size=3))
def test_documents_come_back_from_lines_as_they_were(found):
    lines = [line for document in found for line in document_to_lines(document)]
    assert all(len(line.splitlines()) == 1 for line in lines)
    assert list(read_documents(lines)) == found


@settings(max_examples=30)
@given(st.lists(documents().map(without_text), max_size=3))
def test_documents_without_their_text_keep_everything_else(found):
    lines = [line for document in found for line in document_to_lines(document)]
    for line in lines:
        VALIDATOR.validate(json.loads(line))
    assert list(read_documents(lines)) == found
    assert list(read_claims(lines)) == [claim for document in found for claim in document.claims]
    assert all(text_left_out(document) for document in found)


def test_an_empty_text_is_not_one_that_was_left_out():
    empty = Document("", id="d", text_sha256=hashlib.sha256(b"").hexdigest())
    assert json.loads(empty.to_json())["text"] == ""
    assert not text_left_out(empty)


def test_a_text_that_is_neither_there_nor_hashed_is_refused():
    with pytest.raises(CorpusError, match="no 'text'"):
        document_from_dict({"kind": "document", "text": None})
    with pytest.raises(ValueError, match="no text_sha256"):
        without_text(Document("A court jailed Ana Lupu.", id="d"))


@settings(max_examples=50)
@given(documents())
def test_claims_come_back_alone_with_the_same_ids(document):
    lines = [claim.to_json() for claim in document.claims]
    found = tuple(read_claims(lines))
    assert found == document.claims
    assert [claim.id for claim in found] == [json.loads(line)["id"] for line in lines]


@settings(max_examples=50)
@given(documents())
def test_what_is_written_fits_the_schema(document):
    VALIDATOR.validate(json.loads(document.to_json()))
    for line in document_to_lines(document):
        VALIDATOR.validate(json.loads(line))


def test_the_schema_is_valid_and_knows_the_vocabulary():
    Draft202012Validator.check_schema(SCHEMA)
    parts = SCHEMA["$defs"]
    claim = parts["claim"]["properties"]
    assert set(claim["type"]["enum"]) == set(VOCABULARY.types)
    assert set(parts["argument"]["properties"]["role"]["enum"]) == set(VOCABULARY.roles)
    assert set(parts["entity"]["properties"]["kind"]["enum"]) == set(
        VOCABULARY.labels["entity_kind"]
    )
    for field, label in (("polarity", "polarity"), ("modality", "modality"), ("stance", "stance")):
        assert set(claim[field]["enum"]) - {None} == set(VOCABULARY.labels[label])
    source = parts["source"]["properties"]
    assert set(source["kind"]["enum"]) - {None} == set(VOCABULARY.labels["source_kind"])
    assert set(source["quotation"]["enum"]) - {None} == set(VOCABULARY.labels["quotation"])


TEXT = "A court jailed Ana Lupu for four years."
CLAIM = Claim("SENTENCE", Span.cut(TEXT, 8, 14), (Argument("victim", Span.cut(TEXT, 15, 23)),))
DOCUMENT = Document(TEXT, (replace(CLAIM, doc_id="d"),), id="d", text_sha256="0" * 64)


def written(**changes) -> dict:
    made = claim_to_dict(CLAIM) | changes
    del made["id"]
    return made


def test_absent_fields_are_read_as_their_defaults():
    least = {"type": "SENTENCE", "trigger": {"text": "jailed", "start": 8, "end": 14}}
    assert claim_from_dict(least, TEXT) == Claim("SENTENCE", Span.cut(TEXT, 8, 14))


FAULTS = {
    "unknown type": ({"type": "SENTANCE"}, "SENTANCE.*did you mean 'SENTENCE'"),
    "unknown field": ({"triger": {}}, "unknown field 'triger'; did you mean 'trigger'"),
    "no trigger": ({"trigger": None}, "no 'trigger'"),
    "number for a word": ({"extractor": 3}, "extractor is 3, expected a string"),
    "word for a list": ({"args": "Ana"}, "args is 'Ana', expected a list"),
    "number for yes or no": ({"generic": 1}, "generic is 1, expected true or false"),
    "unknown modality": ({"modality": "certain"}, "modality is 'certain'"),
    "other version": ({"schema_version": 9}, "schema_version is 9, expected 1"),
    "other kind": ({"kind": "document"}, "kind 'document', expected 'claim'"),
    "not its slice": (
        {"trigger": {"text": "jailed", "start": 9, "end": 15}},
        r"claim\.trigger: the document has 'ailed '",
    ),
    "not its length": (
        {"trigger": {"text": "jailed", "start": 8, "end": 15}},
        "does not fit its text of 6",
    ),
    "bool for a number": ({"trigger": {"text": "j", "start": False, "end": 1}}, "start is False"),
    "fault in an argument": (
        {"args": [{"role": "subject", "text": "Ana", "start": 15, "end": 18}]},
        r"claim\.args\[0\]: role is 'subject'",
    ),
}


@pytest.mark.parametrize(("changes", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_field_and_value(changes, message):
    with pytest.raises(CorpusError, match=message):
        claim_from_dict(written(**changes), TEXT)


def test_an_id_that_is_not_the_claims_is_refused():
    changed = claim_to_dict(CLAIM) | {"polarity": "negative"}
    with pytest.raises(CorpusError, match="leave the id out"):
        claim_from_dict(changed, TEXT)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2 is not JSON"),
        ("[1]", "line 2 has kind None"),
        ('{"kind": "person"}', "line 2 has kind 'person'"),
        (
            to_line(claim_to_dict(replace(CLAIM, doc_id="other"))),
            "line 2: claim of document 'other'",
        ),
    ],
)
def test_a_fault_in_a_stream_is_named_with_its_line(line, message):
    with pytest.raises(CorpusError, match=message):
        list(read_documents([next(document_to_lines(DOCUMENT)), line]))


@pytest.mark.parametrize("body", [[[0, 99]], [[5, 3]], [[0, 9], [4, 12]], [[0]], "all"])
def test_a_body_that_is_no_ranges_of_the_text_is_refused(body):
    with pytest.raises(CorpusError, match="body"):
        document_from_dict(document_to_dict(DOCUMENT) | {"body": body})


def test_blank_lines_in_a_stream_are_skipped():
    lines = ["", *document_to_lines(DOCUMENT), "  \n"]
    assert list(read_documents(lines)) == [DOCUMENT]
