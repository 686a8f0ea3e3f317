"""The timeline of a document's dated claims: where each mark stands, in units of the drawing.

A claim dated to a month is a bar as long as that month, never a point that claims a day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from claimx.claim import Claim
from claimx.corpus.periods import Period, parse_period
from claimx.report.cards import Card

WIDTH, LABELS, RIGHT = 1000, 150, 14
LANE, TOP = 20, 26
LEAST = 14
"""The narrowest mark, so that a day of a decade can be hit and its sign be read."""
TICKS = 9
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 24000)


@dataclass(frozen=True, slots=True)
class Bar:
    """Claims of one type, date and status.

    Attributes:
        cards: what it stands for; at least one.
        x, y, width: where it is drawn.
        value: the date as written.
    """

    cards: tuple[Card, ...]
    x: float
    y: float
    width: float
    value: str


@dataclass(frozen=True, slots=True)
class Row:
    """The bars of one type; `y` is the top of its first lane."""

    label: str
    family: str
    y: float
    height: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing `WIDTH` wide and `height` high; `undated` claims have no place in it."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    published: Tick | None
    height: float
    dated: int
    undated: int


def period_of(claim: Claim) -> Period | None:
    """The days that a claim is dated to; None where it has no date, or none that ISO 8601 knows."""
    if claim.when is None:
        return None
    try:
        return parse_period(claim.when.value)
    except ValueError:
        return None


def make_timeline(cards: Sequence[Card], published: str | None) -> Timeline:
    """The timeline of some claims; without rows where none is dated."""
    dated = [(card, period) for card in cards if (period := period_of(card.claim)) is not None]
    undated = len(cards) - len(dated)
    if not dated:
        return Timeline((), (), None, 0, 0, undated)
    issued = _day(published)
    first = min([period.first for _, period in dated] + ([issued] if issued else []))
    last = max([period.last for _, period in dated] + ([issued] if issued else []))
    scale = _Scale(first, last)
    rows = tuple(_rows(dated, scale))
    bottom = rows[-1].y + rows[-1].height
    mark = Tick(scale.x(issued), "published") if issued else None
    return Timeline(rows, tuple(_ticks(scale)), mark, bottom + 8, len(dated), undated)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


class _Scale:
    """Days to horizontal places."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.days = (last - first).days + 1

    def x(self, day: date, after: int = 0) -> float:
        share = ((day - self.first).days + after) / self.days
        return round(LABELS + share * (WIDTH - LABELS - RIGHT), 1)


def _rows(dated: Sequence[tuple[Card, Period]], scale: _Scale) -> Iterator[Row]:
    kinds: dict[str, list[tuple[Card, Period]]] = {}
    for card, period in dated:
        kinds.setdefault(card.claim.type, []).append((card, period))
    y = float(TOP)
    # The type whose first act came first stands on top, so that the eye goes down in time.
    for members in sorted(kinds.values(), key=lambda found: min(p.first for _, p in found)):
        bars, lanes = _bars(members, scale, y)
        height = lanes * LANE + 6
        yield Row(members[0][0].label, members[0][0].family, y, height, bars)
        y += height


def _bars(
    members: Sequence[tuple[Card, Period]], scale: _Scale, y: float
) -> tuple[tuple[Bar, ...], int]:
    """Bars of one row in as few lanes as keep them apart, and the number of lanes."""
    groups: dict[tuple[date, date, tuple[str, ...]], list[Card]] = {}
    for card, period in members:
        groups.setdefault((period.first, period.last, card.statuses), []).append(card)
    free: list[float] = []
    bars = []
    for (first, last, _), cards in sorted(groups.items()):
        width = max(scale.x(last, after=1) - scale.x(first), LEAST)
        x = min(scale.x(first), WIDTH - width)
        lane = next((n for n, end in enumerate(free) if end <= x), len(free))
        free[lane : lane + 1] = [x + width + 3]
        when = cards[0].claim.when
        value = when.value if when else ""
        bars.append(Bar(tuple(cards), x, y + 3 + lane * LANE, round(width, 1), value))
    return tuple(bars), len(free)


def _ticks(scale: _Scale) -> Iterator[Tick]:
    """Dates at even steps: months, or years where the time is long, or days where it is short."""
    if scale.days < 62:
        step = max(1, -(-scale.days // TICKS))
        for offset in range(0, scale.days, step):
            day = date.fromordinal(scale.first.toordinal() + offset)
            yield Tick(scale.x(day), day.isoformat())
        return
    begin, end = (day.year * 12 + day.month - 1 for day in (scale.first, scale.last))
    step = next((s for s in _STEPS if (end - begin) / s <= TICKS), _STEPS[-1])
    for month in range(begin - begin % step, end + 1, step):
        day = date(max(month // 12, 1), month % 12 + 1, 1)
        if day >= scale.first:
            label = str(day.year) if step >= 12 else f"{day.year}-{day.month:02}"
            yield Tick(scale.x(day), label)
