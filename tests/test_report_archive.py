"""The index of an archive and its pages, on disk and in a real browser."""

import re
from dataclasses import replace

import pytest
from report_documents import CLAIMS, DOCUMENT, TEXT, simple

from claimx.claim import Document, Entity
from claimx.cli.main import run
from claimx.errors import InputError
from claimx.report import write_report
from claimx.wire import document_to_lines

OTHER = Document(
    TEXT,
    (replace(CLAIMS[0], doc_id="d2"), replace(CLAIMS[6], doc_id="d2")),
    (
        Entity("e1", "person", "Anna Petrél", kb_id="wd:Q42"),
        Entity("e2", "place", "Dorvale", kb_id="gn:99"),
    ),
    id="../d2?",
    title="Printers' trial",
    published="2024-06-01",
    source="Norland News",
)
EMPTY = Document("Rain in Norland.\n", id="d3", title="Weather")


@pytest.fixture
def archive(tmp_path):
    out = tmp_path / "my report.html"
    assert write_report([DOCUMENT, OTHER, EMPTY], out) == 3
    return out


def test_one_document_is_one_file(tmp_path):
    assert write_report([DOCUMENT], tmp_path / "report.html") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    assert (tmp_path / "report.html").read_text("utf-8") == DOCUMENT.to_html()


def test_several_are_an_index_with_a_folder_of_pages(archive):
    pages = sorted(path.name for path in (archive.parent / "my report_files").iterdir())
    assert pages == ["00001-d1.html", "00002-d2.html", "00003-d3.html"]
    assert 'href="../my%20report.html"' in (
        archive.parent / "my report_files" / pages[0]
    ).read_text("utf-8")


def test_pages_of_another_report_are_not_mixed_in(archive):
    with pytest.raises(InputError, match=r"my report_files.*is there already"):
        write_report([DOCUMENT, OTHER], archive)


def test_an_empty_source_is_refused(tmp_path):
    with pytest.raises(InputError, match="holds no documents"):
        write_report([], tmp_path / "report.html")


def test_the_index_holds_no_markup_of_the_articles(tmp_path):
    document = replace(
        simple("</script><script>held</script>", "held"), title="</script><img src=x>"
    )
    out = tmp_path / "report.html"
    write_report([document, document], out)
    page = out.read_text("utf-8")
    assert page.count("<script") == page.count("</script>") == 2
    assert "<img" not in page


def names(window):
    return window.texts("#names bdi")


def test_the_index_finds_people_and_places(window, archive):
    window.open(archive)
    assert names(window) == ["Ana Petrel", "Dorvale"]
    assert window.texts("#list .title") == ["Printers' trial", "Police arrest printer", "Weather"]
    window.page.fill("#query", "petrel anna")
    assert names(window) == ["Ana Petrel"]
    window.page.fill("#query", "dorv")
    assert names(window) == ["Dorvale"]
    assert window.texts("#list .title") == ["Police arrest printer"]
    window.page.fill("#query", "nobody at all")
    assert window.texts("#names li, #list li") == ["No name fits.", "Nothing fits."]
    window.page.fill("#query", "")
    window.page.select_option("#group", "Places")
    assert names(window) == ["Dorvale"]
    window.clean()


def test_a_name_lists_its_claims_with_how_they_stand(window, archive):
    window.open(archive)
    window.page.click(".name:has-text('Ana Petrel')")
    assert "also read: Anna Petrél" in window.texts("#about")[0]
    assert window.page.get_attribute("#about a", "href") == "https://www.wikidata.org/wiki/Q42"
    heads = window.texts("#list .head")
    assert len(heads) == 7
    assert heads[0] == "TRIAL ▷ planned whom 2024-06"
    assert "TORTURE ✕ denied whom no date" in heads
    window.page.click("label.chip:has-text('denied')")
    assert len(window.texts("#list .head")) == 6
    window.page.select_option("#kind", "arrest")
    assert len(window.texts("#list .head")) == 2
    window.page.keyboard.press("Escape")
    assert window.texts("#found-title") == ["Documents"]
    window.clean()


def test_a_claim_leads_to_its_words_and_back(window, archive):
    window.open(archive)
    window.page.click(".name:has-text('Ana Petrel')")
    window.page.click("#list li:has-text('planned') a")
    window.page.wait_for_selector(".card:visible")
    assert window.texts(".card h2") == ["TRIAL ▷ planned"]
    assert window.page.url.endswith("00001-d1.html#c5")
    window.page.click(".back a")
    assert window.texts("#found-title") == ["Documents"]
    window.clean()


def test_the_index_fits_a_phone_and_has_no_nameless_control(window, archive):
    window.page.set_viewport_size({"width": 360, "height": 700})
    window.open(archive)
    content, room = window.width()
    assert content <= room
    nameless = window.page.evaluate(
        "[...document.querySelectorAll('a, button, select, input')].filter((it) => "
        "!(it.textContent.trim() || it.ariaLabel || it.labels?.length)).length"
    )
    assert nameless == 0
    window.clean()


def test_the_command_writes_a_report(tmp_path, capsys):
    source = tmp_path / "claims.jsonl"
    lines = [line for document in (DOCUMENT, EMPTY) for line in document_to_lines(document)]
    source.write_text("\n".join(lines), "utf-8")
    out = tmp_path / "report.html"
    assert run(["report", str(source), "--out", str(out)]) == 0
    assert "2 documents" in capsys.readouterr().err
    assert len(list((tmp_path / "report_files").iterdir())) == 2
    assert run(["report", str(source), "--out", str(tmp_path / "no" / "report.html")]) == 2
    assert re.search("lies in no folder", capsys.readouterr().err)
