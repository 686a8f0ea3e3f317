"""An article cut into stretches of lines, and lines into pieces of one marking each.

Spans of claims nest and overlap freely, which HTML elements cannot; so the text is cut wherever a
span begins or ends, and each piece names all claims that it belongs to.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from claimx.claim import Claim, Document, Span

Range = tuple[int, int]

LONG = 300_000
AROUND = 2_000
_LINE = re.compile("[^\r\n\x0b\x0c\x85\u2028\u2029]*(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]|$)")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span of claim `number` (counted from 1); `role` is "" for the trigger."""

    start: int
    end: int
    number: int
    role: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one marking.

    Attributes:
        text: as in the article.
        triggers: numbers of the claims whose trigger it is, or is part of.
        ends: those of `triggers` whose trigger ends with it.
        parts: number and role of each argument, source or cue that it is part of; the role is ""
            in all but the first piece of a span, so that it is named once.
    """

    text: str
    triggers: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    parts: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring lines of one kind.

    Attributes:
        kind: "body" for the article; "skipped" for menus, teasers and the like, which yield no
            claims; "gap" for characters that are not shown; "loose" for claims without a text.
        lines: each a sequence of pieces, the last of which holds the line's end.
        characters: how many characters it stands for.
    """

    kind: str
    lines: tuple[tuple[Piece, ...], ...]
    characters: int


def marks_of(claims: Sequence[Claim]) -> list[Mark]:
    """Every span of the claims: trigger, arguments, date, speaker, cues of how they stand."""
    found = [
        mark for number, claim in enumerate(claims, start=1) for mark, _ in _spans(number, claim)
    ]
    return sorted(found)


def _spans(number: int, claim: Claim) -> Iterator[tuple[Mark, str]]:
    """The marks of one claim with their words."""
    spans: list[tuple[Span | None, str]] = [(claim.trigger, "")]
    spans += [(argument.span, argument.role) for argument in claim.args]
    if claim.when is not None and not claim.of_role("time"):
        spans.append((claim.when.span, "time"))
    if claim.source is not None:
        spans.append((claim.source.span, "source"))
    spans += [(claim.polarity_cue, "cue"), (claim.modality_cue, "cue")]
    for span, role in spans:
        if span is not None:
            yield Mark(span.start, span.end, number, role), span.text


def cut_document(document: Document) -> tuple[Stretch, ...]:
    """The stretches of a document; together they hold every character once, in order.

    Of a text longer than 300,000 characters only the surroundings of claims are kept, since a
    browser would take minutes over the rest. Of a document without its text, each claim's own
    words are a line ("loose").
    """
    text, marks = document.text, marks_of(document.claims)
    if not text:
        lines = tuple(_loose(number, claim) for number, claim in enumerate(document.claims, 1))
        return (Stretch("loose", lines, 0),) if lines else ()
    stretches: list[Stretch] = []
    reached = 0
    for start, end in _kept(len(text), marks):
        if start > reached:
            stretches.append(Stretch("gap", (), start - reached))
        stretches += _stretches(text, (start, end), marks, document.body)
        reached = end
    if reached < len(text):
        stretches.append(Stretch("gap", (), len(text) - reached))
    return tuple(stretches)


def loose_words(number: int, claim: Claim) -> str:
    """The words of a claim in the order of the article, with "…" between them, and a line end."""
    return "".join(piece.text for piece in _loose(number, claim))


def _loose(number: int, claim: Claim) -> tuple[Piece, ...]:
    """The words of one claim in the order of the article, with "…" between them."""
    pieces: list[Piece] = []
    reached = 0
    for mark, words in sorted(_spans(number, claim)):
        if mark.end <= reached:
            continue  # told already, inside a longer span
        if pieces:
            pieces.append(Piece(" … "))
        triggers = () if mark.role else (number,)
        parts = ((number, mark.role),) if mark.role else ()
        pieces.append(Piece(words, triggers, triggers, parts))
        reached = mark.end
    return (*pieces, Piece("\n"))


def _kept(length: int, marks: Sequence[Mark]) -> list[Range]:
    """The ranges of a text that are shown."""
    if length == 0:
        return []
    if length <= LONG:
        return [(0, length)]
    kept = [(0, AROUND)]
    for mark in marks:
        start, end = max(mark.start - AROUND, 0), min(mark.end + AROUND, length)
        if start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return kept


def _stretches(
    text: str, shown: Range, marks: Sequence[Mark], body: Sequence[Range]
) -> Iterator[Stretch]:
    lines = list(_lines(text, shown, marks))
    kinds: list[str] = []
    for (start, end), pieces in lines:
        if text[start:end].isspace() and kinds:
            kinds.append(kinds[-1])  # a blank line belongs to the lines before it
        else:
            marked = any(piece.triggers for piece in pieces)
            kinds.append("body" if marked or _in_body(start, end, body) else "skipped")
    numbered = zip(kinds, lines, strict=True)
    for kind, group in groupby(numbered, key=lambda item: item[0]):
        members = [line for _, line in group]
        characters = members[-1][0][1] - members[0][0][0]
        yield Stretch(kind, tuple(pieces for _, pieces in members), characters)


def _in_body(start: int, end: int, body: Sequence[Range]) -> bool:
    """Whether a line shares a character with the article; all do where no zones are known."""
    if not body:
        return True
    after = bisect_right(body, start, key=lambda bounds: bounds[0])
    before = body[after - 1][1] > start if after else False
    return before or (after < len(body) and body[after][0] < end)


def _lines(
    text: str, shown: Range, marks: Sequence[Mark]
) -> Iterator[tuple[Range, tuple[Piece, ...]]]:
    """Each line of a range with its pieces."""
    waiting = [mark for mark in reversed(marks) if mark.end > shown[0] and mark.start < shown[1]]
    active: list[Mark] = []
    for line in _LINE.finditer(text, *shown):
        if line.start() == line.end():
            continue
        while waiting and waiting[-1].start < line.end():
            active.append(waiting.pop())
        active = [mark for mark in active if mark.end > line.start()]
        bounds = {line.start(), line.end()}
        bounds.update(
            cut
            for mark in active
            for cut in (mark.start, mark.end)
            if line.start() < cut < line.end()
        )
        pieces = tuple(_piece(text, cut, active) for cut in pairwise(sorted(bounds)))
        yield line.span(), pieces


def _piece(text: str, bounds: Range, active: Sequence[Mark]) -> Piece:
    start, end = bounds
    here = [mark for mark in active if mark.start <= start and end <= mark.end]
    triggers = [mark for mark in here if not mark.role]
    parts = {
        (mark.number, mark.role if mark.start == start else ""): None for mark in here if mark.role
    }
    return Piece(
        text[start:end],
        tuple(mark.number for mark in triggers),
        tuple(mark.number for mark in triggers if mark.end == end),
        tuple(parts),
    )
