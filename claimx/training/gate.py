"""From a recipe of kind "gate" to the weights that tell what is worth parsing.

Learned from rough sentences: those with the trigger of a gold claim are worth it, all others of
the labelled articles are not; in texts that nobody labelled, those in which the default extractor
finds a claim are. The second model is fitted on sums of the first out of fold, by article.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from claimx.errors import InputError
from claimx.extract.gate.features import unit_features
from claimx.extract.gate.units import units, words_in
from claimx.extract.gate.weights import FORMAT_VERSION, GateWeights, save_gate, surroundings
from claimx.extract.hybrid import HybridExtractor
from claimx.extract.rules.lexicon import load_lexicon
from claimx.language import analyse, load_language
from claimx.model_folder import write_manifest
from claimx.training.data import documents, root_of
from claimx.training.public_texts import public_texts
from claimx.training.recipe import Recipe, require_tables
from claimx.training.rules import matrix

TABLES = {"unlabelled", "sentence", "document"}
SEED = 7
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """One document: the features of each rough sentence, and whether it must be read."""

    features: list[set[str]]
    labels: list[bool]


def train_gate(recipe: Recipe, say: Callable[[str], None]) -> Path:
    """Fit both models on the recipe's data and write them beside the recipe.

    Raises:
        InputError: for a table or setting that is missing, or a folder without texts.
        CorpusError: for data that cannot be loaded.
    """
    require_tables(recipe, TABLES)
    made = [example(text, wanted) for text, wanted in _documents(recipe, say)]
    say(f"{len(made)} documents, {sum(len(one.labels) for one in made)} sentences")
    weights = fit_gate(made, recipe)
    say(f"{len(weights.sentence)} features")
    save_gate(weights, recipe.folder)
    write_manifest(
        recipe.folder,
        format_version=FORMAT_VERSION,
        version=recipe.version,
        sentences=sum(len(one.labels) for one in made),
    )
    return recipe.folder


def _documents(recipe: Recipe, say: Callable[[str], None]) -> Iterator[tuple[str, list[Span]]]:
    """Each text with the characters of its triggers."""
    for _, document in documents(recipe):
        triggers = [claim.trigger for claim in document.claims]
        yield document.text, [(one.start, one.end) for one in triggers]
    folder = root_of(recipe) / str(recipe.settings["unlabelled"]["folder"])
    texts = public_texts(folder, "conllu")
    if not texts:
        raise InputError(
            f"[unlabelled] folder {str(folder)!r} holds no .conllu file; "
            "put the texts of GUM there, or mend the recipe"
        )
    say(f"{len(texts)} unlabelled texts")
    nlp, reader = load_language(), HybridExtractor(skip=False)
    for text in texts.values():
        triggers = [one.trigger for one in reader.propose(analyse(nlp, text))]
        yield text, [(one.start, one.end) for one in triggers]


def example(text: str, triggers: Sequence[Span]) -> Example:
    """What is learned of one document; a text without a sentence gives an empty example."""
    found = units(text, [(0, len(text))])
    lexicon = load_lexicon()
    return Example(
        [unit_features(words_in(text, start, end), lexicon) for start, end in found],
        [any(a < end and start < b for a, b in triggers) for start, end in found],
    )


def fit_gate(made: Sequence[Example], recipe: Recipe) -> GateWeights:
    """Both models (scikit-learn, L2, L-BFGS); deterministic but for the last digits.

    Raises:
        InputError: where no sentence, or every one, must be read.
    """
    told, above = recipe.settings["sentence"], recipe.settings["document"]
    strength, least, prune = float(told["strength"]), int(told["least"]), float(told["prune"])
    folds = int(above["folds"])
    order = list(range(len(made)))
    random.Random(SEED).shuffle(order)
    rows: list[tuple[float, float, float]] = []
    labels: list[bool] = []
    for fold in range(folds):
        held = order[fold::folds]
        rest = [made[place] for place in sorted(set(order) - set(held))]
        weights, bias = _fit_sentences(rest, strength, least, prune)
        for place in held:
            sums = [bias + sum(weights.get(n, 0.0) for n in one) for one in made[place].features]
            around = surroundings(sums)
            rows += [(own, *two) for own, two in zip(sums, around, strict=True)]
            labels += made[place].labels
    (own, share, total), offset = _logistic(np.asarray(rows), labels, 1.0)
    weights, bias = _fit_sentences(made, strength, least, prune)
    return GateWeights(
        recipe.version, weights, bias, own, share, total, offset, float(above["threshold"])
    )


def _fit_sentences(
    made: Sequence[Example], strength: float, least: int, prune: float
) -> tuple[dict[str, float], float]:
    features = [sorted(names) for one in made for names in one.features]
    labels = [label for one in made for label in one.labels]
    counts = Counter(name for names in features for name in names)
    names = sorted(name for name, count in counts.items() if count >= least)
    table = matrix(features, {name: row for row, name in enumerate(names)}).astype(np.float64)
    fitted, bias = _logistic(table, labels, strength)
    return {
        name: weight for name, weight in zip(names, fitted, strict=True) if abs(weight) >= prune
    }, bias


def _logistic(table: object, labels: Sequence[bool], strength: float) -> tuple[list[float], float]:
    """Weights and bias of a logistic regression, rounded to three places."""
    from sklearn.linear_model import LogisticRegression

    if len(set(labels)) < 2:
        raise InputError(
            f"the recipe's data give {len(labels)} sentences that are all alike; "
            "expected some with claims and some without: add articles"
        )
    model = LogisticRegression(C=strength, max_iter=4000).fit(table, labels)
    return [round(float(one), 3) for one in model.coef_[0]], round(float(model.intercept_[0]), 3)
