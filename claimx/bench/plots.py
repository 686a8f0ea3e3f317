"""Where the marks of the leaderboard's plots stand; the page draws them as SVG.

All values are in pixels from the upper left corner of a plot.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimx.bench.plot_labels import Frame, Mark, place_labels

# Room beside the lowest and highest value of a logarithmic axis.
LOG_ROOM = 1.6


@dataclass(frozen=True, slots=True)
class Interval:
    """A measured value with its bounds, which are the value itself where there are none."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, measured: Mapping[str, float | None] | None) -> "Interval | None":
        """From `value`, `low` and `high` of a result; None where nothing was measured."""
        value = measured.get("value") if measured else None
        if measured is None or value is None:
            return None
        low, high = measured.get("low"), measured.get("high")
        return cls(value, value if low is None else low, value if high is None else high)


@dataclass(frozen=True, slots=True)
class Point:
    """A system to be plotted; speed in tokens a second."""

    number: int
    label: str
    speed: Interval
    quality: Interval


@dataclass(frozen=True, slots=True)
class Tick:
    """A value of an axis, as written, and where it stands."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Scatter:
    """Quality against speed; `plain_x` is where plain spaCy is, or None."""

    frame: Frame
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    plain_x: float | None


@dataclass(frozen=True, slots=True)
class Dot:
    """A bin of a reliability diagram; the radius tells how many claims are in it."""

    x: float
    y: float
    radius: float
    text: str


SCATTER = Frame(46, 14, 586, 296)
RELIABILITY = Frame(40, 10, 220, 190)
DOT_RADIUS = (2.5, 9.0)


def scatter(points: Sequence[Point], plain: float | None) -> Scatter | None:
    """Place systems by speed (logarithmic) and quality, both with intervals.

    Args:
        points: the systems that have both.
        plain: tokens a second of plain spaCy, or None.

    Returns:
        None where there is no point.
    """
    if not points:
        return None
    speeds = [bound for point in points for bound in (point.speed.low, point.speed.high)]
    if plain is not None:
        speeds.append(plain)
    low, high = min(speeds) / LOG_ROOM, max(speeds) * LOG_ROOM
    floor = math.floor(min(point.quality.low for point in points) * 10) / 10
    ceiling = max(math.ceil(max(p.quality.high for p in points) * 10) / 10, floor + 0.1)
    frame = SCATTER

    def x(speed: float) -> float:
        share = math.log(speed / low) / math.log(high / low)
        return round(frame.left + share * (frame.right - frame.left), 1)

    def y(value: float) -> float:
        share = (value - floor) / (ceiling - floor)
        return round(frame.bottom - share * (frame.bottom - frame.top), 1)

    bare = [
        Mark(
            point.number,
            point.label,
            x(point.speed.value),
            y(point.quality.value),
            x(point.speed.low),
            x(point.speed.high),
            y(point.quality.low),
            y(point.quality.high),
            0,
            0,
            _in_words(point),
        )
        for point in points
    ]
    lines = [] if plain is None else [x(plain)]
    return Scatter(
        frame,
        tuple(Tick(x(value), f"{value:,g}") for value in log_ticks(low, high)),
        tuple(Tick(y(value), f"{value:.1f}") for value in _tenths(floor, ceiling)),
        tuple(place_labels(bare, frame, lines)),
        lines[0] if lines else None,
    )


def _in_words(point: Point) -> str:
    quality, speed = point.quality, point.speed
    return (
        f"{point.label}: {quality.value:.3f} ({quality.low:.3f} to {quality.high:.3f}), "
        f"{speed.value:,.0f} tokens a second ({speed.low:,.0f} to {speed.high:,.0f})"
    )


def log_ticks(low: float, high: float) -> list[float]:
    """Powers of ten between two bounds, and 2 and 5 times these unless the bounds are far apart."""
    span = math.log10(high / low)
    steps = (1, 2, 5) if span < 3 else (1,)
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    values = [step * 10.0**power for power in powers for step in steps]
    return [value for value in values if low <= value <= high]


def _tenths(floor: float, ceiling: float) -> list[float]:
    return [step / 10 for step in range(round(floor * 10), round(ceiling * 10) + 1)]


def reliability(bins: Sequence[Mapping[str, Any]]) -> list[Dot]:
    """The bins of a calibration that hold claims, confidence to the right and share right up."""
    filled = [row for row in bins if row["claims"]]
    most = max((row["claims"] for row in filled), default=1)
    frame, (least, range_) = RELIABILITY, (DOT_RADIUS[0], DOT_RADIUS[1] - DOT_RADIUS[0])
    return [
        Dot(
            round(frame.left + row["mean_confidence"] * (frame.right - frame.left), 1),
            round(frame.bottom - row["share_right"] * (frame.bottom - frame.top), 1),
            round(least + range_ * math.sqrt(row["claims"] / most), 1),
            f"{row['claims']} claims of mean confidence {row['mean_confidence']:.2f}: "
            f"{row['share_right']:.0%} right",
        )
        for row in filled
    ]
