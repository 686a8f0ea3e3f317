"""Make `claimx/bench/muc4/casing.tsv`: how words are written within sentences.

    python evaluation/muc4/casing.py GUM_FOLDER

Counts the forms of each word in the CoNLL-U files of the GUM train split (CC, see its licence) and
in the train texts of `corpora/repression-en`, leaving out the first word of each sentence and
headlines. No text goes in, only words. A row is the word in lower case and how most of its places
write it: `lower`, or the form itself.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
OUT = ROOT / "claimx" / "bench" / "muc4" / "casing.tsv"
HEAD = "# word, form within sentences; counted by evaluation/muc4/casing.py (GUM, repression-en)\n"
LEAST = 2
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gum", type=Path)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for form in [*gum_words(parser.parse_args().gum), *own_words()]:
        counts[form.lower()][form] += 1
    rows = []
    for word in sorted(counts):
        form, times = counts[word].most_common(1)[0]
        if sum(counts[word].values()) >= LEAST and 2 * times > sum(counts[word].values()):
            rows.append(f"{word}\t{'lower' if form == word else form}")
    OUT.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")


def gum_words(folder: Path) -> Iterator[str]:
    """The words of GUM within sentences; a sentence of capitalised words alone is a headline."""
    for file in sorted(folder.rglob("*.conllu")):
        for block in file.read_text("utf-8").split("\n\n"):
            rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
            yield from _inside([row[1] for row in rows if row[0].isdigit()])


def own_words() -> Iterator[str]:
    """The words of our own corpus within sentences."""
    folder = ROOT / "corpora" / "repression-en"
    train = json.loads((folder / "splits.json").read_text("utf-8"))["train"]
    for name in sorted(train):
        text = (folder / "text" / f"{name}.txt").read_text("utf-8")
        for sentence in re.split(r"[.!?]\W*\s|\n", text):
            yield from _inside(WORD.findall(sentence))


def _inside(words: list[str]) -> Iterator[str]:
    long = [word for word in words if len(word) > 3 and WORD.fullmatch(word)]
    if long and sum(word.islower() for word in long) >= len(long) / 2:
        yield from (word for word in words[1:] if WORD.fullmatch(word))


if __name__ == "__main__":
    main()
