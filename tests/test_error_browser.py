import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from gold_documents import ARREST, GOLD, SENTENCE, TEXT, TORTURE, claim, claim_lists, span
from hypothesis import given, settings

from claimx.claim import Argument, Claim, Document, Source, Span
from claimx.corpus.load import Corpus
from claimx.corpus.records import Record
from claimx.scoring import score
from claimx.scoring.browser import make_browser, segments
from claimx.scoring.calibration import calibrate
from claimx.scoring.errors import KINDS, find_errors
from claimx.scoring.evaluation import Evaluation

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def doc(*claims, **fields):
    return Document(TEXT, tuple(claims), **{"id": "d1", **fields})


def flaws(predicted):
    """The flaws of one claim against ARREST."""
    (row,) = find_errors(doc(ARREST), doc(predicted))
    return [(flaw.kind, flaw.role) for flaw in row.flaws]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, [("right", "")]),
        ({"type": "DETENTION"}, [("type", "")]),
        ({"source": None}, [("source", "")]),
        ({"polarity": "negative"}, [("polarity", "")]),
        ({"modality": "alleged"}, [("modality", "")]),
        ({"generic": True}, [("generic", "")]),
        ({"when": None}, [("when", "")]),
        ({"args": ARREST.args[:-1]}, [("argument missed", "time")]),
        (
            {"args": (*ARREST.args, Argument("charge", span("said")))},
            [("argument spurious", "charge")],
        ),
        (
            {"args": (Argument("agent", span("Police in Dorvale")), *ARREST.args[1:])},
            [("argument span", "agent")],
        ),
    ],
)
def test_each_kind_of_error_is_told(change, expected):
    assert flaws(replace(ARREST, **change)) == expected


def test_claims_without_a_counterpart_are_missed_or_spurious():
    rows = find_errors(doc(ARREST), doc(claim("RELEASE", "freed")))
    assert [row.flaws[0].kind for row in rows] == ["missed", "spurious"]


@settings(max_examples=40)
@given(claim_lists, claim_lists)
def test_every_claim_is_in_exactly_one_row(gold, predicted):
    rows = find_errors(doc(*gold), doc(*predicted))
    assert sorted(map(repr, (r.gold for r in rows if r.gold))) == sorted(map(repr, gold))
    assert sorted(map(repr, (r.predicted for r in rows if r.predicted))) == sorted(
        map(repr, predicted)
    )
    assert {flaw.kind for row in rows for flaw in row.flaws} <= set(KINDS)


@settings(max_examples=40)
@given(claim_lists, claim_lists)
def test_segments_cover_the_text_and_mark_every_trigger(gold, predicted):
    rows = list(enumerate(find_errors(doc(*gold), doc(*predicted))))
    for side in ("gold", "predicted"):
        pieces = segments(TEXT, rows, side)
        assert "".join(piece.text for piece in pieces) == TEXT
        for number, row in rows:
            it = getattr(row, side)
            if it is not None:
                marked = [p.text for p in pieces if str(number) in p.triggers.split()]
                assert "".join(marked) == it.trigger.text


def evaluation(gold, predicted):
    corpus = Corpus("<small>", "dev", tuple(gold), {d.id: Record(d.id) for d in gold}, "0" * 64)
    scored = score(gold, predicted)
    return Evaluation(
        corpus,
        {"extractor": "test/1"},
        tuple(predicted),
        scored,
        scored,
        {},
        {},
        calibrate([], []),
        0,
    )


HOSTILE = '<script>document.title="hacked"</script> & "quoted" police <b>held</b> Bo.\n'


def browser_page():
    wrong = replace(ARREST, args=ARREST.args[:-1], polarity="negative")
    held = Claim("DETENTION", Span.cut(HOSTILE, HOSTILE.index("held"), HOSTILE.index("held") + 4))
    gold = [GOLD, Document(HOSTILE, (held,), id="<i>d2</i>", title="</title><script>1</script>")]
    predicted = [
        doc(wrong, SENTENCE, claim("RELEASE", "freed", source=Source(span("The printers")))),
        Document(HOSTILE, (), id="<i>d2</i>"),
    ]
    assert gold[0].claims == (ARREST, SENTENCE, TORTURE)
    return make_browser(evaluation(gold, predicted))


class Outline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs


def test_the_page_escapes_texts_and_asks_for_nothing():
    page = browser_page()
    outline = Outline()
    outline.feed(page)
    assert outline.tags.count("script") == 1
    assert not {"link", "img", "iframe", "i", "object"} & set(outline.tags)
    assert not [
        name for name, _ in outline.attributes if name in ("src", "href") or name.startswith("on")
    ]
    assert not re.search(r"url\(|@import|https?://", page)
    assert "default-src 'none'" in page


