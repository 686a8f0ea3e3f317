"""An extractor on a MUC-4 file: truecased, read, its claims turned into role fillers, scored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimx.bench.muc4.ceaf import Counts, count, figures
from claimx.bench.muc4.data import ROLES, Case, Fillers, read_cases
from claimx.bench.muc4.roles import find_fillers
from claimx.bench.muc4.trivial import trivial_fillers
from claimx.bench.muc4.truecase import Truecaser
from claimx.bench.public_tasks import Failure, read_all
from claimx.bench.task_result import task_result
from claimx.entities.knowledge_base import KnowledgeBase
from claimx.language import analyse
from claimx.pipeline import Pipeline
from claimx.scoring.table import SEED, Measured, make_table, measure

NOTHING: Fillers = {role: () for role in ROLES}


@dataclass(frozen=True)
class Evaluation:
    """What a run found.

    Attributes:
        figures: every figure with its bootstrap interval over documents.
        trivial: the same figures for the trivial answers.
        failures: documents that the extractor could not read; they count as answered with nothing.
    """

    cases: Sequence[Case]
    figures: Mapping[str, Measured]
    trivial: Mapping[str, Measured]
    failures: Sequence[Failure]


def evaluate(
    cases: Sequence[Case],
    pipeline: Pipeline,
    *,
    seed: int = SEED,
    progress: Callable[[str], None] = lambda _: None,
) -> Evaluation:
    """Read the documents with a pipeline and score the role fillers made of its claims.

    Args:
        cases: from `read_cases`.
        pipeline: a text of one case is given its cases back before it is read.
        seed: of the bootstrap.
        progress: told the id of each document before it is read.
    """
    truecase = Truecaser.of_language(pipeline.nlp, pipeline.base or KnowledgeBase.open())

    def read(case: Case) -> Fillers:
        progress(case.id)
        document = pipeline(truecase(case.text), doc_id=case.id)
        return find_fillers(document, analyse(pipeline.nlp, document.text, body=document.body))

    found, failures = read_all(cases, read)
    rows = {case.id: count(case.gold, found.get(case.id, NOTHING)) for case in cases}
    floor = {case.id: count(case.gold, trivial_fillers(case.text)) for case in cases}
    return Evaluation(cases, _measure(rows, seed), _measure(floor, seed), failures)


def _measure(rows: Mapping[str, Counts], seed: int) -> dict[str, Measured]:
    return measure(make_table(rows), figures(), seed=seed)


def run(
    file: Path,
    pipeline: Pipeline,
    command: Sequence[str],
    *,
    seed: int = SEED,
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Evaluate on a processed file and return the stamped result as JSON values.

    Raises:
        CorpusError: where the file is not in the processed format.
    """
    cases = read_cases(file)
    done = evaluate(cases, pipeline, seed=seed, progress=progress)
    sizes = {
        "documents": len(cases),
        "entities": {role: sum(len(case.gold[role]) for case in cases) for role in ROLES},
    }
    return task_result("muc4", file, sizes, done, pipeline.extractor, command, seed)
