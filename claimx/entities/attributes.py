"""Attributes that the text states of a person or body: each with the words that state it.

Age, occupation, role (a post in or for something), nationality, affiliation and family relation.
Only what stands in the mentions themselves, in their appositions or right beside a name is read.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimx.claim import Span
from claimx.entities.chains import Chain, Chains
from claimx.entities.mention import Attribute
from claimx.entities.naming import name_of
from claimx.entities.nodes import Node, Scene, is_kin
from claimx.entities.noun_kinds import noun_kind
from claimx.entities.speaking import attached
from claimx.entities.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_OLDEST = 115
_PLAIN = frozenset(
    [
        "man",
        "woman",
        "boy",
        "girl",
        "person",
        "people",
        "child",
        "adult",
        "minor",
        "youth",
        "teenager",
        "one",
        "victim",
        "other",
        "resident",
        "citizen",
        "someone",
        "suspect",
        "defendant",
        "figure",
        "member",
        "lady",
        "gentleman",
        "guy",
        "baby",
    ]
)
_BODIES = frozenset(("organisation", "public_body"))


def attributes(scene: Scene, chains: Chains, chain: Chain) -> tuple[Attribute, ...]:
    """What the text states of the entity of `chain`, in text order; the same value once.

    Empty where it states nothing, and for groups (their members may differ).
    """
    if chain.kind != "person":
        return ()
    found: dict[tuple[str, str], Attribute] = {}
    for node in chain.nodes:
        if node.form is not None or node.members:
            continue
        for attribute in _of_node(scene, chains, chain, node):
            found.setdefault((attribute.name, attribute.value.casefold()), attribute)
    return tuple(sorted(found.values(), key=lambda a: (a.span.start, a.name)))


def _of_node(scene: Scene, chains: Chains, chain: Chain, node: Node) -> Iterator[Attribute]:
    age = _age(scene, node)
    if age is not None:
        yield age
    yield from _nationalities(scene, node)
    if node.mention.level == "nominal":
        yield from _from_noun(scene, chains, chain, node)
    elif chain.named:
        yield from _from_title(scene, chains, chain, node)


def _age(scene: Scene, node: Node) -> Attribute | None:
    """The age in "Ann Bell, 24," and "the 31-year-old student" and "aged 27"."""
    doc, offset = node.head.doc, scene.offset(node)
    for token in doc[node.first : node.end]:
        number, _, rest = token.lower_.partition("-")
        if rest.startswith("year-old") and number.isdigit():
            return _state(scene, "age", number, offset + token.idx, len(number))
        if token.lower_ == "year" and token.i > 1 and doc[token.i - 2].text.isdigit():
            return _whole(scene, "age", offset, doc[token.i - 2])
    after = doc[node.end : node.end + 3]
    texts = [token.lower_ for token in after]
    if len(texts) > 1 and texts[0] in (",", "(") and texts[1] == "aged":
        after, texts = after[1:], texts[1:]
    if (
        len(texts) > 1
        and texts[0] in (",", "(", "aged")
        and texts[1].isdigit()
        and int(texts[1]) <= _OLDEST
    ):
        closed = (
            node.end + 2 >= len(doc)
            or len(texts) < 3
            or texts[2] in (",", ")", ".", ";")
            or texts[0] == "aged"
        )
        return _whole(scene, "age", offset, after[1]) if closed else None
    return None


def _nationalities(scene: Scene, node: Node) -> Iterator[Attribute]:
    doc = node.head.doc
    start = node.first if node.mention.level == "nominal" else max(0, node.first - 4)
    stop = node.head.i if node.mention.level == "nominal" else node.first
    tokens = list(doc[start:stop])
    if node.mention.level == "name":
        tokens = _unbroken(tokens)
    for token in tokens:
        demonym = token.ent_type_ == "NORP" or (token.ent_type_ == "GPE" and token.tag_ == "JJ")
        if demonym and token.pos_ in ("ADJ", "PROPN", "NOUN"):
            yield _whole(scene, "nationality", scene.offset(node), token)


def _unbroken(tokens: "list[Token]") -> "list[Token]":
    """The modifiers that stand unbroken before a name, nearest part only."""
    kept: list[Token] = []
    for token in reversed(tokens):
        if token.pos_ not in ("ADJ", "NOUN", "PROPN") or token.ent_type_ in ("DATE", "GPE"):
            break
        kept.append(token)
    return kept[::-1]


def _from_noun(scene: Scene, chains: Chains, chain: Chain, node: Node) -> Iterator[Attribute]:
    """Family, role, affiliation or occupation from a noun phrase of the chain."""
    if node.part or (node.count is not None and node.count > 1):
        return
    if is_kin(node):
        if node.owner is not None and chains.of[node.owner] is not chain:
            value = f"{node.lemma} of {name_of(chains.of[node.owner])}"
            yield Attribute("family", value, node.mention.span)
        return
    known = noun_kind(node.lemma)
    if known is None or known.kind != "person" or node.lemma in _PLAIN:
        return
    bodies = [b for b in attached(scene, node) if chains.of[b.index].kind in _BODIES]
    post = node.lemma.rsplit("-", 1)[-1] in words("phrases", "posts") and (
        bodies or node.owner is not None
    )
    yield Attribute("role" if post else "occupation", _bare(node), node.mention.span)
    for body in bodies:
        if chains.of[body.index] is not chain:
            yield Attribute("affiliation", name_of(chains.of[body.index]), body.mention.span)


def _from_title(scene: Scene, chains: Chains, chain: Chain, node: Node) -> Iterator[Attribute]:
    """The noun right before a name and the body before that: "Police spokesman Ann Bell"."""
    doc = node.head.doc
    if not node.first:
        return
    title = doc[node.first - 1]
    known = noun_kind(title.lower_)
    if (
        title.pos_ not in ("NOUN", "PROPN")
        or known is None
        or known.kind != "person"
        or title.lower_ in _PLAIN
    ):
        return
    if title.lower_ in words("phrases", "kin"):
        return
    role = title.lower_ in words("phrases", "posts")
    yield _whole(scene, "role" if role else "occupation", scene.offset(node), title)
    for body in attached(scene, node):
        if chains.of[body.index].kind in _BODIES and chains.of[body.index] is not chain:
            yield Attribute("affiliation", name_of(chains.of[body.index]), body.mention.span)


def _bare(node: Node) -> str:
    """A noun phrase without its article or owner."""
    doc, first = node.head.doc, node.first
    if node.article in ("definite", "indefinite"):
        first += 1
    elif node.article == "possessive":
        first = next((t.right_edge.i + 1 for t in node.head.lefts if t.dep_ == "poss"), first)
    text = doc[first : node.end].text
    return str(text)


def _whole(scene: Scene, name: str, offset: int, token: "Token") -> Attribute:
    return _state(scene, name, token.text, offset + token.idx, len(token))


def _state(scene: Scene, name: str, value: str, start: int, length: int) -> Attribute:
    return Attribute(name, value, Span.cut(scene.analysis.text, start, start + length))
