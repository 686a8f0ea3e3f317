"""Measure import and look-up on a made-up dump in Wikidata's real format.

python evaluation/knowledge-base/bench.py 20000     # entities in the dump; two thirds are kept
"""

import gzip
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimx.entities.kb.imports import Options, build
from claimx.entities.knowledge_base import KnowledgeBase

LATIN = [
    "ma",
    "ri",
    "ka",
    "ta",
    "lo",
    "ni",
    "shu",
    "vo",
    "dze",
    "kov",
    "ski",
    "ne",
    "ro",
    "al",
    "ben",
    "dar",
    "yus",
    "fa",
    "hi",
    "sa",
    "tsi",
    "kha",
    "nou",
    "gra",
]
CYRILLIC = [
    "ма",
    "ри",
    "ка",
    "та",
    "ло",
    "ни",
    "шу",
    "во",
    "дзе",
    "ков",
    "ски",
    "не",
    "ро",
    "аль",
    "бен",
    "дар",
    "юс",
    "фа",
    "хи",
    "са",
    "ци",
    "ха",
    "ноу",
    "гра",
]
LANGUAGES = [
    "en",
    "be",
    "ru",
    "uk",
    "pl",
    "lt",
    "de",
    "fr",
    "es",
    "ar",
    "zh",
    "ja",
    "pt",
    "nl",
    "sv",
    "it",
]
KEPT, DROPPED = ("Q5", "Q5", "Q5", "Q7278", "Q515"), ("Q13442814", "Q4167410")


def main(entities: int) -> None:
    """Write a dump, import it, look names up, and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        dump, target = Path(folder, "dump.json.gz"), Path(folder, "kb.sqlite")
        with gzip.open(dump, "wb", compresslevel=4) as file:
            file.writelines(lines(entities, random.Random(7)))
        wall, cpu = time.perf_counter(), time.process_time()
        build(target, [dump], Options())
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        base = KnowledgeBase.open(target)
        names = [name for one in base.of_type("") for name in one.names]
        count = len(names) + sum(len(one.names) for one in base.of_type("party"))
        count += sum(len(one.names) for one in base.of_type("city"))
        print(f"{count:,} names: {wall:.0f} s wall, {cpu:.0f} s CPU, {memory:.0f} MB memory")
        print(f"5,000,000 names at this rate: {cpu / count * 5e6 / 60:.1f} min CPU")
        times = sorted(look_up(KnowledgeBase.open(target), random.Random(1).sample(names, 1000)))
        print(f"look-up: median {times[500] * 1e3:.2f} ms, p99 {times[990] * 1e3:.2f} ms")


def look_up(base: KnowledgeBase, names: list[str]) -> Iterator[float]:
    """Seconds of each look-up."""
    for name in names:
        start = time.perf_counter()
        base.candidates(name)
        yield time.perf_counter() - start


def lines(entities: int, dice: random.Random) -> Iterator[bytes]:
    """The lines of a dump."""
    yield b"[\n"
    for number in range(entities):
        text = json.dumps(entity(number, dice), ensure_ascii=False, separators=(",", ":"))
        yield text.encode() + (b",\n" if number < entities - 1 else b"\n")
    yield b"]\n"


def entity(number: int, dice: random.Random) -> dict[str, Any]:
    """One made-up entity, about as large as Wikidata's are."""
    latin, cyrillic = name(dice)
    labels = {
        language: {"language": language, "value": cyrillic if language in ("be", "ru") else latin}
        for language in LANGUAGES[: dice.randint(3, 16)]
    }
    aliases = [{"language": "en", "value": name(dice)[0]} for _ in range(dice.randint(0, 4))]
    aliases_ru = [{"language": "ru", "value": name(dice)[1]} for _ in range(dice.randint(0, 3))]
    born = {"time": f"+{dice.randint(1900, 2000)}-05-06T00:00:00Z", "precision": 11}
    externals = {f"P{code}": [claim(f"P{code}", f"x{dice.getrandbits(40)}", dice)]
                 for code in dice.sample(range(3000, 9000), 10)}  # fmt: skip
    return {
        "type": "item",
        "id": f"Q{900_000_000 + number}",
        "labels": labels,
        "descriptions": {one: {"language": one, "value": f"a thing in {one}"} for one in labels},
        "aliases": {"en": aliases, "ru": aliases_ru},
        "claims": {
            "P31": [item("P31", dice.choice(DROPPED if number % 3 == 2 else KEPT), dice)],
            "P27": [item("P27", dice.choice(("Q184", "Q159", "Q212")), dice)],
            "P106": [item("P106", "Q82955", dice), item("P106", "Q1930187", dice)],
            "P569": [claim("P569", born, dice)],
            **externals,
        },
        "sitelinks": {
            f"{one}wiki": {"site": f"{one}wiki", "title": latin, "badges": []}
            for one in LANGUAGES[: dice.randint(0, 12)]
        },
    }


def item(code: str, qid: str, dice: random.Random) -> dict[str, Any]:
    """A statement whose value is another entity."""
    return claim(code, {"entity-type": "item", "numeric-id": int(qid[1:]), "id": qid}, dice)


def claim(code: str, value: object, dice: random.Random) -> dict[str, Any]:
    """A statement with a reference, as the dump writes it."""
    snak = {"snaktype": "value", "property": code, "hash": f"{dice.getrandbits(160):040x}"}
    reference = {**snak, "property": "P248", "datavalue": {"value": {"id": "Q36578"}}}
    return {
        "mainsnak": {**snak, "datavalue": {"value": value}},
        "type": "statement",
        "rank": "normal",
        "references": [{"hash": snak["hash"], "snaks": {"P248": [reference]}}] * 2,
    }


def name(dice: random.Random) -> tuple[str, str]:
    """A made-up name, in Latin and in Cyrillic letters."""
    words = [[dice.randrange(len(LATIN)) for _ in range(dice.randint(2, 4))] for _ in range(2)]
    latin, cyrillic = (
        " ".join("".join(syllables[one] for one in word).capitalize() for word in words)
        for syllables in (LATIN, CYRILLIC)
    )
    return latin, cyrillic


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20000)
