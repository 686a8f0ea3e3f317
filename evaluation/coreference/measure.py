"""Measure mentions and coreference: CoNLL F1, MUC, B-cubed, CEAF-e, and pronouns of claims.

Run from the repository:

    python evaluation/coreference/measure.py [--shared ../shared/corpus]

Prints the share of time; then, each measure as precision/recall/F1, repression-en dev (gold
mentions, found ones with the gold arguments as seeds, found ones alone) and the people,
organisations and places of GUM dev; then how many pronouns of claims get the labelled name, on the
shared dev and, with the weights out of fold, on the shared train.
"""

import argparse
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gum import GumMention, read_gum

from claimx import corpus
from claimx.claim import Document, Span
from claimx.entities.coreference import cluster
from claimx.entities.mention import Cluster
from claimx.entities.mentions import find_mentions
from claimx.entities.ranker import Ranker, load_ranker
from claimx.language import Analysis, analyse, load_language
from claimx.scoring.coreference import CoreferenceCounts
from claimx.training.conditional_logit import Decision
from claimx.training.coreference import (
    entity_decisions,
    fit_ranker,
    pronoun_decisions,
    referents,
    same_words,
    seeds,
)
from claimx.training.data import documents
from claimx.training.recipe import read_recipe

if TYPE_CHECKING:
    from spacy.language import Language

MEASURES = ("muc", "b_cubed", "ceaf_e", "mentions")
GOLD, SEEDED, ALONE, NO_SINGLE = "gold mentions", "found, seeded", "found, no seeds", "no single"
RECIPE = read_recipe(Path(__file__).parents[2] / "models" / "coreference-en" / "recipe.toml")
FOLDS = 3

Article = tuple[Document, Analysis]
Extent = tuple[int, int]


def show(name: str, counts: CoreferenceCounts) -> None:
    """Print one row: CoNLL F1, and precision/recall/F1 of each measure."""
    parts = [
        f"{m} {counts.precision(m):.3f}/{counts.recall(m):.3f}/{counts.f1(m):.3f}" for m in MEASURES
    ]
    print(f"{name:<28} CoNLL {counts.f1('conll'):.3f}  " + "  ".join(parts), flush=True)


def show_time(articles: Sequence[Article], parsing: float, ranker: Ranker) -> None:
    """Print how long mentions and clusters take, as a share of the `parsing` seconds."""
    began = time.perf_counter()
    for document, analysis in articles:
        cluster(analysis, find_mentions(analysis, seeds(document)), ranker=ranker)
    share = (time.perf_counter() - began) / parsing
    print(f"mentions and clusters take {share:.3f} of the time of the parse", flush=True)


def measure_corpus(articles: Sequence[Article], ranker: Ranker) -> None:
    """The entity layer: clusters of claims' people, bodies and places, named or mentioned twice."""
    for mode in (GOLD, SEEDED, ALONE):
        counts = CoreferenceCounts()
        for document, analysis in articles:
            gold = [set(entity.mentions) for entity in document.entities]
            counts.add(gold, _found(document, analysis, ranker, mode))
        show(f"repression-en, {mode}", counts)


def _found(document: Document, analysis: Analysis, ranker: Ranker, mode: str) -> list[set[Span]]:
    """The clusters of one article that count as its entity layer."""
    told = seeds(document)
    if mode == GOLD:
        spans = {span for entity in document.entities for span in entity.mentions}
        mentions = [m for m in find_mentions(analysis, sorted(spans)) if m.span in spans]
    else:
        mentions = find_mentions(analysis, told if mode == SEEDED else ())
    found = []
    for one in cluster(analysis, mentions, ranker=ranker):
        members = {mention.span for mention in one.mentions}
        listed = one.named or len(members) > 1
        if mode == GOLD or (listed and (mode == ALONE or members & set(told))):
            found.append(members)
    return found


def measure_gum(nlp: "Language", folder: Path, ranker: Ranker) -> None:
    """GUM, with gold mentions, with found ones, and without entities that are mentioned once."""
    tallies = {mode: CoreferenceCounts() for mode in (GOLD, "found", f"found, {NO_SINGLE}")}
    for path in sorted(folder.glob("*.conllu")):
        text, gold = read_gum(path)
        analysis = analyse(nlp, text)
        planted = {Span.cut(text, m.start, m.end) for m in gold}
        clusters = cluster(analysis, find_mentions(analysis, sorted(planted)), ranker=ranker)
        exact = [
            {(m.span.start, m.span.end) for m in one.mentions if m.span in planted}
            for one in clusters
        ]
        loose = _by_heads(cluster(analysis, find_mentions(analysis), ranker=ranker), gold)
        entities = _entities(gold)
        tallies[GOLD].add(entities, exact)
        tallies["found"].add(entities, loose)
        tallies[f"found, {NO_SINGLE}"].add(_repeated(entities), _repeated(loose))
    for mode, counts in tallies.items():
        show(f"GUM {folder.name}, {mode}", counts)


