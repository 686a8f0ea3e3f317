"""Measure import and look-up on a made-up dump in Wikidata's real format (`synthetic.py`).

    python evaluation/knowledge-base/bench.py dump FILE.json.gz 1400000 [SEED]   # 5 million names
    python evaluation/knowledge-base/bench.py import BASE FILE.json.gz [--onto OLD]
    python evaluation/knowledge-base/bench.py look-up BASE

Every step is a process of its own, so that the memory told is that of the step. Time is told as
CPU time and on the wall, with the load of the machine: on a busy one only CPU time says anything.
"""

import argparse
import gzip
import os
import random
import resource
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

from synthetic import Maker

from claimx.entities.kb.imports import Options, build
from claimx.entities.knowledge_base import KnowledgeBase

LOOK_UPS = 2000


def main() -> int:
    """Run one step and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    dump = steps.add_parser("dump")
    dump.add_argument("file", type=Path)
    dump.add_argument("entities", type=int)
    dump.add_argument("seed", type=int, nargs="?", default=7)
    load = steps.add_parser("import")
    load.add_argument("base", type=Path)
    load.add_argument("file", type=Path)
    load.add_argument("--onto", type=Path, help="a base to add to")
    steps.add_parser("look-up").add_argument("base", type=Path)
    options = parser.parse_args()
    if options.step == "dump":
        timed("dump", lambda: write(options.file, options.entities, options.seed))
    elif options.step == "import":
        timed("import", lambda: run_import(options.base, options.file, options.onto))
        print(f"{names_in(options.base):,} names, {options.base.stat().st_size / 1e6:,.0f} MB")
    else:
        look_up(options.base)
    return 0


def timed(what: str, step: Callable[[], None]) -> None:
    """Run a step; print its times, its peak memory and the load."""
    before, wall, cpu = os.getloadavg()[0], time.perf_counter(), time.process_time()
    step()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{what}: {cpu / 60:.1f} min CPU, {wall / 60:.1f} min wall, load {before:.1f} to "
        f"{os.getloadavg()[0]:.1f}, peak {memory:.0f} MB",
        flush=True,
    )


def write(path: Path, entities: int, seed: int) -> None:
    """Write a dump; another seed has other entities."""
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.writelines(Maker(seed).lines(entities, seed * 100_000_000))


def run_import(target: Path, dump: Path, onto: Path | None) -> None:
    """Import a dump as `claimx kb build` (or, onto a base, `claimx kb add`) does."""
    build(target, [dump], Options(), base=onto)


def names_in(base: Path) -> int:
    """How many names a base holds, each once for each entity."""
    db = sqlite3.connect(f"{base.resolve().as_uri()}?mode=ro", uri=True)
    query = """SELECT count(*), sum(names <> ''),
        sum(length(names) - length(replace(names, char(10), ''))) FROM entity"""
    labels, further, breaks = db.execute(query).fetchone()
    return int(labels + further + breaks)


def look_up(path: Path) -> None:
    """Time opening a base, then look-ups of names drawn from it, rare and common, and of none."""
    begin = time.perf_counter()
    base = KnowledgeBase.open(path)
    print(f"open: {(time.perf_counter() - begin) * 1e3:.0f} ms wall")
    names = some_names(path)
    unknown = [f"{name[::-1]} Qwx" for name in names]
    for what, asked in (("names it has", names), ("names it has not", unknown)):
        wall, cpu = [], []
        for name in asked:
            begin, spent = time.perf_counter(), time.thread_time()
            base.candidates(name)
            wall.append((time.perf_counter() - begin) * 1e3)
            cpu.append((time.thread_time() - spent) * 1e3)
        told = ", ".join(
            f"{kind} {quantiles(values)}" for kind, values in (("CPU", cpu), ("wall", wall))
        )
        print(f"{what}: p50/p95/p99 ms {told}, load {os.getloadavg()[0]:.1f}")


def some_names(path: Path) -> list[str]:
    """Labels and other names of entities drawn by number."""
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    dice = random.Random(1)
    (last,) = db.execute("SELECT max(no) FROM entity").fetchone()
    found = []
    for number in dice.sample(range(1, last + 1), min(LOOK_UPS, last)):
        row = db.execute("SELECT label, names FROM entity WHERE no = ?", (number,)).fetchone()
        found.append(dice.choice([row[0], *filter(None, row[1].split("\n"))]))
    return found


def quantiles(values: list[float]) -> str:
    """Median, 95th and 99th hundredth."""
    ordered = sorted(values)
    return "/".join(f"{ordered[int(len(ordered) * q)]:.2f}" for q in (0.5, 0.95, 0.99))


if __name__ == "__main__":
    sys.exit(main())
