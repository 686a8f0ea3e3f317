"""The figures of the report, each a formula over summed counts.

A figure knows the columns it reads; it is given arrays whose last axis holds them, so that one
formula serves the corpus, a thousand resamples and a permutation test. Where there is nothing to
score the value is NaN here and None in results, never 0.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claimx.schema import load_vocabulary
from claimx.scoring.spans import CRITERIA

Array = NDArray[np.float64]
GENERIC = ("false", "true")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name, the columns it reads, and the formula over them."""

    name: str
    columns: tuple[str, ...]
    formula: Callable[[Array], Array]


def divide(above: Array, below: Array) -> Array:
    """`above / below`, and NaN where `below` is 0."""
    quotient: Array = np.divide(above, below, out=np.full(np.shape(below), np.nan), where=below > 0)
    return quotient


def _precision(counts: Array) -> Array:
    return divide(counts[..., 0], counts[..., 2])


def _recall(counts: Array) -> Array:
    return divide(counts[..., 0], counts[..., 1])


def _f1(counts: Array) -> Array:
    return divide(2 * counts[..., 0], counts[..., 1] + counts[..., 2])


def _per_thousand(counts: Array) -> Array:
    return 1000 * divide(counts[..., 0], counts[..., 1])


def _share(counts: Array) -> Array:
    return divide(counts[..., 0], counts[..., 1])


def square(counts: Array) -> Array:
    """Confusion counts as matrices: the last axis becomes (gold, predicted)."""
    size = round(counts.shape[-1] ** 0.5)
    return counts.reshape(*counts.shape[:-1], size, size)


def _accuracy(counts: Array) -> Array:
    return divide(np.einsum("...ii->...", square(counts)), counts.sum(axis=-1))


def _macro_f1(counts: Array) -> Array:
    """The mean F1 of the labels that occur in gold or prediction."""
    matrix = square(counts)
    hits = np.einsum("...ii->...i", matrix)
    each = divide(2 * hits, matrix.sum(axis=-1) + matrix.sum(axis=-2))
    return divide(np.nansum(each, axis=-1), np.sum(~np.isnan(each), axis=-1).astype(np.float64))


def _prf(name: str, hit: str, gold: str, predicted: str) -> list[Figure]:
    columns = (hit, gold, predicted)
    formulas = {"precision": _precision, "recall": _recall, "f1": _f1}
    return [Figure(f"{name}.{part}", columns, formula) for part, formula in formulas.items()]


def label_columns(label: str, values: Sequence[str]) -> tuple[str, ...]:
    """The confusion columns of a label, gold first, row by row."""
    return tuple(f"{label}:{gold}>{predicted}" for gold in values for predicted in values)


def label_values() -> dict[str, tuple[str, ...]]:
    """The judged labels and their possible values."""
    labels = load_vocabulary().labels
    return {
        "polarity": tuple(labels["polarity"]),
        "modality": tuple(labels["modality"]),
        "generic": GENERIC,
    }


def all_figures() -> list[Figure]:
    """Every figure in the order of the report, per type and per role last."""
    figures = [
        *_prf("claim", "claim:hit", "claim:gold", "claim:pred"),
        *_prf("trigger", "trigger:hit", "claim:gold", "claim:pred"),
    ]
    for criterion in CRITERIA:
        figures += _prf(f"argument.{criterion}", f"arg.{criterion}:hit", "arg:gold", "arg:pred")
    figures += _prf("who", "who:hit", "claim:gold", "claim:pred")
    figures += _prf("source", "source:hit", "source:gold", "source:pred")
    figures.append(Figure("source.accuracy", ("source:right", "pair"), _share))
    for label, values in label_values().items():
        columns = label_columns(label, values)
        figures.append(Figure(f"{label}.accuracy", columns, _accuracy))
        figures.append(Figure(f"{label}.macro_f1", columns, _macro_f1))
    for how in ("exact", "contained"):
        figures += _prf(f"when.{how}", f"when.{how}:hit", "when:gold", "when:pred")
    figures.append(Figure("foil.per_1000_words", ("foil:claims", "foil:words"), _per_thousand))
    return figures + _by("type", load_vocabulary().types) + _by("role", load_vocabulary().roles)


def _by(kind: str, names: Iterable[str]) -> list[Figure]:
    return [
        figure
        for name in names
        for figure in _prf(
            f"{kind}.{name}", *(f"{kind}:{name}:{c}" for c in ("hit", "gold", "pred"))
        )
    ]
