"""CEAF-REE: the score of role fillers as entities (Du et al. 2021, "GRIT").

In each role of a document, predicted entities are matched one to one with gold entities so that as
many pairs as possible agree. A pair agrees where every predicted mention is among the gold
entity's mentions, by normalised string: one right mention is enough. Counts are summed over roles
and documents.
"""

import re
import string
from collections import Counter
from collections.abc import Sequence

import numpy as np

from claimx.bench.muc4.data import ROLES, Entity, Fillers
from claimx.bench.public_tasks import prf
from claimx.scoring.figures import Figure

_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
Counts = Counter[str]


def figures() -> list[Figure]:
    """Precision, recall and F1 over all roles, then by role."""
    found = prf("ceaf_ree", "hit", "gold", "pred")
    for role in ROLES:
        found += prf(f"ceaf_ree.{role}", f"{role}:hit", f"{role}:gold", f"{role}:pred")
    return found


def count(gold: Fillers, predicted: Fillers) -> Counts:
    """What one document adds: matched, gold and predicted entities, in all and by role."""
    counts: Counts = Counter()
    for role in ROLES:
        hits = matched(gold.get(role, ()), predicted.get(role, ()))
        for name, value in (
            ("hit", hits),
            ("gold", len(gold.get(role, ()))),
            ("pred", len(predicted.get(role, ()))),
        ):
            counts[name] += value
            counts[f"{role}:{name}"] += value
    return counts


def matched(gold: Sequence[Entity], predicted: Sequence[Entity]) -> int:
    """How many predicted entities agree with a gold entity of their own; 0 where one is empty."""
    if not gold or not predicted:
        return 0
    from scipy.optimize import linear_sum_assignment

    known = [frozenset(normalised(mention) for mention in entity) for entity in gold]
    found = [frozenset(normalised(mention) for mention in entity) for entity in predicted]
    agree = np.array([[bool(p) and p <= g for g in known] for p in found], dtype=float)
    rows, columns = linear_sum_assignment(agree, maximize=True)
    return int(agree[rows, columns].sum())


def normalised(mention: str) -> str:
    """A mention in lower case, without articles and punctuation, single spaces."""
    plain = mention.lower().translate(_PUNCTUATION)
    return " ".join(_ARTICLE.sub(" ", plain).split())
