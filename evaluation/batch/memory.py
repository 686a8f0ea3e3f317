"""Does a worker's memory stay flat? Runs the pipeline over made articles and notes it as it goes.

    python evaluation/batch/memory.py [--documents 5000] [--workers 2] [--extractor rules]

Prints one JSON object: the peak of each worker, its memory after every 500 of its documents, and
how much it grew after the first 1,000 documents of the run. The bar: a peak under 1,200 MB, flat
after the first 1,000. The articles are those of `vary.py`, about 120 words each.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
from functools import partial
from pathlib import Path

import psutil
from vary import write

from claimx.batch import BatchOptions, Input, run_batch
from claimx.batch.outcome import ArticleReader
from claimx.batch.reader import load_reader
from claimx.claim import Document

EVERY = 50
SHOWN = 500
WARM = 1000
MEGABYTE = 2**20


class Measured:
    """A reader that notes the memory of its process after every `EVERY` documents."""

    def __init__(self, reader: ArticleReader, notes: Path) -> None:
        self.reader = reader
        self.notes = notes / f"{os.getpid()}.jsonl"
        self.process = psutil.Process()
        self.count = 0

    def __call__(self, found: Input) -> Document:
        """The document, as the reader gives it."""
        document = self.reader(found)
        self.count += 1
        if self.count % EVERY == 0:
            now = self.process.memory_info().rss / MEGABYTE
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            with self.notes.open("a") as file:
                file.write(json.dumps([self.count, round(now, 1), round(peak, 1)]) + "\n")
        return document


def load_measured(extractor: str, notes: Path) -> Measured:
    """The pipeline's reader, measured; made in a worker."""
    return Measured(load_reader(extractor), notes)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--extractor", default="hybrid")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        notes = folder / "notes"
        notes.mkdir()
        source = folder / "articles.jsonl"
        write(options.documents, source)
        summary = run_batch(
            [source],
            folder / "out",
            BatchOptions(workers=options.workers),
            load=partial(load_measured, options.extractor, notes),
        )
        found = [read(path, WARM // options.workers) for path in sorted(notes.iterdir())]
        main_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    result = {
        "documents": summary.documents,
        "errors": summary.errors,
        "workers": found,
        "main_peak_mb": round(main_peak, 1),
        "seconds": round(summary.seconds, 1),
    }
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


def read(path: Path, warm: int) -> dict[str, object]:
    """What one worker noted; `warm` is its share of the first documents."""
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    after = [now for count, now, _ in rows if count >= warm]
    return {
        "documents": rows[-1][0],
        "peak_mb": rows[-1][2],
        "mb_at": {count: now for count, now, _ in rows if count % SHOWN == 0},
        "grown_after_warm_mb": round(after[-1] - after[0], 1) if after else None,
    }


if __name__ == "__main__":
    main()
