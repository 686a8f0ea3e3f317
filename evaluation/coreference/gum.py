"""GUM's CoNLL-U: its text, and its entities mapped to people, organisations and places."""

import re
from dataclasses import dataclass
from pathlib import Path

KINDS = {"person": "person", "organization": "organisation", "place": "place"}
_MARK = re.compile(r"\((\d+)-([a-z]+)-([^()]*)|(\d+)\)|(\))")


@dataclass(frozen=True, slots=True)
class GumMention:
    """Characters `start` to `end`, the entity's number, its kind, and where its minimal words begin."""

    start: int
    end: int
    entity: int
    heads: tuple[int, ...]


def read_gum(path: Path) -> tuple[str, list[GumMention]]:
    """The text of one document (paragraphs parted by blank lines) and its mentions of the three kinds."""
    text, mentions = "", []
    opened: dict[int, list[tuple[str, int, list[tuple[int, int]], str]]] = {}
    order: list[int] = []
    pending = ""
    hidden_until = 0
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# newpar") and text:
            pending = "\n\n"
        cells = line.split("\t")
        if len(cells) != 10:
            continue
        if "-" in cells[0]:
            start, end = map(int, cells[0].split("-"))
            text += pending + cells[1]
            at = len(text) - len(cells[1])
            hidden, hidden_until, cursor = end - start + 1, end, at
            pending = "" if "SpaceAfter=No" in cells[9] else " "
            continue
        if "." in cells[0]:
            continue
        number = int(cells[0])
        if number <= hidden_until and hidden_until and number > hidden_until - hidden:
            begin = cursor
            cursor = min(cursor + len(cells[1]), len(text))
            finish = cursor if number < hidden_until else len(text)
            if number == hidden_until:
                hidden_until = 0
        else:
            hidden_until = 0
            text += pending + cells[1]
            begin, finish = len(text) - len(cells[1]), len(text)
            pending = "" if "SpaceAfter=No" in cells[9] else " "
        for group in opened.values():
            for _, _, tokens, _ in group:
                tokens.append((begin, finish))
        field = next((f[7:] for f in cells[9].split("|") if f.startswith("Entity=")), "")
        for match in _MARK.finditer(field):
            if match.group(1):
                entity = int(match.group(1))
                opened.setdefault(entity, []).append(
                    (match.group(2), begin, [(begin, finish)], match.group(3))
                )
                order.append(entity)
                if field[match.end() : match.end() + 1] != ")":
                    continue
                _close(opened, order, entity, finish, mentions)
            elif match.group(4):
                _close(opened, order, int(match.group(4)), finish, mentions)
    return text, mentions


def _close(opened, order, entity, end, mentions):
    kind, start, tokens, rest = opened[entity].pop()
    if not opened[entity]:
        del opened[entity]
    order.remove(entity)
    if kind not in KINDS:
        return
    minimal = [p for p in rest.split("-") if re.fullmatch(r"\d+(,\d+)*", p)]
    places = [int(n) - 1 for n in minimal[0].split(",")] if minimal else [len(tokens) - 1]
    heads = tuple(tokens[i][0] for i in places if i < len(tokens))
    mentions.append(GumMention(start, end, entity, heads or (tokens[-1][0],)))
