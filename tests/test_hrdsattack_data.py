"""Reading the public HRDsAttack format: values put right, faults told with their place."""

import json

import pytest

from claimx.bench.hrdsattack.data import read_cases, read_record
from claimx.bench.hrdsattack.record import UNTOLD
from claimx.errors import CorpusError


def answers(**changed):
    return {
        "perpetrator_mention": True,
        "perpetrator_type": "state actor",
        "violation_types": ["killing", "unknown"],
        "year": "2021.0",
        "month": "02",
        "date": "26.0",
        "city": "None",
        "region": "N/a",
        "country": "Ruthenia",
        "victims": [
            {
                "victim_name": "Ann Bell",
                "victim_type": ["journalist"],
                "victim_sex_type": "woman",
                "victim_age_group": "adult",
            },
            {
                "victim_name": None,
                "victim_type": [UNTOLD],
                "victim_sex_type": "unknown",
                "victim_age_group": "unknown",
            },
        ],
        **changed,
    }


def entry(number=1, **changed):
    return {
        "sample": {
            "Input.GLOBALEVENTID": number,
            "Input.title": "Editor shot in Dorn",
            "Input.article_interface": "<p>Gunmen shot Ann Bell.</p> <p>She&#39;s dead.</p>",
            "Input.publish_date": "2021-03-05 10:00:00",
            **changed,
        },
        "merged_sample": answers(),
    }


@pytest.fixture
def write(tmp_path):
    def to_file(content):
        file = tmp_path / "dev.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return file

    return to_file


def test_an_article_is_read_with_its_record(write):
    (case,) = read_cases(write([entry()]))
    assert (case.id, case.published) == ("1", "2021-03-05")
    assert case.text == "Editor shot in Dorn\n\nGunmen shot Ann Bell.\n\nShe's dead.\n"
    gold = case.gold
    assert (gold.year, gold.month, gold.day) == ("2021", "February", "26")
    assert (gold.country, gold.region, gold.city) == ("Ruthenia", None, None)
    assert gold.violations == {"killing"}
    assert [victim.name for victim in gold.victims] == ["Ann Bell"]


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("7", "July"),
        ("07", "July"),
        ("7.0", "July"),
        ("Ocober", "October"),
        ("June", "June"),
        (None, None),
        ("None", None),
        ("n//a", None),
        ("unknown", "unknown"),
        ("13", "13"),
    ],
)
def test_months_become_names(month, expected):
    assert read_record(answers(month=month)).month == expected


def test_unknown_alone_stays_a_violation():
    assert read_record(answers(violation_types=["unknown"])).violations == {"unknown"}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('[{"sample": ', "not readable JSON"),
        ("{}", "expected a list"),
        ("[]", "holds no articles"),
        ([{"sample": {}}], "entry 1 is not in the HRDsAttack format"),
        ([entry(), {**entry(2), "merged_sample": {"year": "2020"}}], "entry 2"),
        ([entry(), entry()], "entry 2 repeats the id 1"),
        ([entry(**{"Input.article_interface": ""})], "entry 1 (1) has no text"),
        ([entry(**{"Input.title": None})], "entry 1"),
        ([entry(**{"Input.publish_date": "soon"})], "entry 1"),
        ([{**entry(), "merged_sample": answers(victims=[{"victim_name": "x"}])}], "entry 1"),
        (["text"], "entry 1"),
    ],
)
def test_a_fault_is_told_with_its_place(write, content, fault):
    with pytest.raises(CorpusError) as told:
        read_cases(write(content))
    assert fault in str(told.value)
    assert "dev.json" in str(told.value)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(CorpusError, match="does not exist"):
        read_cases(tmp_path / "none.json")
