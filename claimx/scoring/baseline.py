"""The two floors of every table: the `lexicon` extractor, bare, and the most frequent label."""

from typing import TYPE_CHECKING

import numpy as np

from claimx.article import read_article
from claimx.claim import Claim, Document, Source
from claimx.language import Analysis, analyse
from claimx.proposal import Extractor, Proposal
from claimx.scoring.figures import Figure, label_columns, label_values
from claimx.scoring.table import CountTable

if TYPE_CHECKING:
    from spacy.language import Language


def read_bare(nlp: "Language", extractor: Extractor, document: Document) -> Document:
    """The claims that an extractor makes by itself, without the rooms that qualify them."""
    article = read_article(document.text, title=document.title, published=document.published)
    analysis = analyse(nlp, article.text, body=article.body, published=article.published)
    claims = tuple(
        _claim(proposal, extractor, document.id) for proposal in _proposals(extractor, analysis)
    )
    return Document(document.text, claims, id=document.id, published=document.published)


def _proposals(extractor: Extractor, analysis: Analysis) -> list[Proposal]:
    return sorted(extractor.propose(analysis), key=lambda proposal: proposal.trigger)


def _claim(proposal: Proposal, extractor: Extractor, doc_id: str) -> Claim:
    return Claim(
        type=proposal.type,
        trigger=proposal.trigger,
        args=proposal.args,
        source=Source(proposal.source) if proposal.source is not None else None,
        polarity=proposal.polarity or "positive",
        modality=proposal.modality or "asserted",
        generic=bool(proposal.generic),
        confidence=proposal.confidence,
        extractor=f"{extractor.name}/{extractor.version}",
        doc_id=doc_id,
    )


def most_frequent(table: CountTable, figures: list[Figure]) -> dict[str, float | None]:
    """What a system would score that always answers the most frequent gold label.

    Args:
        table: of the system in question: its matched claims are what is labelled.
        figures: the report's; those of polarity, modality and generic are answered.

    Returns:
        Accuracy and macro-F1 by figure name, and `source.accuracy` for never naming a source.
    """
    floors: dict[str, float | None] = {}
    formulas = {figure.name: figure.formula for figure in figures}
    for label, values in label_values().items():
        counts = table.of(label_columns(label, values)).sum(axis=0)
        gold = counts.reshape(len(values), len(values)).sum(axis=1)
        always = np.zeros((len(values), len(values)))
        always[:, int(gold.argmax())] = gold
        for name in (f"{label}.accuracy", f"{label}.macro_f1"):
            value = float(formulas[name](always.reshape(-1)))
            floors[name] = None if np.isnan(value) else value
    pairs = table.total("pair")
    floors["source.accuracy"] = 1 - table.total("source:gold") / pairs if pairs else None
    return floors
