"""The process of one cell: loads one extractor, reads texts, and tells what happens as events.

    python -m claimx.bench.worker JOB.json

It gets texts without labels. Everything it learns goes into the file of events, so that an
extractor may print, hang or die.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimx.bench import events
from claimx.bench.events import EventWriter

if TYPE_CHECKING:
    from claimx.bench.weights import Watch
    from claimx.pipeline import Pipeline

Job = Mapping[str, Any]
READING, TIMING = "reading", "timing"
TRIAL: dict[str, Any] = {
    "id": "trial",
    "title": None,
    "published": "2024-05-07",
    "text": "Police in Dorvale arrested two printers on Monday, their lawyer said.\n\n"
    "A court may sentence them to four years. The ministry denied that one was beaten.\n",
}


def main(job_file: Path) -> None:
    """Do the job in a file: read every text once, or time them in turn with plain spaCy."""
    from claimx.bench.weights import Watch

    end_with_parent()
    job: Job = json.loads(job_file.read_text("utf-8"))
    tell = EventWriter(Path(job["events"]))
    watch = Watch()
    try:
        pipeline = load(job, watch)
    except Exception as error:
        from claimx.bench.readings import reason

        tell(events.UNLOADABLE, reason=reason(error))
        return
    loaded_s = time.time() - job["asked_at"]
    from claimx.bench.readings import (
        make_reader,
        peak_mb,
        plain_pipeline,
        read_texts,
        reason,
        time_texts,
    )
    from claimx.language import analyse

    read = make_reader(pipeline, bare=job["bare"])
    cold, fault = None, None
    try:
        # By itself first, since it may load at its first text what it left until then.
        with watch.own():
            pipeline.extractor.propose(analyse(pipeline.nlp, TRIAL["text"]))
        read(TRIAL)
        cold = {"load_s": loaded_s, "total_s": time.time() - job["asked_at"]}
        for _ in range(job["warm_up"]):
            read(TRIAL)
    except Exception as error:
        fault = reason(error)
    # Before it is told that all is loaded: what comes after has the limit of a document.
    plain = plain_pipeline() if job["mode"] == TIMING else None
    tell(
        events.LOADED,
        extractor=f"{pipeline.extractor.name}/{pipeline.extractor.version}",
        cold=cold,
        trial_fault=fault,
        weights=[asdict(weights) for weights in watch.weights(job["settings"])],
    )
    if plain is not None:
        time_texts(read, plain, job, tell)
        tell(events.DONE)
    else:
        read_texts(read, pipeline.nlp, job["texts"], tell)
        tell(events.DONE, peak_mb=peak_mb(), packages=loaded_packages())


def end_with_parent() -> None:
    """End this process as soon as the one that attends it is gone, which closes our stdin."""

    def wait() -> None:
        while os.read(0, 1):
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def load(job: Job, watch: "Watch") -> "Pipeline":
    """The pipeline of a job; what the extractor opens for itself is noted as its own."""
    from claimx.extract.registry import make_extractor
    from claimx.language import load_language
    from claimx.pipeline import Pipeline

    # First, so that an unknown name or a missing extra is told at once.
    with watch.own():
        extractor = make_extractor(job["extractor"], job["settings"])
    nlp = load_language()
    base = None
    if job["entities"]:
        from claimx.entities.knowledge_base import KnowledgeBase

        base = KnowledgeBase.open(None)
    return Pipeline(nlp, extractor, base)


def loaded_packages() -> dict[str, str]:
    """The installed distributions that this process imported, with their versions."""
    from importlib.metadata import packages_distributions, version

    modules = {name.partition(".")[0] for name in sys.modules}
    found = {
        distribution
        for module, distributions in packages_distributions().items()
        if module in modules
        for distribution in distributions
    }
    return {name: version(name) for name in sorted(found)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
