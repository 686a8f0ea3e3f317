"""How a name of the article meets one of the base: by the same letters, or another spelling."""

from functools import lru_cache

from claimx.entities.fold import plain, words
from claimx.entities.knowledge_base import Candidate
from claimx.entities.mention import Cluster
from claimx.entities.names import SAME, compare
from claimx.entities.piece import Piece

_ALIKE = 88  # of 100, between two full names of bodies


def name_pieces(cluster: Cluster, names: tuple[str, ...], entry: Candidate) -> list[Piece] | None:
    """How a name of the cluster meets a name of the candidate; None where none does."""
    full = names[0]
    spelt = plain_words(full)
    person = cluster.kind == "person"
    if person:  # a surname alone finds nobody whose full name the article gives
        names = tuple(name for name in names if len(plain_words(name)) == len(spelt))
    pieces = _letters(names, entry) or _sounds(names, entry, person=person)
    if pieces is None:
        return None
    if len(spelt) == 1 and entry.kind != "place":
        pieces.append(Piece("one_word", 1.0))
    elif person and pieces[0].weight in ("label", "alias"):
        pieces.append(Piece("full_name", 1.0))
    return pieces


def _letters(names: tuple[str, ...], entry: Candidate) -> list[Piece] | None:
    """The same letters: the label itself, or another name."""
    label = plain_words(entry.label)
    people = {plain_words(name) for name in entry.demonyms}
    known = {plain_words(name): name for name in entry.names if plain_words(name) not in people}
    for name in names:
        spelt = plain_words(name)
        if spelt != label and (spelt not in known or _consonants_only(name, known[spelt])):
            continue
        if len(spelt) == 1 < len(plain_words(names[0])) and not _expands(names[0], entry):
            continue
        bare = [Piece("bare", 1.0)] if is_bare(name, names) else []
        if spelt == label:
            reason = f"“{name}” is the name of {entry.label} in the base"
            return [Piece("label", 1.0, reason), *bare]
        reason = f"“{name}” is a name of {entry.label} (“{known[spelt]}”)"
        return [Piece("alias", 1.0, reason), *bare]
    return None


def _consonants_only(name: str, alias: str) -> bool:
    """Whether a Latin name met the transliteration of a script that writes no vowels."""
    return name[:1] < "\u0530" <= alias[:1]


def _expands(full: str, entry: Candidate) -> bool:
    """Whether the full name behind a short form is about a name of the candidate.

    ICC stands for the court only where the article's full name does not tell otherwise.
    """
    from rapidfuzz import fuzz

    if entry.kind in ("person", "place"):
        return True
    spelt = " ".join(plain_words(full))
    return any(
        fuzz.token_set_ratio(spelt, " ".join(plain_words(name))) >= _ALIKE for name in entry.names
    )


def _sounds(names: tuple[str, ...], entry: Candidate, *, person: bool) -> list[Piece] | None:
    """Another spelling: of a person's full name, or of a place."""
    name = names[0]
    if person and entry.kind == "person" and len(plain_words(name)) > 1:
        best = max((compare(name, other) for other in entry.names), key=lambda match: match.score)
        if best.score >= SAME:
            return [Piece("folded" if best.score >= 0.97 else "variant", 1.0, best.detail)]
    if not person and entry.kind == "place" and entry.match == "folded" and len(name) > 4:
        return [Piece("folded", 1.0, f"“{name}” sounds like {entry.label}")]
    return None


def is_bare(name: str, names: tuple[str, ...]) -> bool:
    """Whether a name is what is left of another one without “city of” or “province”."""
    return any(name != other and f" {name} " in f" {other} " for other in names)


@lru_cache(maxsize=65536)
def plain_words(name: str) -> tuple[str, ...]:
    """The plain words of a name without a leading “the”."""
    found = tuple(filter(None, map(plain, words(name))))
    return found[1:] if len(found) > 1 and found[0] == "the" else found
