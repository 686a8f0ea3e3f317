"""From a recipe of kind "when" to the weights that rank the dates a claim may have.

Two models: "words" ranks the date expressions near a claim, learned with the time arguments given
and with them hidden; "link" ranks the dates of other claims for one that has none of its own. What
the other claims have is told by "words" models that have not seen the article.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimx.claim import Document, When
from claimx.language import Analysis
from claimx.model_folder import write_manifest
from claimx.qualify.anchors import anchors
from claimx.qualify.argument_dates import date_by_arguments
from claimx.qualify.clock import Clock, clock_of
from claimx.qualify.dates import read_day
from claimx.qualify.neighbours import Neighbours
from claimx.qualify.time import dates_by_words, word_candidates
from claimx.qualify.weights import FORMAT_VERSION, LinearWeights, save_weights
from claimx.scoring.dates import contained
from claimx.training.articles import articles, gold_proposals
from claimx.training.qualifiers import FOLDS, LinearSettings, fit_linear
from claimx.training.recipe import Recipe, require_tables

TABLES = {"words", "link"}
MONTH = len("2024-06")

Article = tuple[Document, Analysis]


@dataclass(frozen=True, slots=True)
class DateExample:
    """One claim's candidates: the features of each, and whether its date is the labelled one."""

    features: list[tuple[str, ...]]
    right: list[bool]


def train_when(recipe: Recipe, say: Callable[[str], None]) -> Path:
    """Fit both models on the recipe's data and write them beside the recipe.

    Raises:
        InputError: for a table or setting that is missing or unknown.
        CorpusError: for data that cannot be loaded.
    """
    require_tables(recipe, TABLES)
    words = LinearSettings.of("words", recipe.settings["words"])
    link = LinearSettings.of("link", recipe.settings["link"])
    found = list(articles(recipe))
    near = [list(word_examples(*article)) for article in found]
    say(f"{len(found)} articles, {sum(map(len, near))} claims with expressions near them")
    save_weights(fit_dates(_flat(near), words), recipe.folder / "words.json")
    linked = link_examples(found, near, words)
    say(f"{sum(map(len, linked))} claims without a date of their own")
    save_weights(fit_dates(_flat(linked), link), recipe.folder / "link.json")
    write_manifest(
        recipe.folder, format_version=FORMAT_VERSION, version=recipe.version, articles=len(found)
    )
    return recipe.folder


def _flat(groups: Iterable[list[DateExample]]) -> list[DateExample]:
    return [example for group in groups for example in group]


def agrees(told: str | None, value: str) -> bool:
    """Whether a date is the labelled one, or the one names a day of the month that the other is."""
    if told is None:
        return False
    short, long = sorted((told, value), key=len)
    return short == long or (len(short) >= MONTH and long.startswith(short))


def word_examples(document: Document, analysis: Analysis) -> Iterator[DateExample]:
    """The expressions near each claim: once with time arguments known, once without any."""
    proposals = gold_proposals(document)
    placed = anchors(analysis, proposals)
    given, hidden = clock_of(analysis, proposals), Clock(analysis, read_day(analysis.published))
    for claim, proposal, anchor in zip(document.claims, proposals, placed, strict=True):
        if anchor is None:
            continue
        told = claim.when.value if claim.when else None
        clocks = [hidden] if date_by_arguments(given, proposal, anchor) else [hidden, given]
        for clock in clocks:
            near = list(word_candidates(clock, anchor))
            if near:
                yield DateExample(
                    [candidate.features for candidate in near],
                    [agrees(told, candidate.dated.value) for candidate in near],
                )


def link_examples(
    found: Sequence[Article], near: Sequence[Sequence[DateExample]], words: LinearSettings
) -> list[list[DateExample]]:
    """The dated neighbours of each claim without a date of its own, by article.

    Args:
        found: the articles.
        near: the examples of `word_examples` for each of them.
        words: how the models are fitted that date the neighbours: one for each of `FOLDS` folds
            (article `i` is in fold `i % FOLDS`), from the articles of the others.
    """
    models = [
        fit_dates([e for i, group in enumerate(near) if i % FOLDS != fold for e in group], words)
        for fold in range(FOLDS)
    ]
    return [list(_links(*article, models[number % FOLDS])) for number, article in enumerate(found)]


def _links(document: Document, analysis: Analysis, words: LinearWeights) -> Iterator[DateExample]:
    proposals = gold_proposals(document)
    placed = anchors(analysis, proposals)
    clock = clock_of(analysis, proposals)
    dates: list[When | None] = dates_by_words(clock, placed, proposals, words)
    neighbours = Neighbours(analysis, placed, dates, clock.published)
    for claim, anchor, date in zip(document.claims, placed, dates, strict=True):
        if anchor is None or date is not None:
            continue
        context = neighbours.context(anchor)
        around = list(neighbours.candidates(anchor, context, word_candidates(clock, anchor)))
        told = claim.when.value if claim.when else None
        if around:
            yield DateExample(
                [candidate.features + context for candidate in around],
                [told is not None and contained(told, one.dated.value) for one in around],
            )


def fit_dates(examples: Iterable[DateExample], settings: LinearSettings) -> LinearWeights:
    """Fit one model; a claim with many candidates counts less for each of them."""
    features: list[tuple[str, ...]] = []
    labels: list[bool] = []
    importance: list[float] = []
    for example in examples:
        features += example.features
        labels += example.right
        importance += [len(example.right) ** -0.5] * len(example.right)
    return fit_linear(features, labels, settings, importance)