PROBE = """<script>
"use strict";
const faults = [];
addEventListener("error", (event) => faults.push(String(event.message)));
addEventListener("securitypolicyviolation", (event) => faults.push(event.violatedDirective));
const every = (selector) => [...document.querySelectorAll(selector)];
const shown = (selector) => every(selector).filter((e) => e.checkVisibility());
const look = () => ({
  rows: shown("tr[data-row]").map((row) => row.cells[0].innerText.replaceAll("\\n", ", ")),
  articles: shown("article").length,
  marks: shown("mark[data-triggers]:not(.off)").length,
  count: document.querySelector("#count").textContent,
});
const set = (id, value) => {
  const select = document.querySelector("#" + id);
  select.value = value;
  if (select.value !== value) faults.push(`no option ${value}`);
  select.dispatchEvent(new Event("change", { bubbles: true }));
  return look();
};
const steps = { all: look() };
steps.missed = set("kind", "missed");
steps.any = set("kind", "any");
steps.anySentence = set("type", "SENTENCE");
steps.arrest = set("type", "ARREST");
steps.missedTime = (set("kind", "argument_missed"), set("role", "time"));
steps.missedVictim = set("role", "victim");
set("type", ""); set("role", ""); set("kind", "");
document.querySelector("tr[data-row]").click();
const parts = (side) => every(`[data-side=${side}] mark.part`);
steps.click = {
  chosen: shown("mark.chosen").map((mark) => mark.textContent),
  gold: parts("gold").map((mark) => mark.textContent + "/" + mark.title),
  predicted: parts("predicted").map((mark) => mark.textContent + "/" + mark.title),
};
const trigger = document.querySelector("mark.chosen");
steps.style = {
  background: getComputedStyle(trigger).backgroundColor,
  line: getComputedStyle(trigger).borderBottomColor,
  columns: getComputedStyle(document.querySelector(".panes")).gridTemplateColumns.split(" ").length,
};
const requests = performance.getEntriesByType("resource").map((entry) => entry.name);
const report = document.createElement("pre");
report.id = "report";
report.textContent = JSON.stringify({ steps, faults, requests, title: document.title });
document.body.append(report);
</script>"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """What a real browser shows of the page, step by step."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium; install it with: apt-get install -y chromium")
        pytest.skip("no chromium; install it with: apt-get install -y chromium")
    folder = tmp_path_factory.mktemp("browser")
    (folder / "errors.html").write_text(
        browser_page().replace("</body>", PROBE + "</body>"), "utf-8"
    )
    done = subprocess.run(
        [
            CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
            "--window-size=1400,1000", f"--user-data-dir={folder / 'profile'}", "--dump-dom",
            (folder / "errors.html").as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    found = re.search(r'<pre id="report">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stderr[-2000:]
    from html import unescape

    return {**json.loads(unescape(found.group(1))), "console": console}


def test_the_browser_reports_no_fault_and_no_request(seen):
    assert (seen["faults"], seen["requests"], seen["console"]) == ([], [], [])
    assert seen["title"] == "Errors of test/1 on <small>"


def test_all_claims_are_shown_at_first(seen):
    assert seen["steps"]["all"] == {
        "rows": ["polarity, argument missed (time)", "right", "spurious", "missed", "missed"],
        "articles": 2,
        "marks": 7,
        "count": "5 of 5 claims",
    }


def test_the_filters_narrow_rows_marks_and_documents(seen):
    steps = seen["steps"]
    assert steps["missed"]["rows"] == ["missed", "missed"]
    assert (steps["missed"]["articles"], steps["missed"]["marks"]) == (2, 2)
    assert "right" not in steps["any"]["rows"]
    assert len(steps["any"]["rows"]) == 4
    assert (steps["anySentence"]["rows"], steps["anySentence"]["articles"]) == ([], 0)
    assert steps["arrest"]["count"] == "1 of 5 claims"
    assert steps["missedTime"]["rows"] == ["polarity, argument missed (time)"]
    assert steps["missedVictim"]["rows"] == []


def test_a_row_shows_its_trigger_and_arguments_on_both_sides(seen):
    click = seen["steps"]["click"]
    assert click["chosen"] == ["arrested", "arrested"]
    assert "Monday/time" in click["gold"]
    assert "Monday/time" not in click["predicted"]
    assert "Ana Petrel/victim" in click["predicted"]
    assert "her lawyer/source" in click["gold"]


def test_marks_have_colour_and_the_texts_stand_side_by_side(seen):
    style = seen["steps"]["style"]
    assert style["columns"] == 2
    assert style["background"] == "rgb(254, 243, 199)"
    assert style["line"] == "rgb(180, 83, 9)"
