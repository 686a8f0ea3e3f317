import re

from hypothesis import given
from hypothesis import strategies as st

from claimx.article.html import is_html, read_html, visible_text


def test_article_and_metadata_are_taken_from_the_page(html_page):
    page = read_html(html_page)
    assert page.reader.startswith("trafilatura/")
    assert (page.title, page.published) == ("Editor jailed in Dorn", "2024-03-03")
    assert page.site == "The Harbour Post"
    assert page.warnings == ()
    for kept in ("jailed the editor", "Two broken ribs", "“They broke", "at the docks"):
        assert kept in page.text


def test_the_caption_of_a_picture_in_the_article_is_kept(html_page):
    assert "Pavel Odin in court. Photo: Lena Moss" in read_html(html_page).text


def test_neither_scripts_nor_other_stories_get_in(html_page):
    text = read_html(html_page).text
    for left_out in ("fifty", "bombs", "color", "Masked men", "Home"):
        assert left_out not in text


def test_a_page_that_states_no_date_has_none(html_page):
    page = re.sub("<meta property=.article.*", "", html_page)
    assert read_html(page).published is None


def test_markup_without_an_article_gives_all_visible_text_and_a_warning():
    page = read_html("<div><b>Police</b> arrested Ana.<script>x = 'killed'</script></div>")
    assert page.text == "Police arrested Ana."
    assert page.reader == "visible text"
    assert "found no article" in page.warnings[0]


def test_unclosed_and_deeply_nested_markup_loses_no_text():
    page = read_html("<div>" * 3000 + "Police arrested Ana." + "</div>" * 10)
    assert "Police arrested Ana." in page.text


def test_surrogates_and_nul_do_no_harm(html_page):
    page = read_html(html_page.replace("Pavel Odin", "Pavel\x00 \ud800Odin"))
    assert "for two years" in page.text


def test_html_is_told_from_prose_that_mentions_it(html_page):
    assert is_html(html_page)
    assert is_html("\ufeff  <p>Police arrested Ana.</p>")
    assert not is_html("Police arrested Ana <ana@example.org> for 3 < 4 and <b> tags.")
    assert not is_html("He wrote <p>free Ana</p> on the wall.")
    assert not is_html("")


@given(st.text(st.sampled_from("<>/!-ab =\"'&;pdivscriptstyle\n\x00"), max_size=200))
def test_visible_text_never_fails_and_has_no_blank_lines(markup):
    text = visible_text(markup)
    assert all(line.strip() for line in text.split("\n")) or text == ""


def test_text_in_scripts_and_styles_is_never_visible():
    markup = (
        "<style>p {}</style>Kept<script>if (a < b) arrest()</script><p>also<noscript>no</noscript>"
    )
    assert visible_text(markup) == "Kept\nalso"
