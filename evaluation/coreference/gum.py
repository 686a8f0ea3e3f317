"""GUM's CoNLL-U: its text, and its people, organisations and places, each with all mentions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KINDS = frozenset(("person", "organization", "place"))
_COLUMNS = 10
# What opens a mention, what closes one by its number, and the bracket that ends a one-word mention.
_MARK = re.compile(r"\((\d+)-([a-z]+)-([^()]*)|(\d+)\)|(\))")
_MINIMAL = re.compile(r"\d+(,\d+)*")

Extent = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GumMention:
    """A mention: characters `start` to `end` (half-open), and the number of its entity.

    `heads` tells where each of its minimal words begins, the last word where GUM names none.
    """

    start: int
    end: int
    entity: int
    heads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Opened:
    """A mention whose end was not read yet: its kind, its words so far, its other fields."""

    kind: str
    words: list[Extent]
    fields: str


@dataclass(slots=True)
class _Surface:
    """The text so far, and the contraction ("don't") whose words come next, if any."""

    text: str = ""
    gap: str = ""
    first: int = 0
    last: int = 0
    cursor: int = 0

    def break_paragraph(self) -> None:
        """Part what follows by a blank line, but not at the very beginning."""
        if self.text:
            self.gap = "\n\n"

    def write(self, form: str, misc: str) -> Extent:
        """Append a form and note whether a space follows; returns where it stands."""
        self.text += self.gap + form
        self.gap = "" if "SpaceAfter=No" in misc else " "
        return len(self.text) - len(form), len(self.text)

    def contract(self, numbers: str, form: str, misc: str) -> None:
        """Append a form that several words share, for example numbers "3-4"."""
        self.first, self.last = map(int, numbers.split("-"))
        self.cursor, _ = self.write(form, misc)

    def place(self, number: int, form: str, misc: str) -> Extent:
        """Where a word stands: in the contraction that holds it, else appended."""
        if not self.first <= number <= self.last:
            self.first = self.last = 0
            return self.write(form, misc)
        begin, size = self.cursor, len(self.text)
        self.cursor = min(begin + len(form), size)
        if number < self.last:
            return begin, self.cursor
        self.first = self.last = 0
        return begin, size


def read_gum(path: Path) -> tuple[str, list[GumMention]]:
    """Read one document of GUM.

    Args:
        path: a `.conllu` file with entities in the MISC column.

    Returns:
        Its text, paragraphs parted by blank lines, and the mentions of people, organisations and
        places in the order in which they end; an empty text and no mentions for an empty file.

    Raises:
        OSError: where the file cannot be read.
        KeyError: for a mention that is closed but was never opened.
    """
    surface = _Surface()
    opened: dict[int, list[_Opened]] = {}
    mentions: list[GumMention] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# newpar"):
            surface.break_paragraph()
        cells = line.split("\t")
        if len(cells) != _COLUMNS or "." in cells[0]:
            continue
        number, form, misc = cells[0], cells[1], cells[-1]
        if "-" in number:
            surface.contract(number, form, misc)
            continue
        extent = surface.place(int(number), form, misc)
        for group in opened.values():
            for mention in group:
                mention.words.append(extent)
        mentions.extend(_read_marks(misc, extent, opened))
    return surface.text, mentions


def _read_marks(
    misc: str, extent: Extent, opened: dict[int, list[_Opened]]
) -> Iterator[GumMention]:
    """Open and close mentions as the marks of one word tell; yields those of a wanted kind."""
    marks = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
    for match in _MARK.finditer(marks):
        opening, kind, fields, closing, _ = match.groups()
        if opening:
            opened.setdefault(int(opening), []).append(_Opened(kind, [extent], fields))
        one_word = opening and marks[match.end() : match.end() + 1] == ")"
        if closing or one_word:
            entity = int(closing or opening)
            mention = _close(opened, entity)
            if mention.kind in KINDS:
                yield _finished(mention, entity)


def _close(opened: dict[int, list[_Opened]], entity: int) -> _Opened:
    """Take away the innermost open mention of an entity."""
    mention = opened[entity].pop()
    if not opened[entity]:
        del opened[entity]
    return mention


def _finished(mention: _Opened, entity: int) -> GumMention:
    """A mention whose last word was read; minimal words are counted from 1 within it."""
    words = mention.words
    minimal = next((part for part in mention.fields.split("-") if _MINIMAL.fullmatch(part)), None)
    places = [int(n) - 1 for n in minimal.split(",")] if minimal else [len(words) - 1]
    heads = tuple(words[place][0] for place in places if place < len(words))
    return GumMention(words[0][0], words[-1][1], entity, heads or (words[-1][0],))
