"""Count the weights of `claimx/bench/hrdsattack/weights.toml` on the public training file.

    python evaluation/hrdsattack/fit.py TRAIN.json [--cache FILE] [--extractor NAME]

Each question is a logistic regression over the named reasons of its module. Where F1 is asked, yes
is said from half the F1 that five folds of the training file promise, which is the best threshold
for F1 (Lipton et al. 2014). Where the likeliest candidate is chosen, the threshold says from which
score the null-aware metric believes it. Weights under `SMALLEST` are left out. The cache holds the
pipeline's documents, so that a second fit takes a minute.
"""

import argparse
import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

import claimx
from claimx.bench.hrdsattack import words as vocabulary
from claimx.bench.hrdsattack.data import Case, read_cases
from claimx.bench.hrdsattack.metric import country_key
from claimx.bench.hrdsattack.perpetrator import KINDS, perpetrator_reasons
from claimx.bench.hrdsattack.places import country_reasons
from claimx.bench.hrdsattack.record import MONTHS
from claimx.bench.hrdsattack.victims import victim_reasons
from claimx.bench.hrdsattack.violations import ASKED, violation_reasons
from claimx.bench.hrdsattack.when import month_reasons, year_reasons
from claimx.claim import Document
from claimx.entities.knowledge_base import KnowledgeBase

WEIGHTS = Path(__file__).parents[2] / "claimx" / "bench" / "hrdsattack" / "weights.toml"
SMALLEST = 0.05
STRENGTH = {
    "victim": 0.3,
    "country": 1.0,
    "year": 0.3,
    "month": 0.3,
    "violation": 0.1,
    "perpetrator": 0.1,
}
PROMISED_F1 = {"victim": 0.58, "violation": 0.70}
Row = tuple[str, dict[str, float], bool]


def main() -> None:
    """Fit every question and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--extractor", default=None)
    options = parser.parse_args()
    cases = read_cases(options.train)
    base = KnowledgeBase.open()
    documents = read_documents(cases, options.cache, options.extractor)
    blocks = [fit(name, rows) for name, rows in questions(cases, documents, base)]
    head = "# Weights of the reasons of each question; made by evaluation/hrdsattack/fit.py.\n\n"
    WEIGHTS.write_text(head + "\n".join(blocks), "utf-8")
    vocabulary.table.cache_clear()


def read_documents(
    cases: list[Case], cache: Path | None, extractor: str | None
) -> dict[str, Document]:
    """The documents of the training articles, from the cache where there is one."""
    if cache is not None and cache.exists():
        return {str(key): value for key, value in pickle.loads(cache.read_bytes()).items()}
    pipeline = claimx.load(extractor) if extractor else claimx.load()
    documents = {
        case.id: pipeline(case.text, title=case.title, published=case.published, doc_id=case.id)
        for case in cases
    }
    if cache is not None:
        cache.write_bytes(pickle.dumps(documents))
    return documents


def questions(
    cases: list[Case], documents: dict[str, Document], base: KnowledgeBase
) -> list[tuple[str, list[Row]]]:
    """Each question with its rows: article, reasons, and whether yes is right."""

    def each(make: Callable[[Case, Document], list[tuple[dict[str, float], bool]]]) -> list[Row]:
        return [
            (case.id, reasons, right)
            for case in cases
            for reasons, right in make(case, documents[case.id])
        ]

    def victim(case: Case, document: Document) -> list[tuple[dict[str, float], bool]]:
        gold = [victim.name for victim in case.gold.victims]
        return [
            (reasons, any(p.name in name or name in p.name for name in gold))
            for p, reasons in victim_reasons(document, base)
        ]

    def country(case: Case, document: Document) -> list[tuple[dict[str, float], bool]]:
        gold = country_key(case.gold.country, base) if case.gold.country else None
        return [(row, code == gold) for code, row in country_reasons(document, base).items()]

    def year(case: Case, document: Document) -> list[tuple[dict[str, float], bool]]:
        return [(row, str(y) == case.gold.year) for y, row in year_reasons(document).items()]

    def month(case: Case, document: Document) -> list[tuple[dict[str, float], bool]]:
        if case.gold.year is None or not case.gold.year.isdigit():
            return []
        rows = month_reasons(document, int(case.gold.year))
        return [(row, MONTHS[m - 1] == case.gold.month) for m, row in rows.items()]

    found = [
        ("victim", each(victim)),
        ("country", each(country)),
        ("year", each(year)),
        ("month", each(month)),
    ]
    for name in ASKED:
        rows = each(lambda c, d, n=name: [(violation_reasons(d), n in c.gold.violations)])
        found.append((f"violation {name}", rows))
    for kind in KINDS:
        rows = each(lambda c, d, k=kind: [(perpetrator_reasons(d), c.gold.perpetrator_type == k)])
        found.append((f"perpetrator {kind}", rows))
    return found


def fit(name: str, rows: list[Row]) -> str:
    """One TOML table of weights, with a line on how the fit does on held-out folds."""
    vectors = DictVectorizer(sparse=False)
    table = vectors.fit_transform([reasons for _, reasons, _ in rows])
    right = np.array([answer for _, _, answer in rows])
    model = LogisticRegression(C=STRENGTH[name.split()[0]], max_iter=3000)
    scores = cross_val_predict(
        model,
        table,
        right,
        groups=[article for article, _, _ in rows],
        cv=GroupKFold(5),
        method="decision_function",
    )
    half = PROMISED_F1.get(name.split()[0], 0.0) / 2
    cut = np.log(half / (1 - half)) if half else best_cut(scores, right)
    model.fit(table, right)
    lines = [f'["{name}"]', f"bias = {model.intercept_[0]:.2f}"]
    if not name.startswith("perpetrator"):  # one kind is always chosen
        lines.append(f"threshold = {cut:.2f}")
    weights = sorted(zip(vectors.feature_names_, model.coef_[0], strict=True))
    lines += [f'"{reason}" = {w:.2f}' for reason, w in weights if abs(w) >= SMALLEST]
    return "\n".join(lines) + "\n"


def best_cut(scores: np.ndarray, right: np.ndarray) -> float:
    """The score from which saying yes gives the best F1."""
    order = np.argsort(-scores)
    hits = np.cumsum(right[order])
    f1 = 2 * hits / (np.arange(1, len(hits) + 1) + right.sum())
    return float(scores[order][int(f1.argmax())])


if __name__ == "__main__":
    main()
