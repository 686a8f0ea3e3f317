"""Other names that a text states: "Bell, also known as Ace"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimx.entities.certain_links import compatible
from claimx.entities.nodes import Node, Scene
from claimx.entities.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BETWEEN = frozenset(("also", "better", "popularly", "widely", "or", "is"))


def aliases(scene: Scene) -> Iterator[tuple[int, int]]:
    """Pairs of indices of names, earlier first, that the text says are names of one entity."""
    for node in scene.nodes:
        if node.mention.level != "name" or node.members:
            continue
        at = _before_mark(node.head.doc, node.first)
        other = _ending_at(scene, node, at) if at is not None else None
        if other is not None and other.mention.level == "name" and compatible(other, node):
            yield other.index, node.index


def _before_mark(doc: "Doc", first: int) -> int | None:
    """Where the words end that a mark of another name follows; None without a mark."""
    at = first
    while at and doc[at - 1].is_punct:
        at -= 1
    if at > 1 and doc[at - 1].lower_ == "as" and doc[at - 2].lower_ == "known":
        at -= 2
    elif at and doc[at - 1].lower_ in words("phrases", "alias_marks"):
        at -= 1
    else:
        return None
    while at and (doc[at - 1].is_punct or doc[at - 1].lower_ in _BETWEEN):
        at -= 1
    return at


def _ending_at(scene: Scene, node: Node, at: int) -> Node | None:
    for other in reversed(scene.nodes[max(0, node.index - 3) : node.index]):
        if not other.members and other.head.doc is node.head.doc and other.end == at:
            return other
    return None
