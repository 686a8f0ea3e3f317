"""Whether a name is that of a person, body or place.

The statistical recogniser proposes; the article as a whole decides. What it tells of a name in one
place (in full, with a title, an age, a cue word) holds for the same name elsewhere, also where
the recogniser misses or mistypes it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from claimx.entities.name_runs import Run
from claimx.entities.noun_kinds import noun_kind
from claimx.entities.words import given_names, known_places, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLACE_BEFORE = frozenset(("in", "near", "at", "outside", "from", "to", "across", "around", "into"))
_LONGEST_CITY = 3
_DATELINE_ENDS = frozenset(("—", "–", "-", "--", "(", ":", ","))
_CUES = ("public_body", "facility", "organisation", "place")


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
    if run.words in known_places():
        yield "place", 1.5
    if _in_dateline(run):
        yield "place", 4
    yield from _surroundings(run)


def _in_dateline(run: Run) -> bool:
    """Whether a name is the second of a dateline: "KRELL, Karsia — The", "KRELL, Karsia (AP)"."""
    doc, at = run.doc, run.first - 1
    if at < 1 or doc[at].text != "," or run.end >= len(doc):
        return False
    while at and doc[at - 1].is_upper and doc[at - 1].is_alpha:
        at -= 1
    city = run.first - 1 - at
    opens = at == 0 or "\n" in doc[at - 1].text or doc[at].is_sent_start is True
    return 0 < city <= _LONGEST_CITY and opens and doc[run.end].text in _DATELINE_ENDS


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
        noun = _head_noun(doc[run.first - 2])
    told = noun_kind(noun.lower_) if noun is not None and noun.is_lower else None
    if (
        told is not None
        and told.kind in ("person", "organisation")
        and cue_kind(run.words) in (None, told.kind)
    ):
        closed = before is noun or (after is not None and after.text in (",", ".", ")"))
        yield told.kind, 2.5 if told.kind == "person" and closed else 1.2
    yield from _apposed(run)
    if before is not None and before.lower_ == "the":
        yield "person", -2.5
        yield "organisation", 0.3
    if before is not None:
        yield "place", _as_place(run, before.lower_)
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


def _apposed(run: Run) -> Iterable[tuple[str, float]]:
    """What a noun after a name says that it is: "Mikola Dziadok, an anarchist blogger"."""
    if run.end >= len(run.doc) or run.doc[run.end].text != ",":
        return
    for noun in run.head.children:
        told = noun_kind(noun.lower_) if noun.dep_ == "appos" and noun.tag_ == "NN" else None
        if told is not None and told.kind == "person" and noun.i > run.end:
            if cue_kind(run.words) in (None, "person"):
                yield "person", 2.0
            return


def _as_place(run: Run, before: str) -> float:
    """How much the word before a name speaks for a place: people are seldom "in"."""
    if run.label is None and before in _PLACE_BEFORE:
        return 0.5
    owning = run.head.dep_ in ("poss", "compound")
    return 1.2 if run.label == "person" and before == "in" and not owning else 0.0


def _head_noun(noun: "Token") -> "Token":
    """The noun that a phrase before a comma speaks of: "aide" of "an aide of the site"."""
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        above = noun.head.head
        told = noun_kind(above.lower_) if above.is_lower else None
        if told is not None and told.kind == "person":
            return above
    return noun


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
