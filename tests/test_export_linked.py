import json
from dataclasses import replace
from importlib import resources

import pytest
from gold_documents import GOLD, PETREL, documents, span
from hostile import hostile_documents, make_document
from hypothesis import given, settings

from claimx.claim import Argument, Claim, Document, Entity, Span, When
from claimx.export import export_archive
from claimx.export.encodable import encodable
from claimx.export.followthemoney import to_entities
from claimx.export.jsonld.names import known_iri
from claimx.wire import without_text

SMALL = [encodable(document) for document in hostile_documents(huge=False)]
OA = "http://www.w3.org/ns/oa#"
OURS = "urn:claimx:vocabulary:"
# Of the RDF library about its own parser.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def schemata(entities):
    return {schema: [e for e in entities if e.schema.name == schema] for schema in
            {e.schema.name for e in entities}}  # fmt: skip


def entities_of(*claims, entities=(PETREL,)):
    return list(to_entities(replace(GOLD, claims=claims, entities=entities)))


def assert_valid(entities):
    """As `ftm validate` does: clean every value again; nothing may change, and none be missing."""
    from followthemoney import model

    known = set()
    for entity in entities:
        entity.schema.validate(entity.to_dict())
        clean = model.make_entity(entity.schema)
        clean.id = entity.id
        for prop, value in entity.itervalues():
            clean.add(prop, value)
        assert clean.to_dict() == entity.to_dict()
        known.add(entity.id)
    for entity in entities:
        for prop, value in entity.itervalues():
            assert prop.type.name != "entity" or value in known, (entity.schema, prop)


def test_hostile_documents_are_valid_followthemoney():
    for document in SMALL:
        found = list(to_entities(document))
        assert_valid(found)
        # One act asserted and one alleged are events; five others are none.
        assert len(schemata(found)["Event"]) == 2
        assert len(schemata(found)["Note"]) == 5


@settings(max_examples=25)
@given(documents)
def test_any_claims_are_valid_followthemoney(document):
    found = list(to_entities(replace(document, entities=(PETREL,))))
    assert_valid(found)
    assert [e.to_dict() for e in found] == [
        e.to_dict() for e in to_entities(replace(document, entities=(PETREL,)))
    ]


def test_what_did_not_happen_is_no_event_and_links_nobody_to_an_act():
    for changed in (
        {"polarity": "negative"},
        {"modality": "planned"},
        {"modality": "demanded"},
        {"modality": "possible"},
        {"generic": True},
    ):
        claim = replace(GOLD.claims[1], **{"modality": "asserted", **changed})
        found = schemata(entities_of(claim))
        assert not {"Event", "CourtCase", "CourtCaseParty", "Sanction"} & found.keys()
        (note,) = found["Note"]
        assert note.first("name").split(":")[0] not in ("Sentence", "Asserted")
        assert {link.first("role") for link in found.get("UnknownLink", ())} <= {"source"}


def test_an_alleged_act_says_so_in_its_name_and_links():
    found = schemata(entities_of(replace(GOLD.claims[0], modality="alleged")))
    assert found["Event"][0].first("name") == "Alleged: arrest of Ana Petrel, two printers"
    assert {link.first("status") for link in found["UnknownLink"]} == {"alleged"}


def test_an_event_tells_who_did_what_to_whom_and_where_it_stands():
    found = schemata(entities_of(GOLD.claims[0]))
    (event,) = found["Event"]
    people = {e.id: e.first("name") for e in found["LegalEntity"]}
    links = {(people[link.first("subject")], link.first("role")) for link in found["UnknownLink"]}
    assert links == {
        ("Police", "agent"),
        ("Ana Petrel", "victim"),
        ("two printers", "victim"),
        ("her lawyer", "source"),
    }
    assert event.first("name") == "Arrest of Ana Petrel, two printers"
    assert len(event.get("involved")) == 3
    assert event.first("date") == "2024-05-06"
    assert event.get("location") == ["Dorvale"]
    assert event.first("proof") == found["Article"][0].id
    assert GOLD.claims[0].id in event.get("recordId")
    assert found["Documentation"][0].first("entity") == event.id


