"""The page of one document, as one HTML file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimx.claim import Document
from claimx.report import timeline
from claimx.report.cards import Card, make_card
from claimx.report.facets import Facet, facets_by, parts_of, who_takes_part
from claimx.report.pieces import Piece, cut_document
from claimx.report.template import render
from claimx.report.visible import one_line
from claimx.report.wording import load_wording, type_label

_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Shown:
    """How a piece of text is marked: classes, claims that it brings up, labels and roles.

    `tag` names the claims whose trigger ends here, `roles` are `number:label` tokens.
    """

    classes: str
    claims: str
    tag: str
    numbers: str
    roles: str


def make_page(document: Document, index: str | None = None) -> str:
    """The report of a document.

    Args:
        document: with or without text, claims and entities.
        index: a relative address to lead back to; None for a page that stands alone.

    Returns:
        HTML that needs no other file. It holds no lone surrogates, so UTF-8 can carry it.
    """
    wording = load_wording()
    cards = [make_card(number, claim) for number, claim in enumerate(document.claims, start=1)]
    by_status = [(name, _with_status(cards, name)) for name in wording.status]
    return render(
        "page.html.j2",
        styles=("base.css", "page.css"),
        scripts=("page.js",),
        document=document,
        index=index,
        title=title_of(document),
        cards=cards,
        stretches=cut_document(document),
        mark=lambda piece: _mark(piece, cards),
        status=wording.status,
        families=wording.families,
        family_of=wording.family,
        by_status=[(name, numbers) for name, numbers in by_status if numbers],
        by_type=_by_family(cards),
        by_who=who_takes_part(parts_of(document)),
        by_speaker=facets_by(card.speaker for card in cards),
        timeline=timeline.make_timeline(cards, document.published),
        drawing=timeline,
        tags=wording.tags,
    )


def title_of(document: Document) -> str:
    """The title; else the first line of the text, else the identifier."""
    lines = (line for line in document.text[:5000].splitlines() if line.strip())
    return one_line(document.title or next(lines, document.id) or "Untitled", _LONGEST_TITLE)


def _with_status(cards: Sequence[Card], status: str) -> tuple[int, ...]:
    return tuple(card.number for card in cards if status in card.statuses)


def _by_family(cards: Sequence[Card]) -> dict[str, tuple[Facet, ...]]:
    """Types with their claims, by the label of their family."""
    wording = load_wording()
    found: dict[str, list[Facet]] = {}
    for facet in facets_by(card.claim.type for card in cards):
        label = wording.families[wording.family(facet.label)]
        found.setdefault(label, []).append(Facet(type_label(facet.label), facet.numbers))
    return {label: tuple(found[label]) for label in wording.families.values() if label in found}


def _mark(piece: Piece, cards: Sequence[Card]) -> Shown | None:
    """The marking of a piece; None for plain text."""
    if not piece.triggers and not piece.parts:
        return None
    triggers = [cards[number - 1] for number in piece.triggers]
    ending = [cards[number - 1] for number in piece.ends]
    tags = load_wording().tags
    roles = [f"{number}:{tags.get(role, '').replace(' ', '_')}" for number, role in piece.parts]
    return Shown(
        " ".join(_classes(triggers)),
        _joined(piece.triggers or dict.fromkeys(number for number, _ in piece.parts)),
        " + ".join(card.tag for card in ending),
        " ".join(f"[{card.number}]" for card in ending),
        " ".join(roles),
    )


def _classes(triggers: Sequence[Card]) -> list[str]:
    """Only where all claims of a trigger are plainly asserted is it drawn as such."""
    if not triggers:
        return ["part"]
    doubtful = [card for card in triggers if card.statuses != ("asserted",)]
    shown = (doubtful or triggers)[0]
    return ["trigger", f"f-{shown.family}", f"s-{shown.statuses[0]}"]


def _joined(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))
