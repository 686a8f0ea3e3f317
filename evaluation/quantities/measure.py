"""Measure `claimx.qualify.quantity` on phrases written before its rules.

Run from the repository:

    python evaluation/quantities/measure.py              # exact values on both halves
    python evaluation/quantities/measure.py main --errors

Each TSV file has a phrase a line: `half` (`main`, whose results were looked at while the rules were
written, or `aside`, every second line, whose results were not), `role` and claim `type` of the
argument, the `phrase`, and the `expected` count or value as JSON. Keys of a value that are false or
null may be left out there. `counted`, in `counts.tsv`, is what is counted; it is scored apart, over
the phrases that have it. A phrase is right when the whole value is right; `null` (nothing is told)
is a value like any other. The interval is Wilson's at 95 %.
"""

import argparse
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from claimx.claim import Argument, Span
from claimx.qualify.quantity import quantify

HERE = Path(__file__).parent
FILES = ("counts", "penalties", "durations", "articles")


@dataclass(frozen=True)
class Phrase:
    """One line of a file: what is given and what is right."""

    file: str
    half: str
    role: str
    type: str
    text: str
    expected: dict[str, Any] | None
    counted: str | None


def read_phrases() -> Iterator[Phrase]:
    """Every phrase of every file, in order."""
    for name in FILES:
        with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Phrase(
                    name,
                    row["half"],
                    row["role"],
                    row["type"],
                    row["phrase"],
                    json.loads(row["expected"]),
                    row.get("counted"),
                )


def answer(phrase: Phrase) -> tuple[dict[str, Any] | None, str | None]:
    """What `quantify` makes of it: the count or value, and what is counted."""
    span = Span(0, len(phrase.text), phrase.text)
    (argument,) = quantify([Argument(phrase.role, span)], phrase.type)
    if phrase.file != "counts":
        return argument.value, None
    count = argument.count
    told = {"min": count.min, "max": count.max, "approximate": count.approximate} if count else None
    return told, (argument.value or {}).get("counted")


def told(value: Any) -> Any:
    """A value without its null and false parts, so that files may leave them out."""
    if isinstance(value, list):
        return [told(part) for part in value]
    if not isinstance(value, dict):
        return value
    return {
        key: told(part)
        for key, part in value.items()
        if part is not None and (part is not False or key == "parole")
    }


def same(given: dict[str, Any] | None, expected: dict[str, Any] | None) -> bool:
    """Whether two values say the same, null apart from an object that says nothing."""
    return (given is None) == (expected is None) and told(given) == told(expected)


def wilson(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's score interval of a share."""
    share, square = right / total, z * z / total
    half = z * sqrt(share * (1 - share) / total + square / (4 * total))
    middle, scale = share + square / 2, 1 + square
    return (middle - half) / scale, (middle + half) / scale


def report(name: str, marks: list[bool]) -> str:
    """One line of the table."""
    if not marks:
        return f"{name:24} no phrases"
    low, high = wilson(sum(marks), len(marks))
    share = sum(marks) / len(marks)
    return f"{name:24} {sum(marks):4}/{len(marks):<4} {share:.3f}  ({low:.3f} to {high:.3f})"


def main() -> None:
    """Print the share of exact values for each half and file."""
    parser = argparse.ArgumentParser(description="Share of exact quantities on phrases of our own.")
    parser.add_argument("half", nargs="?", choices=("main", "aside"), help="only this half")
    parser.add_argument("--errors", action="store_true", help="list what came out wrong")
    options = parser.parse_args()
    phrases = list(read_phrases())
    for half in [options.half] if options.half else ["main", "aside"]:
        marks: dict[str, list[bool]] = {name: [] for name in (*FILES, "what is counted")}
        for phrase in (phrase for phrase in phrases if phrase.half == half):
            given, counted = answer(phrase)
            marks[phrase.file].append(same(given, phrase.expected))
            if phrase.counted:
                marks["what is counted"].append(counted == phrase.counted)
            if options.errors and not marks[phrase.file][-1]:
                print(f"  {phrase.text!r}: {given}, expected {phrase.expected}")
            elif options.errors and phrase.counted and counted != phrase.counted:
                print(f"  {phrase.text!r}: counted {counted!r}, expected {phrase.counted!r}")
        for name in FILES:
            print(report(f"{half} {name}", marks[name]))
        print(report(f"{half} all", [mark for name in FILES for mark in marks[name]]))
        print(report(f"{half} what is counted", marks["what is counted"]))


if __name__ == "__main__":
    main()
