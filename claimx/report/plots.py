"""Figures for those who would rather look than read: claims over time, people by claims.

Colours are those of Okabe and Ito (2008), told apart by the colour-blind; what is not plainly
asserted is hatched as well, so that nothing hangs on colour alone.
"""

import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.claim import Document
from claimx.errors import InputError, MissingExtraError
from claimx.report.plots_counts import STANDINGS, PeopleCounts, TimeCounts, count_people, count_time

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure
    from matplotlib.text import Text

COLOURS = (
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999",
)  # fmt: skip
STANDING_COLOURS = dict(
    zip(STANDINGS, ("#0072B2", "#56B4E9", "#F0E442", "#D55E00", "#999999"), strict=True)
)
STANDING_HATCHES = dict(zip(STANDINGS, ("", "///", "...", "xxx", "---"), strict=True))
SUFFIXES = (".png", ".svg")
MOST_PEOPLE = 25
_TICKS = 13
_LABELS = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}


def draw(documents: Iterable[Document], out: Path, kind: str) -> None:
    """Write a figure.

    Args:
        documents: read once, one by one.
        out: a file that ends in .png or .svg.
        kind: one of `KINDS`.

    Raises:
        InputError: for another kind or ending, or where there is nothing to draw.
        MissingExtraError: where matplotlib is not installed.
    """
    if kind not in KINDS:
        raise InputError(f"kind {kind!r} is unknown; expected one of {', '.join(KINDS)}")
    if out.suffix.lower() not in SUFFIXES:
        raise InputError(f"output {str(out)!r} ends in neither .png nor .svg; rename it")
    try:
        from matplotlib import rc_context
    except ImportError as error:
        raise MissingExtraError(
            'plots need matplotlib, which is not installed; run: pip install "claimx[plot]"'
        ) from error
    settings = {
        "svg.fonttype": "none", "svg.hashsalt": "claimx", "font.size": 10, "hatch.linewidth": 0.8,
    }  # fmt: skip
    with rc_context(settings), warnings.catch_warnings():  # type: ignore[arg-type]
        # A letter that the font lacks is drawn as a box; that is no reason to speak up.
        warnings.filterwarnings("ignore", message="Glyph")
        figure = KINDS[kind](documents)
        dateless = {"Date": None} if out.suffix.lower() == ".svg" else None
        figure.savefig(out, dpi=160, metadata=dateless, bbox_inches="tight")


def draw_time(documents: Iterable[Document]) -> "Figure":
    """Bars of claims by the time of the act, stacked by type."""
    counts = count_time(documents)
    if not counts.bins:
        raise InputError(
            f"none of {counts.claims} claims is dated closely enough to draw; give --published to "
            "claimx extract, or another --kind"
        )
    figure, axes = _figure(max(8.0, min(14.0, 0.32 * len(counts.bins) + 4)), 4.8)
    bottom = [0] * len(counts.bins)
    for colour, (label, series) in zip(COLOURS, counts.series.items(), strict=False):
        for part, hatch in ((0, ""), (1, "////")):
            heights = [pair[part] for pair in series]
            named = label if part == 0 else "_nolegend_"
            axes.bar(
                range(len(bottom)), heights, 0.82, bottom, color=colour, hatch=hatch,
                edgecolor="#222222", linewidth=0.5, label=named,
            )  # fmt: skip
            bottom = [low + height for low, height in zip(bottom, heights, strict=True)]
    axes.bar([0], [0], color="white", hatch="////", edgecolor="#222222", label="not asserted *")
    _time_axis(axes, counts)
    _finish(axes, "Claims over time, by type", _about_time(counts))
    return figure


def _time_axis(axes: "Axes", counts: TimeCounts) -> None:
    every = -(-len(counts.bins) // _TICKS)
    places = range(0, len(counts.bins), every)
    axes.set_xticks(
        list(places),
        labels=[counts.bins[place].strftime(_LABELS[counts.unit]) for place in places],
        rotation=0 if len(places) * len(counts.unit) < 40 else 40,
        ha="center" if len(places) * len(counts.unit) < 40 else "right",
    )
    axes.set_xlabel(f"Time of the act, by {counts.unit}")
    axes.set_ylabel("Number of claims")
    _whole(axes.yaxis)


def _about_time(counts: TimeCounts) -> str:
    drawn = counts.claims - counts.undated - counts.vague
    left_out = [f"{counts.undated:,} have no date"]
    if counts.vague:
        left_out.append(f"{counts.vague:,} a date too vague for one {counts.unit}")
    return (
        f"{drawn:,} of {counts.claims:,} claims are drawn; {' and '.join(left_out)}. Claims, not "
        "facts.\n* alleged, possible, planned, demanded, denied or said in general"
    )


def draw_people(documents: Iterable[Document]) -> "Figure":
    """Bars of the people who take part in most claims, stacked by how the claims stand."""
    counts = count_people(documents, MOST_PEOPLE)
    if not counts.rows:
        raise InputError(
            "no claim names a person; give articles with claims about named people, or another "
            "--kind"
        )
    figure, axes = _figure(9.0, 1.8 + 0.3 * len(counts.rows))
    left = [0] * len(counts.rows)
    for standing in STANDINGS:
        widths = [by_standing.get(standing, 0) for _, by_standing in counts.rows]
        if any(widths):
            axes.barh(
                range(len(left)),
                widths,
                0.74,
                left,
                color=STANDING_COLOURS[standing],
                hatch=STANDING_HATCHES[standing],
                edgecolor="#222222",
                linewidth=0.5,
                label=standing,
            )
        left = [start + width for start, width in zip(left, widths, strict=True)]
    axes.set_yticks(range(len(left)), labels=[name for name, _ in counts.rows])
    _as_written(axes.get_yticklabels())
    axes.invert_yaxis()
    axes.set_xlabel("Number of claims that they take part in")
    _whole(axes.xaxis)
    _finish(axes, "People by number of claims", _about_people(counts))
    return figure


def _about_people(counts: PeopleCounts) -> str:
    shown = len(counts.rows)
    which = f"The {shown} most often named of {counts.people:,}" if shown < counts.people else "All"
    return (
        f"{which} people named in {counts.documents:,} documents, as those who act or to whom it "
        "is done;\nwho only speaks is not counted. Claims, not facts: being named is no proof."
    )


def _figure(width: float, height: float) -> "tuple[Figure, Axes]":
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), facecolor="white")
    return figure, figure.subplots()


def _finish(axes: "Axes", title: str, about: str) -> None:
    axes.set_title(title, loc="left", fontsize=14, fontweight="bold", pad=40)
    axes.annotate(
        about, (0, 1), xycoords="axes fraction", xytext=(0, 6), textcoords="offset points",
        fontsize=8.5, color="#444444", va="bottom",
    )  # fmt: skip
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(0.02)
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, borderaxespad=0)


def _whole(axis: "Axis") -> None:
    """Claims are counted in whole numbers."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(integer=True))


def _as_written(labels: "Sequence[Text]") -> None:
    """Names with a dollar sign are no formulas."""
    for label in labels:
        label.set_parse_math(False)


KINDS: dict[str, Callable[[Iterable[Document]], "Figure"]] = {
    "time": draw_time,
    "people": draw_people,
}
