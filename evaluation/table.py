"""The recorded results as one Markdown table.

    python evaluation/table.py > evaluation/results/README.md

Reads every `results/*.json` that `claimx evaluate` wrote; a figure without an interval is shown
as it is, one that could not be scored as a dash.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "results"
FIGURES = (
    ("claim F1", "claim.f1"),
    ("argument F1 (half of the words)", "argument.half.f1"),
    ("argument F1 (entity)", "argument.entity.f1"),
    ("who F1", "who.f1"),
    ("source F1", "source.f1"),
    ("polarity accuracy", "polarity.accuracy"),
    ("modality accuracy", "modality.accuracy"),
    ("modality macro-F1", "modality.macro_f1"),
    ("generic accuracy", "generic.accuracy"),
    ("when F1 (contained)", "when.contained.f1"),
    ("false alarms per 1,000 words on foils", "foil.per_1000_words"),
)
HEAD = """# Recorded results

Each column is a file of this folder, written by `claimx evaluate` (the commands stand below).
`news` is `../shared/corpus`, hand-labelled real news that is not part of the project. Figures on
dev were tuned on; test of `repression-en` was read at the ends of stages of work, and nothing
was changed for it. In brackets the 95 % bootstrap interval over documents. `lexicon` is the
one-hour script on the same documents, scored bare.
What a figure means: [../README.md](../README.md). Labels and their agreement come from
language-model readers.

"""


def cell(value: Any) -> str:
    """A figure with its interval, rounded."""
    if value is None:
        return "–"
    if not isinstance(value, dict):
        return f"{value:.3f}"
    if value.get("value") is None:
        return "–"
    low, high = value.get("low"), value.get("high")
    interval = "" if low is None else f" ({low:.2f}–{high:.2f})"
    return f"{value['value']:.3f}{interval}"


def table(names: Sequence[str], results: Sequence[dict[str, Any]]) -> str:
    """Rows of figures; a column for each result and one for the baseline beside it."""
    columns: list[tuple[str, dict[str, Any]]] = []
    for name, result in zip(names, results, strict=True):
        columns.append((name, result["figures"]))
        columns.append(("lexicon", result["baselines"]["lexicon"]))
    lines = ["| | " + " | ".join(name for name, _ in columns) + " |"]
    lines.append("|---" * (len(columns) + 1) + "|")
    for label, key in FIGURES:
        cells = [cell(figures.get(key)) for _, figures in columns]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Print the page."""
    files = sorted(HERE.glob("*.json"))
    results = [json.loads(file.read_text("utf-8")) for file in files]
    sys.stdout.write(HEAD + table([file.stem for file in files], results) + "\n\n")
    for file, result in zip(files, results, strict=True):
        corpus = result["corpus"]
        place = "../shared/corpus" if file.stem.startswith("news") else corpus["name"]
        sys.stdout.write(
            f"- `{file.name}`: `claimx evaluate --corpus {place} --split {corpus['split']} "
            f"--extractor {result['versions']['extractor'].split('/')[0]}`, "
            f"{corpus['documents']} documents, {corpus['claims']} claims, "
            f"corpus {corpus['sha256'][:12]}, commit {result['commit'][:12]}\n"
        )


if __name__ == "__main__":
    main()
