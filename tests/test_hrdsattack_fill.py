"""From claims and entities to the fields of HRDsAttack, on made-up documents; and the whole run."""

import json

import pytest

from claimx.bench.hrdsattack.attributes import describe
from claimx.bench.hrdsattack.data import Case
from claimx.bench.hrdsattack.evaluation import evaluate
from claimx.bench.hrdsattack.fill import answer_about, fill
from claimx.bench.hrdsattack.people import bare_name, people
from claimx.bench.hrdsattack.places import find_place
from claimx.bench.hrdsattack.record import UNTOLD, Record, Victim
from claimx.bench.hrdsattack.violations import find_violations
from claimx.bench.hrdsattack.when import find_when
from claimx.claim import Argument, Claim, Document, Entity, Span, When
from claimx.cli.bench_tasks import hrdsattack_command
from claimx.entities.knowledge_base import KnowledgeBase

TITLE = "Editor Ann Bell abducted in Haiti"
TEXT = (
    f"{TITLE}\n\nGunmen kidnapped journalist Ann Bell in Port-au-Prince on 4 May 2021, police in "
    "Haiti said. She is held for ransom. The minister Karl Moor called it a crime.\n"
)


def span(words, n=1, text=TEXT):
    at = -1
    for _ in range(n):
        at = text.index(words, at + 1)
    return Span.cut(text, at, at + len(words))


ANN = Entity("e1", "person", "Ann Bell", (span("Ann Bell"), span("Ann Bell", 2), span("She")))
KARL = Entity("e2", "person", "Karl Moor", (span("Karl Moor"),))
HAITI = Entity("e3", "place", "Haiti", (span("Haiti"), span("Haiti", 2)), kb_id="wd:Q790")
SENTENCE = Span.cut(TEXT, TEXT.index("Gunmen"), TEXT.index(" She"))
ABDUCTION = Claim(
    "ABDUCTION",
    span("kidnapped"),
    args=(
        Argument("agent", span("Gunmen")),
        Argument("victim", span("Ann Bell", 2), entity="e1"),
    ),
    when=When("2021-05-04", "day", "explicit"),
    sentence=SENTENCE,
    confidence=0.95,
)
DOCUMENT = Document(
    TEXT, (ABDUCTION,), (ANN, KARL, HAITI), id="d1", title=TITLE, published="2021-05-06"
)
EMPTY = Document("Nothing.\n", id="d2")


@pytest.fixture(scope="module")
def base():
    return KnowledgeBase.open()


def test_the_fields_of_an_abduction(base):
    filled = fill(DOCUMENT, base)
    record = filled.record
    assert record.perpetrator_mention
    assert "kidnapping" in record.violations
    assert (record.year, record.month, record.day) == ("2021", "May", "4")
    assert record.country == "Haiti"
    assert [victim.name for victim in record.victims] == ["Ann Bell"]
    (victim,) = record.victims
    assert (victim.sex, victim.age, victim.types) == ("woman", "adult", {"journalist"})


def test_a_document_without_claims_or_places_is_filled_with_nothing_but_guesses(base):
    filled = fill(EMPTY, base)
    assert not filled.record.perpetrator_mention
    assert filled.record.violations == {"unknown"}
    assert filled.record.victims == ()
    assert filled.record.year is None
    assert "country" in filled.guessed


def test_violations_name_at_least_one_kind_where_anything_is_told():
    claim = Claim("PROTEST", span("crime"))
    assert find_violations(Document(TEXT, (claim,), title=TITLE))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("19-year-old Ann Bell", "Ann Bell"),
        ("President Ann Bell", "Ann Bell"),
        ("Ann Bell of the Harbour Post", "Ann Bell"),
        ("the lawyer", ""),
        ("he", ""),
        ("Ruthenia’s Ann Bell", "Ann Bell"),
        ("Samir al-Masri", "Samir al-Masri"),
        ("Ann Bell Jr.", "Ann Bell Jr"),
        ("the Bell Foundation", ""),
    ],
)
def test_a_name_without_its_title_age_and_employer(words, name):
    assert bare_name(words) == name


