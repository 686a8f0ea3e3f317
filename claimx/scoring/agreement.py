"""How far two annotators agree, by the functions that score systems, and beyond chance."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from claimx.claim import Document, Entity
from claimx.scoring.figures import label_columns, label_values
from claimx.scoring.score import Score, score
from claimx.scoring.table import RESAMPLES, SEED, CountTable


@dataclass(frozen=True)
class Agreement:
    """Agreement of two annotators.

    Attributes:
        score: with the first as gold; F1 is the same whoever is, precision and recall swap.
        kappa: Cohen's kappa of polarity, modality and generic on the claims that both have; None
            where they have none, or where both used one and the same label throughout.
    """

    score: Score
    kappa: Mapping[str, float | None]


def agree(
    first: Iterable[Document],
    second: Iterable[Document],
    *,
    entities: Mapping[str, Collection[Entity]] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Agreement:
    """Compare two annotators' documents.

    Args:
        first: documents of one annotator.
        second: of the other; only documents that both labelled are compared.
        entities: reference clusters by document id; None for those of `first`.
        resamples: of the bootstrap.
        seed: of the bootstrap.
    """
    others = {document.id: document for document in second}
    shared = [document for document in first if document.id in others]
    result = score(
        shared,
        [others[document.id] for document in shared],
        entities=entities,
        resamples=resamples,
        seed=seed,
    )
    return Agreement(result, {label: kappa(result.table, label) for label in label_values()})


def kappa(table: CountTable, label: str) -> float | None:
    """Cohen's kappa (1960) of a label on the matched claims of a table, by scikit-learn."""
    from sklearn.metrics import cohen_kappa_score

    values = label_values()[label]
    counts = table.of(label_columns(label, values)).sum(axis=0)
    gold = np.repeat(np.arange(len(values)), len(values))
    predicted = np.tile(np.arange(len(values)), len(values))
    used = np.union1d(gold[counts > 0], predicted[counts > 0])
    if len(used) < 2:
        return None
    return float(cohen_kappa_score(gold, predicted, labels=used, sample_weight=counts))
