"""How many a noun phrase speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.claim import Count
from claimx.qualify.counts import count_group

WHOLE = st.integers(min_value=2, max_value=999_999)
WORDS = {7: "seven", 18: "eighteen", 43: "forty-three", 207: "two hundred and seven"}
WORDS |= {1_050: "a thousand and fifty", 3_400_000: "3.4 million", 250_000: "2.5 lakh"}


def count(phrase):
    found = count_group(phrase)
    return found.count if found else None


def counted(phrase):
    found = count_group(phrase)
    return phrase[slice(*found.noun)] if found and found.noun else None


@given(WHOLE.filter(lambda number: not 1900 <= number < 2100), st.booleans())
def test_a_number_is_read_however_its_digits_are_grouped(number, grouped):
    digits = f"{number:,}" if grouped else str(number)
    assert count(f"{digits} fishermen") == Count(number, number)
    assert count(f"the other {digits} fishermen") == Count(number, number)


@given(WHOLE)
def test_bounds_say_what_is_included(number):
    people = f"{number:,} people"
    assert count(f"at least {people}") == Count(number, None)
    assert count(f"more than {people}") == Count(number + 1, None)
    assert count(f"up to {people}") == Count(None, number)
    assert count(f"fewer than {people}") == Count(None, number - 1)
    assert count(f"about {people}") == Count(number, number, approximate=True)


@given(WHOLE, WHOLE)
def test_a_range_needs_its_ends_in_order(first, second):
    expected = Count(first, second) if first < second else None
    assert count(f"between {first:,} and {second:,} weavers") == expected


@pytest.mark.parametrize("number", WORDS)
def test_numbers_in_words(number):
    assert count(f"{WORDS[number]} potters") == Count(number, number)


@pytest.mark.parametrize(
    ("phrase", "least"),
    [
        ("dozens of bakers", 24),
        ("scores of bakers", 40),
        ("hundreds", 200),
        ("several hundred bakers", 200),
        ("tens of thousands of bakers", 20_000),
        ("millions of bakers", 2_000_000),
    ],
)
def test_round_plurals_tell_a_lower_bound(phrase, least):
    assert count(phrase) == Count(least, None, approximate=True)


@pytest.mark.parametrize(
    "phrase", ["no one", "Nobody", "none of the bakers", "not a single baker", "neither baker"]
)
def test_nobody_is_zero(phrase):
    assert count(phrase) == Count(0, 0)


@pytest.mark.parametrize(
    "phrase",
    [
        "Lena Okafor",
        "Okafor",
        "Salim al-Hakim",
        "a baker",
        "another baker",
        "his lawyer",
        "a 50-year-old baker",
        "the 50-year-old",
        "he",
        "her",
        "a baker in her 40s",
        "A Lviv court",
        "the ministry",
        "Customs and Excise Agency".replace("and Excise ", ""),
        "the Supreme Court",
        "Union of Weavers",
    ],
)
def test_names_and_singular_nouns_are_one(phrase):
    assert count(phrase) == Count(1, 1)


@pytest.mark.parametrize(
    "phrase",
    [
        "bakers",
        "Bakers",
        "several bakers",
        "a couple of bakers",
        "some of them",
        "they",
        "the police",
        "the accused",
        "the crew",
        "a group of bakers",
        "a growing number of bakers",
        "Lena and Olu Okafor",
        "his wife and two sons",
        "six men and four women",
        "half of the bakers",
        "30 percent of bakers",
        "one in four bakers",
        "some of the 30 bakers",
        "all but two of the bakers",
        "the 2012 marchers",
        "the 1980s",
        "the 4th Division",
        "the Rohingya",
        "every baker",
        "1.500 bakers",
        "2.5 bakers",
        "…",
        "",
    ],
)
def test_what_tells_no_number_gives_none(phrase):
    assert count(phrase) is None


def test_sets_have_their_size():
    assert count("the couple") == Count(2, 2)
    assert count("both bakers") == Count(2, 2)
    assert count("the trio") == Count(3, 3)
    assert count("a family of six") == Count(6, 6)
    assert count("a nine-member crew") == Count(9, 9)


def test_the_part_is_counted_and_not_the_whole():
    assert count("three of the 11 bakers") == Count(3, 3)
    assert count("at least one of the 11 bakers") == Count(1, None)
    assert count("five in custody") == Count(5, 5)


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("40 trade unionists", "trade unionists"),
        ("at least a dozen monks and nuns", "monks and nuns"),
        ("three of the 11 imprisoned poets", "imprisoned poets"),
        ("dozens of others", None),
        ("21 of them", None),
        ("the three", None),
        ("Lena Okafor", None),
    ],
)
def test_what_is_counted_is_cut_out_of_the_phrase(phrase, noun):
    assert counted(phrase) == noun


@pytest.mark.parametrize(
    "phrase", ["14 August", "90 minutes", "300 kg", "0500 gmt", ".45 pistols", "AK-47 rifles"]
)
def test_other_numbers_count_nobody(phrase):
    assert count(phrase) is None


def test_a_year_is_a_count_only_with_a_bound():
    assert count("1984 weavers") is None
    assert count("more than 1984 weavers") == Count(1985, None)
    assert count("about 2020 weavers") == Count(2020, 2020, approximate=True)
    assert count("20 real weavers") == Count(20, 20)
