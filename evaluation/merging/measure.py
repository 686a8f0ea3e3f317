"""Measure merging on labelled event clusters: `python evaluation/merging/measure.py --split test`.

With gold claims, and with --predicted on the claims that the default pipeline finds; these are
paired with gold claims of the same type whose triggers overlap, and B-cubed is taken over the gold
claims that were found. A system that leaves every claim alone is measured beside it.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gold import CORPUS, Group, b_cubed, load_groups

import claimx
from claimx.claim import Document
from claimx.corpus import load
from claimx.merge import merge


def events_of(documents: Sequence[Document]) -> list[list[str]]:
    """The event of each claim of each document, as merging finds it."""
    event_of: dict[tuple[str, str], str] = {}
    for event in merge(documents).events:
        for evidence in event.evidence:
            event_of[evidence.doc_id, evidence.claim_id] = event.id
    return [[event_of[doc.id, claim.id] for claim in doc.claims] for doc in documents]


def on_gold(groups: Sequence[Group]) -> tuple[list[str], list[str]]:
    """Found and labelled events of all gold claims."""
    found, labels = [], []
    for group in groups:
        found += [event for events in events_of(group.documents) for event in events]
        labels += group.labels
    return found, labels


def on_predicted(groups: Sequence[Group]) -> tuple[list[str], list[str], int]:
    """Found and labelled events of the gold claims that the pipeline finds; how many it misses."""
    pipeline = claimx.load()
    found, labels, missed = [], [], 0
    for group in groups:
        documents = [
            pipeline(
                doc.text,
                doc_id=doc.id,
                title=doc.title,
                published=doc.published,
                source=doc.source,
            )
            for doc in group.documents
        ]
        for gold, events, seen, names in zip(
            group.documents, group.events, documents, events_of(documents), strict=True
        ):
            for claim, event in zip(gold.claims, events, strict=True):
                at = next(
                    (
                        at
                        for at, other in enumerate(seen.claims)
                        if other.type == claim.type and other.trigger.overlaps(claim.trigger)
                    ),
                    None,
                )
                if at is None:
                    missed += 1
                    continue
                found.append(names[at])
                labels.append(event)
    return found, labels, missed


def reprints(groups: Sequence[Group]) -> tuple[int, int]:
    """Events told by an article and its reprint alone, and how many of them have one origin.

    Outlets are left out, so that the texts alone must tell.
    """
    copies = {r.id: r.reprint_of for r in load(CORPUS).records.values() if r.reprint_of}
    right = every = 0
    for group in groups:
        for event in merge([replace(doc, source=None) for doc in group.documents]).events:
            articles = {evidence.doc_id for evidence in event.evidence}
            if articles in [{copy, original} for copy, original in copies.items()]:
                every += 1
                right += event.origins == 1
    return right, every


def main() -> None:
    """Print the figures of one or more splits."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--split", action="append", choices=("train", "dev", "test"))
    parser.add_argument("--predicted", action="store_true")
    options = parser.parse_args()
    groups = load_groups(options.split or ["dev"])
    missed = 0
    if options.predicted:
        found, labels, missed = on_predicted(groups)
    else:
        found, labels = on_gold(groups)
    clusters = Counter(labels)
    print(f"{len(groups)} groups, {len(labels)} claims, {missed} gold claims not found")
    print(f"{len(clusters)} events, {sum(n > 1 for n in clusters.values())} of two or more claims")
    for name, labelling in (("merged", found), ("left alone", range(len(labels)))):
        precision, recall, f1 = b_cubed(labelling, labels)
        print(f"{name:12} B-cubed P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    shared = [at for at, label in enumerate(labels) if clusters[label] > 1]
    for name, labelling in (("merged", found), ("left alone", range(len(labels)))):
        precision, recall, f1 = b_cubed(
            [labelling[at] for at in shared], [labels[at] for at in shared]
        )
        print(f"{name:12} claims that have company: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    right, every = reprints(groups)
    if every:
        print(f"reprints counted once: {right} of {every} events")


if __name__ == "__main__":
    main()
