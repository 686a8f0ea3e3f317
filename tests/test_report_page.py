import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import gold_documents
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_documents import CLAIMS, DOCUMENT, TEXT, simple, span

from claimx.claim import Argument, Claim, Count, Document, Source, Span
from claimx.report import make_page
from claimx.report.cards import duration_words, link_to, make_card
from claimx.report.pieces import AROUND, LONG, cut_document
from claimx.report.visible import one_line, visible
from claimx.report.wording import load_wording, statuses, type_label
from claimx.schema import load_vocabulary


class Outline(HTMLParser):
    """Tags, attributes and the text of the article, as a browser's parser would see them."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text, self.depth = [], [], "", 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if self.depth or (tag == "div" and dict(attrs).get("class", "").startswith("text")):
            self.depth += 1

    def handle_endtag(self, tag):
        self.depth = max(self.depth - 1, 0)

    def handle_data(self, data):
        if self.depth:
            self.text += data


def shown(document):
    return "".join(
        piece.text for stretch in cut_document(document) for line in stretch.lines for piece in line
    )


def pieces(document):
    return [piece for part in cut_document(document) for line in part.lines for piece in line]


# The text


@given(gold_documents.documents)
def test_pieces_hold_the_text_and_every_span(document):
    assert shown(document) == document.text
    for number, claim in enumerate(document.claims, start=1):
        marked = "".join(p.text for p in pieces(document) if number in p.triggers)
        assert marked == claim.trigger.text
        assert sum(number in piece.ends for piece in pieces(document)) == 1
        for argument in claim.args:
            covered = "".join(
                p.text for p in pieces(document) if number in {part[0] for part in p.parts}
            )
            assert all(word in covered for word in argument.span.text.split())


@given(st.text(st.characters(codec=None), max_size=200))
def test_pieces_hold_any_text_and_the_page_can_be_written(text):
    document = Document(text, id="any")
    assert shown(document) == text
    page = make_page(document)
    page.encode("utf-8")
    if text:
        assert Outline(page).text == visible(text)


def test_a_role_is_named_once_where_spans_cut_its_words():
    outer, inner = span("Ana Petrel"), span("Petrel")
    claim = Claim("ARREST", span("arrested"), (Argument("victim", outer), Argument("agent", inner)))
    named = [piece.parts for piece in pieces(Document(TEXT, (claim,))) if piece.parts]
    assert named == [((1, "victim"),), ((1, ""), (1, "agent"))]


def test_lines_outside_the_article_are_apart():
    kinds = [(part.kind, len(part.lines)) for part in cut_document(DOCUMENT)]
    assert kinds == [("skipped", 3), ("body", 7)]


def test_of_a_very_long_text_the_surroundings_of_claims_are_kept():
    text = "x " * LONG + "police arrested him " + "y " * LONG
    document = simple(text, "arrested")
    parts = cut_document(document)
    assert [part.kind for part in parts] == ["body", "gap", "body", "gap"]
    assert sum(part.characters for part in parts) == len(text)
    assert sum(len(piece.text) for piece in pieces(document)) <= 3 * AROUND + len("arrested")
    assert ">arrested</a>" in make_page(document)


def test_a_document_without_its_text_shows_the_words_of_its_claims():
    page = make_page(replace(DOCUMENT, text="", body=()))
    assert "text was left out" in page
    first = Outline(page).text.splitlines()[0]
    expected = "Police … Dorvale … arrested … Ana Petrel … at least 12 printers … Monday"
    assert first == expected + " … her lawyer"


def test_a_document_without_claims_says_so():
    page = make_page(Document("Nothing happened.\n", id="d"))
    assert "No claims" in page
    assert "Nothing happened." in Outline(page).text


# Safety


@given(st.text(st.characters(codec=None)))
def test_nothing_that_acts_is_left_and_no_character_is_lost(text):
    made = visible(text)
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", made
    )
    assert len(made) == len(text) - text.count("\r\n")


def test_the_policy_allows_the_pages_own_style_and_script_alone():
    page = make_page(DOCUMENT)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1)
    assert policy.startswith("default-src 'none'; ")
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        contents = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert len(contents) == 1
        digest = base64.b64encode(hashlib.sha256(contents[0].encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_a_page_leads_only_to_wikidata_and_geonames_and_loads_nothing():
    outline = Outline(make_page(DOCUMENT))
    assert not {"link", "img", "iframe", "object", "embed", "base"} & set(outline.tags)
    names = {name for _, name, _ in outline.attributes}
    assert not {name for name in names if name.startswith("on")} | {"src", "style"} & names
    links = {value for tag, name, value in outline.attributes if name == "href" and value[0] != "#"}
    assert links == {"https://www.wikidata.org/wiki/Q42", "https://www.geonames.org/99"}


@pytest.mark.parametrize(
    "kb_id",
    [None, "", "wd:", "wd:Q", "wd:P1", "wd:Q1 ", "wd:Q1/../x", 'wd:Q1"x', "gn:x", "claimx:viasna",
     "javascript:alert(1)", "https://example.org"],
)  # fmt: skip
def test_no_other_identifier_becomes_a_link(kb_id):
    assert link_to(kb_id) is None


# What is said of a claim


def test_every_type_has_a_family_and_every_label_of_the_vocabulary_a_wording():
    vocabulary, wording = load_vocabulary(), load_wording()
    assert set(wording.family_of) == set(vocabulary.types)
    assert set(wording.roles) == set(vocabulary.roles)
    assert set(wording.tags) == {*vocabulary.roles, "source", "cue"}
    assert set(wording.status) == {*vocabulary.labels["modality"], "denied", "generic"}
    assert set(wording.source_kind) == set(vocabulary.labels["source_kind"])
    assert set(wording.quotation) == set(vocabulary.labels["quotation"])
    assert set(wording.stance) == set(vocabulary.labels["stance"])
    assert set(wording.labels) <= set(vocabulary.types)


def test_a_type_of_a_package_of_the_users_is_shown_too():
    page = make_page(
        Document("They were spied upon.", (Claim("SPYING_UPON", Span(10, 15, "spied")),), id="d")
    )
    assert "f-other" in page
    assert type_label("SPYING_UPON") == "spying upon"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("asserted",)),
        ({"modality": "alleged"}, ("alleged",)),
        ({"polarity": "negative"}, ("denied",)),
        ({"polarity": "negative", "modality": "planned"}, ("denied", "planned")),
        ({"generic": True}, ("generic",)),
        ({"modality": "possible", "generic": True}, ("possible", "generic")),
    ],
)
def test_a_claim_that_is_no_fact_says_so_everywhere(fields, expected):
    claim = replace(CLAIMS[0], **fields)
    assert statuses(claim) == expected
    page = make_page(Document(TEXT, (claim,), id="d"))
    trigger = re.search(r'<a class="(trigger[^"]*)"[^>]*data-tag="([^"]*)"', page)
    row = re.search(r"<tr class.*?</tr>", page, re.DOTALL).group()
    bar = re.search(r"<title>([^<]*)</title><rect", page).group(1)
    card = re.search(r'<section class="card.*?</section>', page, re.DOTALL).group()
    if expected == ("asserted",):
        assert "s-asserted" in trigger.group(1)
        assert trigger.group(2) == "arrest"
    else:
        assert "s-asserted" not in trigger.group(1) + row + card
    for status in expected:
        assert status in bar
        assert f"s-{status}" in row
        assert f"s-{status}" in card
        assert status == "asserted" or status in trigger.group(2)


def test_a_trigger_of_a_fact_and_a_denial_is_not_drawn_as_a_fact():
    claims = (CLAIMS[0], replace(CLAIMS[0], type="ABDUCTION", polarity="negative"))
    trigger = re.search(r'<a class="(trigger[^"]*)"[^>]*', make_page(Document(TEXT, claims)))
    assert "s-denied" in trigger.group(1)
    assert 'data-tag="arrest + abduction ✕ denied"' in trigger.group()


def test_the_card_answers_the_questions():
    rows = dict(make_card(1, CLAIMS[0]).rows)
    assert [answer.words for answer in rows["To whom"]] == ["Ana Petrel", "at least 12 printers"]
    assert rows["To whom"][0].link.label == "Wikidata Q42"
    assert rows["To whom"][1].notes == ("counted: at least 12",)
    assert [answer.words for answer in rows["When"]] == ["Monday", "2024-05-06"]
    assert rows["When"][1].notes == ("a day", "counted from the date of publication")
    page = make_page(DOCUMENT)
    assert "a lawyer" in page
    assert "by the words “not”" in page
    assert "high (0.97)" in page
    assert "very low (0.40)" in page


def test_a_guess_is_marked_as_one():
    (answer,) = dict(make_card(1, CLAIMS[2]).rows)["To whom"]
    assert (answer.read_as, answer.notes) == ("Ana Petrel", ("unsure: 0.30",))


def test_a_penalty_is_told_in_words():
    value = {"kind": "imprisonment", "duration": "P1Y6M", "maximum": True, "suspended": True}
    claim = Claim(
        "SENTENCE", Span(0, 6, "jailed"), (Argument("penalty", span("June"), value=value),)
    )
    (answer,) = dict(make_card(1, claim).rows)["Penalty"]
    assert answer.notes == ("at most 1 year 6 months", "suspended")
    assert duration_words("PT1H") == "PT1H"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(2, 2), "counted: 2"),
        (Count(None, 3), "counted: at most 3"),
        (Count(20000, None, approximate=True), "counted: at least about 20,000"),
        (Count(2, 4), "counted: 2 to 4"),
        (Count(None, None), "counted: a number that is not told"),
    ],
)
def test_counts_are_told_with_their_bounds(count, words):
    claim = Claim("ARREST", span("arrested"), (Argument("victim", span("Police"), count=count),))
    assert dict(make_card(1, claim).rows)["To whom"][0].notes == (words,)


def test_nested_speech_names_the_outer_speakers():
    source = Source(span("her lawyer"), chain=(span("The ministry"),))
    page = make_page(Document(TEXT, (replace(CLAIMS[0], source=source),), id="d"))
    assert "according to The ministry" in page


def test_the_title_falls_back_to_the_first_line_and_then_to_the_identifier():
    assert '<h1 dir="auto">First line</h1>' in make_page(Document("\n First  line\nmore", id="d"))
    assert '<h1 dir="auto">d7</h1>' in make_page(Document("", id="d7"))
    assert one_line("a" * 10, 5) == "aaaa…"


def test_a_document_makes_its_own_page():
    assert DOCUMENT.to_html() == make_page(DOCUMENT)
