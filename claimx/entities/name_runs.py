"""Names: runs of capitalised words, with the titles before them."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from claimx.entities.words import given_names, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LABELS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "facility",
}
_INNER = frozenset(
    (
        "of",
        "for",
        "and",
        "the",
        "on",
        "in",
        "against",
        "de",
        "la",
        "del",
        "al",
        "bin",
        "-",
        "–",
        "'s",
        "’s",
    )
)
_PARTICLES = frozenset(
    (
        "al",
        "bin",
        "ibn",
        "de",
        "da",
        "del",
        "der",
        "van",
        "von",
        "la",
        "el",
        "ould",
        "bint",
        "ag",
        "dos",
        "-",
    )
)


@lru_cache(maxsize=16384)
def plain(word: str) -> str:
    """A word without case and accents, to compare names by."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in folded if not unicodedata.combining(char))


@dataclass(slots=True)
class Run:
    """A name in one place: tokens `first` to `end` of a chunk's doc (half-open).

    `title` is the word of rank or respect before it, lower case; `label` the recogniser's kind.
    """

    doc: "Doc"
    offset: int
    first: int
    end: int
    label: str | None = None
    title: str | None = None
    kind: str | None = None
    words: tuple[str, ...] = field(default=())

    @property
    def head(self) -> "Token":
        """The last token of the run whose governor lies outside it."""
        for token in reversed(self.doc[self.first : self.end]):
            if not self.first <= token.head.i < self.end or token.head.i == token.i:
                return token
        return self.doc[self.end - 1]


def find_runs(doc: "Doc", offset: int) -> Iterator[Run]:
    """Runs of name-like words of one chunk, titles and determiners left out."""
    index, size = 0, len(doc)
    while index < size:
        if not _name_like(doc[index]):
            index += 1
            continue
        end = index + 1
        while end < size and _goes_on(doc, index, end):
            end += 1
        while end > index + 1 and not _name_like(doc[end - 1]):
            end -= 1
        run = _trimmed(Run(doc, offset, index, end))
        if run is not None:
            yield run
        index = end


def _name_like(token: "Token") -> bool:
    if (
        not token.text[:1].isalpha()
        or not token.text[0].isupper()
        or (token.lower_ in _INNER and token.i == 0)
    ):
        return False
    if token.tag_ == "JJ" and token.ent_type_ in ("GPE", "NORP"):
        return False
    if token.ent_type_ == "NORP":
        return token.pos_ == "PROPN" and _is_full_name(token)
    if token.ent_type_ in _LABELS:
        return token.pos_ not in ("DET", "PRON", "ADP", "SCONJ", "CCONJ", "VERB", "ADV")
    return token.pos_ == "PROPN" and token.ent_type_ not in (
        "DATE",
        "TIME",
        "LANGUAGE",
        "NORP",
        "MONEY",
    )


def _is_full_name(token: "Token") -> bool:
    """Whether what the recogniser takes for a people ("Agnes Merrin") begins with a given name."""
    doc, first, end = token.doc, token.i, token.i + 1
    while first and doc[first].ent_iob_ == "I":
        first -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return end - first > 1 and plain(doc[first].text) in given_names()


def _goes_on(doc: "Doc", first: int, at: int) -> bool:
    """Whether token `at` still belongs to the name that began at `first`."""
    token, before = doc[at], doc[at - 1]
    if _aim(doc, at) or (before.lower_ == "to" and _aim(doc, at - 1)):
        return True
    if _name_like(token):
        begins = token.ent_iob_ == "B" and before.ent_type_ in _LABELS
        return (
            not begins
            or _LABELS.get(token.ent_type_) == _LABELS.get(before.ent_type_)
            or before.text == "-"
        )
    inside = token.ent_iob_ == "I" and token.ent_type_ in _LABELS
    if token.lower_ in _INNER and at + 1 < len(doc):
        after = doc[at + 1]
        if inside and after.ent_iob_ == "I":
            return token.lower_ != "in" or _cued(doc, first, at)
        if token.lower_ == "-" or token.lower_ in _PARTICLES:
            return (_name_like(after) and not token.whitespace_) or (
                token.lower_ in _PARTICLES - {"-"} and _name_like(after)
            )
        return token.lower_ in ("of", "for") and _name_like(after) and _cued(doc, first, at)
    return (
        inside
        and token.text.isalnum()
        and not token.is_space
        and token.pos_ in ("NOUN", "ADJ", "NUM", "PROPN")
    )


def _cued(doc: "Doc", first: int, at: int) -> bool:
    """Whether a word of the name so far tells that it is that of a body."""
    return any(
        doc[i].lower_ in words("phrases", "name_cues", cue)
        for i in range(first, at)
        for cue in ("public_body", "organisation")
    )


def _aim(doc: "Doc", at: int) -> bool:
    """Whether "to" tells a body's aim inside its name: "Committee to Protect Journalists"."""
    return (
        0 < at < len(doc) - 1
        and doc[at].lower_ == "to"
        and doc[at - 1].lower_ in words("phrases", "aim_bodies")
        and doc[at - 1].text[:1].isupper()
        and doc[at + 1].text[:1].isupper()
        and not doc[at - 1].is_upper
    )


def _trimmed(run: Run) -> Run | None:
    doc = run.doc
    titles = words("phrases", "titles")
    first, end = run.first, run.end
    body = _cued(doc, end - 1, end)  # "Justice" is no title in "Justice Department"
    while first < end - 1 and doc[first].lower_ in titles - {"al"} and not body:
        run.title = doc[first].lower_
        first += 1
    if (
        first == end - 1
        and doc[first].lower_ in titles
        and run.title is None
        and doc[first].ent_type_ != "PERSON"
    ):
        return None
    if run.title is None and first > 0 and doc[first - 1].lower_ in titles:
        run.title = doc[first - 1].lower_
    if (
        run.title is None
        and first > 1
        and doc[first - 1].text == "."
        and doc[first - 2].lower_ + "." in titles
    ):
        run.title = doc[first - 2].lower_
    run.first, run.end = first, end
    run.words = tuple(
        plain(doc[i].text) for i in range(first, end) if doc[i].text not in ("-", "–")
    )
    labels = Counter(_LABELS.get(doc[i].ent_type_) for i in range(first, end))
    run.label = None if _torn(run) else labels.most_common(1)[0][0]
    return run


def _torn(run: Run) -> bool:
    """Whether the recogniser's name goes on beyond an "in" at an edge, so that its kind is void."""
    doc = run.doc
    behind = run.end + 1 < len(doc) and doc[run.end].lower_ == "in"
    return (behind and doc[run.end].ent_iob_ == doc[run.end + 1].ent_iob_ == "I") or (
        run.first > 0
        and doc[run.first - 1].lower_ == "in"
        and doc[run.first - 1].ent_iob_ == doc[run.first].ent_iob_ == "I"
    )
