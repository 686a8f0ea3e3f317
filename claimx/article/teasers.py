"""Lists of other stories: where they begin, where they end, and what of the article stands in them.

A header such as "Related stories" or "Most read" opens a list, which ends where running text
goes on. Above the article the list may run into the article's own headline, and within it into a
subhead; both are kept.
"""

from collections import Counter
from collections.abc import Sequence

from claimx.article.lines import OPENERS, TEASER_LENGTH, WORD, Kind, Line

SUBHEAD_WORDS = 4
HEADLINE_WORDS = 4
CAPTION_WORDS = 14
CARDS = 3
OPENING_LINES = 12
OWN_WORDS = 0.25
STEM = 4
FILLERS = (Kind.HEADLINE, Kind.STAMP, Kind.MENU, Kind.CLUTTER, Kind.SUMMARY, *OPENERS)


def mark_lists(lines: Sequence[Line], out: list[bool]) -> None:
    """Mark the headers of lists and the stories that they list.

    Args:
        lines: every line of the page, in order.
        out: for each line, whether it is no part of the article; set to True in place.
    """
    first_prose = next((i for i, line in enumerate(lines) if line.kind is Kind.PROSE), len(lines))
    cards = _cards_to_the_end(lines)
    index = 0
    while index < len(lines):
        if lines[index].kind not in OPENERS or out[index]:
            index += 1
            continue
        end = _list_end(lines, index, first_prose, cards)
        if index < first_prose and end < len(lines):
            end = _own_headline(lines, index + 1, end)
        elif end < len(lines) and _is_subhead(lines, index, end):
            end -= 1
        out[index:end] = [True] * (end - index)
        index = max(end, index + 1)


def _cards_to_the_end(lines: Sequence[Line]) -> list[int]:
    """For each line, how many cards (a headline, one sentence) the page ends in from there on.

    0 where running text of any other shape follows.
    """
    counts = [0] * (len(lines) + 1)
    for index in range(len(lines) - 1, -1, -1):
        counts[index] = counts[index + 1]
        if lines[index].kind is Kind.PROSE:
            if index == 0 or lines[index - 1].kind is not Kind.HEADLINE or counts[index + 1] < 0:
                counts[index] = -1
            else:
                counts[index] += 1
    return [max(count, 0) for count in counts]


def _list_end(lines: Sequence[Line], header: int, first_prose: int, cards: Sequence[int]) -> int:
    """One past the last line of the list that `header` opens."""
    end = header + 1
    headlines = 0
    while end < len(lines) and lines[end].kind in FILLERS:
        headlines += lines[end].kind is Kind.HEADLINE
        enough = lines[header].kind is Kind.OPENS_ONE and headlines > 1
        if enough or _is_caption(lines[end]):
            return end
        end += 1
        if header > first_prose and headlines:
            end = _skip_summary(lines, end)
    # The first headline must have its sentence: else an article with subheads may go on here.
    if headlines == 1 and lines[header].kind is Kind.OPENS_SEVERAL and cards[end] >= CARDS:
        return len(lines)
    return end


def _is_caption(line: Line) -> bool:
    """Longer than headlines are: a caption of the article after the list."""
    return line.kind is Kind.HEADLINE and len(line.text.split()) >= CAPTION_WORDS


def _skip_summary(lines: Sequence[Line], index: int) -> int:
    """Past one sentence under a headline that a date or a link follows."""
    if index + 1 < len(lines) and lines[index].kind is Kind.PROSE:
        after = lines[index + 1]
        linked = after.kind in (Kind.STAMP, Kind.SUMMARY) or after.text.lower() == "read more"
        if linked and len(lines[index].text) <= TEASER_LENGTH:
            return index + 1
    return index


def _own_headline(lines: Sequence[Line], start: int, end: int) -> int:
    """Where, in a list above the article, the article's own headline begins.

    It is the first line that shares at least half as many words with the opening paragraphs as
    any does, words of several headlines (a country's name) counting less; where none shares
    enough, one of the last two.
    """
    found = {
        index: _stems(lines[index].text)
        for index in range(start, end)
        if lines[index].kind is Kind.HEADLINE and len(lines[index].text.split()) >= HEADLINE_WORDS
    }
    opening = {
        word
        for line in lines[end : end + OPENING_LINES]
        if line.kind is Kind.PROSE
        for word in _stems(line.text)
    }
    spread = Counter(word for words in found.values() for word in words)
    shares = {
        index: sum(1 / spread[word] for word in words & opening)
        / max(sum(1 / spread[word] for word in words), 1)
        for index, words in found.items()
    }
    best = max(shares.values(), default=0.0)
    if best >= OWN_WORDS:
        return next(index for index, share in shares.items() if share >= 0.5 * best)
    return ([*shares][-2:] or [end])[0]


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in WORD.findall(text.lower()) if len(word) > 3}


def _is_subhead(lines: Sequence[Line], header: int, end: int) -> bool:
    """Whether the line before running text is a subhead of the article, not one more story."""
    last = lines[end - 1]
    if end - 1 <= header + 1 or last.kind is not Kind.HEADLINE:
        return False
    short = len(last.text.split()) <= SUBHEAD_WORDS
    if lines[header + 1].spaced:
        return last.spaced and short
    return last.spaced or (short and not lines[end].spaced)
