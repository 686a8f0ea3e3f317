"""The report of many documents: a page each, and an index that finds people and places in them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from claimx.claim import Document
from claimx.errors import InputError
from claimx.report.cards import link_to, make_card
from claimx.report.facets import Part, parts_of
from claimx.report.page import make_page, title_of
from claimx.report.pieces import loose_words
from claimx.report.template import embedded, render
from claimx.report.visible import one_line
from claimx.report.wording import load_wording

_LONGEST_WORDS = 150
_MOST_NAMES = 8


@dataclass(slots=True)
class Index:
    """What the index page knows: rows as they go into its data, in order of reading.

    Attributes:
        documents: file, title, date, outlet, number of claims.
        claims: document, number in it, type, family, statuses, date, words.
        named: by key, what takes part in claims: its names, group, identifier, and the claims
            with its role in each.
    """

    documents: list[list[Any]] = field(default_factory=list)
    claims: list[list[Any]] = field(default_factory=list)
    named: dict[str, "Named"] = field(default_factory=dict)

    def add(self, document: Document, file: str) -> None:
        """Take up a document whose page is `file`."""
        row = len(self.documents)
        about = [title_of(document), document.published or "", one_line(document.source or "")]
        self.documents.append([file, *about, len(document.claims)])
        first = len(self.claims)
        for number, claim in enumerate(document.claims, start=1):
            card = make_card(number, claim)
            words = one_line(loose_words(number, claim), _LONGEST_WORDS)
            when = one_line(claim.when.value) if claim.when else ""
            self.claims.append(
                [row, number, card.label, card.family, list(card.statuses), when, words]
            )
        for part in parts_of(document):
            known = self.named.setdefault(part.key, Named(part.group, part.kb_id))
            known.add(part, first + part.number - 1)

    def data(self) -> dict[str, Any]:
        """All of it as JSON for the page; most claims first."""
        wording = load_wording()
        ranked = sorted(self.named.values(), key=lambda known: (-len(known.roles), known.name))
        return {
            "documents": self.documents,
            "claims": self.claims,
            "named": [known.row() for known in ranked],
            "status": {name: entry["symbol"] for name, entry in wording.status.items()},
        }


@dataclass(slots=True)
class Named:
    """One person, body or place of an archive."""

    group: str
    kb_id: str | None
    names: dict[str, int] = field(default_factory=dict)
    roles: dict[int, dict[str, None]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name that it bears most often."""
        return max(self.names, key=lambda name: self.names[name])

    def add(self, part: Part, claim: int) -> None:
        """Take up a part that it has in a claim (an index into the claims of the archive)."""
        self.names[part.name] = self.names.get(part.name, 0) + 1
        self.roles.setdefault(claim, {})[load_wording().tags.get(part.role, part.role)] = None

    def row(self) -> list[Any]:
        """Name, other names, group, address and label of its page, claims, roles in each."""
        link = link_to(self.kb_id)
        others = [name for name in self.names if name != self.name][:_MOST_NAMES]
        address = [link.address, link.label] if link else ["", ""]
        roles = [", ".join(told) for told in self.roles.values()]
        return [self.name, others, self.group, *address, list(self.roles), roles]


def write_report(documents: Iterable[Document], out: Path) -> int:
    """Write the report of one or more documents.

    Args:
        documents: read one by one, so that an archive need not fit into memory; the index does.
        out: the HTML file. Of several documents it is the index, and their pages lie beside it
            in a new folder, `report_files` for `report.html`; the two belong together.

    Returns:
        How many documents were written.

    Raises:
        InputError: where there is no document, or the folder is there already, so that pages of
            another run would mix with these.
    """
    stream = iter(documents)
    first = list(islice(stream, 2))
    if not first:
        raise InputError("the source holds no documents; give what claimx batch or extract wrote")
    if len(first) == 1:
        _write(out, make_page(first[0]))
        return 1
    folder = out.with_name(f"{out.stem}_files")
    try:
        folder.mkdir()
    except FileExistsError as error:
        raise InputError(
            f"{str(folder)!r} is there already, from another report; remove it or give another "
            "--out"
        ) from error
    index = Index()
    for number, document in enumerate(chain(first, stream), start=1):
        file = f"{number:05}-{_slug(document.id)}.html"
        _write(folder / file, make_page(document, index=f"../{_escaped(out.name)}"))
        index.add(document, f"{_escaped(folder.name)}/{file}")
    _write(out, make_index(index))
    return len(index.documents)


def make_index(index: Index) -> str:
    """The index page of an archive, as HTML that needs no other file but the pages it leads to."""
    wording = load_wording()
    kinds = {claim[2]: claim[3] for claim in index.claims}
    found = {status for claim in index.claims for status in claim[4]}
    return render(
        "index.html.j2",
        styles=("base.css", "index.css"),
        scripts=("index.js",),
        documents=index.documents,
        claims=len(index.claims),
        named=len(index.named),
        kinds=sorted(kinds),
        groups=sorted({known.group for known in index.named.values()}),
        status={name: entry for name, entry in wording.status.items() if name in found},
        data=embedded(index.data()),
    )


def _write(path: Path, page: str) -> None:
    path.write_text(page, "utf-8", newline="\n")


def _slug(doc_id: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", doc_id)[:60].strip("-") or "document"


def _escaped(name: str) -> str:
    from urllib.parse import quote

    return quote(name)
