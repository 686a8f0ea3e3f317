"""Runs that are killed (SIGKILL) at random moments must end with the output of one that was not.

    python evaluation/batch/kills.py [--kills 30] [--documents 500] [--extractor NAME] > kills.log

A run over the same articles is started, killed, started again and so on until it ends by itself;
its output is then compared byte for byte with that of an uninterrupted run, and the next run
begins, until so many kills have hit. Without --extractor the reader of `light.py` is used. Among
the articles are two that cannot be read and one that kills its worker. One JSON object a line is
printed: for each kill what the folder held, for each run whether it came out equal. Exit code 1
where one did not.
"""

import argparse
import hashlib
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from vary import articles

KINDS = ("documents", "documents_table", "claims", "arguments", "entities", "errors")
BAD = {100: "[error]", 250: "[exit]", 400: "[error]"}
HERE = Path(__file__).resolve().parent


def main() -> int:
    """Kill and compare; 0 where every run came out equal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--extractor", help="run the pipeline with it in place of the light reader")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "articles.jsonl"
        write_source(source, options.documents, bad=options.extractor is None)
        begun = time.monotonic()
        subprocess.run(command(source, folder / "whole", options.extractor), check=False)
        whole, seconds = contents(folder / "whole"), time.monotonic() - begun
        tell(uninterrupted=round(seconds, 2), files=len(whole), sha256=digest(whole))
        kills = runs = unequal = 0
        while kills < options.kills:
            runs += 1
            out = folder / f"run{runs}"
            args = command(source, out, options.extractor)
            kills += kill_until_done(args, out, seconds, chance, options.kills - kills)
            found = contents(out)
            equal = found == whole
            unequal += not equal
            tell(run=runs, equal=equal, sha256=digest(found), documents=counts(out))
        tell(kills=kills, runs=runs, unequal=unequal)
    return 1 if unequal else 0


def write_source(path: Path, count: int, *, bad: bool) -> None:
    """The articles, with a few bad ones among them."""
    with path.open("w", encoding="utf-8") as file:
        for number, article in enumerate(articles(count)):
            if bad and number in BAD:
                article["text"] += f" {BAD[number]}"
            file.write(json.dumps(article) + "\n")


def command(source: Path, out: Path, extractor: str | None) -> list[str]:
    """What is run and killed."""
    if extractor is None:
        return [sys.executable, str(HERE / "light.py"), str(source), str(out)]
    batch = [sys.executable, "-m", "claimx", "batch", str(source), "--out", str(out)]
    return [*batch, "--extractor", extractor, "--workers", "2"]


def kill_until_done(
    args: list[str], out: Path, seconds: float, chance: random.Random, most: int
) -> int:
    """Start and kill at a random moment until it ends by itself; how many kills hit."""
    kills = 0
    while True:
        process = subprocess.Popen(args, stderr=subprocess.DEVNULL)
        wait = chance.uniform(0, seconds) if kills < most else None
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
            tell(killed_after=round(wait or 0, 2), **state(out))
        else:
            return kills


def state(out: Path) -> dict[str, object]:
    """What the folder held when the run was killed."""
    files = [path for path in out.rglob("*") if path.is_file() and "ledger" not in path.name]
    unfinished = sum(path.name.endswith(".tmp") for path in files)
    listed = {row[0] for row in query(out, "SELECT name FROM parts")}
    parts = {str(path.relative_to(out)) for path in files if path.name.startswith("part-")}
    return {
        "inputs": counts(out),
        "pending": sum(int(row[0]) for row in query(out, "SELECT count(*) FROM pending")),
        "parts": len(listed),
        "unlisted": len(parts - listed),
        "unfinished": unfinished,
    }


def counts(out: Path) -> dict[str, int]:
    """Inputs by status, as the ledger has them."""
    return dict(query(out, "SELECT status, count(*) FROM inputs GROUP BY status"))


def query(out: Path, sql: str) -> list[tuple]:
    """Rows of the ledger; none where it was not made yet.

    A copy is asked: to open the ledger itself would mend it before the run has to.
    """
    if not out.joinpath("ledger.sqlite").exists():
        return []
    with tempfile.TemporaryDirectory() as name:
        for path in out.glob("ledger.sqlite*"):
            shutil.copy(path, name)
        connection = sqlite3.connect(Path(name) / "ledger.sqlite")
        try:
            return connection.execute(sql).fetchall()
        except sqlite3.OperationalError:
            return []  # killed before the first table was made
        finally:
            connection.close()


def contents(out: Path) -> dict[str, bytes]:
    """Every part by its name."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for kind in KINDS
        for path in sorted(out.joinpath(kind).glob("*"))
    }


def digest(found: dict[str, bytes]) -> str:
    """One hash of all parts."""
    total = hashlib.sha256()
    for name, data in found.items():
        total.update(name.encode() + b"\0" + data)
    return total.hexdigest()[:16]


def tell(**facts: object) -> None:
    """Print a line of the log."""
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    sys.exit(main())
