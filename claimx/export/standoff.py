"""brat, Label Studio and DocBin of a whole archive, with the writers of `claimx.formats`.

These tools label texts: a document whose text was left out cannot be written for them.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimx.claim import Document
from claimx.errors import InputError
from claimx.formats.brat import brat_configuration, write_brat
from claimx.formats.docbin import write_docbin
from claimx.formats.label_studio import labelling_configuration, write_label_studio
from claimx.wire import text_left_out, to_line

UNSAFE = re.compile(r"[^\w.-]+")
LONGEST = 80
SHARD_DOCUMENTS = 1_000
SHARD_CHARACTERS = 5_000_000
"""A .spacy file holds at most so many documents, or is closed once it has so many characters."""


def write_brat_folder(documents: Iterable[Document], folder: Path) -> int:
    """A `.txt` and an `.ann` a document, and `annotation.conf`; returns how many documents.

    A file is called by the document's number and id, of which only letters, digits, `.`, `-` and
    `_` are kept, so that no id leads out of the folder and no two files meet. `names.jsonl` tells
    the id of each file.
    """
    (folder / "annotation.conf").write_text(brat_configuration(), "utf-8")
    number = 0
    with (folder / "names.jsonl").open("w", encoding="utf-8", newline="\n") as names:
        for number, document in enumerate(_with_text(documents, "brat"), 1):
            name = file_name(document.id, number)
            (folder / f"{name}.txt").write_bytes(document.text.encode("utf-8"))
            (folder / f"{name}.ann").write_bytes(write_brat(document).encode("utf-8"))
            told = {"file": name, "id": document.id, "published": document.published}
            names.write(to_line({**told, "title": document.title}) + "\n")
    return number


def file_name(doc_id: str, number: int) -> str:
    """A name for a document's files that is safe and that no other document of an export has."""
    kept = UNSAFE.sub("_", doc_id).strip("._")[:LONGEST]
    return f"{number:06d}-{kept}" if kept else f"{number:06d}"


def write_tasks_folder(documents: Iterable[Document], folder: Path) -> int:
    """`tasks.json` for Label Studio, a task a line, and the `configuration.xml` of its project.

    Returns:
        How many documents were written.
    """
    (folder / "configuration.xml").write_text(labelling_configuration(), "utf-8")
    number = 0
    with (folder / "tasks.json").open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for number, document in enumerate(_with_text(documents, "Label Studio"), 1):
            file.write(",\n" if number > 1 else "\n")
            file.write(to_line(write_label_studio([document])[0]))
        file.write("\n]\n")
    return number


def write_docbin_folder(documents: Iterable[Document], folder: Path) -> int:
    """`part-000001.spacy` and so on, each small enough to be held; returns how many documents."""
    number = parts = characters = 0
    shard: list[Document] = []
    for document in _with_text(documents, "a DocBin"):
        number += 1
        shard.append(document)
        characters += len(document.text)
        if len(shard) == SHARD_DOCUMENTS or characters >= SHARD_CHARACTERS:
            parts += 1
            _write_shard(shard, folder, parts)
            shard, characters = [], 0
    if shard or not parts:
        _write_shard(shard, folder, parts + 1)
    return number


def _write_shard(shard: list[Document], folder: Path, number: int) -> None:
    (folder / f"part-{number:06d}.spacy").write_bytes(write_docbin(shard))


def _with_text(documents: Iterable[Document], tool: str) -> Iterator[Document]:
    for document in documents:
        if text_left_out(document):
            raise InputError(
                f"document {document.id!r} was written without its text, which {tool} labels; "
                "export to a table, JSON-LD or FollowTheMoney, or run again with texts"
            )
        yield document
