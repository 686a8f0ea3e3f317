"""From labelled articles to the weights of the coreference ranker.

Two kinds of labels teach: entity files with every mention, and the names that pronouns of claims
stand for (`refers_to`). Every decision that the resolver has to take becomes one example: its
candidates with their features, and which of them are right. The weights are a conditional logit
with an L2 penalty, fitted with L-BFGS (scipy); nothing is drawn at random.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from claimx.claim import Document, Span
from claimx.entities.chains import Chain
from claimx.entities.coreference import Choose, chooser, resolve
from claimx.entities.mentions import find_mentions
from claimx.entities.name_runs import plain
from claimx.entities.nodes import Node, read_scene
from claimx.entities.ranker import FORMAT_VERSION, Ranker, save_ranker
from claimx.entities.words import table
from claimx.language import Analysis
from claimx.model_folder import write_manifest
from claimx.training.articles import articles
from claimx.training.recipe import Recipe, require_tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

TABLES = {"ranker", "bias"}
WHO = frozenset(("agent", "victim", "place", "origin", "destination"))
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SMALL = frozenset(
    ["the", "a", "an", "his", "her", "their", "its", "of", "and", "mr", "mrs", "ms", "dr"]
)


@dataclass(frozen=True, slots=True)
class Decision:
    """The features of each candidate, and which candidates are right (at least one)."""

    candidates: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]


def train_coreference(recipe: Recipe, say: Callable[[str], None]) -> Path:
    """Fit the ranker on the recipe's data and write it beside the recipe.

    Raises:
        InputError: for a table that is missing or unknown.
        CorpusError: for data that cannot be loaded.
    """
    require_tables(recipe, TABLES)
    settings, bias = recipe.settings["ranker"], recipe.settings["bias"]
    parsed = list(articles(recipe))
    decisions = [found for article in parsed for found in entity_decisions(*article)]
    say(f"{len(parsed)} articles, {len(decisions)} decisions from entities")
    first = with_bias(fit(decisions, settings["strength"], settings["least"]), bias)
    pronouns = [found for article in parsed for found in pronoun_decisions(*article, first)]
    say(f"{len(pronouns)} decisions from pronouns of claims")
    ranker = fit(decisions + pronouns, settings["strength"], settings["least"])
    save_ranker(with_bias(ranker, bias), recipe.folder)
    write_manifest(
        recipe.folder,
        format_version=FORMAT_VERSION,
        version=recipe.version,
        articles=len(parsed),
        decisions=len(decisions) + len(pronouns),
    )
    return recipe.folder


def seeds(document: Document) -> list[Span]:
    """The spans of arguments and sources that are people, bodies or places."""
    found = {arg.span for claim in document.claims for arg in claim.args if arg.role in WHO}
    found |= {claim.source.span for claim in document.claims if claim.source is not None}
    return sorted(found)


def entity_decisions(document: Document, analysis: Analysis) -> list[Decision]:
    """Decisions on gold mentions and on found ones; empty for a document without entities."""
    gold = {span: entity.id for entity in document.entities for span in entity.mentions}
    if not gold:
        return []
    exact = [m for m in find_mentions(analysis, sorted(gold)) if m.span in gold]
    found: list[Decision] = []
    for mentions in (exact, find_mentions(analysis, seeds(document))):
        resolve(read_scene(analysis, mentions), _by_entities(gold, found))
    return found


def _by_entities(gold: dict[Span, str], found: list[Decision]) -> Choose:
    """Decide by the gold entities, and note each decision in `found`."""

    def choose(node: Node, chains: list[Chain], named: list[list[str]]) -> Chain | None:
        entity = gold.get(node.mention.span)
        right = [
            index
            for index, chain in enumerate(chains)
            if entity and any(gold.get(n.mention.span) == entity for n in chain.before(node.index))
        ]
        may_be_none = len(named) > len(chains)
        told = bool(right) or (may_be_none and (node.form is None or entity is None))
        if told and len(named) > 1:
            found.append(Decision(tuple(map(tuple, named)), tuple(right or [len(chains)])))
        return chains[right[0]] if right else None

    return choose


def pronoun_decisions(document: Document, analysis: Analysis, base: Ranker) -> list[Decision]:
    """Decisions on pronouns whose name a claim gives; `base` takes the others."""
    names = referents(document)
    if not names:
        return []
    found: list[Decision] = []
    decide = chooser(base)

    def choose(node: Node, chains: list[Chain], named: list[list[str]]) -> Chain | None:
        name = names.get(node.mention.span)
        right = [i for i, chain in enumerate(chains) if name and names_chain(name, chain)]
        if not right:
            return decide(node, chains, named)
        if len(named) > 1:
            found.append(Decision(tuple(map(tuple, named)), tuple(right)))
        return chains[right[0]]

    resolve(read_scene(analysis, find_mentions(analysis, seeds(document))), choose)
    return found


def referents(document: Document) -> dict[Span, str]:
    """The pronouns of claims and the name each stands for, as labelled."""
    forms = table("pronouns")["forms"]
    found: dict[Span, str] = {}
    for claim in document.claims:
        for arg in claim.args:
            if arg.refers_to and arg.span.text.lower() in forms:
                found.setdefault(arg.span, arg.refers_to)
    return found


def names_chain(name: str, chain: Chain) -> bool:
    """Whether a name or noun phrase of a chain is the given name, in full or in part."""
    return any(
        node.form is None and same_words(node.mention.span.text, name) for node in chain.nodes
    )


def same_words(one: str, other: str) -> bool:
    """Whether the words of one phrase are all in the other, case, accents and articles aside."""
    first, second = (
        {plain(word) for word in _WORD.findall(text)} - _SMALL for text in (one, other)
    )
    return bool(first and second) and (first <= second or second <= first)


def with_bias(ranker: Ranker, bias: dict[str, float]) -> Ranker:
    """The ranker with a constant added to named features (`"nominal:none" = -1.0`)."""
    weights = dict(ranker.weights)
    for name, value in bias.items():
        weights[name] = weights.get(name, 0.0) + value
    return Ranker(weights)


def fit(decisions: Sequence[Decision], strength: float, least: int) -> Ranker:
    """Weights that make the right candidates likely.

    Args:
        decisions: the examples.
        strength: the inverse of the L2 penalty.
        least: features seen in fewer candidates are left out.
    """
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    seen = Counter(name for d in decisions for names in d.candidates for name in set(names))
    index = {name: i for i, name in enumerate(sorted(n for n, c in seen.items() if c >= least))}
    rows: list[int] = []
    columns: list[int] = []
    right: list[bool] = []
    for decision in decisions:
        for number, names in enumerate(decision.candidates):
            known = sorted({index[name] for name in names if name in index})
            rows += [len(right)] * len(known)
            columns += known
            right.append(number in decision.right)
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(right), len(index)))
    sizes = np.array([len(decision.candidates) for decision in decisions])
    loss = _Loss(matrix, matrix.T.tocsr(), np.array(right), sizes, strength)
    result = minimize(
        loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 200}
    )
    return Ranker({name: round(float(result.x[i]), 5) for name, i in index.items()})


class _Loss:
    """Penalised negative log-likelihood of the right candidates, with its gradient."""

    def __init__(
        self,
        matrix: "object",
        turned: "object",
        right: "NDArray[np.bool_]",
        sizes: "NDArray[np.int64]",
        strength: float,
    ) -> None:
        self.matrix, self.turned, self.right = matrix, turned, right
        self.sizes, self.strength = sizes, strength
        self.starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def __call__(self, weights: "NDArray[np.float64]") -> "tuple[float, NDArray[np.float64]]":
        scores = self.matrix @ weights  # type: ignore[operator]
        top = np.repeat(np.maximum.reduceat(scores, self.starts), self.sizes)
        shares = np.exp(scores - top)
        good = shares * self.right
        every, some = (
            np.add.reduceat(shares, self.starts),
            np.add.reduceat(good, self.starts) + 1e-12,
        )
        likelihood = float((np.log(some) - np.log(every)).sum())
        change = good / np.repeat(some, self.sizes) - shares / np.repeat(every, self.sizes)
        gradient = weights / self.strength - self.turned @ change
        return -likelihood + 0.5 / self.strength * float(weights @ weights), gradient
