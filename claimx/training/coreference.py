"""From labelled articles to the weights of the coreference ranker.

Two kinds of labels teach: entity files with every mention, and the names that pronouns of claims
stand for (`refers_to`). Every decision that the resolver has to take becomes one example: its
candidates with their features, and which of them are right. The weights are those of
`claimx.training.conditional_logit`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from claimx.claim import Document, Span
from claimx.entities.chains import Chain
from claimx.entities.coreference import Choose, chooser, resolve
from claimx.entities.mentions import find_mentions
from claimx.entities.name_runs import plain
from claimx.entities.nodes import Node, read_scene
from claimx.entities.noun_kinds import noun_kind
from claimx.entities.ranker import FORMAT_VERSION, Ranker, save_ranker
from claimx.entities.words import table
from claimx.language import Analysis
from claimx.model_folder import write_manifest
from claimx.training.articles import articles
from claimx.training.conditional_logit import Decision, fit
from claimx.training.recipe import Recipe, require_tables

TABLES = {"ranker", "bias"}
# How the features of descriptions and names begin; those of pronouns begin otherwise.
_NOUNS = ("nominal:", "name:")
WHO = frozenset(("agent", "victim", "place", "origin", "destination"))
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SMALL = frozenset(
    ["the", "a", "an", "his", "her", "their", "its", "of", "and", "mr", "mrs", "ms", "dr"]
)


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
    first = fit_ranker(decisions, settings, bias)
    pronouns = [found for article in parsed for found in pronoun_decisions(*article, first)]
    say(f"{len(pronouns)} decisions from pronouns of claims")
    save_ranker(fit_ranker(decisions + pronouns, settings, bias), recipe.folder)
    write_manifest(
        recipe.folder,
        format_version=FORMAT_VERSION,
        version=recipe.version,
        articles=len(parsed),
        decisions=len(decisions) + len(pronouns),
    )
    return recipe.folder


def fit_ranker(
    decisions: Sequence[Decision], settings: Mapping[str, float], bias: dict[str, float]
) -> Ranker:
    """The ranker that decisions teach: pronouns and the others apart, since they share no feature.

    Args:
        decisions: the examples.
        settings: `strength` and `pronoun_strength`, the inverses of the two L2 penalties, and
            `least`, as of `claimx.training.conditional_logit.fit`.
        bias: what is added to the weights of named features.
    """
    weights: dict[str, float] = {}
    for nouns, name in ((True, "strength"), (False, "pronoun_strength")):
        own = [d for d in decisions if d.candidates[0][0].startswith(_NOUNS) is nouns]
        if own:
            weights |= fit(own, settings[name], int(settings["least"])).weights
    return with_bias(Ranker(weights), bias)


def seeds(document: Document) -> list[Span]:
    """The spans of arguments and sources that are people, bodies or places.

    Of objects, which are mostly things, those count that are a body by name or noun ("the site").
    """
    args = [arg for claim in document.claims for arg in claim.args]
    found = {arg.span for arg in args if arg.role in WHO}
    found |= {arg.span for arg in args if arg.role == "object" and _is_body(arg.span.text)}
    found |= {claim.source.span for claim in document.claims if claim.source is not None}
    return sorted(found)


def _is_body(text: str) -> bool:
    """Whether an object is a body by its words: two or more with capitals, or "the website"."""
    spelt = text.split()
    if len(spelt) == 2 and spelt[0].lower() == "the" and spelt[1].islower():
        known = noun_kind(spelt[1])
        return known is not None and known.kind == "organisation"
    return len(spelt) > 1 and all(word[:1].isupper() for word in spelt)


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
