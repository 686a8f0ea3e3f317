"""The result of a bench arranged for readers: one board a corpus, its rows in order of rank."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimx.bench.plots import Dot, Interval, Point, Scatter, reliability, scatter

Result = Mapping[str, Any]
FINISHED = "finished"
NOTHING = "–"
# Below this share of a processor, plain spaCy had to wait for others.
BUSY = 0.9
MEBI = 1 << 20
PLOTTED = {"claim.f1": "Claim F1", "argument.entity.f1": "Argument F1"}
HEADLINE = {
    "claim.f1": "Claim F1",
    "argument.entity.f1": "Argument F1",
    "who.f1": "Who F1",
    "source.f1": "Source F1",
    "modality.accuracy": "Modality accuracy",
}
FIGURES = {
    "claim.precision": "claim precision",
    "claim.recall": "claim recall",
    "claim.f1": "claim F1",
    "trigger.f1": "trigger F1",
    "argument.exact.f1": "argument F1, exact",
    "argument.half.f1": "argument F1, half of the words",
    "argument.head.f1": "argument F1, head",
    "argument.entity.f1": "argument F1, entity",
    "who.f1": "who F1",
    "source.f1": "source F1",
    "source.accuracy": "source accuracy",
    "polarity.accuracy": "polarity accuracy",
    "polarity.macro_f1": "polarity macro-F1",
    "modality.accuracy": "modality accuracy",
    "modality.macro_f1": "modality macro-F1",
    "generic.accuracy": "generic accuracy",
    "when.exact.f1": "time F1, same days",
    "when.contained.f1": "time F1, one within the other",
}


@dataclass(frozen=True, slots=True)
class System:
    """A cell that was finished.

    Attributes:
        number: of its contender: the same colour and mark on every board.
        cell: its result.
        dots: its reliability diagram.
    """

    number: int
    cell: Result
    dots: tuple[Dot, ...]

    @property
    def label(self) -> str:
        """How tables call it."""
        return str(self.cell["label"])

    def figure(self, name: str) -> Interval | None:
        """A figure of quality with its interval; None where there was nothing to score."""
        return Interval.of(self.cell["figures"].get(name))

    def speed(self, name: str) -> Interval | None:
        """A figure of speed with the slowest and fastest run; None where it was not measured."""
        return Interval.of((self.cell["speed"] or {}).get(name))

    @property
    def unmeasured(self) -> str | None:
        """Why speed was asked for and not measured; None where it was, or was not asked for."""
        return (self.cell["speed"] or {}).get("reason")

    @property
    def cold_start(self) -> float | None:
        """Seconds from asking for a process to its first document; None where not measured."""
        return (self.cell["cold_start"] or {}).get("total_s")

    def versus(self, name: str) -> Mapping[str, float | None] | None:
        """Difference from the reference and p-value; None for the reference itself."""
        against = self.cell.get("against_reference")
        return against.get(name) if against else None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table of bars: what it is, how many gold cases, a value a system."""

    name: str
    gold: int | None
    values: tuple[Interval | None, ...]


@dataclass(frozen=True)
class Board:
    """Everything about one split.

    Attributes:
        corpus: its entry in the result.
        systems: best first, by the figure that the definition ranks by.
        failed: the cells without a result.
        figures, types, roles: tables of bars, a value for each of `systems`.
        plots: quality against speed, by the name of the figure; None without speed.
    """

    corpus: Result
    systems: tuple[System, ...]
    failed: tuple[Result, ...]
    figures: tuple[Line, ...]
    types: tuple[Line, ...]
    roles: tuple[Line, ...]
    plots: Mapping[str, Scatter | None]

    @property
    def timed(self) -> bool:
        """Whether any system's speed was measured."""
        return any(plot is not None for plot in self.plots.values())


def make_boards(result: Result) -> list[Board]:
    """One board for each split of a result, in its order."""
    numbers: dict[str, int] = {}
    for cell in result["cells"]:
        numbers.setdefault(cell["label"], len(numbers))
    boards = []
    for corpus in result["corpora"]:
        cells = [cell for cell in result["cells"] if cell["corpus"] == corpus["label"]]
        boards.append(_board(corpus, cells, numbers, result["rank_by"]))
    return boards


def _board(
    corpus: Result, cells: Sequence[Result], numbers: Mapping[str, int], rank_by: str
) -> Board:
    finished = [cell for cell in cells if cell["state"] == FINISHED]
    finished.sort(key=lambda cell: -(cell["figures"][rank_by]["value"] or 0))
    systems = tuple(
        System(numbers[cell["label"]], cell, tuple(reliability(cell["calibration"]["bins"])))
        for cell in finished
    )
    return Board(
        corpus,
        systems,
        tuple(cell for cell in cells if cell["state"] != FINISHED),
        tuple(_lines(systems, FIGURES)),
        tuple(_counted(systems, "type")),
        tuple(_counted(systems, "role")),
        {name: _scatter(systems, name) for name in PLOTTED},
    )


def _lines(systems: Sequence[System], names: Mapping[str, str]) -> Iterable[Line]:
    for name, label in names.items():
        values = tuple(system.figure(name) for system in systems)
        if any(value is not None for value in values):
            yield Line(label, None, values)


def _counted(systems: Sequence[System], kind: str) -> list[Line]:
    """F1 by type or role, the frequent ones first; those that gold does not have are left out."""
    if not systems:
        return []
    counts = systems[0].cell["counts"]
    gold = {
        name.split(":")[1]: count
        for name, count in counts.items()
        if name.startswith(f"{kind}:") and name.endswith(":gold") and count
    }
    return [
        Line(name, gold[name], tuple(system.figure(f"{kind}.{name}.f1") for system in systems))
        for name in sorted(gold, key=lambda name: (-gold[name], name))
    ]


def _scatter(systems: Sequence[System], name: str) -> Scatter | None:
    points, plain = [], []
    for system in systems:
        speed, quality = system.speed("tokens_per_second"), system.figure(name)
        if speed is not None and quality is not None:
            points.append(Point(system.number, system.label, speed, quality))
            timed = system.cell["speed"]
            plain += [timed["tokens"] / seconds for seconds in timed["spacy_seconds"]]
    return scatter(points, sorted(plain)[len(plain) // 2] if plain else None)


def busy(result: Result) -> bool:
    """Whether speed was measured while other programs used the processor."""
    timed = [cell["speed"] for cell in result["cells"] if cell.get("speed")]
    shares = [speed.get("cpu_share", 1) for speed in timed]
    return any(share < BUSY for share in shares)


def number(value: float | None, digits: int = 3) -> str:
    """A figure for a reader; a dash where there is none."""
    return NOTHING if value is None else f"{value:,.{digits}f}"


def bounds(value: Interval | None, digits: int = 2) -> str:
    """An interval for a reader; empty where there is none."""
    if value is None or value.low == value.high:
        return ""
    return f"{value.low:,.{digits}f}–{value.high:,.{digits}f}"


def signed(value: float | None, digits: int = 3) -> str:
    """A difference with its sign."""
    return NOTHING if value is None else f"{value:+.{digits}f}".replace("-", "−")


def megabytes(count: int | None) -> str:
    """Bytes as MiB; 0 where there is no model at all."""
    if count is None:
        return NOTHING
    return "0" if count == 0 else number(count / MEBI, 1 if count >= MEBI else 2)
