"""The labelled articles that a recipe names, analysed."""

import random
from collections.abc import Iterator

from claimx.claim import Document
from claimx.language import Analysis, analyse, load_language
from claimx.proposal import Proposal
from claimx.training.data import documents
from claimx.training.recipe import DataPart, Recipe


def articles(recipe: Recipe) -> Iterator[tuple[Document, Analysis]]:
    """Each gold document of the recipe's data with its analysis, in order.

    Raises:
        CorpusError: for data that cannot be loaded.
    """
    for _, document, analysis in parted_articles(recipe):
        yield document, analysis


def parted_articles(recipe: Recipe) -> Iterator[tuple[DataPart, Document, Analysis]]:
    """The same, with the part of the data that each document is of."""
    nlp = load_language()
    for part, document in documents(recipe):
        yield part, document, analyse(nlp, document.text, published=document.published)


def kept_out(recipe: Recipe) -> frozenset[str]:
    """The ids of the articles that are never learned from: the same in every run.

    They are a share (`[stop] share`) of the articles of the parts that are not `whole`, so that
    more data of that kind changes nothing about who is kept out.

    Raises:
        CorpusError: for data that cannot be loaded.
    """
    order = sorted(document.id for part, document in documents(recipe) if not part.whole)
    random.Random(7).shuffle(order)
    return frozenset(order[: round(float(recipe.settings["stop"]["share"]) * len(order))])


def gold_proposals(document: Document) -> list[Proposal]:
    """The gold claims of a document as an extractor would propose them."""
    return [Proposal(claim.type, claim.trigger, claim.args) for claim in document.claims]
