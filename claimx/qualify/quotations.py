"""Where the text quotes: spans between quotation marks, by a stack of marks for each paragraph.

A quotation that a paragraph leaves open runs on where the next paragraph opens with the same kind
of mark (the printers' rule for quotations of several paragraphs). Where it does not run on, a mark
at the start of a paragraph or of a sentence in it holds to the paragraph's end, any other is
dropped: what is unbalanced costs its own paragraph and nothing more. The scan takes linear time.
"""

import re
from dataclasses import dataclass

_PAIRS = {"“": "”“", "„": "“”", "«": "»", "‹": "›", "‘": "’", '"': '"', "'": "'", "``": "''"}
_MARK = re.compile(r"``|''|[“”„«»‹›‘’\"']")
_SINGLE = frozenset("‘'")
_PARAGRAPH = re.compile(r"[^\n]+")
_LEADS_IN = (":", ",", ".", "!", "?")
_OPENS_AFTER = frozenset(" \t\u00a0([{—–-:/“\"‘'«„")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters `start` to `end` between marks (half-open, the marks left out).

    Attributes:
        paragraph: index of the paragraph that holds it.
        depth: 0 for an outer quotation, 1 and more inside another.
        closed: whether its closing mark was found in the paragraph.
        continues: it runs on from the quotation that the paragraph before left open.
    """

    start: int
    end: int
    paragraph: int
    depth: int
    closed: bool
    continues: bool = False


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of the lines with a visible character, in order; empty for blank text."""
    return [m.span() for m in _PARAGRAPH.finditer(text) if m.group().strip()]


def quotations(text: str, ranges: list[tuple[int, int]]) -> list[Quotation]:
    """Every quotation of the paragraphs `ranges` (from `paragraphs`), in order of their starts."""
    found: list[Quotation] = []
    left_open: str | None = None
    for index, (start, end) in enumerate(ranges):
        here, still_open = _paragraph_quotations(text, start, end, index, left_open)
        found.extend(here)
        left_open = still_open
    return sorted(found, key=lambda q: (q.start, -q.end))


def _paragraph_quotations(
    text: str, start: int, end: int, index: int, left_open: str | None
) -> tuple[list[Quotation], str | None]:
    stack: list[tuple[str, int]] = []
    found: list[Quotation] = []
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        closing = _closes(text, stack, mark, at, end)
        if closing is not None:
            opened = stack[closing][1]
            del stack[closing:]
            if opened < at:
                runs_on = left_open is not None and opened <= first + 2
                found.append(Quotation(opened, at, index, len(stack), True, runs_on))
        elif _opens(text, stack, mark, at, start, end):
            stack.append((mark, match.end()))
    return found, _leave_open(text, stack, found, (start, first, end, index, left_open))


def _leave_open(
    text: str,
    stack: list[tuple[str, int]],
    found: list[Quotation],
    place: tuple[int, int, int, int, str | None],
) -> str | None:
    """Settle the marks that never closed; returns the one that may run on, or None."""
    start, first, end, index, left_open = place
    for mark, opened in stack:
        if mark in _SINGLE or opened >= end:
            continue
        at_start = opened - len(mark) <= first
        if at_start or text[start : opened - len(mark)].rstrip().endswith(_LEADS_IN):
            found.append(
                Quotation(opened, end, index, 0, False, left_open is not None and at_start)
            )
            return mark
    return None


def _closes(text: str, stack: list[tuple[str, int]], mark: str, at: int, end: int) -> int | None:
    """Which open mark of the stack this one closes, or None."""
    after = text[at + len(mark)] if at + len(mark) < end else " "
    for depth in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
        opened_by, opened = stack[depth]
        if mark not in _PAIRS[opened_by] or opened == at:
            continue
        if mark in ("'", "’") and (after.isalnum() or text[at - 1].isspace()):
            return None
        if mark == '"' and text[at - 1].isspace() and after.isalnum():
            return None
        if mark == "“" and opened_by == "“" and not (after.isspace() or after in ".,;:!?)"):
            return None
        return depth
    return None


def _opens(
    text: str, stack: list[tuple[str, int]], mark: str, at: int, start: int, end: int
) -> bool:
    if mark not in _PAIRS or at + len(mark) >= end or len(stack) > 8:
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + len(mark)]
    if after.isspace():
        return False
    if mark in _SINGLE or mark == '"':
        return before in _OPENS_AFTER or before.isspace()
    return True
