"""Documents made ready for comparing: records, names, copies and related articles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimx.claim import Document
from claimx.merge.blocking import candidate_pairs
from claimx.merge.features import Archive
from claimx.merge.named import NamedArguments
from claimx.merge.neighbours import NeighbourFinder
from claimx.merge.people import Names
from claimx.merge.record import Reader, Record
from claimx.merge.reprints import CopyFinder


@dataclass(frozen=True, slots=True)
class Article:
    """What is kept of a document: enough to cite it, and not its text."""

    id: str
    title: str | None
    source: str | None
    published: str | None
    text_left_out: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Records in order of their documents, and what comparing two of them needs."""

    articles: tuple[Article, ...]
    records: tuple[Record, ...]
    archive: Archive

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The pairs to compare, each once, smaller number first."""
        found = self.archive
        return candidate_pairs(self.records, found.names, found.copies, found.neighbours)


def prepare(documents: Iterable[Document]) -> Comparison:
    """Read documents once, one after the other; an empty stream gives no records."""
    names = Names()
    reader = Reader(NamedArguments(names))
    copies, neighbours = CopyFinder(), NeighbourFinder()
    articles = []
    for number, document in enumerate(documents):
        reader.read(document, number)
        copies.add(document)
        neighbours.add(document, names)
        articles.append(
            Article(
                document.id,
                document.title,
                document.source,
                document.published,
                not document.text,
            )
        )
    archive = Archive(names, copies.find(), neighbours.find())
    return Comparison(tuple(articles), tuple(reader.records), archive)
