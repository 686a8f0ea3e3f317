"""Mentions as coreference sees them: with their words, place, owner and quotation."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from claimx.claim import Span
from claimx.entities.deeds import deed
from claimx.entities.description import describe
from claimx.entities.mention import Mention
from claimx.entities.mentions import locate
from claimx.entities.phrases import owner
from claimx.entities.quotes import Layout
from claimx.entities.words import table, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from claimx.language import Analysis

_COUPLED = frozenset(("person", "group"))


@dataclass(slots=True)
class Node:
    """A mention with what coreference asks of it.

    Attributes:
        index: its place among the nodes, in order of their head words.
        head: its head token; first and end: its tokens (half-open) in the head's doc.
        sentence, paragraph: their indices in the text; quote: index of the quotation, or None.
        form: (person, number, gender, animacy, use) of a pronoun, else None.
        lemma: of the head, lower case.
        name: folded words of a name, without determiner; empty otherwise.
        modifiers: folded content words of the phrase besides the head.
        article: definite, indefinite, possessive, part or bare, for common nouns.
        count: the number that the phrase states, or None.
        owner: index of the node that possesses it, or None.
        roles: lemmas of role nouns that stand before a name or are the head.
        part: whether it is a part of a whole ("one of them").
        plural: whether its head has a plural form.
        members: for a coordination ("Ann Bell and her son"), the document offsets of the heads
            that it joins; such a node stands for the group and is no mention of its own.
        guess: the gender that most bearers of a person's given name have; it may be wrong.
        deed: the part it plays in an act of force, of `claimx.entities.deeds`.
        ranks: the words of its phrase that tell a rank ("deputy"), lower case.
    """

    index: int
    mention: Mention
    head: "Token"
    first: int
    end: int
    sentence: int
    paragraph: int
    quote: int | None
    form: tuple[str, str, str, str, str] | None
    lemma: str
    name: tuple[str, ...] = ()
    modifiers: frozenset[str] = frozenset()
    article: str = "bare"
    count: int | None = None
    owner: int | None = None
    roles: frozenset[str] = frozenset()
    part: bool = False
    plural: bool = False
    members: tuple[int, ...] = ()
    guess: str | None = None
    deed: str | None = None
    ranks: frozenset[str] = frozenset()


@dataclass
class Scene:
    """All nodes of an article, in order of their head words, with its paragraphs and quotations.

    `speakers` names for each quotation the node that utters it, once known; `guest` is who is
    interviewed; `voices` gives for "we" and "us" who says it; `reports` keeps the verbs of speech.
    """

    analysis: "Analysis"
    layout: Layout
    nodes: list[Node] = field(default_factory=list)
    speakers: list[Node | None] = field(default_factory=list)
    guest: Node | None = None
    voices: dict[int, Node] = field(default_factory=dict)
    reports: "dict[int, Token | None]" = field(default_factory=dict)

    @cached_property
    def by_head(self) -> dict[int, Node]:
        """Nodes by the document offset of their head words."""
        return {node.mention.head: node for node in self.nodes if not node.members}

    def offset(self, node: Node) -> int:
        """Where the chunk of a node begins in the text."""
        return node.mention.head - node.head.idx

    def node_of(self, token: "Token", near: Node) -> Node | None:
        """The node whose head is `token`, a token of the chunk of `near`."""
        return self.by_head.get(self.offset(near) + token.idx)


def read_scene(analysis: "Analysis", mentions: "Sequence[Mention]") -> Scene:
    """Nodes for mentions, in text order; mentions outside the parsed body are left out."""
    scene = Scene(analysis, Layout(analysis.text))
    for mention in sorted(mentions, key=lambda m: (m.head, m.span)):
        node = _read_node(scene, mention)
        if node is not None:
            scene.nodes.append(node)
    _add_coordinations(scene)
    for node in scene.nodes:
        possessor = owner(node.head) if not node.members else None
        found = scene.node_of(possessor, node) if possessor is not None else None
        node.owner = found.index if found is not None else None
    return scene


def _read_node(scene: Scene, mention: Mention) -> Node | None:
    """The node for a mention behind all nodes so far; None outside the parsed body."""
    placed = locate(scene.analysis, mention.span)
    sentence = scene.analysis.sentence_at(mention.head)
    if placed is None or sentence is None:
        return None
    offset, tokens = placed
    head = next((t for t in tokens if offset + t.idx == mention.head), tokens.root)
    told = describe(mention, head, tokens.start, tokens.end)
    return Node(
        len(scene.nodes),
        mention,
        head,
        tokens.start,
        tokens.end,
        sentence.index,
        scene.layout.paragraph_at(mention.head),
        scene.layout.quote_at(mention.head),
        _form(mention),
        head.lemma_.lower(),
        name=told.name,
        modifiers=told.modifiers,
        article=told.article,
        count=told.count,
        roles=told.roles,
        part=told.part,
        plural=told.plural,
        guess=told.guess,
        deed=deed(head),
        ranks=_ranks(tokens),
    )


def _add_coordinations(scene: Scene) -> None:
    """Put a node for each coordination of people right behind its last member."""
    heads = {node.mention.head: node for node in scene.nodes}
    groups: list[tuple[int, Node]] = []
    for node in scene.nodes:
        if node.mention.kind not in _COUPLED or node.form is not None or node.head.dep_ == "conj":
            continue
        members = _conjuncts(heads, node, scene.offset(node))
        if len(members) > 1:
            groups.append((members[-1].index, _coordination(scene, members)))
    for at, group in reversed(sorted(groups, key=lambda pair: pair[0])):
        scene.nodes.insert(at + 1, group)
    for index, node in enumerate(scene.nodes):
        node.index = index


def _conjuncts(heads: dict[int, Node], node: Node, offset: int) -> list[Node]:
    found, token = [node], node.head
    joined = False
    while True:
        joined = joined or any(
            child.dep_ == "cc" and child.lower_ == "and" for child in token.rights
        )
        after = next((child for child in token.rights if child.dep_ == "conj"), None)
        member = heads.get(offset + after.idx) if after is not None else None
        if member is None and not joined:
            member, joined = _beside_and(heads, found[-1], offset), True
            after = member.head if member is not None else None
        if (
            after is None
            or member is None
            or member.mention.kind not in _COUPLED
            or member.form is not None
        ):
            return found if joined and len(found) > 1 else []
        found.append(member)
        token = after


def _beside_and(heads: dict[int, Node], node: Node, offset: int) -> Node | None:
    """The mention right after "and" behind a mention, where the parse did not join them."""
    doc, at = node.head.doc, node.end
    if at + 1 >= len(doc) or doc[at].lower_ != "and":
        return None
    for token in doc[at + 1 : at + 6]:
        found = heads.get(offset + token.idx)
        if (
            found is not None
            and found.first <= at + 2
            and found.mention.level == node.mention.level == "name"
        ):
            return found
    return None


def _coordination(scene: Scene, members: list[Node]) -> Node:
    first, last = members[0], members[-1]
    start = min(node.mention.span.start for node in members)
    end = max(node.mention.span.end for node in members)
    text = scene.analysis.text
    mention = Mention(Span.cut(text, start, end), "group", "nominal", first.mention.head, "many")
    single = all(not node.plural and node.mention.kind == "person" for node in members)
    left, right = min(n.first for n in members), max(n.end for n in members)
    return Node(
        last.index,
        mention,
        first.head,
        left,
        right,
        last.sentence,
        last.paragraph,
        last.quote,
        None,
        "",
        article="and",
        count=len(members) if single else None,
        plural=True,
        members=tuple(node.mention.head for node in members),
        deed=deed(first.head),
        ranks=_ranks(first.head.doc[left:right]),
    )


def _ranks(phrase: "TokenSpan") -> frozenset[str]:
    return words("phrases", "ranks").intersection([token.lower_ for token in phrase])


def _form(mention: Mention) -> tuple[str, str, str, str, str] | None:
    if mention.level != "pronoun":
        return None
    row = table("pronouns")["forms"].get(mention.span.text.lower())
    return tuple(row) if row else None


def is_kin(node: Node) -> bool:
    """Whether a nominal names a relative."""
    return node.lemma in words("phrases", "kin")
