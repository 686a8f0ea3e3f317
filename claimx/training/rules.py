"""Learning the rule weights: which lexicon matches are claims, which candidates fill which role.

Makes the very candidates that the extractor makes on labelled articles and fits two multinomial
logistic regressions (scikit-learn, L2). Deterministic: no randomness enters.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from claimx.extract.rules.extractor import NONE, SAME
from claimx.extract.rules.features import (
    context_words,
    document_setting,
    filler_features,
    trigger_features,
)
from claimx.extract.rules.fillers import fillers, heads
from claimx.extract.rules.lexicon import load_lexicon
from claimx.extract.rules.linear import LinearModel
from claimx.extract.rules.senses import load_senses
from claimx.extract.rules.triggers import Trigger, candidates
from claimx.language import Analysis, Sentence
from claimx.proposal import Proposal

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from spacy.tokens import Span as TokenSpan


@dataclass(frozen=True)
class Labelled:
    """An analysed article with its gold triggers and arguments."""

    analysis: Analysis
    gold: Sequence[Proposal]


@dataclass
class Examples:
    """Feature lists and their labels, side by side."""

    features: list[list[str]]
    labels: list[str]


def trigger_examples(articles: Iterable[Labelled], context: frozenset[str]) -> Examples:
    """One example for each lexicon match.

    The label is SAME where it overlaps a gold claim of the type that the lexicon gives, another
    type where it overlaps only a claim of that, else NONE.
    """
    lexicon, senses = load_lexicon(), load_senses()
    made = Examples([], [])
    for article in articles:
        setting = document_setting(article.analysis)
        for sentence in article.analysis.sentences:
            matches = senses.keep(candidates(sentence.tokens, lexicon))
            if not matches:
                continue
            words = context_words([token.lower_ for token in sentence.tokens], context)
            for match in matches:
                made.features.append(trigger_features(match, words, setting))
                made.labels.append(_gold_label(article, sentence, match))
    return made


def _gold_label(article: Labelled, sentence: Sentence, match: Trigger) -> str:
    doc = sentence.tokens.doc
    span = article.analysis.span(sentence.offset, doc[match.first], doc[match.last])
    types = [claim.type for claim in article.gold if claim.trigger.overlaps(span)]
    if not types:
        return NONE
    return SAME if match.type in types else types[0]


def role_examples(articles: Iterable[Labelled]) -> Examples:
    """One example for each candidate of each gold trigger; the label is its gold role, or NONE."""
    made = Examples([], [])
    lexicon = load_lexicon()
    for article in articles:
        for sentence, claims in _by_sentence(article).items():
            matches = candidates(sentence.tokens, lexicon)
            triggers = [_as_trigger(claim, tokens, matches) for claim, tokens in claims]
            sentence_heads = heads(sentence.tokens)
            for trigger, (claim, _) in zip(triggers, claims, strict=True):
                others = [other for other in triggers if other is not trigger]
                roles = _gold_heads(article, sentence, claim)
                for filler in fillers(trigger, sentence_heads):
                    made.features.append(filler_features(filler, trigger, others))
                    made.labels.append(roles.get(filler.head.i, NONE))
    return made


def _by_sentence(
    article: Labelled,
) -> "dict[Sentence, list[tuple[Proposal, TokenSpan]]]":
    found: dict[int, list[tuple[Proposal, TokenSpan]]] = defaultdict(list)
    for claim in article.gold:
        sentence = article.analysis.sentence_at(claim.trigger.start)
        tokens = article.analysis.tokens(claim.trigger)
        if sentence is not None and tokens is not None:
            found[sentence.index].append((claim, tokens))
    return {article.analysis.sentences[index]: claims for index, claims in found.items()}


def _as_trigger(claim: Proposal, tokens: "TokenSpan", matches: Sequence[Trigger]) -> Trigger:
    """The gold trigger as the extractor would see it: with the lexicon match under it, if any."""
    for match in matches:
        if match.first < tokens.end and tokens.start <= match.last:
            return replace(match, type=claim.type)
    first, last = tokens.start, tokens.end - 1
    own = frozenset(range(first, last + 1))
    return Trigger(claim.type, first, last, tokens.root, tokens.text.lower(), "phrase", own)


def _gold_heads(article: Labelled, sentence: Sentence, claim: Proposal) -> dict[int, str]:
    roles: dict[int, str] = {}
    for arg in claim.args:
        if sentence.start <= arg.span.start < sentence.end:
            tokens = article.analysis.tokens(arg.span)
            if tokens is not None:
                roles.setdefault(tokens.root.i, arg.role)
    return roles


def fit(examples: Examples, *, strength: float, least: int) -> LinearModel:
    """Fit a multinomial logistic regression.

    Args:
        examples: features and labels.
        strength: scikit-learn's C, the inverse of the L2 penalty.
        least: features seen in fewer examples are left out.
    """
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for names in examples.features for name in set(names))
    index = {
        name: row for row, name in enumerate(sorted(n for n, c in counts.items() if c >= least))
    }
    model = LogisticRegression(C=strength, max_iter=200, solver="lbfgs")
    model.fit(matrix(examples.features, index), examples.labels)
    weights, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # scikit-learn then keeps one row, for the second label
        weights, bias = np.vstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    return LinearModel(
        tuple(str(label) for label in model.classes_),
        index,
        np.asarray(weights.T, dtype=np.float32),
        np.asarray(bias, dtype=np.float32),
    )


def matrix(features: Sequence[Sequence[str]], index: dict[str, int]) -> "csr_matrix":
    """Binary feature matrix of shape (examples, features)."""
    from scipy.sparse import csr_matrix

    starts, columns = [0], []
    for names in features:
        columns.extend(sorted({index[name] for name in names if name in index}))
        starts.append(len(columns))
    return csr_matrix(
        (np.ones(len(columns), dtype=np.float32), columns, starts),
        shape=(len(features), len(index)),
    )


def prune(model: LinearModel, least: float) -> LinearModel:
    """Drop the features none of whose weights reaches `least` in size."""
    keep = np.abs(model.weights).max(axis=1) >= least
    names = [
        name for name, row in sorted(model.index.items(), key=lambda item: item[1]) if keep[row]
    ]
    return LinearModel(
        model.labels, {name: row for row, name in enumerate(names)}, model.weights[keep], model.bias
    )
