"""The words of a short phrase, cut the way numbers want it: "two-year" is two words, "12,500" one.

Hyphens and dashes between words are dropped, and the word behind one knows that it was joined.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from claimx.qualify.cues import table

_TOKEN = re.compile(
    r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]*\d)"  # 12 000
    r"|\d*[½¼¾]"
    r"|(?<!\w)\.\d+"  # .45 is a calibre
    r"|\d+(?:[.,]\d+)*"
    r"|(?:[^\W\d_]\.){1,4}(?:[^\W\d_]\b)?\$"  # U.S.$
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[^\W\d_]{0,3}\$"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|[^\w\s.'’\"“”‘„«»]"
)
Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""Phrases as token texts, by their first token; the longest first."""
_DASHES = frozenset("-‐‑‒–—−")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign of a phrase.

    Attributes:
        text: lower case, apostrophes straight.
        start, end: half-open code points of the phrase.
        joined: only a hyphen or dash stands between it and the token before.
        adjoining: nothing at all stands between them ("Rs" and "500" in "Rs500").
    """

    text: str
    start: int
    end: int
    joined: bool = False
    adjoining: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdigit() or self.text[0] in "½¼¾"


def tokenise(phrase: str) -> tuple[Token, ...]:
    """The tokens of a phrase in order; empty for one without letters, digits or signs."""
    tokens: list[Token] = []
    dash_end = -1
    for match in _TOKEN.finditer(phrase):
        if match.group() in _DASHES:
            if tokens:
                dash_end = match.end() if match.start() == tokens[-1].end else -1
            continue
        text = match.group().lower().replace("’", "'")
        adjoining = bool(tokens) and match.start() == tokens[-1].end
        joined = match.start() == dash_end
        tokens.append(Token(text, match.start(), match.end(), joined, adjoining))
    return tuple(tokens)


def matches(tokens: Sequence[Token], at: int, phrase: Sequence[str]) -> bool:
    """Whether the words of `phrase` stand at position `at`."""
    if at < 0 or at + len(phrase) > len(tokens):
        return False
    return all(tokens[at + ahead].text == word for ahead, word in enumerate(phrase))


def longest(tokens: Sequence[Token], at: int, phrases: Phrases) -> int:
    """How many tokens the longest of `phrases` that stands at `at` has; 0 where none does."""
    if not 0 <= at < len(tokens):
        return 0
    candidates = phrases.get(tokens[at].text, ())
    return next((len(phrase) for phrase in candidates if matches(tokens, at, phrase)), 0)


@cache
def phrase_list(file: str, section: str, key: str) -> Phrases:
    """One list of a section of a vocabulary file."""
    return index_phrases(table(file)[section][key])


def index_phrases(entries: Iterable[str]) -> Phrases:
    """Entries as token texts, by their first token, longest first."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries:
        phrase = tuple(token.text for token in tokenise(entry))
        index.setdefault(phrase[0], []).append(phrase)
    return {
        first: tuple(sorted(phrases, key=len, reverse=True)) for first, phrases in index.items()
    }


@cache
def section(file: str, name: str) -> Mapping[str, object]:
    """A section of a vocabulary file as it stands there."""
    return dict(table(file)[name])
