"""Fit the weights of merging: `python evaluation/merging/fit.py` rewrites `weights.toml`.

Logistic regression with an L2 penalty over the pairs that merging compares within the labelled
groups of train and dev. Pairs with a reprint count a quarter, since they repeat others word for
word. With --check the numbers are left alone and each group is measured with weights fitted on all
other groups.
"""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from gold import Group, b_cubed, load_groups
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import claimx.merge.weights as shipped
from claimx.merge.clustering import PairScores, Rules, cluster
from claimx.merge.comparison import Comparison, prepare
from claimx.merge.features import compare

WEIGHTS = Path(__file__).resolve().parents[2] / "claimx" / "merge" / shipped.FILE
PENALTY = 0.3
"""Inverse strength (C of scikit-learn); 0.1 and 1 gave less on groups left out."""

COPY_WEIGHT = 0.25


class Data:
    """The compared pairs of one group, their features and whether each is one act."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.prepared: Comparison = prepare(group.documents)
        self.pairs = list(self.prepared.pairs())
        records, archive = self.prepared.records, self.prepared.archive
        self.features = [dict(compare(records[a], records[b], archive)) for a, b in self.pairs]
        labels = group.labels
        self.same = [labels[a] == labels[b] for a, b in self.pairs]
        first = archive.copies.group_of
        copies = {r.number for r in records if first[r.article] != r.article}
        self.weights = [COPY_WEIGHT if {a, b} & copies else 1.0 for a, b in self.pairs]


def fitted(data: Sequence[Data], names: Sequence[str]) -> tuple[dict[str, float], float]:
    """Weights by name, and the bias."""
    vectors = DictVectorizer()
    rows = vectors.fit_transform([row for one in data for row in one.features])
    model = LogisticRegression(C=PENALTY, max_iter=5000)
    model.fit(
        rows,
        np.concatenate([one.same for one in data]),
        sample_weight=np.concatenate([one.weights for one in data]),
    )
    found = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    unknown = sorted(set(found) - set(names))
    if unknown:
        raise SystemExit(f"features without a reason in {WEIGHTS.name}: {', '.join(unknown)}")
    return {name: float(found.get(name, 0.0)) for name in names}, float(model.intercept_[0])


def check(data: Sequence[Data]) -> None:
    """Print B-cubed of each group under weights that never saw it."""
    shape = shipped.load_weights()
    print(f"{'group':8}{'split':7}{'P':>7}{'R':>7}{'F1':>7}  singletons")
    for left_out in data:
        rest = [one for one in data if one is not left_out]
        weights, bias = fitted(rest, list(shape.features))
        scores = PairScores(
            (pair, bias + sum(weights[name] * value for name, value in row.items()))
            for pair, row in zip(left_out.pairs, left_out.features, strict=True)
        )
        labels = left_out.group.labels
        found = cluster(len(labels), scores, Rules(shape.join, shape.unmet, shape.negative))
        row = "".join(f"{figure:7.3f}" for figure in b_cubed(found, labels))
        alone = b_cubed(range(len(labels)), labels)[2]
        print(f"{left_out.group.name:8}{left_out.group.split:7}{row}  {alone:.3f}")


def write(weights: dict[str, float], bias: float) -> None:
    """Put the numbers into the file; facets, reasons and what is fixed stay."""
    content = re.sub(r"^bias = .*$", f"bias = {bias:.2f}", WEIGHTS.read_text("utf-8"), flags=re.M)
    for name, weight in weights.items():
        block = re.compile(rf"(\[features\.{name}\]\n)weight = \S+(\n(?:(?!\n\n).)*)", re.S)
        found = block.search(content)
        if found and "fixed = true" not in found[2]:
            fitted_block = f"{found[1]}weight = {weight:.2f}{found[2]}"
            content = content[: found.start()] + fitted_block + content[found.end() :]
    WEIGHTS.write_text(content, "utf-8")


def main() -> None:
    """Fit, or measure with each group left out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    data = [Data(group) for group in load_groups(("train", "dev"))]
    if parser.parse_args().check:
        check(data)
        return
    write(*fitted(data, list(shipped.load_weights().features)))
    print(f"wrote {WEIGHTS}")


if __name__ == "__main__":
    main()
