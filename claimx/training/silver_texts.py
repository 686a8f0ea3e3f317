"""Texts without labels of our kind that a teacher labels: the table `[silver]` of a recipe."""

import re
from collections.abc import Iterator

from claimx.training.data import documents, part_documents, root_of
from claimx.training.public_texts import LOWER_CASED, public_texts
from claimx.training.recipe import DataPart, Recipe
from claimx.training.respelled import truecaser

RUN = 8
ALIKE = 0.1

_WORD = re.compile(r"\w+")
Runs = set[tuple[str, ...]]


def silver_texts(recipe: Recipe) -> Iterator[tuple[str, str]]:
    """Ids and texts of the table `[silver]`, in order.

    Texts with an id of the recipe's data are left out, and those that share a tenth of their runs
    of eight words with an article of `unlike`, where figures are reported.

    Raises:
        InputError: for a format that is unknown.
        CorpusError: for data that cannot be loaded.
    """
    root = root_of(recipe)
    table = recipe.settings["silver"]
    known = {document.id for _, document in documents(recipe)}
    unlike = [
        _runs(document.text)
        for part in table["unlike"]
        for document in part_documents(root, DataPart(part["corpus"], part["split"]))
    ]
    for part in table["texts"]:
        form = str(part.get("format"))
        texts = public_texts(root / str(part["path"]), form)
        for name, text in sorted(texts.items())[: part.get("most")]:
            if name not in known and not any(_alike(_runs(text), runs) for runs in unlike):
                yield name, truecaser()(text) if form in LOWER_CASED else text


def _runs(text: str) -> Runs:
    words = _WORD.findall(text.lower())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def _alike(first: Runs, second: Runs) -> bool:
    return len(first & second) > ALIKE * max(1, min(len(first), len(second)))
