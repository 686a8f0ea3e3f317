"""Figures of mentions and coreference: python evaluation/coreference/measure.py [--shared ../shared/corpus]

Prints CoNLL F1, MUC, B-cubed and CEAF-e on repression-en dev (gold mentions, found mentions with
the gold arguments as seeds, found mentions alone), pronouns of claims resolved to the labelled
name (train out of fold), GUM dev mapped to people, organisations and places, and the share of time.
"""

import argparse
import time
from pathlib import Path

from gum import read_gum

from claimx import corpus
from claimx.claim import Span
from claimx.entities.coreference import cluster
from claimx.entities.mentions import find_mentions
from claimx.entities.ranker import load_ranker
from claimx.language import analyse, load_language
from claimx.scoring.coreference import CoreferenceCounts
from claimx.training.coreference import (
    entity_decisions,
    fit,
    pronoun_decisions,
    referents,
    same_words,
    seeds,
    with_bias,
)

MEASURES = ("muc", "b_cubed", "ceaf_e", "mentions")
BIAS = {"nominal:none": -1.0, "name:none": -1.0, "it:none": -0.7}


def show(name, counts):
    parts = [
        f"{m} {counts.precision(m):.3f}/{counts.recall(m):.3f}/{counts.f1(m):.3f}" for m in MEASURES
    ]
    print(f"{name:<28} CoNLL {counts.f1('conll'):.3f}  " + "  ".join(parts), flush=True)


def own_corpus(articles, ranker):
    """The entity layer: clusters of claims' people, bodies and places, named or mentioned twice."""
    for mode in ("gold mentions", "found, seeded", "found, no seeds"):
        counts = CoreferenceCounts()
        for document, analysis in articles:
            gold = [set(entity.mentions) for entity in document.entities]
            spans = {span for entity in gold for span in entity}
            told = seeds(document)
            if mode == "gold mentions":
                mentions = [m for m in find_mentions(analysis, sorted(spans)) if m.span in spans]
            else:
                mentions = find_mentions(analysis, told if mode == "found, seeded" else ())
            found = []
            for one in cluster(analysis, mentions, ranker=ranker):
                members = {mention.span for mention in one.mentions}
                if mode == "gold mentions" or (
                    (one.named or len(members) > 1)
                    and (mode != "found, seeded" or members & set(told))
                ):
                    found.append(members)
            counts.add(gold, found)
        show(f"repression-en, {mode}", counts)


def pronouns(articles, ranker_for):
    right = named = every = 0
    by = {}
    for number, (document, analysis) in enumerate(articles):
        names = referents(document)
        if not names:
            continue
        clusters = cluster(
            analysis, find_mentions(analysis, seeds(document)), ranker=ranker_for(number)
        )
        of = {mention.span: one for one in clusters for mention in one.mentions}
        for span, name in names.items():
            one = of.get(span)
            texts = (
                [m.span.text for m in one.mentions if m.level != "pronoun"] + [one.name]
                if one
                else []
            )
            good = any(same_words(text, name) for text in texts)
            every += 1
            right += good
            named += bool(one) and same_words(one.name, name)
            hits, total = by.get(span.text.lower(), (0, 0))
            by[span.text.lower()] = hits + good, total + 1
    print(
        f"pronouns {every}: by the cluster's name {named / every:.3f}, by any of its mentions {right / every:.3f}"
    )
    print(
        "  "
        + ", ".join(f"{w} {a}/{b}" for w, (a, b) in sorted(by.items(), key=lambda i: -i[1][1])),
        flush=True,
    )


def gum(nlp, folder, ranker):
    """Mentions agree where the head of one is a minimal word of the other (GUM's spans are maximal)."""
    tallies = {
        "gold mentions": CoreferenceCounts(),
        "found": CoreferenceCounts(),
        "found, no single": CoreferenceCounts(),
    }
    for path in sorted(folder.glob("*.conllu")):
        text, gold = read_gum(path)
        analysis = analyse(nlp, text)
        entities = {}
        for mention in gold:
            entities.setdefault(mention.entity, set()).add((mention.start, mention.end))
        key_of = {}
        for mention in sorted(gold, key=lambda m: m.start - m.end):
            for head in mention.heads:
                key_of[head] = (mention.start, mention.end)
        planted = {Span.cut(text, m.start, m.end) for m in gold}
        for mode in tallies:
            mentions = find_mentions(analysis, sorted(planted) if mode == "gold mentions" else ())
            found = []
            for one in cluster(analysis, mentions, ranker=ranker):
                if mode == "gold mentions":
                    members = {
                        (m.span.start, m.span.end) for m in one.mentions if m.span in planted
                    }
                else:
                    members = {key_of.get(m.head, (m.span.start, m.span.end)) for m in one.mentions}
                if len(members) > (1 if mode == "found, no single" else 0):
                    found.append(members)
            kept = [e for e in entities.values() if mode != "found, no single" or len(e) > 1]
            tallies[mode].add(kept, found)
    for mode, counts in tallies.items():
        show(f"GUM {folder.name}, {mode}", counts)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--shared", type=Path, default=Path("../shared/corpus"))
    shared = options.parse_args().shared
    nlp, ranker = load_language(), load_ranker()
    began = time.perf_counter()
    dev = [(d, analyse(nlp, d.text)) for d in corpus.load("repression-en", "dev")]
    parsed = time.perf_counter() - began
    began = time.perf_counter()
    for document, analysis in dev:
        cluster(analysis, find_mentions(analysis, seeds(document)), ranker=ranker)
    print(
        f"mentions and clusters take {(time.perf_counter() - began) / parsed:.3f} of the time of the parse"
    )
    own_corpus(dev, ranker)
    gum(nlp, shared / "gum" / "dev", ranker)
    pronouns([(d, analyse(nlp, d.text)) for d in corpus.load(shared, "dev")], lambda _: ranker)
    train = [(d, analyse(nlp, d.text)) for d in corpus.load(shared, "train") if referents(d)]
    own = [(d, analyse(nlp, d.text)) for d in corpus.load("repression-en", "train")]
    base = [x for pair in own for x in entity_decisions(*pair)]
    first = with_bias(fit(base, 0.5, 3), BIAS)
    extra = [pronoun_decisions(*pair, first) for pair in train]
    folds = [
        with_bias(
            fit(base + [x for i, some in enumerate(extra) if i % 3 != fold for x in some], 0.5, 3),
            BIAS,
        )
        for fold in range(3)
    ]
    print("train, out of fold:")
    pronouns(train, lambda number: folds[number % 3])


if __name__ == "__main__":
    main()
