"""One cell: read, judged, timed, and put into one result."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from claimx.bench.cell import Cell, recorded_settings
from claimx.bench.definition import Definition
from claimx.bench.events import LOADED
from claimx.bench.judge import judge
from claimx.bench.processes import Readings, Workplace, read_corpus, time_corpus
from claimx.bench.speed import cold_start, speed_of, speed_of_reading
from claimx.bench.stamp import now
from claimx.corpus import Corpus

Result = dict[str, Any]
Step = Callable[[str], None]
WARNINGS = 20
FINISHED, FAILED = "finished", "failed"


def measure_cell(
    definition: Definition, cell: Cell, corpus: Corpus, work: Path, step: Step
) -> Result:
    """Measure one cell.

    Raises:
        ClaimxError: where nothing can be measured; the message is the reason.
    """
    conditions = definition.conditions
    job = {
        "extractor": cell.contender.extractor,
        "settings": definition.located_settings(cell.contender),
        "bare": cell.contender.bare,
        **{k: v for k, v in asdict(conditions).items() if not k.endswith("timeout")},
    }
    until = time.monotonic() + conditions.cell_timeout
    place = Workplace(work, job, conditions, until, step)
    texts = [
        {"id": doc.id, "text": doc.text, "title": doc.title, "published": doc.published}
        for doc in corpus
    ]
    readings = read_corpus(place, texts)
    quality = judge(corpus, readings.predicted, seed=conditions.seed)
    result = {**_head(cell), "state": FINISHED, **quality, **_facts(readings)}
    result["speed"] = result["cold_start"] = None
    if conditions.speed_runs:
        loaded = readings.loaded
        if cell.contender.repeat:
            timed = time_corpus(place, [text for text in texts if text["id"] in readings.predicted])
            result["speed"] = speed_of(timed)
            loaded = [*loaded, *timed.of(LOADED)]
        else:
            result["speed"] = speed_of_reading(readings)
        result["cold_start"] = cold_start(loaded)
    return {**result, "time": now(), "processes": place.processes}


def _facts(readings: Readings) -> Result:
    loaded, done = readings.loaded[0], readings.done or {}
    return {
        "version": loaded["extractor"],
        "weights": loaded["weights"],
        "model_bytes": sum(w["bytes"] for w in loaded["weights"] if w["used_by"] == "extractor"),
        "packages": done.get("packages", {}),
        "peak_mb": round(done["peak_mb"], 1) if done.get("peak_mb") else None,
        "failures": [asdict(failure) for failure in readings.failures],
        "warnings": _warnings(readings),
        "read_seconds": round(readings.seconds, 3),
        "documents_read": len(readings.predicted),
    }


def _warnings(readings: Readings) -> dict[str, int]:
    """The commonest warnings, with the documents that carry each."""
    counts = Counter(warning for doc in readings.predicted.values() for warning in doc.warnings)
    return dict(counts.most_common(WARNINGS))


def _head(cell: Cell) -> Result:
    return {
        "kind": "bench_cell",
        "label": cell.contender.label,
        "corpus": cell.split.label,
        "extractor": cell.contender.extractor,
        "settings": recorded_settings(cell.contender.settings),
        "bare": cell.contender.bare,
        "repeat": cell.contender.repeat,
    }


def failed_cell(cell: Cell, reason: str) -> Result:
    """The result of a cell that could not be measured."""
    return {**_head(cell), "state": FAILED, "reason": reason}


def summary(result: Result) -> str:
    """A cell in a few words."""
    if result["state"] == FAILED:
        return f"failed: {result['reason']}"
    value = result["figures"]["claim.f1"]["value"]
    words = "claim F1 –" if value is None else f"claim F1 {value:.3f}"
    if result["failures"]:
        words += f", failed on {len(result['failures'])} documents"
    return words
