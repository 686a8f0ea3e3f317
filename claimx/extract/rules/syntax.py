"""Reading the parse: paths between tokens, voice, and the shortest phrase that names something."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

LEXICAL_STEPS = frozenset({"prep", "agent", "dative", "mark", "prt"})
LEFT_PARTS = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nummod",
        "poss",
        "quantmod",
        "nmod",
        "case",
        "predet",
        "advmod",
        "npadvmod",
        "punct",
    }
)
MAX_STEPS = 8


def climb(token: "Token", limit: int = MAX_STEPS) -> "list[Token]":
    """`token` and its heads up to the root, at most `limit` steps."""
    line = [token]
    while len(line) <= limit and token.head is not token and token.head.i != token.i:
        token = token.head
        line.append(token)
    return line


def path(up: "list[Token]", target: "Token") -> "tuple[str, list[Token]] | None":
    """The dependency path from `up[0]` to `target`, and the tokens strictly between the two.

    A step up is `<dep`, a step down `>dep`, with the word for prepositions (`>prep:of>pobj`).
    None where the two are more than `MAX_STEPS` apart or in different trees.
    """
    places = {token.i: step for step, token in enumerate(up)}
    line = climb(target)
    for step, token in enumerate(line):
        if token.i in places:
            meet = places[token.i]
            if meet + step > MAX_STEPS:
                return None
            rising = up[:meet]
            falling = line[:step][::-1]
            parts = [f"<{node.dep_}" for node in rising]
            parts += [_down(node) for node in falling]
            between = [node for node in [*up[1 : meet + 1], *falling] if node.i != target.i]
            return "".join(parts), between
    return None


def _down(token: "Token") -> str:
    if token.dep_ in LEXICAL_STEPS:
        return f">{token.dep_}:{token.lower_}"
    return f">{token.dep_}"


def is_passive(token: "Token") -> bool:
    """Whether a verb form is passive: a passive auxiliary or subject, or a bare participle."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in token.children):
        return True
    return token.tag_ == "VBN" and token.dep_ in {"acl", "amod"}


def phrase_bounds(head: "Token") -> "tuple[Token, Token]":
    """First and last token of the minimal noun phrase of `head`: no clauses, no appositions.

    What stands left of the head belongs to it as long as it is contiguous; nothing that
    stands right of it does, except the parts of a name or number.
    """
    doc = head.doc
    first = last = head
    at = head.i - 1
    parts = {head.i}
    while at >= head.sent.start:
        token = doc[at]
        if not _belongs(token, parts, head):
            break
        parts.add(at)
        at -= 1
    while doc[at + 1].is_punct or doc[at + 1].is_space or doc[at + 1].dep_ == "cc":
        at += 1
        if at + 1 >= head.i:
            break
    first = doc[min(at + 1, head.i)]
    at = head.i + 1
    while at < head.sent.end and doc[at].head.i in parts and doc[at].dep_ in {"case", "flat"}:
        parts.add(at)
        last = doc[at]
        at += 1
    return first, last


def _belongs(token: "Token", parts: set[int], head: "Token") -> bool:
    """Whether a token left of the phrase found so far is a part of it."""
    if token.head.i in parts and token.dep_ in LEFT_PARTS:
        return not token.is_space and token.text not in {",", ";", ":", "(", "—", "–"}
    up = token
    for _ in range(4):
        if up.head.i in parts or up.head.i == head.i:
            return up.dep_ in LEFT_PARTS and token.text not in {",", ";", ":", "(", "—", "–"}
        up = up.head
    return False
