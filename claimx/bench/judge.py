"""The quality of a cell: figures with intervals, calibration, and the counts behind them."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from claimx.claim import Document
from claimx.corpus import Corpus
from claimx.scoring.calibration import calibrate
from claimx.scoring.compare import compare
from claimx.scoring.evaluation import COMPARED, verdicts
from claimx.scoring.figures import all_figures
from claimx.scoring.result import figures_to_dict
from claimx.scoring.score import score
from claimx.scoring.table import CountTable, make_table

Quality = dict[str, Any]
Rows = Mapping[str, Mapping[str, int]]


def judge(corpus: Corpus, predicted: Mapping[str, Document], *, seed: int) -> Quality:
    """Score what was read.

    Args:
        corpus: the gold documents.
        predicted: by id; a document that is missing counts as one in which nothing was found.
        seed: of the bootstrap.

    Returns:
        JSON values: `figures` with intervals, `calibration` of the claims' confidences, total
        `counts`, and `rows`, the counts by document, from which systems are compared.
    """
    found = [predicted.get(doc.id) or Document(doc.text, id=doc.id) for doc in corpus]
    done = score(corpus, found, foils=corpus.foils, seed=seed)
    table = done.table
    confidences, right = verdicts(corpus.documents, found)
    return {
        "figures": figures_to_dict(done),
        "calibration": {
            **asdict(calibrate(confidences, right)),
            "distinct_confidences": len(set(confidences)),
        },
        "counts": {name: table.total(name) for name in sorted(table.columns)},
        "rows": _rows(table),
    }


def _rows(table: CountTable) -> dict[str, dict[str, int]]:
    return {
        doc_id: {name: int(row[i]) for name, i in sorted(table.columns.items()) if row[i]}
        for doc_id, row in zip(table.ids, table.counts, strict=True)
    }


def against(rows: Rows, reference: Rows, *, seed: int) -> dict[str, dict[str, float | None]]:
    """A system less the reference, figure by figure, with the p-value of a permutation test."""
    figures = [figure for figure in all_figures() if figure.name in COMPARED]
    compared = compare(make_table(rows), make_table(reference), figures, seed=seed)
    return {
        name: {"difference": found.difference, "p_value": found.p_value}
        for name, found in compared.items()
    }
