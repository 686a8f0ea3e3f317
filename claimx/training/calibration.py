"""From a recipe of kind "calibration" to the curves of the learned and the hybrid extractor."""

import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from claimx.claim import Claim, Document
from claimx.errors import InputError
from claimx.extract.hybrid import HybridExtractor
from claimx.extract.learned import LearnedExtractor
from claimx.extract.learned.calibration import FILE, Calibration
from claimx.extract.learned.model import FORMAT_VERSION
from claimx.extract.rules.extractor import RuleExtractor, load_weights
from claimx.language import Analysis
from claimx.model_folder import verify_model, write_manifest
from claimx.pipeline import assemble
from claimx.proposal import Extractor
from claimx.scoring.counts import align_documents, argument_pairs
from claimx.scoring.spans import SpanJudge
from claimx.training.articles import articles, gold_proposals, kept_out
from claimx.training.recipe import Recipe, read_recipe, require_tables
from claimx.training.rules import Labelled
from claimx.training.rules_recipe import fit_rules

if TYPE_CHECKING:
    from numpy.typing import NDArray

TABLES = {"stop", "rules"}
LEAST_VERDICTS = 50

Verdicts = list[tuple[float, bool]]
Gold = tuple[Document, Analysis]


def train_calibration(recipe: Recipe, say: Callable[[str], None]) -> Path:
    """Fit the curves on the kept-out articles and write them beside the recipe.

    The network has not seen these articles; the rules are fitted anew without them.

    Raises:
        InputError: for a faulty table, or too few articles to tell anything.
        ModelError: where the model folder of the recipe is damaged.
    """
    require_tables(recipe, TABLES)
    found = list(articles(recipe))
    aside = kept_out(recipe)
    unseen = [pair for pair in found if pair[0].id in aside]
    learn = [
        Labelled(analysis, gold_proposals(gold)) for gold, analysis in found if gold.id not in aside
    ]
    rules = read_recipe(recipe.folder.parent.parent / str(recipe.settings["rules"]["recipe"]))
    hybrid = HybridExtractor(model=recipe.folder)
    with tempfile.TemporaryDirectory() as folder:
        hybrid.rules = RuleExtractor(load_weights(fit_rules(rules, learn, Path(folder), say)))
    learned = LearnedExtractor(model=recipe.folder)
    curves = {}
    # Confidences as the models say them, whatever was fitted before.
    learned.calibration = hybrid.calibration = Calibration()
    extractors: tuple[Extractor, ...] = (learned, hybrid)
    for extractor in extractors:
        curves[extractor.name] = _curves(extractor, unseen, say)
    _write(curves, recipe.folder)
    return recipe.folder


def _write(curves: dict[str, dict[str, tuple[float, float]]], folder: Path) -> None:
    """Write the curves, in the place of older ones, and the manifest again."""
    facts = verify_model(folder, format_version=FORMAT_VERSION)
    kept = {name: fact for name, fact in facts.items() if name not in {"sha256", "format_version"}}
    (folder / FILE).write_text(json.dumps(curves, indent=1) + "\n", "utf-8")
    write_manifest(folder, format_version=FORMAT_VERSION, **kept)


def _curves(
    extractor: Extractor, unseen: Iterable[Gold], say: Callable[[str], None]
) -> dict[str, tuple[float, float]]:
    claims: Verdicts = []
    arguments: Verdicts = []
    for gold, analysis in unseen:
        made = assemble(analysis, extractor.propose(analysis), extractor.name, gold.id)
        judged = _judged(gold, made)
        claims += judged[0]
        arguments += judged[1]
    say(f"{extractor.name}: {len(claims)} claims, {len(arguments)} arguments")
    return {"claim": fit_curve(claims), "argument": fit_curve(arguments)}


def _judged(gold: Document, made: Sequence[Claim]) -> tuple[Verdicts, Verdicts]:
    """Each claim and argument with its confidence and whether gold has it too."""
    predicted = Document(text=gold.text, claims=tuple(made), id=gold.id)
    judge = SpanJudge()
    pairs = dict((j, i) for i, j in align_documents(gold, predicted, judge).typed)
    claims: Verdicts = []
    arguments: Verdicts = []
    for number, claim in enumerate(predicted.claims):
        claims.append((claim.confidence, number in pairs))
        if number not in pairs:
            continue
        true = gold.claims[pairs[number]].args
        right = {second for _, second in argument_pairs(true, claim.args, "half", judge)}
        arguments += [(arg.confidence, place in right) for place, arg in enumerate(claim.args)]
    return claims, arguments


def fit_curve(verdicts: Verdicts) -> tuple[float, float]:
    """Slope and shift of the logistic curve through confidences and verdicts (Platt 1999).

    Raises:
        InputError: where there are too few verdicts, or all are alike.
    """
    from sklearn.linear_model import LogisticRegression

    right = [good for _, good in verdicts]
    if len(verdicts) < LEAST_VERDICTS or len(set(right)) < 2:
        raise InputError(
            f"{len(verdicts)} verdicts, {sum(right)} of them right: too few to calibrate on; "
            "keep more articles out ([stop] share)"
        )
    chances: NDArray[np.float64] = np.clip([chance for chance, _ in verdicts], 1e-6, 1 - 1e-6)
    odds = np.log(chances / (1 - chances))
    model = LogisticRegression(C=1e4).fit(odds[:, None], right)
    return round(float(model.coef_[0, 0]), 4), round(float(model.intercept_[0]), 4)
