"""Documents to FollowTheMoney entities, one JSON object a line as its tools read them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.claim import Document
from claimx.export.followthemoney.acts import Acts
from claimx.export.followthemoney.maker import Maker
from claimx.export.followthemoney.people import People
from claimx.wire import text_left_out, to_line

if TYPE_CHECKING:
    from followthemoney.proxy import EntityProxy


def write_entities(documents: Iterable[Document], path: Path) -> int:
    """Write the entities of documents, a line each; returns the number of documents.

    Somebody whom the knowledge base knows is written once for each document that speaks of them,
    always with the same id: `ftm aggregate` puts such lines together.
    """
    number = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for document in documents:
            number += 1
            for entity in to_entities(document):
                file.write(to_line(entity.to_dict()) + "\n")
    return number


def to_entities(document: Document) -> Iterator["EntityProxy"]:
    """The entities of one document: its article, its people, and what it claims of them.

    Raises:
        MissingExtraError: where the library is not installed.
    """
    maker = Maker(document)
    people = People(maker)
    acts = Acts(maker, people)
    made = [entity for claim in document.claims for entity in acts.of(claim)]
    yield maker.make(
        "Article",
        maker.id,
        name=document.title,
        title=document.title,
        fileName=document.id,
        publishedAt=document.published,
        bodyText=None if text_left_out(document) else document.text,
        generator=[f"{name} {version}" for name, version in document.versions.items()],
        notes=[f"sha256 of the text: {document.text_sha256}"] if document.text_sha256 else None,
    )
    yield from people.everyone()
    yield from people.mentions()
    yield from made