def test_a_case_at_law_has_its_parties():
    claim = replace(GOLD.claims[1], modality="asserted")
    found = schemata(entities_of(claim))
    (case,) = found["CourtCase"]
    assert case.first("court") == "A court"
    assert {party.first("role") for party in found["CourtCaseParty"]} == {"defendant", "court"}
    assert "Sanction" not in found


def test_only_designations_are_sanctions():
    victim = (Argument("victim", span("two printers")), Argument("agent", span("the ministry")))
    trigger = span("arrested")
    ban = Claim("BAN", trigger, victim, doc_id="d1")
    assert "Sanction" not in schemata(entities_of(ban))
    text = GOLD.text.replace("arrested", "outlawed")
    outlawed = replace(ban, trigger=Span.cut(text, trigger.start, trigger.end))
    (sanction,) = schemata(entities_of(outlawed))["Sanction"]
    assert sanction.first("authority") == "the ministry"
    assert "Sanction" in schemata(entities_of(replace(ban, type="SANCTION")))
    assert "Sanction" not in schemata(entities_of(replace(ban, type="SANCTION_RELIEF")))
    alleged = replace(outlawed, modality="alleged")
    assert "Sanction" not in schemata(entities_of(alleged))


def test_only_somebody_known_has_one_id_in_two_documents():
    def ids(entity):
        return {
            next(e.id for e in to_entities(replace(GOLD, id=doc_id, entities=(entity,)))
                 if e.schema.name == "Person")
            for doc_id in ("d1", "d2")
        }  # fmt: skip

    assert len(ids(replace(PETREL, kb_id="wd:Q42"))) == 1
    assert len(ids(replace(PETREL, nil_id="nil:ana-petrel-0"))) == 2


def test_kinds_attributes_and_mentions_are_kept():
    told = {"occupation": {"value": "newspaper editor", "text": "x", "start": 0, "end": 1}}
    court = Entity("e2", "public_body", "A court", (span("A court"),))
    town = Entity("e3", "place", "Dorvale", (span("Dorvale"),))
    known = replace(PETREL, kb_id="wd:Q42", attributes=told)
    found = schemata(entities_of(entities=(known, court, town)))
    (person,) = found["Person"]
    assert person.get("topics") == ["role.journo"]
    assert person.get("wikidataId") == ["Q42"]
    assert {mention.first("name") for mention in found["Mention"]} == {
        "Ana Petrel",
        "Petrel",
        "A court",
    }
    assert found["PublicBody"]
    assert found["Address"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-05", {"date": "2024-05"}),
        ("2024", {"date": "2024"}),
        ("2024-W19", {"startDate": "2024-05-06", "endDate": "2024-05-12"}),
        ("2023/2024-02", {"startDate": "2023-01-01", "endDate": "2024-02-29"}),
        ("no period", {}),
    ],
)
def test_a_time_is_one_date_only_where_it_is_whole(value, expected):
    claim = replace(GOLD.claims[0], when=When(value, "x", "explicit"))
    event = schemata(entities_of(claim))["Event"][0]
    found = {name: event.first(name) for name in ("date", "startDate", "endDate")}
    assert {name: date for name, date in found.items() if date} == expected


def test_the_file_is_what_ftm_validate_reads(tmp_path):
    from click.testing import CliRunner
    from followthemoney.cli.cli import cli

    export_archive([GOLD, *SMALL], tmp_path / "out.ftm.json", "followthemoney")
    files = ["-i", str(tmp_path / "out.ftm.json"), "-o", str(tmp_path / "clean.json")]
    result = CliRunner().invoke(cli, ["validate", *files])
    assert result.exit_code == 0, result.output

    def read(name):
        lines = (tmp_path / name).read_text("utf-8").split("\n")
        return sorted(json.dumps(json.loads(line), sort_keys=True) for line in lines if line)

    assert read("clean.json") == read("out.ftm.json")


