"""An archive under pseudonyms, one document at a time, with what the other documents know.

The archive is read twice: first for the names of the private persons, then to rewrite it. A full
name that one document knows to be private is hidden in the others too, even where no mention of it
was found there.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from claimx.claim import Document
from claimx.export.pseudonyms.hide import hide
from claimx.export.pseudonyms.key import Key
from claimx.export.pseudonyms.private import (
    WORD,
    Overrides,
    Person,
    person_of_name,
    private_people,
    shown_spans,
    word_key,
)


def pseudonymise(
    read: Callable[[], Iterable[Document]], key: Key, overrides: Overrides | None = None
) -> Iterator[Document]:
    """The documents with private persons under pseudonyms.

    Args:
        read: gives the documents; called twice.
        key: makes the pseudonyms, and notes who is who.
        overrides: the user's lists.

    Raises:
        InputError: for a document with people but without entities.
    """
    told = overrides or Overrides()
    known = _Known(person_of_name(name) for name in told.always_names)
    for document in read():
        known.add(private_people(document, told).values())
    for document in read():
        people = private_people(document, told)
        others = {
            person.identity: person
            for person in known.named_in(f"{document.title or ''}\n{document.text}")
            if not any(person.telling <= own.telling for own in people.values())
        }
        yield hide(document, key, people, others, shown_spans(document, told))


class _Known:
    """The private persons of an archive whose names have at least two telling words.

    Args:
        listed: people of the user's list, whose names may be of one word.
    """

    def __init__(self, listed: Iterable[Person]) -> None:
        self.by_word: dict[str, dict[tuple[str, ...], Person]] = {}
        for person in listed:
            self._keep(person)

    def add(self, people: Iterable[Person]) -> None:
        """Learn the people of one document; of each name the first bearer is kept."""
        for person in people:
            if len(person.full) > 1:
                self._keep(replace(person, telling=frozenset(person.full)))

    def _keep(self, person: Person) -> None:
        self.by_word.setdefault(person.full[0], {}).setdefault(person.full, person)

    def named_in(self, text: str) -> Iterator[Person]:
        """Those whose full name stands in a text, its words side by side in either order."""
        keys = [word_key(word) for word in WORD.findall(text)]
        joined = f" {' '.join(keys)} "
        for word in sorted(set(keys) & self.by_word.keys()):
            for full, person in self.by_word[word].items():
                if any(f" {' '.join(order)} " in joined for order in (full, full[::-1])):
                    yield person
