"""The labelled documents that a recipe names in its tables `[[data]]`."""

from collections.abc import Iterator
from pathlib import Path

from claimx import corpus
from claimx.claim import Document
from claimx.corpus.build import join_split
from claimx.training.public_texts import LOWER_CASED, public_texts
from claimx.training.recipe import DataPart, Recipe
from claimx.training.respelled import respelled, truecaser


def documents(recipe: Recipe) -> Iterator[tuple[DataPart, Document]]:
    """Each gold document of a recipe's data with its part, in order; of an id met twice the first.

    A path is taken from the root of the checkout (two folders above the recipe).

    Raises:
        CorpusError: for data that cannot be loaded.
    """
    seen: set[str] = set()
    for part in recipe.data:
        for document in part_documents(root_of(recipe), part):
            if document.id not in seen:
                seen.add(document.id)
                yield part, document


def root_of(recipe: Recipe) -> Path:
    """The root of the checkout that a recipe lies in."""
    return recipe.folder.parent.parent


def part_documents(root: Path, part: DataPart) -> tuple[Document, ...]:
    """The documents of one part: a folder, a bundled corpus, or stand-off labels with their texts.

    Texts of a source in lower case get capitals.

    Raises:
        InputError: for texts in an unknown format.
        CorpusError: for data that cannot be loaded.
    """
    path = root / part.corpus
    if part.texts is not None:
        found = join_split(path, part.split, public_texts(root / part.texts, part.format))
        if part.format in LOWER_CASED:
            found = tuple(respelled(one, truecaser()(one.text)) for one in found)
        return found
    return corpus.load(str(path) if path.is_dir() else part.corpus, part.split).documents
