"""An extractor on a corpus: predictions, figures, baselines, comparison and calibration."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from claimx.claim import Document
from claimx.corpus import Corpus
from claimx.errors import CorpusError
from claimx.extract.registry import make_extractor
from claimx.language import load_language
from claimx.pipeline import Pipeline
from claimx.scoring.baseline import most_frequent, read_bare
from claimx.scoring.calibration import Calibration, calibrate
from claimx.scoring.compare import Comparison, compare
from claimx.scoring.counts import align_documents
from claimx.scoring.figures import all_figures
from claimx.scoring.score import Score, score
from claimx.scoring.spans import SpanJudge
from claimx.scoring.table import SEED

BASELINE = "lexicon"
COMPARED = (
    "claim.f1",
    "trigger.f1",
    "argument.half.f1",
    "argument.entity.f1",
    "who.f1",
    "source.f1",
)
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Evaluation:
    """Everything that the report, the result file and the error browser are made of.

    Attributes:
        corpus: what it was measured on.
        extractor: name and version, and the other versions that made the predictions.
        predicted: one document for each of the corpus, in its order.
        score: of the extractor.
        baseline: of the bare `lexicon` extractor on the same documents.
        floors: figures of always giving the most frequent label.
        comparisons: extractor against baseline, by figure.
        calibration: of the extractor's claim confidences; right is a matched claim of that type.
        seed: of bootstrap and permutations.
    """

    corpus: Corpus
    versions: Mapping[str, str]
    predicted: tuple[Document, ...]
    score: Score
    baseline: Score
    floors: Mapping[str, float | None]
    comparisons: Mapping[str, Comparison]
    calibration: Calibration
    seed: int


def evaluate(
    corpus: Corpus, extractor: str, *, seed: int = SEED, progress: Progress = lambda _: None
) -> Evaluation:
    """Run an extractor over a corpus and score it beside the baselines.

    Args:
        corpus: from `claimx.corpus.load`.
        extractor: a registered name.
        seed: of bootstrap and permutations.
        progress: is told each document's id before it is read.

    Raises:
        InputError: for an unknown extractor.
        CorpusError: where a text is read as something else than plain text, so that offsets
            would not be comparable.
    """
    nlp = load_language()
    pipeline = Pipeline(nlp, make_extractor(extractor))
    lexicon = make_extractor(BASELINE)
    predicted: list[Document] = []
    bare: list[Document] = []
    for document in corpus:
        progress(document.id)
        found = pipeline(
            document.text,
            title=document.title,
            published=document.published,
            doc_id=document.id,
        )
        if found.text != document.text:
            raise CorpusError(
                f"document {document.id!r} of {corpus.name} was read as {found.reader}, not as "
                "plain text; expected a text file without markup"
            )
        predicted.append(found)
        bare.append(read_bare(nlp, lexicon, document))
    return _judge(corpus, predicted, bare, seed)


def _judge(
    corpus: Corpus, predicted: Sequence[Document], bare: Sequence[Document], seed: int
) -> Evaluation:
    ours = score(corpus, predicted, foils=corpus.foils, seed=seed)
    floor = score(corpus, bare, foils=corpus.foils, seed=seed)
    figures = all_figures()
    compared = [figure for figure in figures if figure.name in COMPARED]
    return Evaluation(
        corpus=corpus,
        versions=predicted[0].versions,
        predicted=tuple(predicted),
        score=ours,
        baseline=floor,
        floors=most_frequent(ours.table, figures),
        comparisons=compare(ours.table, floor.table, compared, seed=seed),
        calibration=calibrate(*verdicts(corpus.documents, predicted)),
        seed=seed,
    )


def verdicts(
    gold: Sequence[Document], predicted: Sequence[Document]
) -> tuple[list[float], list[bool]]:
    """Each predicted claim's confidence, and whether a gold claim of its type meets it."""
    confidences: list[float] = []
    right: list[bool] = []
    for document, found in zip(gold, predicted, strict=True):
        alignment = align_documents(document, found, SpanJudge(document.entities))
        met = {j for _, j in alignment.typed}
        confidences += [claim.confidence for claim in alignment.predicted]
        right += [j in met for j in range(len(alignment.predicted))]
    return confidences, right
