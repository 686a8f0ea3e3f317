"""Which characters of a pasted page are the article: headline, body, captions.

Conservative on purpose: a line goes only where its own phrases say so, or where it stands in a run
of menu entries, in a list that a header such as "Related stories" opened, or among the readers'
comments under the article.
"""

import re
from collections.abc import Sequence

from claimx.article.lines import (
    CALL_LENGTH,
    OPENERS,
    TEASER_LENGTH,
    Kind,
    Line,
    Phrases,
    is_call,
    load_phrases,
    read_lines,
)
from claimx.article.teasers import mark_lists

SENTENCE_BREAK = re.compile(r"(?<=[.!?])[\"'’”»)\]]*\s+")
TRUNCATED = re.compile(r"\.\.\.|…")
TAIL = 40
MENU_RUN = 4
MENU_ENTRY_LENGTH = 32
BEFORE_COMMENTS = 3

Ranges = tuple[tuple[int, int], ...]


def find_body(text: str, title: str | None = None) -> Ranges:
    """The half-open ranges of a text that are the article, in order and disjoint.

    Args:
        text: the page as pasted, or as extracted from HTML.
        title: the article's headline, where known; a line that repeats it always stays.

    Returns:
        Ranges that cover the text but for navigation, requests to the reader and other stories;
        empty where no line is left.
    """
    lines = list(read_lines(text))
    out = [False] * len(lines)
    _mark_single_lines(lines, out)
    _mark_menus(lines, out)
    mark_lists(lines, out)
    _mark_comments(lines, out)
    wanted = title.strip().casefold() if title else ""
    if wanted:
        for index, line in enumerate(lines):
            if line.text.casefold() == wanted:
                out[index] = False
    return _ranges(text, lines, out)


def _mark_single_lines(lines: Sequence[Line], out: list[bool]) -> None:
    summaries = sum(line.kind is Kind.SUMMARY for line in lines)
    for index, line in enumerate(lines):
        if line.kind is Kind.CLUTTER:
            out[index] = True
        # One "read more" at the end of a paragraph may be a button of the article itself, and
        # some agencies end every other paragraph of their own with such a link.
        elif line.kind is Kind.SUMMARY and summaries > 1:
            titled = index > 0 and lines[index - 1].kind is Kind.HEADLINE
            if titled or TRUNCATED.search(line.text[-TAIL:]):
                out[index] = True
                out[index - titled] = True


def _mark_menus(lines: Sequence[Line], out: list[bool]) -> None:
    """Runs of short lines, at least half of them words of menus."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _may_be_menu(lines[end]):
            end += 1
        entries = [index for index in range(start, end) if lines[index].kind is Kind.MENU]
        if len(entries) >= MENU_RUN and 2 * len(entries) >= entries[-1] - entries[0] + 1:
            out[entries[0] : entries[-1] + 1] = [True] * (entries[-1] + 1 - entries[0])
        start = max(end, start + 1)


def _may_be_menu(line: Line) -> bool:
    if line.kind in (Kind.MENU, Kind.CLUTTER, *OPENERS):
        return True
    return line.kind is Kind.HEADLINE and len(line.text) <= MENU_ENTRY_LENGTH


def _mark_comments(lines: Sequence[Line], out: list[bool]) -> None:
    """What readers wrote under the article, where the article is the larger part."""
    phrases = load_phrases()
    before = 0
    seen = 0
    total = sum(len(line.text) for line in lines if line.kind is Kind.PROSE)
    for index, line in enumerate(lines):
        if line.kind is Kind.PROSE:
            before += 1
            seen += len(line.text)
        elif before >= BEFORE_COMMENTS and 2 * seen > total and _ends_article(line, phrases):
            out[index:] = [True] * (len(lines) - index)
            return


def _ends_article(line: Line, phrases: Phrases) -> bool:
    return len(line.text) <= TEASER_LENGTH and bool(
        phrases.end.fullmatch(line.text.lower().strip(" :."))
    )


def _ranges(text: str, lines: Sequence[Line], out: Sequence[bool]) -> Ranges:
    """The text without the lines and sentences that are out, as ranges from line to line."""
    phrases = load_phrases()
    found: list[tuple[int, int]] = []
    for line, is_out in zip(lines, out, strict=True):
        pieces = [] if is_out else _without_calls(line, phrases)
        for start, end in pieces:
            if found and not text[found[-1][1] : start].strip():
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
    return tuple(found)


def _without_calls(line: Line, phrases: Phrases) -> list[tuple[int, int]]:
    """The line, or its sentences around a request to the reader ("Sign up to our newsletter.")."""
    if line.kind is not Kind.PROSE or not TEASER_LENGTH < len(line.text) <= CALL_LENGTH:
        return [(line.start, line.end)]
    kept: list[tuple[int, int]] = []
    start = 0
    for stop in [*(match.end() for match in SENTENCE_BREAK.finditer(line.text)), len(line.text)]:
        sentence = line.text[start:stop]
        if sentence.strip() and not is_call(sentence.strip().lower().replace("’", "'"), phrases):
            kept.append((line.start + start, line.start + stop))
        start = stop
    return kept
