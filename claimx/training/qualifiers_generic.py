"""From a recipe of kind "genericity" to the weights that tell habits from occasions."""

from collections.abc import Callable, Iterator
from pathlib import Path

from claimx.claim import Document
from claimx.language import Analysis
from claimx.model_folder import write_manifest
from claimx.qualify.anchors import anchors
from claimx.qualify.genericity import generic_features
from claimx.qualify.modality import modality_of
from claimx.qualify.weights import FORMAT_VERSION, save_weights
from claimx.training.articles import articles, gold_proposals
from claimx.training.qualifiers import LinearSettings, fit_linear
from claimx.training.recipe import Recipe, require_tables

TABLES = {"generic"}


def train_genericity(recipe: Recipe, say: Callable[[str], None]) -> Path:
    """Fit the weights on the recipe's data and write them beside the recipe.

    Raises:
        InputError: for a table or setting that is missing or unknown.
        CorpusError: for data that cannot be loaded.
    """
    require_tables(recipe, TABLES)
    settings = LinearSettings.of("generic", recipe.settings["generic"])
    made = [example for article in articles(recipe) for example in generic_examples(*article)]
    labels = [label for _, label in made]
    say(f"{len(made)} claims, {sum(labels)} generic")
    fitted = fit_linear([names for names, _ in made], labels, settings)
    say(f"{len(fitted.weights)} features")
    save_weights(fitted, recipe.folder / "generic.json")
    write_manifest(
        recipe.folder, format_version=FORMAT_VERSION, version=recipe.version, claims=len(made)
    )
    return recipe.folder


def generic_examples(document: Document, analysis: Analysis) -> Iterator[tuple[list[str], bool]]:
    """The features of each gold claim whose trigger stands in the parsed text, and its label."""
    placed = anchors(analysis, gold_proposals(document))
    for claim, anchor in zip(document.claims, placed, strict=True):
        if anchor is not None:
            modality, _ = modality_of(anchor.head, anchor.links)
            yield list(generic_features(analysis, anchor, modality)), claim.generic
