"""How fast claimx is beside the plain spaCy pipeline on the same texts, in one run.

    python evaluation/throughput.py FOLDER_OF_TEXTS [--extractor NAME] [--runs 5] [--no-skip]

Texts are the folder's .txt files, or the running text of its .conllu files (GUM).
Plain spaCy and claimx take turns, one thread each; the ratio of the medians is printed, with the
peak memory of a process that runs claimx alone.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

PEAK = """
import json, resource, sys
import claimx
pipeline = claimx.load(sys.argv[1], settings=json.loads(sys.argv[2]))
for text in json.load(sys.stdin):
    pipeline(text)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def seconds(work: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Wall time of one pass over the texts."""
    start = time.perf_counter()
    work(texts)
    return time.perf_counter() - start


def texts_of(folder: Path) -> list[str]:
    """The texts of a folder, in order of their file names."""
    plain = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
    if plain:
        return plain
    from claimx.training.conllu import conllu_text

    return [conllu_text(path.read_text("utf-8")) for path in sorted(folder.glob("*.conllu"))]


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--extractor", default="hybrid")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-entities", action="store_true", help="leave entities and links out")
    parser.add_argument("--no-skip", action="store_true", help="parse and encode every sentence")
    options = parser.parse_args()

    import spacy

    import claimx
    from claimx.language import bundled_model_folder

    texts = texts_of(options.folder)
    settings = {"skip": False} if options.no_skip else {}
    plain = spacy.load(bundled_model_folder())
    pipeline = claimx.load(options.extractor, settings=settings)
    if options.no_entities:
        pipeline = claimx.Pipeline(pipeline.nlp, pipeline.extractor)
    plain(texts[0])
    pipeline(texts[0])
    times: dict[str, list[float]] = {"spacy": [], "claimx": []}
    for _ in range(options.runs):
        times["spacy"].append(seconds(lambda batch: list(plain.pipe(batch)), texts))
        times["claimx"].append(seconds(lambda batch: list(pipeline.pipe(batch)), texts))
    medians = {name: statistics.median(runs) for name, runs in times.items()}
    peak = subprocess.run(
        [sys.executable, "-c", PEAK, options.extractor, json.dumps(settings)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    result = {
        "texts": len(texts),
        "extractor": options.extractor,
        "entities": not options.no_entities,
        "skipping": not options.no_skip,
        "runs": options.runs,
        "ratio": round(medians["spacy"] / medians["claimx"], 3),
        "documents_per_second": round(len(texts) / medians["claimx"], 2),
        "seconds": {name: [round(value, 2) for value in runs] for name, runs in times.items()},
        "peak_mb": round(float(peak.stdout), 1),
    }
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
