"""The labelled articles that a recipe names, analysed."""

import random
from collections.abc import Iterator, Sequence

from claimx import corpus
from claimx.claim import Document
from claimx.language import Analysis, analyse, load_language
from claimx.proposal import Proposal
from claimx.training.recipe import Recipe


def articles(recipe: Recipe) -> Iterator[tuple[Document, Analysis]]:
    """Each gold document of the recipe's data with its analysis, in order.

    A corpus is a path, taken from the root of the checkout (two folders above the recipe), or the
    name of a bundled one.

    Raises:
        CorpusError: for data that cannot be loaded.
    """
    nlp = load_language()
    for part in recipe.data:
        path = recipe.folder.parent.parent / part.corpus
        for document in corpus.load(str(path) if path.is_dir() else part.corpus, part.split):
            yield document, analyse(nlp, document.text, published=document.published)


def kept_out(ids: Sequence[str], share: float) -> frozenset[str]:
    """The ids of a share of the articles that is never learned from: the same in every run."""
    order = sorted(ids)
    random.Random(7).shuffle(order)
    return frozenset(order[: round(share * len(order))])


def gold_proposals(document: Document) -> list[Proposal]:
    """The gold claims of a document as an extractor would propose them."""
    return [Proposal(claim.type, claim.trigger, claim.args) for claim in document.claims]
