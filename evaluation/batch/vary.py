"""Articles without end, made by varying our own corpus: for measuring, never for judging.

    python evaluation/batch/vary.py 5000 articles.jsonl

Each article is a draw of sentences from all of `corpora/repression-en` until it has 120 words. So
that an archive's stream of new names is there too, every capitalised word inside a sentence gets
other vowels, and every digit another digit, both by a generator with a fixed seed: the same
number of articles is always the same file.
"""

import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "corpora" / "repression-en" / "text"
WORDS = 120
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
VOWELS = "aeiou"


def sentences() -> list[str]:
    """All sentences of the corpus, in the order of its files."""
    texts = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    found = (part.strip() for text in texts for part in SENTENCE_END.split(text))
    return [" ".join(part.split()) for part in found if len(part.split()) >= 4]


def articles(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """So many articles as records with id, text and published."""
    chance = random.Random(seed)
    known = sentences()
    for number in range(count):
        drawn: list[str] = []
        while sum(len(sentence.split()) for sentence in drawn) < WORDS:
            drawn.append(vary(chance.choice(known), chance))
        month, day = 1 + number % 12, 1 + number % 28
        published = f"{2020 + number % 6}-{month:02}-{day:02}"
        yield {"id": f"v{number:06}", "text": " ".join(drawn), "published": published}


def vary(sentence: str, chance: random.Random) -> str:
    """The sentence with other names and numbers."""

    def respell(match: re.Match[str]) -> str:
        return "".join(chance.choice(VOWELS) if c in VOWELS else c for c in match.group())

    varied = NAME.sub(respell, sentence)
    return re.sub(r"\d", lambda match: str(chance.randint(1, 9)), varied)


def write(count: int, path: Path) -> None:
    """Write the articles as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles(count):
            file.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
