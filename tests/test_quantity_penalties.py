"""Penalties, durations and sums of money."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.qualify.durations import duration_value
from claimx.qualify.penalties import penalty_value

AMOUNTS = st.integers(min_value=2, max_value=5_000)
UNITS = {"years": "P{}Y", "months": "P{}M", "weeks": "P{}W", "days": "P{}D", "hours": "PT{}H"}
BASE = {"duration": None, "maximum": False, "minimum": False, "suspended": False}


def penalty(phrase, claim_type="SENTENCE"):
    return penalty_value(phrase, claim_type)


def told(phrase, claim_type="SENTENCE"):
    """The value without what is null or false, nested penalties included."""
    return _told(penalty(phrase, claim_type))


def _told(value):
    if isinstance(value, list):
        return [_told(part) for part in value]
    if isinstance(value, dict):
        return {key: _told(part) for key, part in value.items() if part not in (None, False)}
    return value


@given(AMOUNTS, st.sampled_from(sorted(UNITS)))
def test_lengths_keep_their_unit(amount, unit):
    iso = UNITS[unit].format(amount)
    assert penalty(f"{amount} {unit}") == {"kind": "imprisonment"} | BASE | {"duration": iso}
    assert told(f"up to {amount} {unit}")["maximum"] is True
    assert told(f"at least {amount} {unit} in prison")["minimum"] is True
    assert told(f"a {amount}-{unit[:-1]} term") == {"kind": "imprisonment", "duration": iso}


@given(st.integers(1, 60), st.integers(1, 60))
def test_a_range_needs_its_ends_in_order(low, high):
    value = told(f"between {low} and {high} years")
    if low < high:
        ends = {"duration_min": f"P{low}Y", "duration_max": f"P{high}Y"}
        assert value == {"kind": "imprisonment"} | ends
    else:
        assert "duration_min" not in value


def test_the_shape_is_that_of_the_wire_format():
    value = penalty("four years")
    assert list(value) == ["kind", "duration", "maximum", "minimum", "suspended"]


@pytest.mark.parametrize(
    ("phrase", "iso"),
    [
        ("five and a half years", "P5Y6M"),
        ("a year and a half", "P1Y6M"),
        ("8.5-year", "P8Y6M"),
        ("1½ years", "P1Y6M"),
        ("half a year", "P6M"),
        ("nine years and two months", "P9Y2M"),
        ("30 months", "P30M"),
        ("two decades", "P20Y"),
        ("a further month", "P1M"),
        ("sixteen-year", "P16Y"),
        ("a month and two weeks", "P1M2W"),
        ("72 hours", "PT72H"),
    ],
)
def test_lengths_in_words_and_fractions(phrase, iso):
    assert told(phrase) == {"kind": "imprisonment", "duration": iso}


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("life", "life"),
        ("the rest of his life", "life"),
        ("death by firing squad", "death"),
        ("a lifetime ban", "ban"),
        ("house arrest", "restricted_liberty"),
        ("administrative arrest", "administrative_detention"),
        ("correctional labor", "corrective_labour"),
        ("whipping", "lashes"),
        ("community service", "community_service"),
        ("forfeiture of her house", "confiscation"),
        ("hefty fines", "fine"),
        ("a long jail sentence", "imprisonment"),
        ("several years", "imprisonment"),
        ("a harsh punishment", "unknown"),
    ],
)
def test_kinds(phrase, kind):
    assert told(phrase) == {"kind": kind}


@pytest.mark.parametrize("phrase", ["", "14", "a letter of regret", "the minister", "…"])
def test_what_is_no_penalty_gives_none(phrase):
    assert penalty(phrase) is None


def test_a_bare_length_is_what_the_claim_is_about():
    assert told("ten months", "BAN") == {"kind": "ban", "duration": "P10M"}
    assert told("ten months", "SENTENCE")["kind"] == "imprisonment"


class TestSuspended:
    def test_a_suspended_term_keeps_its_length(self):
        expected = {"kind": "imprisonment", "duration": "P2Y", "suspended": True}
        assert told("a two-year suspended sentence") == expected
        assert told("two years, suspended") == expected

    def test_how_long_it_hangs_over_someone_is_not_its_length(self):
        value = told("eight months in jail suspended for three years")
        assert value == {"kind": "imprisonment", "duration": "P8M", "suspended": True}

    def test_a_suspended_part_does_not_suspend_the_whole(self):
        for phrase in (
            "three years, one of them suspended",
            "three years, with one year suspended",
        ):
            assert told(phrase) == {"kind": "imprisonment", "duration": "P3Y"}

    def test_without_a_length_it_is_a_kind(self):
        assert told("a suspended sentence") == {"kind": "suspended", "suspended": True}


class TestSeveral:
    def test_and(self):
        value = told("three years in prison and 60 lashes")
        assert value["duration"] == "P3Y"
        assert value["and"] == [{"kind": "lashes", "count": 60}]

    def test_a_comma_means_what_the_list_means(self):
        value = told("death, life in prison or a fine")
        assert [value["kind"], *(each["kind"] for each in value["or"])] == ["death", "life", "fine"]

    def test_to_life(self):
        value = told("30 years to life")
        assert value["minimum"] is True
        assert value["or"] == [{"kind": "life"}]

    def test_two_bounds_are_one_range(self):
        value = told("not less than two years and not more than nine years")
        assert (value["duration_min"], value["duration_max"]) == ("P2Y", "P9Y")
        assert "and" not in value

    def test_the_other_penalty_keeps_its_own_bounds(self):
        value = told("up to four years in jail or a fine of €900")
        assert value["maximum"] is True
        assert "maximum" not in value["or"][0]

    def test_life_terms_and_their_minimum(self):
        assert told("four consecutive life terms") == {"kind": "life", "count": 4}
        value = told("life in prison with a minimum of 25 years")
        assert value == {"kind": "life", "duration": "P25Y", "minimum": True}
        assert penalty("life without the possibility of parole")["parole"] is False


class TestMoney:
    @given(st.integers(2, 10_000_000), st.booleans())
    def test_amounts_are_plain_numbers(self, amount, grouped):
        digits = f"{amount:,}" if grouped else str(amount)
        value = told(f"a fine of {digits} euros")
        assert value == {"kind": "fine", "amount": str(amount), "currency": "EUR"}
        assert re.fullmatch(r"\d+", value["amount"])

    @pytest.mark.parametrize(
        ("phrase", "currency"),
        [
            ("US$700", "USD"),
            ("USD 700", "USD"),
            ("700 U.S. dollars", "USD"),
            ("HK$700", "HKD"),
            ("£700", "GBP"),
            ("700 Egyptian pounds", "EGP"),
            ("700 Belarusian roubles", "BYN"),
            ("700 Kuwaiti dinars", "KWD"),
            ("Tk 700", "BDT"),
            ("700 tenge", "KZT"),
            ("700 BYN", "BYN"),
        ],
    )
    def test_currencies_that_the_words_tell(self, phrase, currency):
        value = told(phrase)
        assert value == {"kind": "fine", "amount": "700", "currency": currency}

    @pytest.mark.parametrize(
        ("phrase", "unit"),
        [
            ("$700", "$"),
            ("700 dollars", "dollars"),
            ("700 pounds", "pounds"),
            ("Rs. 700", "Rs"),
            ("700 Rubles", "Rubles"),
            ("700 CFA francs", "CFA francs"),
            ("700 base units", "base units"),
        ],
    )
    def test_a_shared_currency_is_null_and_keeps_its_words(self, phrase, unit):
        value = penalty(phrase)
        assert value["amount"] == "700"
        assert value["currency"] is None
        assert value["unit"] == unit

    def test_scales_ranges_and_bounds(self):
        assert told("€2-3 million")["amount_max"] == "3000000"
        assert told("$200-$500")["amount_min"] == "200"
        assert told("Tk 2.5 lakh")["amount"] == "250000"
        assert told("a fine not exceeding €90")["maximum"] is True

    def test_a_conversion_in_parentheses_is_left_out(self):
        assert told("a 40-euro ($44) fine") == {"kind": "fine", "amount": "40", "currency": "EUR"}

    def test_money_that_is_no_fine(self):
        assert told("€90 in damages")["kind"] == "unknown"

    def test_two_readings_give_no_amount(self):
        assert "amount" not in told("a fine of 1.500 euros")


class TestTimeSpans:
    def test_a_length_and_nothing_else(self):
        value = duration_value("more than six weeks")
        assert value == {"duration": "P6W", "maximum": False, "minimum": True}
        assert duration_value("nearly a year")["approximate"] is True

    @pytest.mark.parametrize(
        "phrase",
        [
            "six weeks ago",
            "Sunday",
            "two days later",
            "every week",
            "weeks",
            "May 2020",
            "2020",
            "",
        ],
    )
    def test_points_in_time_are_no_lengths(self, phrase):
        assert duration_value(phrase) is None


class TestLongSpans:
    def test_the_penalty_is_over_where_the_reason_begins(self):
        value = told("two years for stealing more than €900 from a shop")
        assert value == {"kind": "imprisonment", "duration": "P2Y"}

    def test_other_numbers_are_no_part_of_it(self):
        assert told("life in prison in May 2019") == {"kind": "life"}
        assert told("five years in jail a month ago") == {"kind": "imprisonment", "duration": "P5Y"}
