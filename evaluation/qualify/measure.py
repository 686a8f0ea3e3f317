"""Measure source, polarity, modality, genericity and time with the gold claims given.

Run from the repository:

    python evaluation/qualify/measure.py [--shared ../shared/corpus] [--parses FOLDER]

Prints each figure of dev with the bundled weights, of train with weights that have not seen the
article (five folds), and of both together: the figure, its 95 % interval (bootstrap over articles)
and what the trivial answers get (no source, positive, asserted, particular, no date). What else the
recipes learn from teaches all five folds and is measured in none.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from articles import Article, parsed
from folds import out_of_fold
from numpy.typing import NDArray

from claimx.claim import Claim, Source, Span, When
from claimx.entities.coreference import cluster
from claimx.entities.mentions import find_mentions
from claimx.identify import NAMED_ROLES
from claimx.language import Analysis
from claimx.proposal import Proposal
from claimx.qualify.attribution import attribute
from claimx.qualify.factuality import Factuality, judge
from claimx.qualify.factuality_weights import MODALITIES, FactualityWeights
from claimx.qualify.time import WhenWeights, date_claims
from claimx.qualify.weights import LinearWeights
from claimx.scoring.dates import contained
from claimx.scoring.spans import SpanJudge
from claimx.training.articles import gold_proposals

RESAMPLES = 500
TRIVIAL = Factuality()


class Weights(NamedTuple):
    """The learned parts of the qualifiers; None for the bundled ones."""

    factuality: FactualityWeights | None = None
    generic: LinearWeights | None = None
    when: WhenWeights | None = None


class Answer(NamedTuple):
    """What is told of one claim; `known` is its source once the entities are known."""

    source: Source | None = None
    known: Source | None = None
    fact: Factuality = TRIVIAL
    when: When | None = None


def answers(article: Article, weights: Weights) -> list[Answer]:
    """What the qualifiers say of the gold claims of an article."""
    document, analysis = article
    proposals = gold_proposals(document)
    sources = attribute(analysis, proposals)
    return [
        Answer(*told)
        for told in zip(
            sources,
            attribute(analysis, proposals, _clusters(analysis, proposals, sources)),
            judge(analysis, proposals, weights.factuality, weights.generic),
            date_claims(analysis, proposals, weights.when),
            strict=True,
        )
    ]


def _clusters(
    analysis: Analysis, proposals: Sequence[Proposal], sources: Iterable[Source | None]
) -> list[list[Span]]:
    """The mentions of each entity, found with gold arguments and told sources as seeds."""
    told = {a.span for p in proposals for a in p.args if a.role in NAMED_ROLES}
    told |= {source.span for source in sources if source is not None}
    found = cluster(analysis, find_mentions(analysis, sorted(told)))
    return [[mention.span for mention in one.mentions] for one in found]


def count(claims: Sequence[Claim], told: Sequence[Answer]) -> Counter[str]:
    """The counts that the figures are made of, for one article."""
    made, spans = Counter[str](), SpanJudge()
    for gold, answer in zip(claims, told, strict=True):
        made["claims"] += 1
        _count_source(made, spans, "source", gold.source, answer.source)
        _count_source(made, spans, "known", gold.source, answer.known)
        _count_fact(made, gold, answer.fact)
        _count_when(made, gold.when, answer.when)
    return made


def _count_source(
    made: Counter[str], spans: SpanJudge, name: str, gold: Source | None, told: Source | None
) -> None:
    made[f"{name} gold"] += gold is not None
    made[f"{name} told"] += told is not None
    made[f"{name} present"] += (gold is None) == (told is None)
    if gold is not None and told is not None:
        made[f"{name} hit"] += spans.same("entity", gold, told)


def _count_fact(made: Counter[str], gold: Claim, told: Factuality) -> None:
    negative, said = gold.polarity == "negative", told.polarity == "negative"
    made["negative gold"] += negative
    made["negative told"] += said
    made["negative hit"] += negative and said
    made["as fact"] += negative and not said and told.modality == "asserted"
    made["polarity right"] += negative == said
    made["modality right"] += gold.modality == told.modality
    made[f"{gold.modality} gold"] += 1
    made[f"{told.modality} told"] += 1
    made[f"{gold.modality} hit"] += gold.modality == told.modality
    made["generic gold"] += gold.generic
    made["generic told"] += told.generic
    made["generic hit"] += gold.generic and told.generic
    made["generic right"] += gold.generic == told.generic


def _count_when(made: Counter[str], gold: When | None, told: When | None) -> None:
    made["when gold"] += gold is not None
    made["when told"] += told is not None
    if told is not None:
        made["when invented"] += gold is None
    if gold is not None and told is not None:
        made["when hit"] += contained(gold.value, told.value)
        made["wrong year"] += gold.value[:4] != told.value[:4]


def figures(total: Counter[str]) -> dict[str, float]:
    """The figures of summed counts, 0 to 1; 0 where there is nothing to divide by."""

    def share(above: str, below: str) -> float:
        return total[above] / max(1, total[below])

    def f1(name: str) -> float:
        both = total[f"{name} gold"] + total[f"{name} told"]
        return 2 * total[f"{name} hit"] / max(1, both)

    return {
        "source F1": f1("source"),
        "source presence": share("source present", "claims"),
        "source F1, entities known": f1("known"),
        "presence, entities known": share("known present", "claims"),
        "negative F1": f1("negative"),
        "negatives told as fact": share("as fact", "negative gold"),
        "polarity accuracy": share("polarity right", "claims"),
        "modality accuracy": share("modality right", "claims"),
        "modality macro-F1": sum(map(f1, MODALITIES)) / len(MODALITIES),
        "generic F1": f1("generic"),
        "generic accuracy": share("generic right", "claims"),
        "when F1": f1("when"),
        "when precision": share("when hit", "when told"),
        "when recall": share("when hit", "when gold"),
        "dates in a wrong year": share("wrong year", "when told"),
    }


def intervals(counts: Sequence[Counter[str]]) -> dict[str, tuple[float, float]]:
    """The 95 % interval of each figure, by a bootstrap over articles with a fixed seed."""
    names = sorted({name for one in counts for name in one})
    table: NDArray[np.int64] = np.array([[one[name] for name in names] for one in counts])
    random = np.random.default_rng(0)
    drawn = []
    for _ in range(RESAMPLES):
        sums = table[random.integers(0, len(counts), len(counts))].sum(axis=0)
        drawn.append(list(figures(Counter(dict(zip(names, sums.tolist(), strict=True)))).values()))
    low, high = np.percentile(np.array(drawn), [2.5, 97.5], axis=0)
    return {name: (low[i], high[i]) for i, name in enumerate(figures(Counter()))}


def show(name: str, counts: Sequence[Counter[str]], trivial: Sequence[Counter[str]]) -> None:
    """Print one table."""
    total, plain = sum(counts, Counter[str]()), sum(trivial, Counter[str]())
    print(f"{name}: {len(counts)} articles, {total['claims']} claims")
    spread, baseline = intervals(counts), figures(plain)
    for figure, value in figures(total).items():
        low, high = spread[figure]
        print(
            f"  {figure:<26} {value:.3f} [{low:.3f}, {high:.3f}]  trivial {baseline[figure]:.3f}",
            flush=True,
        )


def measure(
    articles: Iterable[Article], weights_for: Callable[[int], Weights]
) -> tuple[list[Counter[str]], list[Counter[str]]]:
    """Counts by article of the qualifiers, and of the trivial answers.

    Args:
        articles: labelled articles.
        weights_for: the weights for the article of a number, counted from 0.
    """
    ours, trivial = [], []
    for number, article in enumerate(articles):
        claims = article[0].claims
        if claims:
            ours.append(count(claims, answers(article, weights_for(number))))
            trivial.append(count(claims, [Answer()] * len(claims)))
    return ours, trivial


def main() -> None:
    """Measure everything and print it."""
    options = argparse.ArgumentParser(description="Measure the qualifiers on gold claims.")
    options.add_argument("--shared", default="../shared/corpus")
    options.add_argument("--parses", type=Path, help="a folder that keeps parses between runs")
    given = options.parse_args()
    dev = measure(parsed(given.shared, "dev", given.parses), lambda _: Weights())
    show("dev", *dev)
    train = parsed(given.shared, "train", given.parses)
    folds = out_of_fold(train, given.parses)
    learned = measure(train, lambda number: Weights(*folds[number % len(folds)]))
    show("train, out of fold", *learned)
    show("train out of fold and dev", learned[0] + dev[0], learned[1] + dev[1])


if __name__ == "__main__":
    main()
