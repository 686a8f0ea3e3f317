"""Measure how well `claimx.entities.names.compare` tells spellings of one name from two names.

Run from the repository: `python evaluation/name-variants/measure.py dev` (or `held`, or `all`).
Prints recall of the pairs that are the same person and precision, by language and over all, and
with `--errors` the pairs that went wrong. Exit code 1 when a bar is missed (recall 0.95 at
precision 0.98).
"""

import argparse
import csv
import sys
from collections import defaultdict
from pathlib import Path

from claimx.entities.names import SAME, compare

HERE = Path(__file__).parent
PARTS = {"dev": ("dev",), "held": ("held",), "all": ("dev", "held")}


def rows(part: str) -> list[dict[str, str]]:
    """The pairs of one part: language, verdict (same or different), a, b."""
    found: list[dict[str, str]] = []
    for name in PARTS[part]:
        with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            found.extend(csv.DictReader(file, delimiter="\t"))
    return found


def main() -> int:
    """Print the table; return 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=sorted(PARTS))
    parser.add_argument("--errors", action="store_true", help="list the pairs that went wrong")
    options = parser.parse_args()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows(options.part):
        match = compare(row["a"], row["b"])
        same, said = row["verdict"] == "same", match.score >= SAME
        for key in (row["language"], "all"):
            counts[key][(0 if said else 1) if same else (2 if said else 3)] += 1
        if options.errors and same != said:
            print(f"{row['verdict']}\t{row['a']}\t{row['b']}\t{match.score:.2f}\t{match.detail}")
    print("language\tsame\tdifferent\trecall\tprecision")
    for key, (hit, miss, false, right) in counts.items():
        precision = hit / (hit + false) if hit + false else 0.0
        print(f"{key}\t{hit + miss}\t{false + right}\t{hit / (hit + miss):.3f}\t{precision:.3f}")
    hit, miss, false, _ = counts["all"]
    return int(hit / (hit + miss) < 0.95 or hit / (hit + false) < 0.98)


if __name__ == "__main__":
    sys.exit(main())
