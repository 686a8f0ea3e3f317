"""Where a string tells a private name: runs of its words, and addresses that have it inside."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimx.export.pseudonyms.private import WORD, Person, needs_capital, word_key

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|[#@]\w+")
REMOVED = "[removed]"
JOINED = re.compile(r"[\s.,'’‘ʼ`\-‐‑–]{0,3}")
SHORTEST_INSIDE = 3
"""Fewer letters than this are not looked for inside the words of an address."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Characters `start` to `end` give way to `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    key: str
    lower: bool
    people: tuple[Person, ...]
    maybe: tuple[Person, ...]


class Scanner:
    """Finds the names of some people.

    Args:
        pseudonyms: what each person is called instead.
        mentions: spans of the text that are known to name a person, by identity.
        shown: spans of the text with the name of someone known, which stay as they are.
    """

    def __init__(
        self,
        pseudonyms: Mapping[Person, str],
        mentions: Mapping[str, Sequence[tuple[int, int]]] | None = None,
        shown: Iterable[tuple[int, int, str]] = (),
    ) -> None:
        self.pseudonyms = pseudonyms
        self.mentions = mentions or {}
        self.shown = [
            (start, end, {word_key(word) for word in WORD.findall(name)})
            for start, end, name in shown
        ]
        self.index: dict[str, tuple[Person, ...]] = {}
        for person in pseudonyms:
            glued = {"".join(person.full), "".join(reversed(person.full))}
            for key in sorted(person.telling | glued):
                self.index[key] = (*self.index.get(key, ()), person)

    def find(self, text: str, *, whole: bool = False) -> list[Replacement]:
        """Every place in a string that tells a name, in order and disjoint.

        Args:
            text: any string.
            whole: it is the text that `mentions` and `shown` point into.
        """
        if not self.index:
            return []
        addresses = [
            Replacement(found.start(), found.end(), REMOVED)
            for found in ADDRESS.finditer(text)
            if self.hides_in(found[0])
        ]
        names = self._runs(text, self._words(text, addresses), whole)
        return sorted([*addresses, *names], key=lambda found: found.start)

    def hides_in(self, identifier: str) -> bool:
        """Whether the letters of an address or identifier hold a word of a name."""
        letters = word_key(identifier)
        words = {word_key(word) for word in WORD.findall(identifier)}
        return any(
            key in words or (len(key) >= SHORTEST_INSIDE and key in letters) for key in self.index
        )

    def _words(self, text: str, addresses: Sequence[Replacement]) -> list[_Word]:
        """The words of a string that stand in no address that gives way as a whole."""
        ends = iter([*(found.end for found in addresses), 0])
        starts = iter([*(found.start for found in addresses), len(text)])
        start, end = next(starts), next(ends)
        kept = []
        for found in WORD.finditer(text):
            while end and found.start() >= end:
                start, end = next(starts), next(ends)
            if found.start() < start:
                kept.append(self._word(found))
        return kept

    def _runs(self, text: str, words: Sequence[_Word], whole: bool) -> Iterator[Replacement]:
        last: Person | None = None
        at = 0
        while at < len(words):
            if not words[at].people:
                at += 1
                continue
            first, end, people = self._extend(text, words, at)
            start, stop = words[first].start, words[end - 1].end
            at = end
            if whole and self._is_shown(start, stop, {word.key for word in words[first:end]}):
                continue
            last = self._whose(people, start, stop, last, whole)
            yield Replacement(start, stop, self.pseudonyms[last])

    def _word(self, found: re.Match[str]) -> _Word:
        word, end = found[0], found.end()
        key = word_key(word)
        people = self.index.get(key, ())
        if not people and key.endswith("s") and key[:-1] in self.index:
            # "the Petrels": the ending stays.
            key, people, end = key[:-1], self.index[key[:-1]], end - 1
        sure = not (word.islower() and needs_capital(key))
        return _Word(found.start(), end, key, word.islower(), people if sure else (), people)

    def _extend(
        self, text: str, words: Sequence[_Word], at: int
    ) -> tuple[int, int, tuple[Person, ...]]:
        """The run of words around `at` that are one name: first, end, and whose it can be."""
        people, end = words[at].people, at + 1
        ahead = end
        while ahead < len(words) and _adjacent(text, words[ahead - 1], words[ahead]):
            word = words[ahead]
            # In "ana-petrel" the short word is a name too, as all is in small letters.
            found = word.maybe if words[at].lower else word.people
            shared = tuple(person for person in people if person in found)
            if shared:
                people, end = shared, ahead + 1
            elif not _spare(word, people):
                break
            ahead += 1
        first = at
        while first and _adjacent(text, words[first - 1], words[first]):
            word = words[first - 1]
            small = word.lower and words[at].lower and not set(people).isdisjoint(word.maybe)
            if not small and not (_spare(word, people) and not word.lower):
                break
            first -= 1
        return first, end, people

    def _is_shown(self, start: int, end: int, keys: set[str]) -> bool:
        return any(
            first <= start and end <= last and keys <= words for first, last, words in self.shown
        )

    def _whose(
        self, people: Sequence[Person], start: int, end: int, last: Person | None, whole: bool
    ) -> Person:
        """Whom a run means: who is mentioned there, else who was named last, else the first."""
        if whole:
            for person in people:
                spans = self.mentions.get(person.identity, ())
                if any(first < end and start < stop for first, stop in spans):
                    return person
        return last if last in people and last is not None else people[0]


def _adjacent(text: str, one: _Word, two: _Word) -> bool:
    return JOINED.fullmatch(text, one.end, two.start) is not None


def _spare(word: _Word, people: Iterable[Person]) -> bool:
    return any(word.key in person.spare for person in people)
