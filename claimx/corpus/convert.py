"""Labels from one format to another, by way of gold documents."""

import json
from collections.abc import Callable
from pathlib import Path

from claimx.claim import Document
from claimx.corpus.build import write_folder
from claimx.corpus.load import load
from claimx.corpus.reading import PUBLISHED
from claimx.errors import CorpusError
from claimx.formats.brat import brat_configuration, read_brat, write_brat
from claimx.formats.docbin import read_docbin, write_docbin
from claimx.formats.label_studio import (
    labelling_configuration,
    read_label_studio,
    write_label_studio,
)

FORMATS = ("claimx", "brat", "label-studio", "docbin")


def convert(source: str, source_format: str, target: Path, target_format: str) -> int:
    """Convert labels.

    Args:
        source: for "claimx" a corpus or plain folder; for "brat" a folder of .txt and .ann; for
            "label-studio" a JSON file of tasks; for "docbin" a .spacy file.
        source_format: one of `FORMATS`.
        target: a folder for "claimx" and "brat", else a file. Gets the labelling configuration
            of the tool beside it, where it has one.
        target_format: one of `FORMATS`.

    Returns:
        The number of documents.

    Raises:
        CorpusError: where the source is missing or has a fault; nothing is written then.
    """
    documents = _READERS[source_format](source)
    _WRITERS[target_format](documents, target)
    return len(documents)


def _read_claimx(source: str) -> list[Document]:
    return list(load(source))


def _read_brat(source: str) -> list[Document]:
    folder = Path(source)
    files = sorted(folder.glob("*.ann"))
    if not files:
        raise CorpusError(
            f"{source} holds no .ann files; expected a folder of brat's .txt and .ann"
        )
    dates = folder / PUBLISHED
    published = json.loads(dates.read_text("utf-8")) if dates.is_file() else {}
    documents = []
    for file in files:
        document = read_brat(_text(file.with_suffix(".txt")), _text(file), file.stem)
        documents.append(
            Document(
                document.text,
                document.claims,
                id=document.id,
                published=published.get(document.id),
            )
        )
    return documents


def _read_label_studio(source: str) -> list[Document]:
    try:
        return read_label_studio(json.loads(_text(Path(source))))
    except json.JSONDecodeError as error:
        raise CorpusError(f"{source} is not JSON ({error}); export the tasks as JSON") from error


def _read_docbin(source: str) -> list[Document]:
    try:
        return read_docbin(Path(source).read_bytes())
    except OSError as error:
        raise CorpusError(
            f"{source} cannot be read ({error.strerror}); expected a .spacy file"
        ) from error


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise CorpusError(
            f"{path} cannot be read ({error.strerror}); is its pair missing?"
        ) from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8 ({error}); convert it first") from error


def _write_claimx(documents: list[Document], target: Path) -> None:
    write_folder(documents, target)


def _write_brat(documents: list[Document], target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for document in documents:
        text = document.text.encode("utf-8", "surrogatepass")
        (target / f"{document.id}.txt").write_bytes(text)
        (target / f"{document.id}.ann").write_text(write_brat(document), "utf-8")
    published = {document.id: document.published for document in documents if document.published}
    (target / PUBLISHED).write_text(json.dumps(published, indent=1) + "\n", "utf-8")
    (target / "annotation.conf").write_text(brat_configuration(), "utf-8")


def _write_label_studio(documents: list[Document], target: Path) -> None:
    _parent(target)
    target.write_text(json.dumps(write_label_studio(documents), indent=1) + "\n", "utf-8")
    target.with_suffix(".xml").write_text(labelling_configuration(), "utf-8")


def _write_docbin(documents: list[Document], target: Path) -> None:
    content = write_docbin(documents)
    _parent(target)
    target.write_bytes(content)


def _parent(target: Path) -> None:
    if target.is_dir():
        raise CorpusError(f"{target} is a folder; give the path of a file for this format")
    target.parent.mkdir(parents=True, exist_ok=True)


_READERS: dict[str, Callable[[str], list[Document]]] = {
    "claimx": _read_claimx,
    "brat": _read_brat,
    "label-studio": _read_label_studio,
    "docbin": _read_docbin,
}
_WRITERS: dict[str, Callable[[list[Document], Path], None]] = {
    "claimx": _write_claimx,
    "brat": _write_brat,
    "label-studio": _write_label_studio,
    "docbin": _write_docbin,
}
