"""Names that stand alone elsewhere in the article are cut out of longer runs of capitals.

In a headline or a slogan ("Free Ann Bell", "Court Jails Ann Bell") every word has a capital, and so
has a participle that opens a sentence ("Sentencing Bell, the judge said"), so the run of name-like
words holds more than the name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claimx.entities.name_runs import Run, plain
from claimx.entities.words import given_names, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Names that end in "ing" (Ming, Qiang Ying) are short; participles are longer.
_LONGEST_NAME = 6


def cut_runs(runs: Sequence[Run]) -> list[Run]:
    """The runs, those that hold a name and more cut down to the name, in the same order.

    A name is known where a run of two words or more is a person's by the recogniser or a title and
    does not begin its sentence. What stands before it in another run is cut off where a slogan's
    imperative or a word that the article also writes small begins that run. A participle is cut off
    before a name that the article has elsewhere.
    """
    known = {run.words for run in runs if _sure(run)}
    docs = list({id(run.doc): run.doc for run in runs}.values())
    heard = {name[at:] for name in map(_plainly, runs) for at in (0, -1)}
    return [_without(r, 1) if _opens(r, heard) else _cut(r, known, docs) for r in runs]


def _sure(run: Run) -> bool:
    told = run.label == "person" or run.title is not None
    return len(run.words) > 1 and told and not run.doc[run.first].is_sent_start


def _plainly(run: Run) -> tuple[str, ...]:
    """The words of a run that no participle can have begun; none for others."""
    return () if run.words and _is_participle(run.words[0]) else run.words


def _is_participle(word: str) -> bool:
    return word.endswith("ing") and len(word) > _LONGEST_NAME and word not in given_names()


def _opens(run: Run, heard: set[tuple[str, ...]]) -> bool:
    """Whether a participle opens the sentence before a name: "Sentencing Bell, the judge said"."""
    return (
        len(run.words) > 1
        and _is_participle(run.words[0])
        and run.doc[run.first].is_sent_start is True
        and run.title is None
        and run.words[1:] in heard
    )


def _is_small(word: str, docs: Iterable["Doc"]) -> bool:
    """Whether the article also writes a folded word without a capital."""
    return any(t.is_lower and plain(t.text) == word for doc in docs for t in doc)


def _cut(run: Run, known: set[tuple[str, ...]], docs: Sequence["Doc"]) -> Run:
    """The run without what stands before the name in it."""
    if len(run.words) < 3 or run.title is not None:
        return run
    first = run.words[0]
    slogan = first in words("phrases", "slogans") and run.words[1] in given_names()
    for at in range(1, len(run.words) - 1):
        if run.words[at:] in known or (slogan and at == 1):
            if not slogan and (first in given_names() or not _is_small(first, docs)):
                return run
            return _without(run, at)
    return run


def _without(run: Run, count: int) -> Run:
    """The run without its first `count` words."""
    first = run.first
    while count:
        count -= run.doc[first].text not in ("-", "–")
        first += 1
    while run.doc[first].text in ("-", "–"):
        first += 1
    kept = run.words[len(run.words) - _length(run, first) :]
    return replace(run, first=first, words=kept)


def _length(run: Run, first: int) -> int:
    return sum(run.doc[i].text not in ("-", "–") for i in range(first, run.end))
