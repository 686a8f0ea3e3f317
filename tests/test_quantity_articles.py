"""Articles of law in charges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.qualify.legal_articles import charge_value


def article(name, part=None, code=None):
    return {"article": name, "part": part, "code": code}


@given(st.integers(1, 999), st.integers(1, 9))
def test_the_part_is_found_wherever_it_stands(number, part):
    expected = article(str(number), str(part))
    for phrase in (
        f"Article {number}, part {part}",
        f"Part {part} of Article {number}",
        f"Section {number}({part})",
        f"violating Art. {number} § {part}",
        f"paragraph {part} of article {number}",
    ):
        assert charge_value(phrase) == expected


@pytest.mark.parametrize("name", ["342", "361-4", "205.2", "505A", "295-C", "17/1"])
def test_numbers_are_kept_as_given(name):
    assert charge_value(f"Section {name}") == article(name)
    assert charge_value(f"Section {name} of the Harbour Act") == article(name, None, "Harbour Act")


def test_several_articles_share_their_law():
    value = charge_value("sections 12, 14 and 15(b) of the Harbour Act 1988")
    first, *others = [value, *value.pop("and")]
    assert first == article("12", None, "Harbour Act 1988")
    assert others == [
        article("14", None, "Harbour Act 1988"),
        article("15", "b", "Harbour Act 1988"),
    ]


def test_several_parts_of_one_article():
    value = charge_value("parts 1 and 3 of Article 90")
    assert value == article("90", "1") | {"and": [article("90", "3")]}


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("the Harbour Act", "Harbour Act"),
        ("breaching the Harbour (Safety) Act 1988", "Harbour (Safety) Act 1988"),
        ("Law on Public Meetings", "Law on Public Meetings"),
        ("the state secrets law", "state secrets law"),
        ("Norway's state secrets law", "Norway's state secrets law"),
    ],
)
def test_a_law_alone(phrase, code):
    assert charge_value(phrase) == article(None, None, code)


@pytest.mark.parametrize(
    "phrase",
    [
        "smuggling",
        "the new law",
        "an act of piracy",
        "writing three articles",
        "a 2011 robbery",
        "obstructing law enforcement officers",
        "breaking the law",
        "",
    ],
)
def test_what_cites_nothing_gives_none(phrase):
    assert charge_value(phrase) is None


def test_words_between_are_no_law():
    value = charge_value("Article 90, by slandering an official in breach of some old code")
    assert value == article("90")


def test_counts():
    assert charge_value("six counts of perjury")["counts"] == 6
    assert charge_value("two charges under Section 8") == article("8") | {"counts": 2}
    assert charge_value("dozens of charges") is None
    assert charge_value("stealing 6 boats and charges of fraud") is None
