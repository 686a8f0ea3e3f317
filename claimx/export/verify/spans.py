"""Every span of a JSON object against the text that it was cut from."""

from collections.abc import Iterator
from typing import Any

from claimx.export.verify.report import Report

LONGEST = 60


def find_spans(value: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object with a text, a start and an end, however deep, with the way to it."""
    if isinstance(value, dict):
        if value.get("start") is not None and "end" in value and "text" in value:
            yield where, value
        for name, inner in value.items():
            yield from find_spans(inner, f"{where}.{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from find_spans(inner, f"{where}[{index}]")


def check_spans(value: Any, text: str, where: str, report: Report) -> None:
    """Slice the text again for each span; what differs is a fault."""
    for place, span in find_spans(value, where):
        report.spans += 1
        start, end, words = span["start"], span["end"], span["text"]
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
            report.add(place, f"{start!r}:{end!r} is not within a text of {len(text)} characters")
        elif text[start:end] != words:
            report.add(
                place,
                f"the text has {text[start:end][:LONGEST]!r} at {start}:{end}, "
                f"not {str(words)[:LONGEST]!r}",
            )


def check_body(body: Any, text: str, where: str, report: Report) -> None:
    """The ranges that were read as the article must be in order and within the text."""
    last = 0
    for index, bounds in enumerate(body or []):
        report.spans += 1
        fits = isinstance(bounds, list) and len(bounds) == 2 and {*map(type, bounds)} == {int}
        if not fits or not last <= bounds[0] <= bounds[1] <= len(text):
            report.add(f"{where}.body[{index}]", f"{bounds!r} is no range in order in the text")
            return
        last = bounds[1]
