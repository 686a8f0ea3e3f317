"""Extractors compared in pairs on one split: differences with a permutation test over documents.

    python evaluation/paired.py ../shared/corpus dev hybrid learned rules

Prints, for the first extractor against each of the others, the difference of every compared figure
(first less other) and its two-sided p-value (`claimx.scoring.compare`).
"""

import sys

from claimx import corpus
from claimx.scoring.compare import compare
from claimx.scoring.evaluation import COMPARED, evaluate
from claimx.scoring.figures import all_figures


def main() -> int:
    """Read the split with each extractor and print the table."""
    if len(sys.argv) < 5:
        print(__doc__)
        return 2
    name, split, *extractors = sys.argv[1:]
    gold = corpus.load(name, split)
    tables = [evaluate(gold, extractor).score.table for extractor in extractors]
    figures = [figure for figure in all_figures() if figure.name in COMPARED]
    print(f"| {extractors[0]} less | " + " | ".join(figure.name for figure in figures) + " |")
    print("|---" * (1 + len(figures)) + "|")
    for other, table in zip(extractors[1:], tables[1:], strict=True):
        found = compare(tables[0], table, figures)
        cells = [found[figure.name] for figure in figures]
        print(
            f"| {other} | "
            + " | ".join(
                "–"
                if cell.difference is None or cell.p_value is None
                else f"{cell.difference:+.3f} (p {cell.p_value:.3f})"
                for cell in cells
            )
            + " |"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
