import hashlib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.article import read_article
from claimx.errors import InputError

CHARACTERS = st.characters(exclude_categories=())  # lone surrogates too


@given(st.text(CHARACTERS))
def test_plain_text_is_kept_as_given(text):
    article = read_article("Police said: " + text)
    assert article.text == "Police said: " + text
    digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    assert article.text_sha256 == digest
    assert article.bytes_sha256 is None
    assert article.reader == "text"


def test_bytes_carry_their_own_hash():
    data = "\ufeffPolice arrested Ana.".encode("utf-16-le")
    article = read_article(data)
    assert article.text == "Police arrested Ana."
    assert article.bytes_sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("text", ["", " ", "\n\t \r\n", "\u00a0\u2003", "\ufeff"])
def test_blank_text_has_no_body_and_a_warning(text):
    article = read_article(text)
    assert article.text == text
    assert article.body == ()
    assert len(article.warnings) == 1


def test_metadata_that_is_given_goes_before_that_of_the_page(html_page):
    stated = read_article(html_page)
    assert (stated.published, stated.source) == ("2024-03-03", "The Harbour Post")
    given_ = read_article(html_page, title="T", published="2020-01-02", source="S")
    assert (given_.title, given_.published, given_.source) == ("T", "2020-01-02", "S")
    assert given_.text == stated.text


@pytest.mark.parametrize(
    "value",
    [
        "2025-09-20",
        " 2025-09-20 ",
        "20250920",
        "2025-09-20T23:30:00-08:00",
        "2025-09-20T08:30:00Z",
        "2025-09-20 08:30",
        date(2025, 9, 20),
        datetime(2025, 9, 20, 23, 59),
    ],
)
def test_dates_are_normalised_to_the_day_as_written(value):
    assert read_article("Text.", published=value).published == "2025-09-20"


@pytest.mark.parametrize("value", ["20 September 2025", "2025-13-01", "soon", "", "2025", 20250920])
def test_an_unreadable_date_is_refused_with_value_and_next_step(value):
    with pytest.raises(InputError) as caught:
        read_article("Text.", published=value)
    assert repr(value) in str(caught.value)
    assert "expected ISO 8601" in str(caught.value)


@pytest.mark.parametrize("value", [None, 3, ["text"], {"text": ""}])
def test_what_is_neither_text_nor_bytes_is_refused(value):
    with pytest.raises(InputError, match="expected a string or bytes"):
        read_article(value)


def test_a_title_must_be_a_string():
    with pytest.raises(InputError, match="title is 7"):
        read_article("Text.", title=7)


def test_a_page_of_nothing_but_pointers_is_read_whole_with_a_warning():
    text = "ALSO READ: Dock owner charged with fraud"
    article = read_article(text)
    assert article.body == ((0, len(text)),)
    assert "all are read" in article.warnings[0]


def test_a_foreign_article_is_warned_about():
    article = read_article("Полиция задержала трёх рабочих в порту.")
    assert "not English" in article.warnings[0]


def test_the_example_page_is_read_as_its_article(examples):
    article = read_article((examples / "pasted.txt").read_bytes())
    body = "".join(article.text[start:end] for start, end in article.body)
    for inside in ("Union leader freed", "two of his ribs", "What happens next", "Lena Moss"):
        assert inside in body
    for outside in ("Minister's driver", "Dock owner", "Poet jailed", "abduct", "inbox", "©"):
        assert outside not in body
        assert outside in article.text
