"""What one line of a pasted page looks like: prose, headline, teaser, menu entry, button.

A line is judged by its length, its end and its phrases (`phrases.toml`) alone; what its
neighbours make of it is decided in `claimx.article.zones`.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib import resources

LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
SENTENCE_END = re.compile(r"[.!?][\"'’”»)\]]*$")
STAMP = re.compile(
    r"""(published|updated|posted|last\ modified|modified|created|first\ published)\b.{0,60}
    | (\d+|an?|one|two|three|few)\ (sec|min|hour|hr|day|week|month|year)[a-z]*\.?
      \ (ago|read)\b.{0,20}
    | \d{1,3} | [\W\d_]*\d{4} | \d{1,2}:\d{2}.{0,20} | just\ now | today | yesterday | now
    | ((mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\ )? (\d{1,2}(st|nd|rd|th)?\ )?
      (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(\ \d{1,2}(st|nd|rd|th)?)?,?
      \ \d{4}.{0,25}""",
    re.X,
)
MENU_SEPARATOR = re.compile(r"\s*(?:[|•·/›»>,]|\t|\s{2,})\s*")
WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
EDGE = " \t\u00a0\ufeff\u200b"
ORNAMENT = " \t\u00a0:;.,…»«›‹>→▶►•·*|–—-_#[](){}↓↑+"
HEADLINE_LENGTH = 160
TEASER_LENGTH = 320
CALL_LENGTH = 1500


class Kind(Enum):
    """What a line is taken for on its own."""

    PROSE = "a sentence or more of running text"
    HEADLINE = "short and without a sentence end: a headline, subhead, caption or list item"
    STAMP = "a date, a time or a number"
    MENU = "a word of menus"
    CLUTTER = "no part of an article: a button, a share bar, a request to the reader, a teaser"
    OPENS_SEVERAL = "opens a list of other stories"
    OPENS_ONE = "opens a pointer to another story"
    SUMMARY = "a summary of another story that ends in a link"


OPENERS = (Kind.OPENS_SEVERAL, Kind.OPENS_ONE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: characters `start` to `end` of the text (half-open), edges trimmed.

    `spaced` tells whether a blank line stands above it.
    """

    start: int
    end: int
    text: str
    kind: Kind
    spaced: bool


@dataclass(frozen=True, slots=True)
class Phrases:
    """The compiled phrases of `phrases.toml`."""

    labels: re.Pattern[str]
    services: frozenset[str]
    share_words: frozenset[str]
    menu: frozenset[str]
    lead: re.Pattern[str]
    bare_lead: re.Pattern[str]
    tail: re.Pattern[str]
    several: re.Pattern[str]
    one: re.Pattern[str]
    strong: re.Pattern[str]
    weak: tuple[re.Pattern[str], ...]
    call_words: tuple[str, ...]
    end: re.Pattern[str]


@lru_cache(maxsize=1)
def load_phrases() -> Phrases:
    """Read the phrases that ship with the package."""
    file = resources.files("claimx.article").joinpath("phrases.toml")
    data = tomllib.loads(file.read_text("utf-8"))
    share = data["share"]
    return Phrases(
        labels=_any(data["labels"]["patterns"]),
        services=frozenset(share["services"]),
        share_words=frozenset(share["services"]) | frozenset(share["others"]),
        menu=frozenset(data["menu"]["words"]),
        lead=_any(data["teaser"]["leads"], after=r"\s*(?:[:|»]|\s[-–—]\s|[–—])\s*\S"),
        bare_lead=_any(data["teaser"]["bare_leads"], after=r"\s+\S"),
        tail=_any(
            data["teaser"]["tails"], before=r"(?:\.\.\.|…|\]|[.!?]|\s[-–—])\s*\[?", after=r"\]?$"
        ),
        several=_any(data["blocks"]["several"]),
        one=_any(data["blocks"]["one"]),
        strong=_any(data["calls"]["strong"]),
        weak=tuple(re.compile(pattern) for pattern in data["calls"]["weak"]),
        call_words=tuple(data["calls"]["words"]),
        end=_any(data["end"]["patterns"]),
    )


def _any(patterns: Sequence[str], *, before: str = "", after: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(patterns)}){after}")


def read_lines(text: str) -> Iterator[Line]:
    """The lines of a text that hold a visible character, in order."""
    phrases = load_phrases()
    previous = 0
    for match in LINE.finditer(text):
        whole = match.group()
        trimmed = whole.strip(EDGE)
        if trimmed and not trimmed.isspace():
            start = match.start() + len(whole) - len(whole.lstrip(EDGE))
            end = start + len(trimmed)
            spaced = len(LINE_BREAK.findall(text, previous, start)) > 1
            yield Line(start, end, trimmed, judge_line(trimmed, phrases), spaced)
            previous = end


def judge_line(line: str, phrases: Phrases) -> Kind:
    """What a trimmed line is taken for on its own."""
    if len(line) > CALL_LENGTH:
        return Kind.PROSE
    lower = line.lower().replace("’", "'")
    bare = lower.strip(ORNAMENT)
    if len(line) <= HEADLINE_LENGTH:
        kind = _judge_short(line, bare, phrases)
        if kind is not None:
            return kind
    if is_teaser(line, lower, phrases) or (len(line) <= TEASER_LENGTH and is_call(lower, phrases)):
        return Kind.CLUTTER
    if phrases.tail.search(bare, max(0, len(bare) - 40)):
        return Kind.SUMMARY
    if is_headline(line):
        return Kind.HEADLINE
    return Kind.PROSE


def _judge_short(line: str, bare: str, phrases: Phrases) -> Kind | None:
    if is_share_bar(bare, phrases):
        return Kind.CLUTTER
    if bare in phrases.menu:
        return Kind.MENU
    if phrases.several.fullmatch(bare):
        return Kind.OPENS_SEVERAL
    if phrases.one.fullmatch(bare):
        return Kind.OPENS_ONE
    if phrases.labels.fullmatch(bare) or is_menu_bar(line, phrases):
        return Kind.CLUTTER
    if STAMP.fullmatch(bare):
        return Kind.STAMP
    return None


def is_headline(line: str) -> bool:
    """Short and without a sentence end."""
    return len(line) <= HEADLINE_LENGTH and not SENTENCE_END.search(line)


def is_share_bar(bare: str, phrases: Phrases) -> bool:
    """Made up of the names of services and share words alone."""
    words = WORD.findall(bare)
    return (
        bool(words)
        and len(words) <= 20
        and all(word in phrases.share_words or word.isdigit() for word in words)
        and any(word in phrases.services for word in words)
    )


def is_menu_bar(line: str, phrases: Phrases) -> bool:
    """Three or more menu entries on one line: "Home | News | World"."""
    entries = [entry for entry in MENU_SEPARATOR.split(line.lower()) if entry]
    if len(entries) < 3:
        entries = line.lower().split()
        return len(entries) >= 3 and all(entry in phrases.menu for entry in entries)
    return sum(entry in phrases.menu for entry in entries) >= 0.6 * len(entries)


def is_teaser(line: str, lower: str, phrases: Phrases) -> bool:
    """Names another story behind a lead such as "Read also:"."""
    if len(line) > TEASER_LENGTH:
        return False
    lower = lower.lstrip(ORNAMENT)
    if phrases.lead.match(lower):
        return True
    return bool(phrases.bare_lead.match(lower)) and is_headline(line)


def is_call(lower: str, phrases: Phrases) -> bool:
    """Asks the reader to sign up, to accept cookies or to follow, or states rights.

    A line in quotation marks is somebody's speech and never one.
    """
    if lower[0] in "\"'“‘«" or not any(word in lower for word in phrases.call_words):
        return False
    if phrases.strong.search(lower):
        return True
    return sum(bool(pattern.search(lower)) for pattern in phrases.weak) >= 2
