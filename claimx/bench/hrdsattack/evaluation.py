"""An extractor on a HRDsAttack file: fields filled from its claims, figures, floors, failures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from claimx.bench.hrdsattack.data import Case, read_cases
from claimx.bench.hrdsattack.fill import answer_about, fill
from claimx.bench.hrdsattack.metric import Counts, count, country_key, figures
from claimx.bench.hrdsattack.record import Filled, Record, Victim
from claimx.bench.hrdsattack.trivial import trivial_records, trivial_victims
from claimx.bench.public_tasks import Failure, read_all
from claimx.bench.task_result import task_result
from claimx.entities.knowledge_base import KnowledgeBase
from claimx.pipeline import Pipeline
from claimx.scoring.table import SEED, Measured, make_table, measure

EMPTY = Filled(Record())


@dataclass(frozen=True)
class Evaluation:
    """What a run found.

    Attributes:
        figures: every figure with its bootstrap interval over articles.
        trivial: the same figures for the trivial answers.
        failures: articles that the extractor could not read; they count as answered with nothing.
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
    """Read the articles with a pipeline and score the fields made of its claims.

    Args:
        cases: from `read_cases`.
        pipeline: with a knowledge base, which places and names are looked up in.
        seed: of the bootstrap.
        progress: told the id of each article before it is read.
    """
    base = pipeline.base or KnowledgeBase.open()

    def read(case: Case) -> tuple[Filled, dict[str, Victim]]:
        progress(case.id)
        document = pipeline(case.text, title=case.title, published=case.published, doc_id=case.id)
        names = [victim.name for victim in case.gold.victims]
        return fill(document, base), answer_about(names, document, base)

    found, failures = read_all(cases, read)
    floors, attributes = trivial_records(cases), trivial_victims(cases)
    key = lru_cache(maxsize=1024)(lambda name: country_key(name, base))
    rows, floor_rows = {}, {}
    for case in cases:
        filled, asked = found.get(case.id, (EMPTY, {}))
        rows[case.id] = count(case.gold, filled, asked, key)
        floor_rows[case.id] = count(case.gold, floors[case.id], attributes[case.id], key)
    return Evaluation(cases, _measure(rows, seed), _measure(floor_rows, seed), failures)


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
    """Evaluate on a public file and return the stamped result as JSON values.

    Raises:
        CorpusError: where the file is not in the public format.
    """
    cases = read_cases(file)
    done = evaluate(cases, pipeline, seed=seed, progress=progress)
    sizes = {
        "articles": len(cases),
        "named_victims": sum(len(case.gold.victims) for case in cases),
    }
    return task_result("hrdsattack", file, sizes, done, pipeline.extractor, command, seed)
