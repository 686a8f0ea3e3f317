"""An evaluation as tables for the terminal (rich)."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table

from claimx.schema import load_vocabulary
from claimx.scoring.agreement import Agreement
from claimx.scoring.evaluation import Evaluation
from claimx.scoring.spans import CRITERIA
from claimx.scoring.table import Measured

NOTHING = "–"
SCORED = ("claim", "trigger", *(f"argument.{criterion}" for criterion in CRITERIA), "who", "source")
LABELLED = ("polarity", "modality", "generic")


def make_report(evaluation: Evaluation) -> RenderableType:
    """The tables: figures beside baselines, per type, per role, and the use of confidence."""
    return Group(
        _heading(evaluation),
        _figures(evaluation),
        _breakdown(evaluation, "type", list(load_vocabulary().types)),
        _breakdown(evaluation, "role", list(load_vocabulary().roles)),
        _keep_drop(evaluation),
    )


def _heading(evaluation: Evaluation) -> str:
    corpus, table = evaluation.corpus, evaluation.score.table
    return (
        f"{evaluation.versions.get('extractor', '')} on {corpus.name}"
        f"{' ' + corpus.split if corpus.split else ''} ({corpus.sha256[:12]}): "
        f"{len(corpus)} documents, {table.total('words')} words, "
        f"{table.total('claim:gold')} gold claims, {table.total('claim:pred')} predicted"
    )


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", header_style="bold")
    table.add_column(columns[0])
    for column in columns[1:]:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _figures(evaluation: Evaluation) -> Table:
    table = _table(
        "Figures (95 % bootstrap intervals over documents)",
        "", "P", "R", "F1 or value", "interval", "lexicon", "most frequent", "p",
    )  # fmt: skip
    for row in _rows(evaluation):
        table.add_row(*row)
    return table


def _rows(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    for name in (*SCORED, "when.exact", "when.contained"):
        precision, recall = (evaluation.score[f"{name}.{part}"] for part in ("precision", "recall"))
        yield (name, number(precision), number(recall), *_value(evaluation, f"{name}.f1"))
    for name in (
        "source.accuracy",
        *(f"{x}.{y}" for x in LABELLED for y in ("accuracy", "macro_f1")),
    ):
        yield (name, "", "", *_value(evaluation, name))
    name = "foil.per_1000_words"
    yield ("false alarms per 1,000 words on foils", "", "", *_value(evaluation, name))


def _value(evaluation: Evaluation, name: str) -> tuple[str, ...]:
    measured = evaluation.score.figures[name]
    comparison = evaluation.comparisons.get(name)
    floor = evaluation.floors.get(name)
    return (
        number(measured.value),
        interval(measured),
        number(evaluation.baseline[name]),
        number(floor) if name in evaluation.floors else "",
        number(comparison.p_value, 4) if comparison else "",
    )


def _breakdown(evaluation: Evaluation, kind: str, names: list[str]) -> Table:
    table = _table(
        f"Per {kind}", kind, "gold", "predicted", "P", "R", "F1", "interval", "lexicon F1"
    )
    score = evaluation.score
    for name in names:
        counted = [score.table.total(f"{kind}:{name}:{side}") for side in ("gold", "pred")]
        if any(counted):
            parts = [
                number(score[f"{kind}.{name}.{part}"]) for part in ("precision", "recall", "f1")
            ]
            figure = f"{kind}.{name}.f1"
            bounds = interval(score.figures[figure])
            floor = number(evaluation.baseline[figure])
            table.add_row(name, *map(str, counted), *parts, bounds, floor)
    return table


def _keep_drop(evaluation: Evaluation) -> Table:
    calibration = evaluation.calibration
    table = _table(
        f"Confidence: expected calibration error {number(calibration.ece)}, "
        f"Brier score {number(calibration.brier)}",
        "keep from", "claims", "share kept", "share right",
    )  # fmt: skip
    for row in calibration.keep_drop:
        shares = (number(row.share_kept), number(row.share_right))
        table.add_row(f"{row.threshold:.1f}", str(row.claims), *shares)
    return table


def make_agreement(agreement: Agreement) -> Table:
    """Two annotators: F1 and its interval, and kappa beside the accuracy of each label."""
    score = agreement.score
    table = _table(
        f"Agreement on {len(score.table.ids)} documents: {score.table.total('claim:gold')} claims "
        f"of the first, {score.table.total('claim:pred')} of the second",
        "", "F1 or accuracy", "interval", "kappa",
    )  # fmt: skip
    names = [f"{name}.f1" for name in (*SCORED, "when.exact", "when.contained")]
    for name in (*names, *(f"{label}.accuracy" for label in LABELLED)):
        measured, kappa = score.figures[name], agreement.kappa.get(name.partition(".")[0])
        row = (number(measured.value), interval(measured), "" if kappa is None else number(kappa))
        table.add_row(name, *row)
    return table


def number(value: float | None, digits: int = 3) -> str:
    """A figure for a reader; a dash where there is nothing to score."""
    return NOTHING if value is None else f"{value:.{digits}f}"


def interval(measured: Measured) -> str:
    """The interval of a figure; a dash where there is none."""
    if measured.low is None or measured.high is None:
        return NOTHING
    return f"{number(measured.low)}–{number(measured.high)}"
