"""The names of an archive, each once, and how alike two of them are."""

from dataclasses import dataclass
from itertools import combinations

from claimx.entities.fold import fold, plain, skeleton, words
from claimx.entities.names import SAME, compare, parts
from claimx.entities.nil import body_key

PARTIAL = 0.7
"""From this score on, a name of one word may be part of a longer one."""

MOST_WORDS = 4
"""Words of a name that are paired into keys."""

_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "their", "its", "our", "my", "some"})
_LINKS = frozenset({"of", "for", "and", "in", "on", "against", "to", "de", "la", "del", "al", "el"})


@dataclass(frozen=True, slots=True)
class Name:
    """A person or body as articles name them.

    Attributes:
        text: as spelt.
        kb_id, nil_id: identifiers, where the linker gave one.
        person: whether it is compared as a personal name.
        bones: the consonants of its words; two names without a common one are not compared.
        blocks: the keys under which its claims are looked up: the whole name, and each two of its
            words, since a second surname or a father's name is often left out.
    """

    text: str
    kb_id: str | None
    nil_id: str | None
    person: bool
    bones: frozenset[str]
    blocks: tuple[str, ...]


class Names:
    """Numbers for names: the same number for the same identifier or the same spelling.

    A name of one word without a knowledge base's identifier says little outside its article; it
    gets a number of its own in each.
    """

    def __init__(self) -> None:
        self.rows: list[Name] = []
        self._index: dict[tuple[str, ...], int] = {}
        self._alike: dict[tuple[int, int], float] = {}

    def add(
        self,
        text: str,
        *,
        kb_id: str | None = None,
        nil_id: str | None = None,
        kind: str | None = None,
        article: str = "",
    ) -> int:
        """The number of a name; `kind` is that of its entity, None where nobody decided."""
        spelt = parts(text) or words(text)
        scope = "" if len(spelt) > 1 else article
        key = ("kb", kb_id) if kb_id else ("name", text, nil_id or "", kind or "", scope)
        found = self._index.get(key)
        if found is not None:
            return found
        person = kind == "person" or kind is None
        bones = frozenset(skeleton(fold(word)) for word in spelt)
        blocks = _person_blocks(bones) if person else (f"body {body_key(text)}",)
        self.rows.append(Name(text, kb_id, nil_id, person, bones, blocks))
        self._index[key] = len(self.rows) - 1
        return len(self.rows) - 1

    def blocks(self, number: int) -> tuple[str, ...]:
        """The keys under which claims about this name are brought together."""
        row = self.rows[number]
        ids = tuple(f"id {found}" for found in (row.kb_id, row.nil_id) if found)
        return (*ids, *row.blocks)

    def alike(self, one: int, other: int) -> float:
        """How likely two names are one's: 1 for one identifier, 0 for two of a base.

        From `claimx.entities.names.SAME` on they are taken for the same, from `PARTIAL` on they
        may be.
        """
        if one == other:
            return 1.0
        pair = (one, other) if one < other else (other, one)
        score = self._alike.get(pair)
        if score is None:
            score = self._alike[pair] = _alike(self.rows[one], self.rows[other])
        return score


def _person_blocks(bones: frozenset[str]) -> tuple[str, ...]:
    ordered = sorted(bones)
    pairs = (" ".join(pair) for pair in combinations(ordered[:MOST_WORDS], 2))
    return tuple(dict.fromkeys((" ".join(ordered), *pairs)))


def _alike(one: Name, other: Name) -> float:
    if one.kb_id and other.kb_id:
        return 0.0  # equal identifiers have one number
    if one.nil_id and one.nil_id == other.nil_id:
        return 1.0
    if one.bones.isdisjoint(other.bones):
        return 0.0
    if not (one.person and other.person):
        return SAME if one.blocks == other.blocks else 0.0
    score = compare(one.text, other.text).score
    # Two articles with a lone "Safarov" may mean two families.
    single = min(len(one.bones), len(other.bones)) == 1
    return min(score, PARTIAL) if single else score


def is_name(text: str, kind: str | None) -> bool:
    """Whether the words name somebody, rather than describe them ("three journalists").

    An entity that is not named is called by its fullest noun phrase, so the letters must tell.
    """
    spelt = words(text)
    if not spelt or text[:1].isdigit() or plain(spelt[0]) in _DETERMINERS - {"the"}:
        return False
    told = [word for word in spelt if plain(word) not in _LINKS | {"the"}]
    if len(told) == 1 and kind not in ("person", "organisation", "place", "facility"):
        return False
    return bool(told) and all(word[0].isupper() or not word[0].islower() for word in told)
