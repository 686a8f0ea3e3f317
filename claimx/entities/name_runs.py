"""Names: runs of capitalised words, and whether they name a person, body or place.

The statistical recogniser proposes; the article as a whole decides. What it tells of a name in one
place (in full, with a title, an age, a cue word) holds for the same name elsewhere, also where
the recogniser misses or mistypes it.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimx.entities.noun_kinds import noun_kind
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
_PLACE_BEFORE = frozenset(("in", "near", "at", "outside", "from", "to", "across", "around", "into"))
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
_CUES = ("public_body", "facility", "organisation", "place")


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
    if token.ent_type_ in _LABELS:
        return token.pos_ not in ("DET", "PRON", "ADP", "SCONJ", "CCONJ", "VERB", "ADV")
    return token.pos_ == "PROPN" and token.ent_type_ not in (
        "DATE",
        "TIME",
        "LANGUAGE",
        "NORP",
        "MONEY",
    )


def _goes_on(doc: "Doc", first: int, at: int) -> bool:
    """Whether token `at` still belongs to the name that began at `first`."""
    token, before = doc[at], doc[at - 1]
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
            return True
        if token.lower_ == "-" or token.lower_ in _PARTICLES:
            return (_name_like(after) and not token.whitespace_) or (
                token.lower_ in _PARTICLES - {"-"} and _name_like(after)
            )
        if token.lower_ in ("of", "for") and _name_like(after):
            return any(
                doc[i].lower_ in words("phrases", "name_cues", cue)
                for i in range(first, at)
                for cue in ("public_body", "organisation")
            )
        return False
    return (
        inside
        and token.text.isalnum()
        and not token.is_space
        and token.pos_ in ("NOUN", "ADJ", "NUM", "PROPN")
    )


def _trimmed(run: Run) -> Run | None:
    doc = run.doc
    titles = words("phrases", "titles")
    first, end = run.first, run.end
    while first < end - 1 and doc[first].lower_ in titles and doc[first].lower_ not in ("al",):
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
    run.label = labels.most_common(1)[0][0]
    return run


class NameBook:
    """What an article tells of its names, gathered over all runs; `kind_of` reads it."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._votes: dict[tuple[str, ...], dict[str, float]] = {}
        self._persons: set[str] = set()
        for run in runs:
            for kind, weight in _evidence(run):
                votes = self._votes.setdefault(run.words, defaultdict(float))
                votes[kind] += weight
        for name, votes in self._votes.items():
            if len(name) > 1 and max(votes, key=votes.__getitem__) == "person":
                self._persons.update((name[0], name[-1]))

    def is_person(self, word: str) -> bool:
        """Whether a folded word is the first or last name of a person named in full."""
        return word in self._persons

    def kind_of(self, run: Run) -> str | None:
        """The kind of a run; None where nothing tells it."""
        votes = dict(self._votes.get(run.words, {}))
        person = votes.get("person", 0.0)
        if len(run.words) == 1 and run.words[0] in self._persons:
            votes["person"] = person + 2 + sum(votes.values())
        elif len(run.words) > 1 and run.words[-1] in self._persons and cue_kind(run.words) is None:
            votes["person"] = person + 2.5
        if not votes:
            return None
        best = max(votes, key=votes.__getitem__)
        return best if votes[best] > 0 else None


def _evidence(run: Run) -> Iterable[tuple[str, float]]:
    cue = cue_kind(run.words)
    if cue is not None:
        yield cue, 4
    if run.label is not None:
        yield run.label, 1
    if run.title is not None and cue is None:
        yield "person", 2.5
    if cue is None and len(run.words) > 1 and run.words[0] in given_names():
        yield "person", 2
    yield from _surroundings(run)


def _surroundings(run: Run) -> Iterable[tuple[str, float]]:
    doc = run.doc
    before = doc[run.first - 1] if run.first else None
    after = doc[run.end] if run.end < len(doc) else None
    if after is not None and after.text == "," and run.end + 1 < len(doc):
        following = doc[run.end + 1]
        if following.text.isdigit() and 5 < int(following.text[:4]) < 110:
            yield "person", 3
        if following.lower_ in ("who", "whose") and run.label != "place":
            yield "person", 2
    if after is not None and after.lower_ in ("who", "whose") and run.label != "place":
        yield "person", 2
    noun = before
    if before is not None and before.text == "," and run.first > 1:
        noun = doc[run.first - 2]
    told = noun_kind(noun.lower_) if noun is not None and noun.is_lower else None
    if (
        told is not None
        and told.kind in ("person", "organisation")
        and cue_kind(run.words) in (None, told.kind)
    ):
        closed = before is noun or (after is not None and after.text in (",", ".", ")"))
        yield told.kind, 2.5 if told.kind == "person" and closed else 1.2
    if before is not None and before.lower_ == "the":
        yield "person", -2.5
        yield "organisation", 0.3
    if before is not None and before.lower_ in _PLACE_BEFORE and run.label is None:
        yield "place", 0.5
    if run.head.dep_ in ("nsubj", "nsubjpass") and run.head.head.lemma_ in words(
        "phrases", "person_verbs"
    ):
        yield "person", 0.6
    if (
        run.doc[run.first].is_upper
        and len(run.words) == 1
        and 2 < len(run.words[0]) < 7
        and run.label is None
    ):
        yield "organisation", 0.6
    if run.label is None and len(run.words) in (2, 3) and cue_kind(run.words) is None:
        yield "person", 0.4


def cue_kind(name: Sequence[str]) -> str | None:
    """The kind that a word inside a name tells ("ministry", "prison"); None without such a word.

    The last such word decides, but of "Court of X" only the part before "of" is read.
    """
    if len(name) < 2 and name and name[0] not in words("phrases", "name_cues", "public_body"):
        return None
    head = name[: name.index("of")] if "of" in name[1:] else name
    for word in reversed(head):
        for kind in _CUES:
            if word in words("phrases", "name_cues", kind):
                return kind
    return None
