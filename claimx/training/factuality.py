"""From labelled articles to the weights that judge polarity and modality.

Six logistic regressions over the same binary features (scikit-learn, L2, liblinear): negative or
not, and each modality against the others. Deterministic: no randomness enters.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from claimx.claim import Document
from claimx.errors import InputError
from claimx.language import Analysis
from claimx.model_folder import write_manifest
from claimx.qualify.factuality import cases
from claimx.qualify.factuality_weights import (
    FORMAT_VERSION,
    LABELS,
    NEGATIVE,
    FactualityWeights,
    save_weights,
)
from claimx.qualify.factuality_words import PLAIN
from claimx.training.articles import articles, gold_proposals
from claimx.training.recipe import Recipe
from claimx.training.rules import matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

SETTINGS = {
    "weights": {"strength", "least", "prune"},
    "decision": {"with_cue", "without_cue", "asserted"},
}


@dataclass
class FactualityExamples:
    """Feature names of each claim and, side by side, the labels of `LABELS` that it bears."""

    features: list[list[str]] = field(default_factory=list)
    labels: list[frozenset[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Fitted:
    """Weights of shape (features, labels) with one bias a label, before they are stored."""

    names: tuple[str, ...]
    weights: "NDArray[np.float64]"
    bias: tuple[float, ...]

    def with_thresholds(self, with_cue: float, without_cue: float) -> FactualityWeights:
        """The weights as `judge` takes them."""
        rows = dict(zip(self.names, map(tuple, self.weights.tolist()), strict=True))
        return FactualityWeights(rows, self.bias, with_cue, without_cue)


def train_factuality(recipe: Recipe, say: Callable[[str], None]) -> Path:
    """Fit the weights on the recipe's data and write them beside the recipe.

    Raises:
        InputError: for a table or setting that is missing or unknown.
        CorpusError: for data that cannot be loaded.
    """
    found = {name: set(values) for name, values in recipe.settings.items()}
    if found != SETTINGS:
        raise InputError(
            f"recipe in {recipe.folder.name}: tables {found}, expected {SETTINGS}: mend the recipe"
        )
    settings, decision = recipe.settings["weights"], recipe.settings["decision"]
    made = FactualityExamples()
    for document, analysis in articles(recipe):
        add_examples(made, document, analysis)
    say(f"{len(made.labels)} claims, {sum(NEGATIVE in one for one in made.labels)} negative")
    fitted = fit_factuality(
        made, settings["strength"], settings["least"], settings["prune"], decision["asserted"]
    )
    say(f"{len(fitted.names)} features")
    save_weights(fitted.names, fitted.weights, fitted.bias, recipe.folder)
    write_manifest(
        recipe.folder,
        format_version=FORMAT_VERSION,
        version=recipe.version,
        claims=len(made.labels),
        with_cue=decision["with_cue"],
        without_cue=decision["without_cue"],
    )
    return recipe.folder


def add_examples(made: FactualityExamples, document: Document, analysis: Analysis) -> None:
    """One example for each gold claim whose trigger stands in the parsed text."""
    found = cases(analysis, gold_proposals(document))
    for claim, case in zip(document.claims, found, strict=True):
        if case is not None:
            made.features.append([one.name for one in case.found])
            made.labels.append(frozenset((claim.polarity, claim.modality)))


def fit_factuality(
    examples: FactualityExamples, strength: float, least: int, prune: float, asserted: float
) -> Fitted:
    """Fit one logistic regression a label; plain words tell nothing of the polarity.

    Args:
        examples: claims with their labels.
        strength: scikit-learn's C, the inverse of the L2 penalty.
        least: features seen in fewer claims are left out.
        prune: features none of whose weights reaches it are dropped.
        asserted: added to the score of "asserted".
    """
    counts = Counter(name for names in examples.features for name in set(names))
    names = sorted(name for name, count in counts.items() if count >= least)
    table = matrix(examples.features, {name: row for row, name in enumerate(names)})
    reaching = np.array([not name.startswith(PLAIN) for name in names], dtype=bool)
    columns, bias = [], []
    for label in LABELS:
        used = reaching if label == NEGATIVE else np.ones(len(names), dtype=bool)
        bears = [label in one for one in examples.labels]
        weights, constant = _fit_label(table[:, used], bears, strength)
        column = np.zeros(len(names))
        column[used] = weights
        columns.append(column)
        bias.append(constant + (asserted if label == "asserted" else 0.0))
    stacked = np.stack(columns, axis=1)
    keep = np.abs(stacked).max(axis=1) >= prune
    kept = tuple(name for name, kept in zip(names, keep, strict=True) if kept)
    return Fitted(kept, stacked[keep], tuple(bias))


def _fit_label(
    table: "object", bears: Sequence[bool], strength: float
) -> "tuple[NDArray[np.float64], float]":
    from sklearn.linear_model import LogisticRegression

    if len(set(bears)) < 2:
        raise InputError(
            "the recipe's data hold a label of polarity or modality always or never; "
            "expected both kinds of claims to learn from: add articles"
        )
    model = LogisticRegression(C=strength, max_iter=300, solver="liblinear")
    model.fit(table, bears)
    return model.coef_[0], float(model.intercept_[0])
