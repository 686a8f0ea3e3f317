"""When it happened: shapes of dates, and whose date they are, in sentences written for the test."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.claim import Argument, Span
from claimx.language import analyse
from claimx.proposal import Proposal
from claimx.qualify.calendar import join, resolve
from claimx.qualify.dates import Dated, Frame, read_day
from claimx.qualify.time import date_claims
from claimx.qualify.time_expressions import find

TUESDAY = date(2024, 3, 12)
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?|-W\d\d)?(/\d{4}(-\d\d(-\d\d)?)?)?")


def value(words: str, frame: Frame) -> str | None:
    dated = [resolve(expression, frame) for expression in find(words)]
    joined = join([one for one in dated if one is not None])
    return None if joined is None else joined.value


SHAPES = [
    ("on 2023-11-05", "2023-11-05"),
    ("on 5 November 2023", "2023-11-05"),
    ("on November 5, 2023", "2023-11-05"),
    ("on the 5th of November 2023", "2023-11-05"),
    ("on Nov. 5, 2023", "2023-11-05"),
    ("in November 2023", "2023-11"),
    ("in 2019", "2019"),
    ("between 2015 and 2018", "2015/2018"),
    ("in the 1990s", "1990/1999"),
    ("from 3 to 5 May 2022", "2022-05-03/2022-05-05"),
    ("from March to May 2022", "2022-03/2022-05"),
    ("on February 3", "2024-02-03"),
    ("on December 3", "2023-12-03"),
    ("in February", "2024-02"),
    ("in June", "2023-06"),
    ("last June", "2023-06"),
    ("last February", "2024-02"),
    ("in June last year", "2023-06"),
    ("in February this year", "2024-02"),
    ("today", "2024-03-12"),
    ("yesterday", "2024-03-11"),
    ("last night", "2024-03-11"),
    ("on Tuesday", "2024-03-12"),
    ("on Monday", "2024-03-11"),
    ("on Wednesday", "2024-03-06"),
    ("last Tuesday", "2024-03-05"),
    ("last week", "2024-W10"),
    ("this week", "2024-W11"),
    ("last month", "2024-02"),
    ("last year", "2023"),
    ("two years ago", "2022"),
    ("three months ago", "2023-12"),
    ("four days ago", "2024-03-08"),
    ("in the past six months", "2023-09/2024-03"),
    ("over the past year", "2023-03/2024-03"),
    ("on Friday, December 8th", "2023-12-08"),
    ("on Sunday October 4, 1936", "1936-10-04"),
    ("on Easter Sunday in 2019", "2019"),
]


@pytest.mark.parametrize(("words", "expected"), SHAPES)
def test_a_shape_is_read_against_the_publication(words, expected):
    assert value(words, Frame(TUESDAY)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "on 31 February 2023",
        "on February 31",
        "it may be so",
        "2,019 people marched",
        "for 2023 prisoners",
        "at 5 pm",
        "in recent weeks",
        "for two months",
        "two years after the war",
        "in July of that year",
    ],
)
def test_what_is_no_date_gives_none(words):
    assert value(words, Frame(TUESDAY)) is None


@pytest.mark.parametrize("words", ["on Friday", "in June", "on May 3", "last week", "two days ago"])
def test_without_a_publication_date_nothing_is_guessed(words):
    assert value(words, Frame(None)) is None


def test_an_explicit_date_needs_no_publication():
    assert value("on 3 May 2021", Frame(None)) == "2021-05-03"


@pytest.mark.parametrize(
    ("words", "expected"),
    [("on Friday", "2024-03-15"), ("on April 2", "2024-04-02"), ("in May", "2024-05")],
)
def test_an_act_that_lies_ahead_is_dated_ahead(words, expected):
    assert value(words, Frame(TUESDAY, ahead=True)) == expected


def test_a_day_that_the_text_gives_with_its_year_keeps_that_year():
    frame = Frame(TUESDAY, years={(2, 3): {2021}})

    assert value("on February 3", frame) == "2021-02-03"


@pytest.mark.parametrize(
    ("words", "expected"),
    [("on November 18", "2010-11-18"), ("on January 3", "2011-01-03"), ("in March", "2011-03")],
)
def test_a_day_after_one_with_its_year_goes_on_from_there(words, expected):
    assert value(words, Frame(TUESDAY, told=date(2010, 10, 25))) == expected


def test_a_day_told_just_before_moves_nothing_past_the_publication():
    told = date(2024, 3, 1)

    assert value("on May 3", Frame(TUESDAY, told=told)) == "2023-05-03"
    assert value("on May 3", Frame(TUESDAY, ahead=True, told=told)) == "2024-05-03"


def test_story_time_counts_from_the_day_last_told():
    frame = Frame(TUESDAY, story=date(2020, 5, 30))

    assert value("the next day", frame) == "2020-05-31"
    assert value("two days later", frame) == "2020-06-01"
    assert value("the same day", frame) == "2020-05-30"
    assert value("the next day", Frame(TUESDAY)) is None


def test_of_two_dates_of_one_act_the_finer_holds_or_their_interval():
    day, month = Dated("2021-05-03", "day", "explicit"), Dated("2021-05", "month", "explicit")

    assert join([month, day]) == day
    assert join([Dated("2013", "year", "explicit"), Dated("2014", "year", "explicit")]) == (
        Dated("2013/2014", "interval", "explicit")
    )
    assert join([]) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [("2024-03-12", TUESDAY), ("2024-03-12T23:00:00+02:00", TUESDAY), ("soon", None), (None, None)],
)
def test_the_publication_date_is_read_or_left_out(words, day):
    assert read_day(words) == day


@pytest.fixture(scope="session")
def dates(pipeline):
    def run(text: str, claims: list[tuple[str, str, str | None]], published: str | None):
        proposals = []
        for type_, trigger, when in claims:
            start, args = text.index(trigger), ()
            if when is not None:
                at = text.index(when)
                args = (Argument("time", Span.cut(text, at, at + len(when))),)
            proposals.append(Proposal(type_, Span.cut(text, start, start + len(trigger)), args))
        return date_claims(analyse(pipeline.nlp, text, published=published), proposals)

    return run


def values(told):
    return [None if when is None else when.value for when in told]


def test_a_time_argument_dates_its_claim_with_span_basis_and_granularity(dates):
    text = "Police arrested the editor on Friday."

    when = dates(text, [("ARREST", "arrested", "Friday")], "2024-03-12")[0]

    assert when is not None
    assert (when.value, when.granularity, when.basis) == ("2024-03-08", "day", "relative")
    assert when.span is not None
    assert text[when.span.start : when.span.end] == "Friday"


def test_an_expression_of_the_sentence_serves_where_no_argument_is_given(dates):
    when = dates("Police arrested the editor on May 3, 2021.", [("ARREST", "arrested", None)], None)

    assert when[0] is not None
    assert when[0].value == "2021-05-03"


def test_the_same_act_told_again_takes_the_date_told_before(dates):
    text = "Police arrested the editor on Friday. The arrest of the editor drew a crowd."
    claims = [("ARREST", "arrested", "Friday"), ("ARREST", "arrest of", None)]

    first, second = dates(text, claims, "2024-03-12")

    assert first is not None
    assert second is not None
    assert second.value == first.value
    assert second.basis == "document"


def test_a_hearing_is_announced_for_a_day_ahead(dates):
    text = "The trial of the editor begins on April 2."

    when = dates(text, [("TRIAL", "trial", "April 2")], "2024-03-12")[0]

    assert when is not None
    assert when.value == "2024-04-02"


def test_what_is_announced_for_a_day_lies_ahead(dates):
    text = "A hearing has been scheduled for Thursday in Dorn."

    assert values(dates(text, [("TRIAL", "hearing", "Thursday")], "2024-03-12")) == ["2024-03-14"]


def test_the_day_of_an_agreement_is_not_ahead_though_the_act_is(dates):
    text = "On Monday, the union agreed to impose sanctions on Dorn."

    assert values(dates(text, [("SANCTION", "sanctions", "Monday")], "2024-03-12")) == [
        "2024-03-11"
    ]


def test_acts_since_a_day_reach_to_the_publication_and_a_state_tells_its_start(dates):
    text = "Police have arrested 90 people since May. The editor has been held since May."
    claims = [("ARREST", "arrested", "May"), ("DETENTION", "held", "May")]

    assert values(dates(text, claims, "2024-03-12")) == ["2023-05/2024-03", "2023-05"]


def test_a_day_in_the_sentence_of_one_with_its_year_takes_that_year(dates):
    text = "The editor was abducted on 25 October 2010 and killed on November 18."
    claims = [("ABDUCTION", "abducted", "25 October 2010"), ("KILLING", "killed", "November 18")]

    assert values(dates(text, claims, "2024-03-12")) == ["2010-10-25", "2010-11-18"]


@pytest.mark.parametrize("published", [None, "2999-01-01", "soon", "2024-03-12T10:00:00Z"])
def test_no_publication_date_is_an_error(dates, published):
    text = "Police arrested the editor on Friday, 31 February, in May and two days later."

    assert len(dates(text, [("ARREST", "arrested", "Friday")], published)) == 1


def test_nothing_to_date_gives_nothing(dates):
    assert dates("Police came.", [], None) == []


WORDS = [
    "May",
    "31",
    "3",
    "2021",
    "Friday",
    "last",
    "ago",
    "two",
    "days",
    "in",
    "to",
    "September",
    ",",
    "the",
]


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(WORDS), max_size=12),
    st.one_of(st.none(), st.dates()),
    st.one_of(st.none(), st.dates()),
    st.booleans(),
)
def test_any_words_give_iso_values_or_none(words, published, story, ahead):
    text = " ".join(words)
    for expression in find(text):
        assert 0 <= expression.start < expression.end <= len(text)
        dated = resolve(expression, Frame(published, ahead, story))
        assert dated is None or ISO.fullmatch(dated.value)


@settings(max_examples=50)
@given(st.text(max_size=80))
def test_any_text_can_be_searched(text):
    found = find(text)

    assert all(a.end <= b.start for a, b in pairwise(found))
