"""Truecasing: names get their capitals back, and no offset moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.bench.muc4.truecase import Truecaser, casing, is_caseless
from claimx.entities.knowledge_base import KnowledgeBase

SENTENCE = (
    "colonel mario vega said in guatemala city that members of the southern patriotic union (spu) "
    "killed two peasants on 4 may.  the spu denied it.  u.s. officials met president zorro."
)
CASED = (
    "Colonel Mario Vega said in Guatemala City that members of the Southern Patriotic Union (SPU) "
    "killed two peasants on 4 May.  The SPU denied it.  U.S. officials met President Zorro."
)


@pytest.fixture(scope="module")
def truecase():
    from claimx.language import load_language

    return Truecaser.of_language(load_language(None), KnowledgeBase.open())


def test_names_places_bodies_acronyms_months_and_sentences_get_capitals(truecase):
    assert truecase(SENTENCE) == CASED


def test_capitals_and_small_letters_give_the_same_text(truecase):
    assert truecase(SENTENCE.upper()) == truecase(SENTENCE)


def test_a_text_that_has_cases_stays_as_it_is(truecase):
    assert truecase(CASED) == CASED


@given(st.text(alphabet="abcdefiıİßǆŉ .,()'\n", max_size=80), st.booleans())
def test_the_length_never_changes(truecase, text, upper):
    given_text = "the quick brown fox runs over hills. " + text
    if upper:
        given_text = given_text.upper()
    assert len(truecase(given_text)) == len(given_text)


@pytest.mark.parametrize(
    ("text", "caseless"),
    [("", False), ("SHORT", False), ("a" * 30, True), ("A" * 30, True), ("Mixed Case " * 5, False)],
)
def test_a_text_is_caseless_where_one_case_rules(text, caseless):
    assert is_caseless(text) is caseless


def test_the_casing_table_holds_common_words_small_and_names_as_written():
    table = casing()
    assert table["police"] == "lower"
    assert table["london"] == "London"
