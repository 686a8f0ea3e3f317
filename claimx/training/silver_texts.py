"""Texts without labels of our kind that a teacher labels: the table `[silver]` of a recipe."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from claimx.bench.muc4.data import read_cases
from claimx.bench.muc4.truecase import Truecaser
from claimx.corpus.hrdsattack import read_public
from claimx.entities.knowledge_base import KnowledgeBase
from claimx.errors import InputError
from claimx.language import load_language
from claimx.training.conllu import conllu_text
from claimx.training.data import documents, part_documents, root_of
from claimx.training.recipe import DataPart, Recipe

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
        texts = _reader(part)(root / str(part["path"]))
        for name, text in sorted(texts.items())[: part.get("most")]:
            if name not in known and not any(_alike(_runs(text), runs) for runs in unlike):
                yield name, text


def _runs(text: str) -> Runs:
    words = _WORD.findall(text.lower())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def _alike(first: Runs, second: Runs) -> bool:
    return len(first & second) > ALIKE * max(1, min(len(first), len(second)))


def _reader(part: dict[str, Any]) -> Callable[[Path], dict[str, str]]:
    try:
        return READERS[part["format"]]
    except KeyError:
        raise InputError(
            f"[[silver.texts]] has format {part.get('format')!r}, expected one of "
            + ", ".join(READERS)
        ) from None


def _hrdsattack(path: Path) -> dict[str, str]:
    return read_public([path])


def _muc4(path: Path) -> dict[str, str]:
    truecaser = Truecaser.of_language(load_language(), KnowledgeBase.open())
    return {case.id: truecaser(case.text) for case in read_cases(path)}


def _conllu(path: Path) -> dict[str, str]:
    return {file.stem: conllu_text(file.read_text("utf-8")) for file in path.glob("*.conllu")}


READERS: dict[str, Callable[[Path], dict[str, str]]] = {
    "hrdsattack": _hrdsattack,
    "muc4": _muc4,
    "conllu": _conllu,
}
