"""Which names of one article name the same: full name and surname, acronym, shortened body.

Within one article a shorter form stands for the longer one, which is safe only because the article
introduces its people; between articles `claimx.entities.names` compares.
"""

from collections.abc import Sequence

from rapidfuzz import fuzz

from claimx.entities.names import SAME, compare
from claimx.entities.nodes import Node
from claimx.entities.spelling import likeness
from claimx.entities.words import words

_SMALL_WORDS = frozenset(("of", "the", "for", "and", "in", "on", "de", "la", "against", "to"))
_SLIP = 85
_BODIES = frozenset(("organisation", "public_body", "group"))


class Named:
    """The names of one entity while the article is read."""

    def __init__(self, node: Node) -> None:
        self.kind = node.mention.kind
        self.names: list[tuple[str, ...]] = [node.name]
        self.nodes: list[Node] = [node]
        self.gender = node.mention.gender
        self.guess = node.guess
        self.by_kin = _by_kin(node)

    def add(self, node: Node) -> None:
        """Take one more mention in."""
        self.nodes.append(node)
        if node.name not in self.names:
            self.names.append(node.name)
        self.gender = self.gender or node.mention.gender
        self.guess = self.guess or node.guess


def group_names(nodes: Sequence[Node]) -> list[list[Node]]:
    """Name nodes by the entity they name; each list in text order.

    Longer forms found later in the article are known to shorter ones before (a headline's
    surname), so people are gathered in two rounds: full names first.
    """
    named = [node for node in nodes if node.mention.level == "name" and node.name]
    entities: list[Named] = []
    for node in sorted(named, key=lambda n: (min(len(n.name), 2) * -1, n.index)):
        best = _best(node, entities)
        if best is None:
            entities.append(Named(node))
        else:
            best.add(node)
    return [sorted(entity.nodes, key=lambda n: n.index) for entity in entities]


def _best(node: Node, entities: Sequence[Named]) -> Named | None:
    """The entity that a name belongs to.

    The best match wins, then a shared title, then who is not introduced as a relative, then the
    nearest mention before.
    """
    found: list[tuple[tuple[float, ...], Named]] = []
    for entity in entities:
        score = match(node, entity)
        if score:
            gaps = [node.index - other.index for other in entity.nodes]
            nearest = min((gap for gap in gaps if gap > 0), default=10_000 + min(map(abs, gaps)))
            roles = set().union(*(other.roles for other in entity.nodes))
            rank = (score, len(roles & node.roles), -entity.by_kin, -nearest)
            found.append((rank, entity))
    return max(found, key=lambda item: item[0])[1] if found else None


def _by_kin(node: Node) -> bool:
    """Whether a name is introduced as somebody's relative: "his sister, Reyna Bell"."""
    doc, at = node.head.doc, node.first - 1
    if at > 0 and doc[at].text == ",":
        at -= 1
    return at >= 0 and doc[at].lower_ in words("phrases", "kin")


def match(node: Node, entity: Named) -> int:
    """How well a name fits an entity: 0 not at all, 4 the very same.

    Full names are compared by sound too (`claimx.entities.names`), surnames alone by word.
    """
    kind, other = node.mention.kind, entity.kind
    if kind == "person" and other == "person":
        if _genders_clash(node, entity):
            return 4 if node.name in entity.names and len(node.name) > 1 else 0
        return max(_person(node.name, name) for name in entity.names)
    if node.name in entity.names:
        same = kind == other or {kind, other} <= _BODIES or "person" not in (kind, other)
        return 4 if same else 2
    if "person" in (kind, other):
        return 0
    if kind == other or {kind, other} <= _BODIES:
        return max(_body(node, node.name, name) for name in entity.names)
    return 0


def _genders_clash(node: Node, entity: Named) -> bool:
    """Whether a title or given name of one tells another sex than that of the other.

    Two given names are compared by `_person`; here at least one side has a title.
    """
    if not node.mention.gender and not entity.gender:
        return False
    one = node.mention.gender or node.guess
    other = entity.gender or entity.guess
    return one is not None and other is not None and one != other


def _person(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    if one == other:
        return 4
    if len(one) == 1 or len(other) == 1:
        short, long = sorted((one, other), key=len)
        if len(long) == 1:
            return 2 if likeness(one[0], other[0], given=False).score >= SAME else 0
        if short[0] == long[-1]:
            return 3
        if short[0] == long[0]:
            return 2
        if short[0] in long:
            return 1
        return 2 if likeness(short[0], long[-1], given=False).score >= SAME else 0
    short, long = sorted((one, other), key=len)
    if _within(short, long):
        return 3
    if len(one) == len(other) and one[1:] == other[1:] and fuzz.ratio(one[0], other[0]) >= _SLIP:
        return 3
    initial = short[0].rstrip(".")
    if short[-1] == long[-1] and len(initial) == 1 and long[0].startswith(initial):
        return 3
    return 3 if _spelt_alike(one, other) else 0


def _spelt_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names are spellings of one (Tsikhanouski, Tikhanovsky)."""
    return compare(" ".join(one), " ".join(other)).score >= SAME


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of `short` stand in `long` in that order."""
    rest = iter(long)
    return all(word in rest for word in short)


def _body(node: Node, one: tuple[str, ...], other: tuple[str, ...]) -> int:
    short, long = sorted((one, other), key=len)
    if len(short) == 1 and is_acronym(short[0], long):
        return 3
    if node.mention.kind == "place":
        return 3 if short == long[: len(short)] and set(long[len(short) :]) <= _place_words() else 0
    if len(short) < len(long) and _within(short, long):
        told = set(short) - _SMALL_WORDS - _generic()
        return 2 if told and (long[-len(short) :] == short or long[: len(short)] == short) else 0
    return 0


def _place_words() -> frozenset[str]:
    return words("phrases", "name_cues", "place")


def _generic() -> frozenset[str]:
    kinds = ("organisation", "public_body", "facility")
    return frozenset().union(*(words("phrases", "name_cues", kind) for kind in kinds)) | {
        "national",
        "human",
    }


def is_acronym(short: str, name: Sequence[str]) -> bool:
    """Whether `short` is the first letters of a name's words, small words counted or not."""
    if len(short) < 2 or len(name) < 2:
        return False
    every = "".join(word[0] for word in name)
    large = "".join(word[0] for word in name if word not in _SMALL_WORDS)
    return short in (every, large)
