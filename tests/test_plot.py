import re
from dataclasses import replace
from datetime import date

import pytest
from report_documents import CLAIMS, DOCUMENT, TEXT

from claimx.claim import Claim, Document, Entity, When
from claimx.cli.main import run
from claimx.errors import InputError
from claimx.report.plots import COLOURS, draw, draw_people, draw_time
from claimx.report.plots_counts import MOST_TYPES, REST, begin, count_people, count_time
from claimx.schema import load_vocabulary
from claimx.wire import document_to_lines


def dated(*values, kind="ARREST", **fields):
    """A document with a claim for each date; None for one without."""
    claims = [
        replace(
            CLAIMS[0], type=kind, when=When(value, "day", "explicit") if value else None, **fields
        )
        for value in values
    ]
    return Document(TEXT, tuple(claims), id="d")


@pytest.mark.parametrize(
    ("values", "unit", "bins"),
    [
        (["2024-05-06", "2024-05-08"], "day", 3),
        (["2024-05-06", "2024-W30"], "week", 12),
        (["2024-05-06", "2025-05"], "month", 13),
        (["2004-05-06", "2024"], "year", 21),
    ],
)
def test_bins_are_as_wide_as_the_time_is_long_and_leave_no_gap(values, unit, bins):
    counts = count_time([dated(*values)])
    assert (counts.unit, len(counts.bins)) == (unit, bins)
    assert sum(map(sum, counts.series["arrest"])) == 2


def test_a_claim_is_in_no_bin_that_its_date_does_not_tell():
    counts = count_time([dated("2024-05-06", "2024-05-07", "2024-05", None, "someday")])
    assert (counts.claims, counts.undated, counts.vague) == (5, 2, 1)
    assert counts.series == {"arrest": ((1, 0), (1, 0))}


def test_what_is_not_asserted_is_counted_apart():
    day = "2024-05-06"
    documents = [dated(day), dated(day, polarity="negative"), dated(day, generic=True)]
    assert count_time(documents).series == {"arrest": ((1, 2),)}


def test_rare_types_are_put_together():
    kinds = list(load_vocabulary().types)[: MOST_TYPES + 4]
    counts = count_time([dated("2024-05-06", kind=kind) for kind in [*kinds, *kinds[:MOST_TYPES]]])
    assert len(counts.series) == MOST_TYPES + 1 == len(COLOURS)
    assert counts.series[REST] == ((4, 0),)


def test_a_week_begins_on_monday():
    assert begin(date(2025, 1, 1), "week") == date(2024, 12, 30)


def test_people_are_counted_once_a_claim_and_over_documents_by_identifier():
    other = replace(
        DOCUMENT,
        claims=CLAIMS[:2],
        entities=(Entity("e1", "person", "Anna Petrel", kb_id="wd:Q42"),),
        id="d2",
    )
    counts = count_people([DOCUMENT, other], 5)
    assert counts.rows == (
        (
            "Ana Petrel",
            {"asserted": 2, "denied": 2, "alleged or possible": 2, "planned or demanded": 2},
        ),
    )
    assert (counts.people, counts.documents) == (1, 2)


def test_without_entities_the_words_of_agents_and_victims_are_counted():
    counts = count_people([Document(TEXT, CLAIMS[6:], id="d")], 2)
    assert [name for name, _ in counts.rows] == ["Journalists", "الشرطة"]
    assert counts.people == 3


def test_the_figure_of_time_says_what_it_leaves_out():
    figure = draw_time([dated("2024-05-06", None), dated("2024-05-07", modality="alleged")])
    (axes,) = figure.axes
    assert axes.get_xlabel() == "Time of the act, by day"
    assert axes.get_ylabel() == "Number of claims"
    words = " ".join(text.get_text() for text in axes.texts)
    assert "2 of 3 claims are drawn; 1 have no date" in words
    hatched = [bar for bar in axes.patches if bar.get_hatch() and bar.get_height()]
    assert len(hatched) == 1
    legend = [text.get_text() for text in axes.get_legend().get_texts()]
    assert legend == ["arrest", "not asserted *"]


def test_the_figure_of_people_takes_names_as_they_are_written():
    hostile = r"$\frac{<b>}{0}$ & Söhne"
    document = replace(DOCUMENT, entities=(Entity("e1", "person", hostile, kb_id="wd:Q42"),))
    (axes,) = draw_people([document]).axes
    assert [label.get_text() for label in axes.get_yticklabels()] == [hostile]
    legend = [text.get_text() for text in axes.get_legend().get_texts()]
    assert legend == ["asserted", "alleged or possible", "planned or demanded", "denied"]


@pytest.mark.parametrize("kind", ["time", "people"])
def test_the_command_writes_png_and_svg(tmp_path, kind):
    source = tmp_path / "claims.jsonl"
    source.write_text("\n".join(document_to_lines(DOCUMENT)), "utf-8")
    png, svg = tmp_path / "plot.png", tmp_path / "plot.svg"
    for out in (png, svg):
        assert run(["plot", str(source), "--out", str(out), "--kind", kind]) == 0
    assert png.read_bytes().startswith(b"\x89PNG")
    assert re.search("<text[^>]*>Number of claims", svg.read_text("utf-8"))


def test_the_same_claims_give_the_same_svg(tmp_path):
    for name in ("a.svg", "b.svg"):
        draw([DOCUMENT], tmp_path / name, "time")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


@pytest.mark.parametrize(
    ("out", "kind", "documents", "message"),
    [
        ("plot.gif", "time", [DOCUMENT], "neither .png nor .svg"),
        ("plot.svg", "places", [DOCUMENT], "'places' is unknown"),
        ("plot.svg", "time", [dated(None)], "none of 1 claims is dated"),
        (
            "plot.svg",
            "people",
            [Document("", (Claim("BAN", CLAIMS[0].trigger),))],
            "names a person",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(tmp_path, out, kind, documents, message):
    with pytest.raises(InputError, match=message):
        draw(documents, tmp_path / out, kind)
    assert not list(tmp_path.iterdir())
