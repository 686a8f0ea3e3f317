"""Casing for texts that have none: MUC-4 was sent by teletype, in capitals alone.

Each word gets the case that running text would give it, so that the models find names again.
A word is written small where our casing table or the English dictionary says so; names are what
is left, what the knowledge base calls a place or a people, given names with the word after them,
and whatever an acronym in brackets abbreviates. Length never changes, so offsets stay.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from claimx.bench.muc4.vocabulary import words
from claimx.entities.knowledge_base import KnowledgeBase
from claimx.entities.words import given_names

if TYPE_CHECKING:
    from spacy.language import Language

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"(?:\A|(?<!\b\w)[.!?][\"'”’)\]]*\s+|\s{3,}|\n\s*|--\s)[\"'“‘(\[]*")
_ACRONYM = re.compile(r"\(\W?([^\W\d_]{2,8})\W?\)")
_INITIALS = re.compile(r"\b(?:\w\.){2,}|\b\w\.(?=\s+[^\W\d_]{3,})")
_EXPLAINED = re.compile(r"\b([^\W\d_]{3,6})\s+\(([^()]{12,80})\)")
_MONTH = re.compile(r"\b(?:may|march)\b(?=,?\s+\d)|(?<=\d\s)(?:may|march)\b", re.IGNORECASE)
_INFLECTED = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)
LONGEST_NAME = 4  # words of a place's name
LONGEST_BODY = 7  # words before an acronym that it may abbreviate
PLACES = ("country", "capital", "region", "territory")
KNOWN_CITY = 0.3


def is_caseless(text: str) -> bool:
    """Whether a text's letters are nearly all of one case; False where it has few letters."""
    letters = [char for char in text if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    return len(letters) > 20 and not 0.01 < upper / len(letters) < 0.9


class Truecaser:
    """Gives a caseless text its capitals.

    Args:
        base: knows places and peoples.
        is_word: whether a lower-case word stands in an English dictionary.
    """

    def __init__(self, base: KnowledgeBase, is_word: Callable[[str], bool]) -> None:
        self.base = base
        self.is_word = is_word
        self._place = cache(self._find_place)

    @classmethod
    def of_language(cls, nlp: "Language", base: KnowledgeBase) -> "Truecaser":
        """A truecaser whose dictionary is that of the model's lemmatizer (WordNet's)."""
        lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        index = lookups.get_table("lemma_index")
        known = frozenset(word for kind in ("noun", "verb", "adj", "adv") for word in index[kind])
        irregular = lookups.get_table("lemma_exc")
        known |= frozenset(word for kind in ("noun", "verb", "adj") for word in irregular[kind])
        return cls(base, known.__contains__)

    def __call__(self, text: str) -> str:
        """The text with capitals where English writes them; unchanged where it has cases already.

        The result has the length of the text: a letter whose other case is longer stays as it is.
        """
        if not is_caseless(text):
            return text
        found = list(_WORD.finditer(text))
        small = [match[0].lower() for match in found]
        capital = [self._is_name(word) for word in small]
        self._mark_places(text, found, small, capital)
        _mark_after(small, capital)
        acronyms = _mark_bodies(text, found, small, capital)
        out = list(text.lower() if len(text.lower()) == len(text) else text)
        for match, word, is_name in zip(found, small, capital, strict=True):
            if word in acronyms or _is_acronym(word):
                _put(out, match.start(), match[0].upper(), match[0])
            elif is_name:
                _put(out, match.start(), match[0][:1].upper() + match[0][1:].lower(), match[0])
        for match in [*_INITIALS.finditer(text), *_MONTH.finditer(text)]:
            form = match[0].upper() if "." in match[0] else match[0].capitalize()
            _put(out, match.start(), form, match[0])
        for match in _SENTENCE.finditer(text):
            if match.end() < len(out):
                _put(out, match.end(), out[match.end()].upper(), text[match.end()])
        return "".join(out)

    def _is_name(self, word: str) -> bool:
        """Whether a word by itself is a name."""
        form = casing().get(word)
        if form is not None:
            return form != "lower"
        if len(word) < 2 or word in words("small"):
            return False
        if word in given_names() or self._place(word):
            return True
        return not self._is_english(word)

    def _is_english(self, word: str) -> bool:
        stems = (word[: -len(a)] + b for a, b in _INFLECTED if word.endswith(a))
        found = [word, *stems]
        doubled = re.sub(r"(.)\1(?:ed|ing)$", r"\1", word)
        return any(casing().get(w) == "lower" or self.is_word(w) for w in [*found, doubled])

    def _find_place(self, name: str) -> bool:
        for candidate in self.base.candidates(name, kind="place", limit=3):
            known = candidate.type in PLACES or candidate.prior >= KNOWN_CITY
            if candidate.match == "plain" and known:
                return True
        return False

    def _mark_places(
        self, text: str, found: list[re.Match[str]], small: list[str], capital: list[bool]
    ) -> None:
        """Mark names of places of several words ("san salvador"), the longest first."""
        for start in range(len(found)):
            if not (capital[start] or small[start] in words("name_starts")):
                continue
            for size in range(min(LONGEST_NAME, len(found) - start), 1, -1):
                first, last = found[start], found[start + size - 1]
                name = text[first.start() : last.end()].lower()
                if not re.search(r"[^\w\s'-]|\s\s", name) and self._place(name):
                    capital[start : start + size] = [
                        word not in words("small") or place == 0
                        for place, word in enumerate(small[start : start + size])
                    ]
                    break


def _mark_after(small: list[str], capital: list[bool]) -> None:
    """Mark what follows a given name or title: a surname, even where it is also a word."""
    for index in range(1, len(small)):
        before, word = small[index - 1], small[index]
        title = before in words("titles") and casing().get(word) is None
        given = before in given_names() and capital[index - 1] and casing().get(word) != "lower"
        if (title or given) and word not in words("small"):
            capital[index] = True
            if title:
                capital[index - 1] = True


def _mark_bodies(
    text: str, found: list[re.Match[str]], small: list[str], capital: list[bool]
) -> frozenset[str]:
    """Mark the words that a bracketed acronym abbreviates; the acronyms."""
    places = {match.start(): index for index, match in enumerate(found)}
    acronyms = set()
    for match in _EXPLAINED.finditer(text):
        inside = [i for start, i in places.items() if match.start(2) <= start < match.end(2)]
        named = [i for i in inside if small[i] not in words("small")]
        if "".join(small[i][0] for i in named) == match[1].lower():
            acronyms.add(match[1].lower())
            for index in named:
                capital[index] = True
    for match in _ACRONYM.finditer(text):
        word = match[1].lower()
        if casing().get(word) == "lower" or word in words("small"):
            continue
        acronyms.add(word)
        index = places[match.start(1)] - 1
        for place in range(index, max(-1, index - LONGEST_BODY), -1):
            between = text[found[place].end() : found[place + 1].start()]
            if small[place] in words("before_names") or re.search(r"[^\s\"'(“‘-]", between):
                break
            capital[place] = small[place] not in words("small")
    return frozenset(acronyms)


def _is_acronym(word: str) -> bool:
    """Whether a word is written in capitals: by the table, or as nobody could pronounce it."""
    form = casing().get(word)
    if form is not None:
        return form.isupper() and len(word) > 1
    return 2 < len(word) < 6 and not set(word) & set("aeiouy")


@cache
def casing() -> dict[str, str]:
    """How words are written within sentences: "lower", or the form itself."""
    text = resources.files("claimx.bench.muc4").joinpath("casing.tsv").read_text("utf-8")
    rows: Iterable[list[str]] = (
        line.split("\t") for line in text.splitlines() if not line.startswith("#")
    )
    return {word: form for word, form in rows}


def _put(out: list[str], start: int, wanted: str, given: str) -> None:
    if len(wanted) == len(given):
        out[start : start + len(wanted)] = wanted
