"""Labelled articles with their parses, which can be kept between runs."""

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from claimx import corpus
from claimx.claim import Document
from claimx.language import Analysis, Chunk, analyse, load_language

if TYPE_CHECKING:
    from spacy.language import Language

Article = tuple[Document, Analysis]


def parsed(name: str, split: str, kept: Path | None = None) -> list[Article]:
    """The articles of a split with their analyses, in the order of the corpus.

    Args:
        name: of a bundled corpus, or a path.
        split: of it.
        kept: a folder that holds the parses of earlier runs, or shall; None to keep none. A file in
            it is a pickle: use a folder of your own. Delete it when the language model changes.
    """
    documents = list(corpus.load(name, split))
    if kept is None:
        nlp = load_language()
        return [(one, _analyse(nlp, one)) for one in documents]
    path = kept / f"{Path(name).name}-{split}.pkl"
    if not path.is_file():
        kept.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(list(_parse(documents))))
    return list(_with_parses(documents, pickle.loads(path.read_bytes())))


def _analyse(nlp: "Language", document: Document) -> Analysis:
    return analyse(nlp, document.text, published=document.published)


def _parse(documents: list[Document]) -> Iterator[list[tuple[int, bytes]]]:
    nlp = load_language()
    for document in documents:
        yield [(c.offset, c.doc.to_bytes()) for c in _analyse(nlp, document).chunks]


def _with_parses(
    documents: list[Document], parses: list[list[tuple[int, bytes]]]
) -> Iterator[Article]:
    import spacy
    from spacy.tokens import Doc

    vocab = spacy.blank("en").vocab
    for document, chunks in zip(documents, parses, strict=True):
        read = tuple(Chunk(offset, Doc(vocab).from_bytes(data)) for offset, data in chunks)
        whole = ((0, len(document.text)),)
        yield document, Analysis(document.text, read, document.published, None, whole)
