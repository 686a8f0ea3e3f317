"""From decisions to a labelled corpus: documents that people went through, as they left them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from claimx.claim import Document
from claimx.corpus.build import write_folder
from claimx.errors import InputError
from claimx.review.applying import apply_decisions, by_text, was_read
from claimx.review.decision import Decision, content_of
from claimx.wire import text_left_out


def write_corpus(
    documents: Iterable[Document], decisions: Iterable[Decision], out: Path
) -> list[Document]:
    """Write the reviewed documents as a corpus folder in annotation format.

    Args:
        documents: of an archive that has its texts.
        decisions: about them, in the order of the record.
        out: a folder that is not there yet, or is empty.

    Returns:
        The documents written, each text once; one in which nothing stands is kept, since what
        looks like a claim and is none is worth learning from.

    Raises:
        InputError: where `out` holds something, or no document was reviewed.
        CorpusError: where a decision does not fit its text.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InputError(f"{out} holds something already; give a new folder with --out")
    gold = list(_gold(documents, by_text(decisions)))
    if not gold:
        raise InputError(
            "no document with its text was reviewed; export tasks with claimx review export, and "
            "take the corrected file back with claimx review import"
        )
    write_folder(gold, out)
    return gold


def _gold(
    documents: Iterable[Document], decisions: dict[str, list[Decision]]
) -> Iterator[Document]:
    texts: set[str] = set()
    for document in documents:
        mine = decisions.get(document.text_sha256, [])
        if text_left_out(document) or document.text_sha256 in texts or not was_read(mine):
            continue
        texts.add(document.text_sha256)
        reviewed = apply_decisions(document, mine, reviewed_only=True)
        # The same labels twice would be a fault of the corpus.
        single = {content_of([claim]): claim for claim in reviewed.claims}
        # The id of a document of an archive may be a path, which cannot name a file.
        yield replace(reviewed, claims=tuple(single.values()), id=document.text_sha256[:16])