def graph_of(folder, found):
    from rdflib import Graph

    export_archive(found, folder / "out.jsonld", "jsonld", overwrite=True)
    return Graph().parse(folder / "out.jsonld", format="json-ld")


def violations(graph):
    from pyshacl import validate

    shapes = resources.files("claimx.export.jsonld").joinpath("shapes.ttl").read_text("utf-8")
    conforms, _, report = validate(graph, shacl_graph=shapes, shacl_graph_format="turtle")
    return "" if conforms else report


def test_hostile_documents_are_valid_jsonld(tmp_path):
    bare = without_text(make_document("Ana Petrel", "bare"))
    graph = graph_of(tmp_path, [*SMALL, bare])
    assert violations(graph) == ""
    graph.serialize(tmp_path / "out.nt", format="nt", encoding="utf-8")
    export = (tmp_path / "out.jsonld").read_text("utf-8")
    assert "<" not in export.split("@graph", 1)[1]
    json.loads(export)


def test_the_shapes_refuse_a_denial_that_is_not_told(tmp_path):
    from rdflib import Graph, Literal, URIRef

    graph = graph_of(tmp_path, [make_document("Ana Petrel")])
    assert violations(graph) == ""
    status = URIRef(f"{OURS}status")
    for claim in list(graph.subjects(status, Literal("denied"))):
        graph.set((claim, status, Literal("asserted")))
    assert "Or" in violations(graph)
    broken = graph_of(tmp_path, [make_document("Ana Petrel")])
    broken.remove((None, URIRef(f"{OA}start"), None))
    assert isinstance(broken, Graph)
    assert "start" in violations(broken)


def test_selectors_find_the_words_in_the_article(tmp_path):
    graph = graph_of(tmp_path, [GOLD])
    rows = graph.query(
        """
        PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?text ?exact ?prefix ?suffix ?start ?end WHERE {
          ?words oa:hasSource/<https://schema.org/articleBody> ?text ;
                 oa:hasSelector [ oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix ] ,
                                [ oa:start ?start ; oa:end ?end ] . }
        """
    )
    assert len(rows) > 10
    for text, exact, prefix, suffix, start, end in rows:
        assert str(text)[int(start) : int(end)] == str(exact)
        assert str(prefix) + str(exact) + str(suffix) in str(text)


def test_a_claim_tells_what_made_it_and_what_it_is_about(tmp_path):
    document = replace(GOLD, versions={"claimx": "0.1.0"}, entities=(PETREL,))
    rows = graph_of(tmp_path, [document]).query(
        """
        PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX schema: <https://schema.org/>
        PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?type ?status ?agent WHERE {
          ?claim a schema:Claim ; <urn:claimx:vocabulary:claimType> ?type ;
                 <urn:claimx:vocabulary:status> ?status ;
                 prov:wasDerivedFrom ?article ; schema:appearance ?article ;
                 prov:wasGeneratedBy ?run .
          ?run prov:used ?article ; prov:wasAssociatedWith/schema:name ?agent .
          ?annotation oa:hasBody ?claim ; oa:hasTarget/oa:hasSource ?article . }
        """
    )
    assert {tuple(map(str, row)) for row in rows} == {
        ("ARREST", "asserted", "claimx"),
        ("SENTENCE", "possible", "claimx"),
        ("TORTURE", "denied", "claimx"),
    }


@settings(max_examples=5)
@given(documents)
def test_any_claims_are_valid_jsonld(tmp_path, document):
    assert violations(graph_of(tmp_path, [document])) == ""


def test_known_entries_have_addresses():
    assert known_iri("wd:Q42") == "http://www.wikidata.org/entity/Q42"
    assert known_iri("gn:1") == "https://sws.geonames.org/1/"
    assert known_iri("claimx:viasna") is None


def test_no_document_makes_an_empty_graph(tmp_path):
    assert len(graph_of(tmp_path, [])) == 0
    assert violations(graph_of(tmp_path, [Document("", id="d")])) == ""
