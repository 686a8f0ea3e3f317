"""Labelled articles with their parses, which can be kept between runs."""

import pickle
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from claimx import corpus
from claimx.claim import Document
from claimx.language import Analysis, Chunk, analyse, load_language
from claimx.merge.reprints import shingles_of
from claimx.training.data import part_documents, root_of
from claimx.training.recipe import DataPart, Recipe

if TYPE_CHECKING:
    from spacy.language import Language

    from claimx.merge.reprints import Shingles

ALIKE = 0.1

Article = tuple[Document, Analysis]


def parsed(name: str, split: str, kept: Path | None = None) -> list[Article]:
    """The articles of a split with their analyses, in the order of the corpus.

    Args:
        name: of a bundled corpus, or a path.
        split: of it.
        kept: a folder that holds the parses of earlier runs, or shall; None to keep none. A file in
            it is a pickle: use a folder of your own. Delete it when the language model changes.
    """
    return _parsed(list(corpus.load(name, split)), f"{Path(name).name}-{split}", kept)


def further(recipe: Recipe, measured: Sequence[Article], kept: Path | None = None) -> list[Article]:
    """The articles that a recipe learns from beside those that are measured, in its order.

    Left out are the measured ones themselves and whatever shares more than `ALIKE` of its runs of
    words with one of them: copies and later versions of a story.
    """
    known = frozenset(document.id for document, _ in measured)
    found = [a for one in recipe.data for a in _part(root_of(recipe), one, known, kept)]
    runs = [shingles_of(document) for document, _ in measured]
    return [a for a in found if not _is_alike(shingles_of(a[0]), runs)]


def _is_alike(one: "Shingles", others: Sequence["Shingles"]) -> bool:
    return any(
        len(np.intersect1d(one, other, assume_unique=True)) > ALIKE * min(len(one), len(other))
        for other in others
    )


@cache
def _part(
    root: Path, part: DataPart, without: frozenset[str], kept: Path | None
) -> tuple[Article, ...]:
    documents = [one for one in part_documents(root, part) if one.id not in without]
    name = f"{Path(part.corpus).name}-{part.split}-{len(documents)}"
    return tuple(_parsed(documents, name, kept)) if documents else ()


def _parsed(documents: Sequence[Document], name: str, kept: Path | None) -> list[Article]:
    if kept is None:
        nlp = load_language()
        return [(one, _analyse(nlp, one)) for one in documents]
    path = kept / f"{name}.pkl"
    if not path.is_file():
        kept.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(list(_parse(documents))))
    return list(_with_parses(documents, pickle.loads(path.read_bytes())))


def _analyse(nlp: "Language", document: Document) -> Analysis:
    return analyse(nlp, document.text, published=document.published)


def _parse(documents: Sequence[Document]) -> Iterator[list[tuple[int, bytes]]]:
    nlp = load_language()
    for document in documents:
        yield [(c.offset, c.doc.to_bytes()) for c in _analyse(nlp, document).chunks]


def _with_parses(
    documents: Sequence[Document], parses: list[list[tuple[int, bytes]]]
) -> Iterator[Article]:
    import spacy
    from spacy.tokens import Doc

    vocab = spacy.blank("en").vocab
    for document, chunks in zip(documents, parses, strict=True):
        read = tuple(Chunk(offset, Doc(vocab).from_bytes(data)) for offset, data in chunks)
        whole = ((0, len(document.text)),)
        yield document, Analysis(document.text, read, document.published, None, whole)
