"""Weights of the qualifiers that have not seen an article: five folds, as the recipes fit them."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from articles import Article, further

from claimx.qualify.factuality_weights import FactualityWeights
from claimx.qualify.time import WhenWeights
from claimx.qualify.weights import LinearWeights
from claimx.training.factuality import FactualityExamples, add_examples, fit_factuality
from claimx.training.qualifiers import FOLDS, LinearSettings, fit_linear
from claimx.training.qualifiers_generic import generic_examples
from claimx.training.qualifiers_when import fit_dates, link_examples, word_examples
from claimx.training.recipe import Recipe, read_recipe

MODELS = Path(__file__).resolve().parents[2] / "models"

Thing = TypeVar("Thing")
Fold = tuple[FactualityWeights, LinearWeights, WhenWeights]


def out_of_fold(articles: Sequence[Article], kept: Path | None) -> list[Fold]:
    """The weights of each fold: article `i` is in fold `i % FOLDS` and did not teach it.

    What a recipe learns from beside these articles teaches every fold, and is measured in none.

    Args:
        articles: split into folds.
        kept: see `articles.parsed`.
    """
    return list(
        zip(
            _factuality(articles, further(_recipe("factuality-en"), articles, kept)),
            _generic(articles, further(_recipe("genericity-en"), articles, kept)),
            _when(articles, further(_recipe("when-en"), articles, kept)),
            strict=True,
        )
    )


def _recipe(name: str) -> Recipe:
    return read_recipe(MODELS / name / "recipe.toml")


def _others(things: Sequence[Thing], fold: int) -> list[Thing]:
    return [thing for number, thing in enumerate(things) if number % FOLDS != fold]


def _factuality(articles: Sequence[Article], more: Iterable[Article]) -> list[FactualityWeights]:
    settings = _recipe("factuality-en").settings
    weights, decision = settings["weights"], settings["decision"]
    every = [_examples([article]) for article in articles]
    extra = _examples(more)
    made = []
    for fold in range(FOLDS):
        learn = FactualityExamples()
        for some in [*_others(every, fold), extra]:
            learn.features += some.features
            learn.labels += some.labels
        fitted = fit_factuality(
            learn, weights["strength"], weights["least"], weights["prune"], decision["asserted"]
        )
        made.append(fitted.with_thresholds(decision["with_cue"], decision["without_cue"]))
    return made


def _examples(articles: Iterable[Article]) -> FactualityExamples:
    made = FactualityExamples()
    for document, analysis in articles:
        add_examples(made, document, analysis)
    return made


def _generic(articles: Sequence[Article], more: Iterable[Article]) -> list[LinearWeights]:
    settings = LinearSettings.of("generic", _recipe("genericity-en").settings["generic"])
    every = [list(generic_examples(*article)) for article in articles]
    extra = [list(generic_examples(*article)) for article in more]
    made = []
    for fold in range(FOLDS):
        learn = [example for some in [*_others(every, fold), *extra] for example in some]
        made.append(fit_linear([names for names, _ in learn], [yes for _, yes in learn], settings))
    return made


def _when(articles: Sequence[Article], more: Sequence[Article]) -> list[WhenWeights]:
    settings = _recipe("when-en").settings
    words = LinearSettings.of("words", settings["words"])
    link = LinearSettings.of("link", settings["link"])
    near = [list(word_examples(*article)) for article in articles]
    extra = [list(word_examples(*article)) for article in more]
    made = []
    for fold in range(FOLDS):
        kept = _others(near, fold) + extra
        linked = link_examples([*_others(articles, fold), *more], kept, words)
        made.append(
            WhenWeights(
                fit_dates([example for some in kept for example in some], words),
                fit_dates([example for some in linked for example in some], link),
            )
        )
    return made
