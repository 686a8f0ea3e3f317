"""Dates that claims share, by month: candidates made by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.claim import Span
from claimx.qualify.dates import Candidate, Dated
from claimx.qualify.shared_dates import age_in_months, answer, grouped

PUBLISHED = date(2024, 3, 12)
SPAN = Span.cut("on Friday", 3, 9)


def day(value: str, *features: str) -> Candidate:
    return Candidate(Dated(value, "day", "relative"), SPAN, features)


def run(*neighbours: Candidate, published: date | None = PUBLISHED) -> dict[str, Candidate]:
    made = grouped(neighbours, (), {}, ("own_ARREST",), ("since",), published)
    return {candidate.dated.value: candidate for candidate in made}


def test_days_of_a_month_speak_together_for_the_month():
    made = run(day("2024-02-03", "a"), day("2024-02-09", "b"), day("2024-01-05", "c"))

    assert {"a", "b", "age_previous", "sources_2"} <= set(made["2024-02"].features)
    assert made["2024-02"].dated == Dated("2024-02", "month", "document")
    assert made["2024-02"].finer is None
    assert made["2024-01"].finer == Dated("2024-01-05", "day", "document")


def test_the_month_of_publication_competes_without_words_that_tell_it():
    assert run()["2024-03"].span is None
    assert run(day("2024-03-04"))["2024-03"].span == SPAN
    assert run(published=None) == {}


@pytest.mark.parametrize(
    ("value", "age"),
    [
        ("2024-03", "now"),
        ("2024-02", "previous"),
        ("2023-10", "half_year"),
        ("2023-02", "year"),
        ("2019-05", "long_ago"),
        ("2024-04", "ahead"),
        ("2024", "this_year"),
        ("2019", "another_year"),
        ("2024-W09", "this_year"),
        ("2023-05/2024-03", "interval"),
    ],
)
def test_the_age_of_a_period_is_told_on_a_coarse_scale(value, age):
    assert age_in_months(value, PUBLISHED) == age
    assert age_in_months(value, None) == "unknown"


@given(st.dates())
def test_a_day_is_answered_by_its_month_and_an_answer_by_itself(one):
    month = answer(one.isoformat())

    assert one.isoformat().startswith(month)
    assert answer(month) == month
