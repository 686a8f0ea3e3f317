"""The leaderboard as Markdown, as a page, and as seen in a browser."""

import re
from dataclasses import asdict, replace

import pytest
from browser import opened
from gold_documents import GOLD, write_corpus

from claimx.bench.judge import against, judge
from claimx.bench.leaderboard import make_boards
from claimx.bench.pages import make_markdown, make_page
from claimx.bench.plot_labels import Frame, place_labels
from claimx.bench.plots import Interval, Point, log_ticks, reliability, scatter
from claimx.bench.processes import Failure
from claimx.corpus import load

HOSTILE = "<b onclick=alert(1)>half|way</b>"


def speed(factor):
    def spread(value):
        return {"value": value, "low": value * 0.8, "high": value * 1.3}

    return {
        "tokens": 900,
        "spacy_seconds": [0.1, 0.12, 0.3],
        "cpu_share": 0.99,
        "documents_per_second": spread(8 * factor),
        "tokens_per_second": spread(5000 * factor),
        "spacy_ratio": spread(0.7 * factor),
    }


def finished(label, corpus, claims, **facts):
    predicted = {doc.id: replace(GOLD, id=doc.id, claims=claims(doc)) for doc in corpus}
    return {
        "label": label,
        "corpus": "small test",
        "state": "finished",
        "version": f"{label}/1",
        "settings": {},
        "bare": False,
        "weights": [{"name": "w", "used_by": "extractor", "bytes": 3 << 20, "sha256": "ab" * 32}],
        "model_bytes": 3 << 20,
        "peak_mb": 400.0,
        "cold_start": {"total_s": 2.5},
        "speed": speed(1),
        "failures": [],
        "warnings": {},
        "against_reference": None,
        **judge(corpus, predicted, seed=0),
        **facts,
    }


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    corpus = load(write_corpus(tmp_path_factory.mktemp("corpora") / "small"), "test")
    sure = {"confidence": 0.9}
    cells = [
        finished("nothing", corpus, lambda _: (), speed=speed(1.02)),
        finished("all", corpus, lambda doc: doc.claims, warnings={"3 answers dropped": 2}),
        finished(
            HOSTILE,
            corpus,
            lambda doc: tuple(replace(claim, **sure) for claim in doc.claims[:1]),
            speed=speed(0.004),
            failures=[asdict(Failure("c2", "hung", "it <i>hung</i>"))],
        ),
        finished("untimed", corpus, lambda doc: doc.claims[1:], speed={"reason": "it died"}),
        {"label": "missing", "corpus": "small test", "state": "failed", "reason": "no <u>extra"},
        {"label": "all", "corpus": "lost", "state": "failed", "reason": "unknown corpus"},
    ]
    for cell in cells[1:4]:
        cell["against_reference"] = against(cell["rows"], cells[0]["rows"], seed=0)
    return {
        "title": "Fakes & others",
        "reference": "nothing",
        "rank_by": "claim.f1",
        "command": "claimx bench run fakes.toml",
        "time": "2026-01-02T03:04:05+00:00",
        "commit": "0" * 40 + "-dirty",
        "versions": {"claimx": "0.1.0", "python": "3.11.7"},
        "machine": {"system": "Linux", "processor": "", "cores": 2, "memory_mb": 8000},
        "conditions": {"speed_runs": 3, "threads": 1, "entities": False},
        "corpora": [
            {
                "label": "small test", "split": "test", "state": "finished", "sha256": "c" * 64,
                "documents": 2, "foils": 1, "claims": 3,
            },
            {"label": "lost", "split": None, "state": "failed", "reason": "unknown corpus 'lost'"},
        ],
        "cells": cells,
    }  # fmt: skip


