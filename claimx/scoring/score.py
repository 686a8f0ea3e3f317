"""Predicted documents against gold documents: counts, figures and intervals."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from claimx.claim import Document, Entity
from claimx.errors import InputError
from claimx.scoring.counts import align_documents, count_document
from claimx.scoring.figures import all_figures
from claimx.scoring.spans import SpanJudge
from claimx.scoring.table import RESAMPLES, SEED, CountTable, Measured, make_table, measure


@dataclass(frozen=True)
class Score:
    """How far predictions agree with gold.

    Attributes:
        table: the counts by document, of which everything else is made.
        figures: every figure by name ("claim.f1", "argument.half.recall", "role.victim.f1" …)
            with its bootstrap interval over documents.
    """

    table: CountTable
    figures: Mapping[str, Measured]

    def __getitem__(self, name: str) -> float | None:
        """The value of a figure; None where there is nothing to score."""
        return self.figures[name].value


def score(
    gold: Iterable[Document],
    predicted: Iterable[Document],
    *,
    entities: Mapping[str, Collection[Entity]] | None = None,
    foils: Collection[str] = (),
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Score:
    """Score predictions.

    Args:
        gold: labelled documents, in any order.
        predicted: the same documents, by id and text, as read by a system; a document that is
            missing here counts as one in which nothing was found.
        entities: the reference clusters by document id; None for those of the gold documents.
        foils: ids of the documents on which false alarms are counted.
        resamples: of the bootstrap; 0 for no intervals.
        seed: of the bootstrap.

    Raises:
        InputError: for a duplicate id, a predicted document that gold does not have, or one
            whose text differs.
    """
    golds, found = by_id(gold, "gold"), by_id(predicted, "predicted")
    for doc_id, document in found.items():
        check_same_text(doc_id, golds.get(doc_id), document)
    rows = {}
    for doc_id, document in golds.items():
        clusters = document.entities if entities is None else entities.get(doc_id, ())
        judge = SpanJudge(tuple(clusters))
        other = found.get(doc_id) or Document(document.text, id=doc_id)
        alignment = align_documents(document, other, judge)
        rows[doc_id] = count_document(alignment, judge, document.text, foil=doc_id in foils)
    table = make_table(rows)
    return Score(table, measure(table, all_figures(), resamples=resamples, seed=seed))


def by_id(documents: Iterable[Document], what: str) -> dict[str, Document]:
    """Documents by id.

    Raises:
        InputError: where two have the same id.
    """
    found: dict[str, Document] = {}
    for document in documents:
        if document.id in found:
            raise InputError(f"two {what} documents have the id {document.id!r}; give each its own")
        found[document.id] = document
    return found


def check_same_text(doc_id: str, gold: Document | None, predicted: Document) -> None:
    """Make sure that two readings are of one text.

    Raises:
        InputError: where gold has no such document or another text.
    """
    if gold is None:
        raise InputError(f"predicted document {doc_id!r} is not among the gold documents")
    if gold.text != predicted.text:
        raise InputError(
            f"document {doc_id!r}: the predicted text ({len(predicted.text)} characters) is not "
            f"the gold text ({len(gold.text)}); offsets cannot be compared: read the same text"
        )
