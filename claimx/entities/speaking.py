"""Whose words a quotation is, and whom "we" means there."""

from typing import TYPE_CHECKING

from claimx.entities.chains import Chain, Chains
from claimx.entities.nodes import Node, Scene
from claimx.entities.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_FAR = 240
_OTHER_SENTENCE = 90
_OTHER_QUOTE = 200
_BODIES = frozenset(("organisation", "public_body"))


def speakers(scene: Scene) -> list[Node | None]:
    """For each quotation of the layout the mention that utters it; None where none is near.

    The nearest subject of a verb of speech outside quotation marks in its paragraph speaks; a
    further quotation of the paragraph without one, and a paragraph that is nothing but
    quotation, goes on with the speaker before.
    """
    by_paragraph: dict[int, list[tuple[int, Node]]] = {}
    for node in scene.nodes:
        at = _speaks(scene, node)
        if at is not None:
            by_paragraph.setdefault(node.paragraph, []).append((at, node))
    found: list[Node | None] = []
    for index, quote in enumerate(scene.layout.quotes):
        choices = by_paragraph.get(quote.paragraph, [])
        scored = [(_distance(scene, index, at), node) for at, node in choices]
        best = min(scored, key=lambda pair: pair[0], default=None)
        if best is not None and best[0] <= _FAR:
            found.append(best[1])
        else:
            found.append(_continued(scene, index, found))
    return found


def _speaks(scene: Scene, node: Node) -> int | None:
    """Document offset of the verb of speech that a mention outside quotations governs, or None."""
    if (
        node.members
        or node.quote is not None
        or (node.mention.kind in ("place", "facility") and node.mention.level != "name")
    ):
        return None
    head = node.head
    verb: Token = head.head
    said = words("phrases", "speech_verbs")
    offset = scene.offset(node)
    if head.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in said:
        return offset + verb.idx
    if head.dep_ == "pobj" and verb.lower_ == "to" and verb.head.lower_ == "according":
        return offset + verb.idx
    doc = head.doc
    if (
        node.end < len(doc)
        and doc[node.end].lemma_ in said
        and doc[node.end].pos_ == "VERB"
        and doc[node.end].tag_ in ("VBD", "VBZ")
    ):
        return offset + doc[node.end].idx
    if (
        node.first
        and doc[node.first - 1].lower_ in ("said", "says", "asked", "added", "asks")
        and node.head.dep_ != "dobj"
    ):
        return offset + doc[node.first - 1].idx
    return None


def _distance(scene: Scene, index: int, at: int) -> float:
    quote = scene.layout.quotes[index]
    after = at >= quote.end
    gap: float = at - quote.end if after else quote.start - at
    edge = quote.end - 1 if after else quote.start
    here, there = scene.analysis.sentence_at(edge), scene.analysis.sentence_at(at)
    if here is not None and there is not None and here.index != there.index:
        ended = scene.analysis.text[quote.end - 1] in ".!?" if after else False
        gap += _OTHER_SENTENCE * abs(here.index - there.index) * (1.5 if ended else 1)
    low, high = (quote.end, at) if after else (at, quote.start)
    between = sum(low <= other.start and other.end <= high for other in scene.layout.quotes)
    return gap + _OTHER_QUOTE * between + (0 if after else 15)


def _continued(scene: Scene, index: int, found: list[Node | None]) -> Node | None:
    quote = scene.layout.quotes[index]
    if not index:
        return _subject_before(scene, quote.start)
    before = scene.layout.quotes[index - 1]
    if before.paragraph == quote.paragraph:
        return found[index - 1]
    start, end = scene.layout.paragraphs[quote.paragraph]
    alone = quote.start - start <= 2 and end - quote.end <= 2
    near = quote.paragraph - before.paragraph
    if before.open and near == 1 and quote.start - start <= 2:
        return found[index - 1]
    if near == 1 and (alone or end - quote.end <= 2):
        return found[index - 1]
    return _subject_before(scene, quote.start)


def _subject_before(scene: Scene, position: int) -> Node | None:
    """The person that is subject of the sentence before a quotation nobody is said to utter."""
    sentence = scene.analysis.sentence_at(position)
    if sentence is None:
        return None
    for node in reversed(scene.nodes):
        if node.mention.head >= position or node.quote is not None or node.members:
            continue
        if sentence.index - node.sentence > 1:
            return None
        if node.mention.kind == "person" and node.head.dep_ in ("nsubj", "nsubjpass"):
            return node
    return None


def body_of(scene: Scene, chains: Chains, speaker: Chain) -> int | None:
    """A node of the body that a speaker speaks for: "its spokesman", "Police spokesman X"."""
    for node in speaker.nodes:
        if node.mention.level == "pronoun":
            continue
        for other in attached(scene, node):
            if (
                other.index != node.index
                and chains.of[other.index].kind in _BODIES
                and chains.of[other.index] is not speaker
            ):
                return other.index
    return None


def attached(scene: Scene, node: Node) -> list[Node]:
    """The mentions that a role phrase hangs on: its owner, a body before it, "for X", "of X"."""
    found = [scene.nodes[node.owner]] if node.owner is not None else []
    for child in node.head.rights:
        if child.dep_ == "prep" and child.lower_ in ("for", "of", "from", "at", "with"):
            found += [
                n for n in (scene.node_of(g, node) for g in child.rights if g.dep_ == "pobj") if n
            ]
    near = scene.nodes[max(0, node.index - 2) : node.index]
    doc = node.head.doc
    for other in near:
        gap = (
            doc[other.end : node.first]
            if other.head.doc is doc and other.end <= node.first
            else None
        )
        if gap is not None and 0 < len(gap) <= 3 and all(t.pos_ in ("NOUN", "PROPN") for t in gap):
            found.append(other)
    return found
