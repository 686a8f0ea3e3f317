"""How fast a run is, with one worker and with two, beside the plain spaCy pipeline.

    python evaluation/batch/throughput.py SOURCE [--workers 1 2] [--limit N] [--extractor rules]
    python evaluation/batch/throughput.py --made 500     # articles of vary.py

Whole runs are timed, from the start of `run_batch` to its end: loading the models in each worker,
reading and writing are in it. Plain spaCy reads the same texts in this process on one thread,
after it was loaded. Meant for a machine that does nothing else. Prints one JSON object.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from vary import write

from claimx.archive import read_archive
from claimx.batch import BatchOptions, run_batch


def main() -> None:
    """Measure and print."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, nargs="?")
    parser.add_argument("--made", type=int, help="so many articles of vary.py as the source")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--limit", type=int)
    parser.add_argument("--glob")
    parser.add_argument("--extractor", default="hybrid")
    options = parser.parse_args()
    if (options.source is None) == (options.made is None):
        parser.error("give either a SOURCE or --made")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = options.source or folder / "articles.jsonl"
        if options.made is not None:
            write(options.made, source)
        runs = {workers: run(source, folder, workers, options) for workers in options.workers}
        texts = [document.text for document in read_archive(folder / f"out{options.workers[0]}")]
    spacy_seconds = plain_spacy(texts)
    first = runs[options.workers[0]]["seconds"]
    result = {
        "documents": len(texts),
        "words_a_document": round(sum(len(text.split()) for text in texts) / len(texts)),
        "extractor": options.extractor,
        "workers": runs,
        "times_as_fast": {
            workers: round(first / found["seconds"], 2) for workers, found in runs.items()
        },
        "plain_spacy": {
            "seconds": round(spacy_seconds, 1),
            "documents_a_second": round(len(texts) / spacy_seconds, 2),
        },
        "load_average": os.getloadavg()[0],
    }
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


def run(source: Path, folder: Path, workers: int, options: argparse.Namespace) -> dict[str, float]:
    """One whole run."""
    from claimx.batch import SourceOptions

    summary = run_batch(
        [source],
        folder / f"out{workers}",
        BatchOptions(
            workers=workers,
            limit=options.limit,
            extractor=options.extractor,
            sources=SourceOptions(glob=options.glob),
        ),
    )
    return {
        "seconds": round(summary.seconds, 1),
        "documents_a_second": round(summary.documents / summary.seconds, 2),
        "errors": summary.errors,
    }


def plain_spacy(texts: list[str]) -> float:
    """Seconds that the spaCy pipeline alone needs."""
    import spacy

    from claimx.language import bundled_model_folder

    nlp = spacy.load(bundled_model_folder())
    nlp(texts[0])
    begun = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
