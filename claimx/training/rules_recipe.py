"""From a recipe of kind "rules" to the weights of the rule extractor."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from claimx import corpus
from claimx.claim import Document
from claimx.errors import InputError
from claimx.extract.rules.extractor import FORMAT_VERSION, NONE
from claimx.extract.rules.linear import save_linear
from claimx.language import analyse, load_language
from claimx.model_folder import write_manifest
from claimx.proposal import Proposal
from claimx.training.recipe import DataPart, Recipe
from claimx.training.rules import Examples, Labelled, fit, prune, role_examples, trigger_examples

if TYPE_CHECKING:
    from spacy.language import Language

TABLES = {"trigger", "role", "prune"}


def train_rules(recipe: Recipe, say: Callable[[str], None]) -> Path:
    """Fit trigger and role weights on the recipe's data and write them beside the recipe.

    Raises:
        InputError: for a table that is missing or unknown.
        CorpusError: for data that cannot be loaded.
    """
    if set(recipe.settings) != TABLES:
        raise InputError(
            f"recipe in {recipe.folder.name}: tables {sorted(recipe.settings)}, "
            f"expected {sorted(TABLES)}"
        )
    trigger, role = recipe.settings["trigger"], recipe.settings["role"]
    nlp = load_language()
    articles = [article for part in recipe.data for article in labelled(nlp, recipe.folder, part)]
    say(f"{len(articles)} articles, {sum(len(article.gold) for article in articles)} claims")
    words = sorted(trigger["context"])
    examples = trigger_examples(articles, frozenset(words))
    say(f"{len(examples.labels)} lexicon matches")
    _must_hold_none(examples, "lexicon matches that claim nothing")
    model = fit(examples, strength=trigger["strength"], least=trigger["least"])
    save_linear(prune(model, recipe.settings["prune"]["least"]), recipe.folder, "trigger")
    examples = role_examples(articles)
    say(f"{len(examples.labels)} candidate arguments")
    _must_hold_none(examples, "candidates that fill no role")
    model = fit(examples, strength=role["strength"], least=role["least"])
    save_linear(prune(model, recipe.settings["prune"]["least"]), recipe.folder, "role")
    (recipe.folder / "context.txt").write_text("\n".join(words) + "\n", "utf-8")
    write_manifest(
        recipe.folder,
        format_version=FORMAT_VERSION,
        version=recipe.version,
        articles=len(articles),
        trigger_bias=trigger["null_weight"],
        role_bias=role["null_weight"],
    )
    return recipe.folder


def _must_hold_none(examples: Examples, what: str) -> None:
    if NONE not in examples.labels:
        raise InputError(
            f"the recipe's data hold no {what}; expected some to learn from: add articles"
        )


def labelled(nlp: "Language", folder: Path, part: DataPart) -> Iterable[Labelled]:
    """The analysed articles of one part; a path is taken from the root of the checkout."""
    path = folder.parent.parent / part.corpus
    name = str(path) if path.is_dir() else part.corpus
    for document in corpus.load(name, part.split):
        analysis = analyse(nlp, document.text, published=document.published)
        yield Labelled(analysis, gold_proposals(document))


def gold_proposals(document: Document) -> list[Proposal]:
    """The gold claims of a document as an extractor would propose them."""
    return [Proposal(claim.type, claim.trigger, claim.args) for claim in document.claims]
