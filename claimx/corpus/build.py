"""From stand-off labels and public texts to a corpus that can be loaded, and the other way."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from claimx.claim import Document
from claimx.corpus.annotation import read_annotation, write_annotation
from claimx.corpus.faults import Fault, Faults
from claimx.corpus.load import Corpus, corpus_sha256, fault_message, is_standoff
from claimx.corpus.reading import PUBLISHED, read_json, stems
from claimx.corpus.records import SPLIT_NAMES
from claimx.corpus.standoff import check_standoff, read_standoff, write_standoff
from claimx.corpus.texthash import text_sha256
from claimx.errors import CorpusError


@dataclass(slots=True)
class Built:
    """What a build made: document ids by split, and those whose text could not be had, and why."""

    written: dict[str, list[str]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)


def build_corpus(labels: Path, texts: Mapping[str, str], out: Path) -> Built:
    """Join stand-off labels with texts.

    Args:
        labels: holds `<split>/<id>.json`.
        texts: by document id, such as `hrdsattack.read_public` returns.
        out: gets plain folders in annotation format, one a split.

    Returns:
        What was written; a document without a text, or whose text has another hash, is listed
        and not written.

    Raises:
        CorpusError: where `labels` holds no stand-off labels, or labels with faults; nothing is
            written then.
    """
    if not is_standoff(labels):
        raise CorpusError(
            f"{labels} holds no stand-off labels; expected <split>/<id>.json, "
            "such as those of the corpus hrdsattack-claims"
        )
    built, faults = Built(), list[Fault]()
    documents = {split: _joined(labels, split, texts, built, faults) for split in SPLIT_NAMES}
    if faults:
        raise CorpusError(fault_message(labels, faults))
    for split, found in documents.items():
        if found:
            write_folder(found, out / split)
            built.written[split] = [document.id for document in found]
    return built


def join_split(labels: Path, split: str, texts: Mapping[str, str]) -> tuple[Document, ...]:
    """The documents of one split of stand-off labels whose texts are at hand, by id.

    Args:
        labels: holds `<split>/<id>.json`.
        split: which one.
        texts: by document id.

    Raises:
        CorpusError: for labels with faults, or where no text is the one that was labelled.
    """
    faults: list[Fault] = []
    found = _joined(labels, split, texts, Built(), faults)
    if faults:
        raise CorpusError(fault_message(labels, faults))
    if not found:
        raise CorpusError(
            f"{labels}: no text of split {split!r} is at hand as it was labelled; "
            "get the public files that the README of the labels names"
        )
    return tuple(found)


def check_labels(labels: Path) -> tuple[int, int, list[Fault]]:
    """Documents, claims and faults of stand-off labels, as far as they show without texts."""
    faults: list[Fault] = []
    documents = claims = 0
    homes: dict[str, str] = {}
    for split in SPLIT_NAMES:
        for doc_id in sorted(stems(labels / split, ".json")):
            place = Faults(f"{split}/{doc_id}.json", found=faults)
            data = read_json(labels / split / f"{doc_id}.json", place)
            if data is not None:
                documents += 1
                claims += check_standoff(data, doc_id, place)
            if doc_id in homes:
                place.add(f"duplicate id {doc_id!r}, also in {homes[doc_id]}/")
            homes[doc_id] = split
    return documents, claims, faults


def _joined(
    labels: Path, split: str, texts: Mapping[str, str], built: Built, faults: list[Fault]
) -> list[Document]:
    found = []
    for doc_id in sorted(stems(labels / split, ".json")):
        place = Faults(f"{split}/{doc_id}.json", found=faults)
        data = read_json(labels / split / f"{doc_id}.json", place)
        document = _join(data, doc_id, texts.get(doc_id), built, place)
        if document is not None:
            found.append(document)
    return found


def _join(
    data: Any, doc_id: str, text: str | None, built: Built, faults: Faults
) -> Document | None:
    if text is None:
        built.missing.append(doc_id)
        return None
    if isinstance(data, dict) and data.get("text_sha256") != text_sha256(text):
        built.different.append(doc_id)
        return None
    claims = read_standoff(data, text, faults)
    return Document(text, claims, id=doc_id, published=data.get("published")) if data else None


def write_folder(documents: list[Document], out: Path) -> None:
    """Write documents as a plain folder in annotation format; existing files are overwritten."""
    for name in ("text", "claims"):
        (out / name).mkdir(parents=True, exist_ok=True)
    for document in documents:
        encoded = document.text.encode("utf-8", "surrogatepass")
        (out / "text" / f"{document.id}.txt").write_bytes(encoded)
        _write_json(out / "claims" / f"{document.id}.json", write_annotation(document))
    published = {doc.id: doc.published for doc in documents if doc.published}
    _write_json(out / PUBLISHED, published)


def with_corrections(corpus: Corpus, folder: Path) -> tuple[Corpus, list[str]]:
    """The corpus with the label files of another folder in place of its own.

    Args:
        corpus: any.
        folder: holds `<id>.json` in annotation format for some of its documents; files of other
            documents are left alone, so that one folder can serve several splits.

    Returns:
        The corpus, and the ids whose labels were replaced.

    Raises:
        CorpusError: for a file with a fault.
    """
    faults: list[Fault] = []
    replaced = stems(folder, ".json") & {document.id for document in corpus}
    documents = []
    for document in corpus:
        if document.id in replaced:
            name = f"{document.id}.json"
            place = Faults(name, found=faults)
            data = read_json(folder / name, place)
            claims = read_annotation(data, document.text, document.id, place) if data else ()
            documents.append(replace(document, claims=claims))
        else:
            documents.append(document)
    if faults:
        raise CorpusError(fault_message(folder, faults))
    changed = replace(corpus, documents=tuple(documents), sha256=corpus_sha256(documents))
    return changed, sorted(replaced)


def write_standoff_folder(corpus: Corpus, out: Path) -> dict[str, list[str]]:
    """Write a corpus as stand-off labels, one file a document, and remove files of other documents.

    Returns:
        By document, the names behind pronouns that had to be left out; empty where all are kept.
    """
    out.mkdir(parents=True, exist_ok=True)
    for stray in stems(out, ".json") - {document.id for document in corpus}:
        (out / f"{stray}.json").unlink()
    lost: dict[str, list[str]] = {}
    for document in corpus:
        content, left_out = write_standoff(document)
        text = json.dumps(content, separators=(",", ":"))
        (out / f"{document.id}.json").write_text(
            text.replace('{"type"', '\n{"type"') + "\n", "utf-8"
        )
        if left_out:
            lost[document.id] = left_out
    return lost


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