def test_a_surname_alone_belongs_to_the_only_full_name_with_it(base):
    text = "Ann Bell was jailed. Bell is ill.\n"
    parts = [
        Entity("a", "person", "Ann Bell", (Span.cut(text, 0, 8),)),
        Entity("b", "person", "Bell", (Span.cut(text, 21, 25),)),
    ]
    (person,) = people(Document(text, (), tuple(parts)), base)
    assert (person.name, person.ids) == ("Ann Bell", {"a", "b"})


def test_attributes_are_told_of_a_name_that_no_entity_bears():
    text = "The activist Bo Carr, 15, said his father was ill.\n"
    victim = describe("Bo Carr", Document(text), [])
    assert victim == Victim("Bo Carr", frozenset(("human rights defender",)), "man", "adult")


def test_a_stated_age_decides_the_age_group(base):
    young = Entity("e1", "person", "Ann Bell", ANN.mentions, attributes={"age": {"value": "15"}})
    document = Document(TEXT, (), (young,), title=TITLE)
    assert answer_about(["Ann Bell"], document, base)["Ann Bell"].age == "child"


def test_nothing_near_a_name_leaves_the_type_untold():
    text = "Yesterday it rained on Bo Carr.\n"
    assert describe("Bo Carr", Document(text), []).types == {UNTOLD}


def test_a_people_s_name_points_to_its_country(base):
    document = Document("Nigerian soldiers shot two men.\n", title="")
    assert find_place(document, base).country == "Nigeria"


def test_a_place_known_by_another_name_is_called_as_annotators_do(base):
    document = Document("Police in Hong Kong arrested two men.\n", title="")
    assert find_place(document, base).country == "China"


def test_a_text_without_dates_is_dated_by_publication():
    when = find_when(Document("Police arrested two men.\n", published="2020-07-09"))
    assert (when.year, when.month) == ("2020", "July")


class Fake:
    """A pipeline that gives back one document, and fails where the text says so."""

    class extractor:
        name, version = "fake", "1"

    def __init__(self, base):
        self.base = base

    def __call__(self, text, **_):
        if "broken" in text:
            raise RuntimeError("the model\nfell over")
        return DOCUMENT


def test_an_article_that_fails_is_counted_as_failed_and_the_rest_goes_on(base):
    gold = Record(True, country="Haiti", victims=(Victim("Ann Bell", sex="woman"),))
    cases = [
        Case("1", TITLE, TEXT, "2021-05-06", gold),
        Case("2", "broken", "broken text", "2021-05-06", gold),
    ]
    seen = []
    done = evaluate(cases, Fake(base), progress=seen.append)
    assert seen == ["1", "2"]
    assert [(f.id, f.error) for f in done.failures] == [("2", "RuntimeError: the model fell over")]
    assert done.figures["paper.country"].value == 0.5
    assert done.figures["paper.victim_name.recall"].value == 0.5
    assert done.figures["paper.victim_sex"].value == 0.5
    assert done.trivial["paper.perpetrator_mention.f1"].value == 1
    assert done.figures["paper.country"].low is not None


def test_the_command_writes_a_stamped_result_without_paths(tmp_path, monkeypatch, base, capsys):
    entry = {
        "sample": {
            "Input.GLOBALEVENTID": 7,
            "Input.title": TITLE,
            "Input.article_interface": "<p>Gunmen kidnapped Ann Bell.</p>",
            "Input.publish_date": "2021-05-06",
        },
        "merged_sample": {
            "perpetrator_mention": True,
            "perpetrator_type": None,
            "violation_types": ["kidnapping"],
            "year": "2021",
            "month": "05",
            "date": None,
            "city": None,
            "region": None,
            "country": "Haiti",
            "victims": [],
        },
    }
    data, out = tmp_path / "dev.json", tmp_path / "result.json"
    data.write_text(json.dumps([entry]), "utf-8")
    monkeypatch.setattr("claimx.pipeline.load", lambda _: Fake(base))
    hrdsattack_command(data, out, "rules", 0)
    result = json.loads(out.read_text("utf-8"))
    assert result["data"]["articles"] == 1
    assert result["figures"]["paper.month"]["value"] == 1
    assert result["failed"] == []
    assert str(tmp_path) not in out.read_text("utf-8")
    assert "paper.country" in capsys.readouterr().out