def _entities(gold: Iterable[GumMention]) -> list[set[Extent]]:
    entities: dict[int, set[Extent]] = {}
    for mention in gold:
        entities.setdefault(mention.entity, set()).add((mention.start, mention.end))
    return list(entities.values())


def _by_heads(clusters: Iterable[Cluster], gold: Iterable[GumMention]) -> list[set[Extent]]:
    """Clusters with GUM's extents: GUM's spans are maximal, so heads and minimal words agree.

    Where several gold mentions share a minimal word, the shortest is meant.
    """
    at: dict[int, Extent] = {}
    for mention in sorted(gold, key=lambda m: m.start - m.end):
        for head in mention.heads:
            at[head] = (mention.start, mention.end)
    return [{at.get(m.head, (m.span.start, m.span.end)) for m in one.mentions} for one in clusters]


def _repeated(clusters: Iterable[set[Extent]]) -> list[set[Extent]]:
    return [members for members in clusters if len(members) > 1]


def measure_pronouns(articles: Iterable[Article], ranker_for: Callable[[int], Ranker]) -> None:
    """Print how many pronouns of claims are resolved to the labelled name, and which.

    Args:
        articles: labelled articles.
        ranker_for: the ranker for the article of a number, counted from 0.
    """
    named = 0
    outcomes: dict[str, list[bool]] = {}
    for number, (document, analysis) in enumerate(articles):
        names = referents(document)
        if not names:
            continue
        mentions = find_mentions(analysis, seeds(document))
        clusters = cluster(analysis, mentions, ranker=ranker_for(number))
        of = {mention.span: one for one in clusters for mention in one.mentions}
        for span, name in names.items():
            one = of.get(span)
            named += one is not None and same_words(one.name, name)
            good = any(same_words(text, name) for text in _texts(one))
            outcomes.setdefault(span.text.lower(), []).append(good)
    every = sum(map(len, outcomes.values()))
    right = sum(map(sum, outcomes.values()))
    print(
        f"pronouns {every}: by the cluster's name {named / max(every, 1):.3f}, "
        f"by any of its mentions {right / max(every, 1):.3f}"
    )
    rows = sorted(outcomes.items(), key=lambda row: -len(row[1]))
    print("  " + ", ".join(f"{word} {sum(r)}/{len(r)}" for word, r in rows), flush=True)


def _texts(one: Cluster | None) -> Collection[str]:
    """What a cluster is called in the text, and its name."""
    if one is None:
        return ()
    return [*(m.span.text for m in one.mentions if m.level != "pronoun"), one.name]


def out_of_fold(further: Sequence[Article], articles: Sequence[Article]) -> list[Ranker]:
    """Rankers for each third of the articles, trained on the other two.

    Args:
        further: articles whose entities and pronouns of claims teach every ranker.
        articles: articles whose pronouns of claims teach; `i` is in fold `i % FOLDS`.
    """
    base = [decision for article in further for decision in entity_decisions(*article)]
    first = _fit(base)
    base += [decision for article in further for decision in pronoun_decisions(*article, first)]
    extra = [pronoun_decisions(*article, first) for article in articles]
    return [
        _fit(base + [d for i, some in enumerate(extra) if i % FOLDS != fold for d in some])
        for fold in range(FOLDS)
    ]


def _fit(decisions: Sequence[Decision]) -> Ranker:
    """A ranker with the settings of the recipe."""
    return fit_ranker(decisions, RECIPE.settings["ranker"], RECIPE.settings["bias"])


def main() -> None:
    """Measure everything and print it."""
    options = argparse.ArgumentParser(description="Measure mentions and coreference.")
    options.add_argument("--shared", type=Path, default=Path("../shared/corpus"))
    shared: Path = options.parse_args().shared
    nlp, ranker = load_language(), load_ranker()

    def parsed(documents: Iterable[Document]) -> list[Article]:
        return [(document, analyse(nlp, document.text)) for document in documents]

    began = time.perf_counter()
    dev = parsed(corpus.load("repression-en", "dev"))
    show_time(dev, time.perf_counter() - began, ranker)
    measure_corpus(dev, ranker)
    measure_gum(nlp, shared / "gum" / "dev", ranker)
    print("pronouns of claims, shared dev:")
    measure_pronouns(parsed(corpus.load(shared, "dev")), lambda _: ranker)
    train = parsed(d for d in corpus.load(shared, "train") if referents(d))
    known = {document.id for document in corpus.load(shared, "train")}
    further = parsed(d for _, d in documents(RECIPE) if d.id not in known)
    folds = out_of_fold(further, train)
    print("pronouns of claims, shared train, out of fold:")
    measure_pronouns(train, lambda number: folds[number % FOLDS])


if __name__ == "__main__":
    main()