@pytest.fixture(scope="module")
def page_file(result, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "leaderboard.html"
    path.write_text(make_page(result), "utf-8")
    return path


def test_systems_stand_in_order_of_rank_and_keep_their_number(result):
    board, lost = make_boards(result)
    assert [system.label for system in board.systems] == ["all", "untimed", HOSTILE, "nothing"]
    assert [system.number for system in board.systems] == [1, 3, 2, 0]
    assert (lost.systems, lost.corpus["state"]) == ((), "failed")
    assert [line.name for line in board.types] == ["ARREST", "SENTENCE", "TORTURE"]
    assert {line.name: line.gold for line in board.roles}["victim"] == 4
    assert board.figures[2].values[0] == Interval(1, 1, 1)


def test_markdown_tables_have_as_many_cells_in_every_row(result):
    markdown = make_markdown(result)
    tables = re.findall(r"(?:^\|.*\n)+", markdown, re.MULTILINE)
    assert len(tables) == 4
    for table in tables:
        widths = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
        assert len(widths) == 1, table
    assert "`missing` could not be run: no <u>extra" in markdown
    assert "failed on 1 of 2 documents" in markdown
    assert "Could not be loaded: unknown corpus 'lost'" in markdown
    assert "| all | 1.000 |" in markdown
    assert "do not trust the seconds" not in markdown


def test_a_busy_machine_is_said(result):
    slow = {**result["cells"][1], "speed": {**speed(1), "cpu_share": 0.6}}
    busy = {**result, "cells": [slow, *result["cells"][2:]]}
    assert "do not trust the seconds" in make_markdown(busy)
    assert "Speed is not to be trusted" in make_page(busy)


def test_a_bench_without_speed_has_no_columns_for_it(result):
    cells = [{**cell, "speed": None, "cold_start": None} for cell in result["cells"]]
    page = make_page({**result, "cells": cells})
    assert "Quality against speed" not in page
    assert "documents a second" not in page
    assert "By type of claim" in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_whole_offline_and_readable_in_a_browser(browser, page_file, scheme):
    with opened(browser, color_scheme=scheme) as window:
        window.open(page_file)
        assert window.clean()
        assert window.texts("h1") == ["Fakes & others"]
        assert window.count("section h2") == 3
        assert window.count("[role=img]") == 2 + 4  # two plots, four reliability diagrams
        for title in window.page.locator("[role=img]").all():
            assert title.get_attribute("aria-labelledby")
        assert window.page.locator("b").count() == 0
        assert HOSTILE in window.page.inner_text("body")
        assert "missing could not be run: no <u>extra" in " ".join(window.texts("p.warning"))
        for summary in window.page.locator("summary").all():
            summary.click()
        assert "2 documents: 3 answers dropped" in window.texts("details li")
        assert any("c2 (hung): it <i>hung</i>" in text for text in window.texts("details li"))
        ink, paper = window.page.evaluate(
            "[getComputedStyle(document.body).color, getComputedStyle(document.body)"
            ".backgroundColor].map(c => c.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0))"
        )
        assert (ink > paper) == (scheme == "dark")
        assert abs(ink - paper) > 500


@pytest.mark.parametrize("width", [1280, 400])
def test_the_page_fits_the_window(browser, page_file, width):
    with opened(browser, viewport={"width": width, "height": 800}) as window:
        window.open(page_file)
        content, inner = window.width()
        assert content <= inner
        outside = window.page.evaluate(
            "[...document.querySelectorAll('svg[role=img] text')].filter(t => {"
            " const box = t.getBoundingClientRect();"
            " const all = t.closest('svg').getBoundingClientRect();"
            " return box.left < all.left - 1 || box.right > all.right + 1 ||"
            " box.top < all.top - 1 || box.bottom > all.bottom + 1 }).map(t => t.textContent)"
        )
        assert outside == []


def test_bars_are_as_long_as_their_figures(browser, page_file):
    with opened(browser) as window:
        window.open(page_file)
        cells = window.page.locator(".bars >> nth=1 >> tbody tr >> nth=0 >> td:has(svg)")
        shown = [
            (cell.inner_text().strip(), cell.locator("rect").last.bounding_box()["width"])
            for cell in cells.all()
        ]
        whole = window.page.locator(".bars .all >> nth=0").bounding_box()["width"]
        assert [text for text, _ in shown] == ["1.00", "0.00", "1.00", "0.00"]
        assert shown[0][1] == pytest.approx(whole, abs=1)
        assert shown[1][1] == pytest.approx(0, abs=1)


def point(number, label, tokens, quality):
    around = Interval(quality, quality - 0.05, quality + 0.05)
    return Point(number, label, Interval(tokens, tokens * 0.9, tokens * 1.1), around)


def test_a_plot_keeps_the_order_of_its_values_and_its_marks_inside():
    plot = scatter([point(0, "a", 10, 0.5), point(1, "b", 4000, 0.7)], plain=6000)
    a, b = plot.marks
    assert a.x < b.x < plot.plain_x
    assert a.y > b.y
    frame = plot.frame
    for mark in plot.marks:
        assert frame.left <= mark.x_low <= mark.x <= mark.x_high <= frame.right
        assert frame.top <= mark.y_high <= mark.y <= mark.y_low <= frame.bottom
    assert [tick.text for tick in plot.y_ticks] == ["0.4", "0.5", "0.6", "0.7", "0.8"]
    assert scatter([], plain=6000) is None


def test_systems_of_one_quality_and_speed_do_not_hide_each_others_names():
    same = [point(n, f"extractor {n}", 1000 * (1 + n / 50), 0.7) for n in range(5)]
    plot = scatter(same, plain=1500)
    places = [(mark.label_x, mark.label_y) for mark in plot.marks]
    for i, (x, y) in enumerate(places):
        for other_x, other_y in places[i + 1 :]:
            assert abs(y - other_y) >= 13 or abs(x - other_x) >= 70


def test_a_label_without_room_still_stands_at_its_mark():
    plot = scatter([point(0, "a", 10, 0.5)], plain=None)
    (mark,) = place_labels(plot.marks, Frame(0, 0, 5, 5))
    assert abs(mark.label_y - mark.y) < 20


def test_ticks_of_a_speed_are_round_and_within():
    assert log_ticks(120, 2600) == [200, 500, 1000, 2000]
    assert log_ticks(0.5, 5000) == [1, 10, 100, 1000]


def test_reliability_leaves_out_empty_bins():
    bins = [
        {"claims": 0, "mean_confidence": None, "share_right": None},
        {"claims": 8, "mean_confidence": 0.5, "share_right": 1.0},
        {"claims": 2, "mean_confidence": 1.0, "share_right": 0.0},
    ]
    first, second = reliability(bins)
    assert (first.x, first.y) == (130, 10)
    assert (second.x, second.y) == (220, 190)
    assert first.radius > second.radius
    assert reliability(bins[:1]) == []
