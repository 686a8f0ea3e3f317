"""Which person of an archive is meant by a name or an identifier."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimx.claim import Document
from claimx.entities.names import SAME, compare, parts
from claimx.errors import InputError

MOST_SHOWN = 8
NEAR = 0.5
"""From this likeness on a name is offered where nobody of the name asked for is found."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody of the name: an identifier, or none, with the names that articles use."""

    identifier: str | None
    name: str
    articles: int


class Wanted:
    """Tells whether a name or an identifier of an article is the one asked for.

    Args:
        asked: a name in any spelling, or an identifier (`wd:Q…`, `nil:…`).
        together: take all bearers of the name for one person.

    Raises:
        InputError: where `asked` holds no letter.
    """

    def __init__(self, asked: str, *, together: bool = False) -> None:
        self.asked = asked.strip()
        self.together = together
        self.is_identifier = ":" in self.asked
        if not self.is_identifier and not parts(self.asked):
            raise InputError(f"{asked!r} is no name; give a name or an identifier")
        self._single = len(parts(self.asked)) == 1
        self._bearers: dict[tuple[str | None, str], int] = Counter()
        self._near: Counter[str] = Counter()

    def meets(self, name: str, *identifiers: str | None) -> bool:
        """Whether the bearer of a name is asked for."""
        if self.is_identifier:
            return self.asked in identifiers
        if len(parts(name)) == 1 and not self._single:
            return False  # a lone surname may be anybody's
        return self._likeness(name) >= SAME

    def _likeness(self, name: str) -> float:
        return compare(self.asked, name).score

    def documents(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents that tell of the one asked for; counts who bears the name on the way."""
        for document in documents:
            people = set(_people(document))
            found = {person for person in people if self.meets(person[0], *person[1:])}
            for name, kb_id, nil_id in found:
                self._bearers[kb_id or nil_id, name] += 1
            if found:
                yield document
            elif not self.is_identifier:
                self._near.update(name for name, _, _ in people if self._likeness(name) >= NEAR)

    def bearers(self) -> list[Bearer]:
        """Who bears the name, the one in most articles first; without an id, by sound alone."""
        merged: dict[str | None, Counter[str]] = {}
        for (identifier, name), articles in self._bearers.items():
            merged.setdefault(identifier, Counter())[name] += articles
        found = [
            Bearer(identifier, names.most_common(1)[0][0], names.total())
            for identifier, names in merged.items()
        ]
        return sorted(found, key=lambda bearer: (-bearer.articles, bearer.identifier or ""))

    def check(self) -> None:
        """Make sure that exactly one person is meant, once all documents were read.

        Raises:
            InputError: where nobody is, with names like it; where several are, with their
                identifiers.
        """
        found = self.bearers()
        identified = [bearer for bearer in found if bearer.identifier is not None]
        if not found:
            near = [name for name, _ in self._near.most_common(MOST_SHOWN)]
            hint = f"; like it are {', '.join(near)}" if near else ""
            raise InputError(f"no claim is about {self.asked!r}{hint}; see claimx show")
        if len(identified) > 1 and not self.together and not self.is_identifier:
            shown = ", ".join(
                f"{one.identifier} ({one.name}, {one.articles} articles)"
                for one in identified[:MOST_SHOWN]
            )
            raise InputError(
                f"{self.asked!r} may be {len(identified)} people: {shown}; give one of these "
                "identifiers, or --together if they are one"
            )


def _people(document: Document) -> Iterator[tuple[str, str | None, str | None]]:
    """Names and identifiers of those whom a document's claims are about."""
    for claim in document.claims:
        for arg in claim.args:
            if arg.role in ("victim", "agent"):
                name = arg.name or arg.refers_to or arg.span.text
                yield name, arg.kb_id, arg.nil_id
