"""From a recipe of kind "rules" to the weights of the rule extractor."""

from collections.abc import Callable, Sequence
from pathlib import Path

from claimx.errors import InputError
from claimx.extract.rules.extractor import FORMAT_VERSION, NONE
from claimx.extract.rules.linear import save_linear
from claimx.model_folder import write_manifest
from claimx.training.articles import articles, gold_proposals
from claimx.training.recipe import Recipe, require_tables
from claimx.training.rules import Examples, Labelled, fit, prune, role_examples, trigger_examples

TABLES = {"trigger", "role", "prune"}


def train_rules(recipe: Recipe, say: Callable[[str], None]) -> Path:
    """Fit trigger and role weights on the recipe's data and write them beside the recipe.

    Raises:
        InputError: for a table that is missing or unknown.
        CorpusError: for data that cannot be loaded.
    """
    require_tables(recipe, TABLES)
    found = [Labelled(analysis, gold_proposals(gold)) for gold, analysis in articles(recipe)]
    return fit_rules(recipe, found, recipe.folder, say)


def fit_rules(
    recipe: Recipe, found: Sequence[Labelled], folder: Path, say: Callable[[str], None]
) -> Path:
    """Fit the weights of a recipe on labelled articles and write them into `folder`."""
    trigger, role = recipe.settings["trigger"], recipe.settings["role"]
    least = recipe.settings["prune"]["least"]
    say(f"{len(found)} articles, {sum(len(article.gold) for article in found)} claims")
    words = sorted(trigger["context"])
    examples = trigger_examples(found, frozenset(words))
    say(f"{len(examples.labels)} lexicon matches")
    _must_hold_none(examples, "lexicon matches that claim nothing")
    model = fit(examples, strength=trigger["strength"], least=trigger["least"])
    save_linear(prune(model, least), folder, "trigger")
    examples = role_examples(found)
    say(f"{len(examples.labels)} candidate arguments")
    _must_hold_none(examples, "candidates that fill no role")
    model = fit(examples, strength=role["strength"], least=role["least"])
    save_linear(prune(model, least), folder, "role")
    (folder / "context.txt").write_text("\n".join(words) + "\n", "utf-8")
    write_manifest(
        folder,
        format_version=FORMAT_VERSION,
        version=recipe.version,
        articles=len(found),
        trigger_bias=trigger["null_weight"],
        role_bias=role["null_weight"],
    )
    return folder


def _must_hold_none(examples: Examples, what: str) -> None:
    if NONE not in examples.labels:
        raise InputError(
            f"the recipe's data hold no {what}; expected some to learn from: add articles"
        )
