"""The stamped result of an evaluation, as JSON: what was measured, on what, with what, and when.

It names no path of the machine. Two runs of the same code on the same corpus differ in `time` only.
"""

import platform
import subprocess
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from claimx.scoring.evaluation import BASELINE, Evaluation
from claimx.scoring.score import Score

RESULT_VERSION = 1
PACKAGES = ("claimx", "spacy", "numpy", "scipy", "scikit-learn")


def to_result(evaluation: Evaluation) -> dict[str, Any]:
    """The result as JSON values; figures without anything to score are null."""
    corpus, score = evaluation.corpus, evaluation.score
    return {
        "kind": "evaluation",
        "result_version": RESULT_VERSION,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "versions": {"python": platform.python_version(), **_installed(), **evaluation.versions},
        "seed": evaluation.seed,
        "corpus": {
            "name": corpus.name,
            "split": corpus.split,
            "sha256": corpus.sha256,
            "documents": len(corpus),
            "foils": len(corpus.foils),
            "words": score.table.total("words"),
            "claims": score.table.total("claim:gold"),
            "arguments": score.table.total("arg:gold"),
        },
        "figures": figures_to_dict(score),
        "baselines": {
            BASELINE: figures_to_dict(evaluation.baseline),
            "most_frequent_label": dict(evaluation.floors),
        },
        "against_baseline": {
            name: {"difference": c.difference, "p_value": c.p_value}
            for name, c in evaluation.comparisons.items()
        },
        "calibration": asdict(evaluation.calibration),
        "counts": {name: score.table.total(name) for name in sorted(score.table.columns)},
    }


def figures_to_dict(score: Score) -> dict[str, Mapping[str, float | None]]:
    """Figures by name, each with `value`, `low` and `high`."""
    return {name: asdict(measured) for name, measured in score.figures.items()}


def _installed() -> dict[str, str]:
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def commit() -> str | None:
    """The commit of the checkout that this code runs from (`-dirty` with changes), or None."""
    package = Path(__file__).parent.parent
    if not (package.parent / ".git").exists():
        return None
    found = [
        subprocess.run(
            ["git", "-C", str(package), *words], capture_output=True, text=True, check=False
        )
        for words in (["rev-parse", "HEAD"], ["status", "--porcelain", "--untracked-files=no"])
    ]
    if found[0].returncode != 0:
        return None
    return found[0].stdout.strip() + ("-dirty" if found[1].stdout.strip() else "")
