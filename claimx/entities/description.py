"""What the words of a mention tell: its name, modifiers, article, number and roles."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.entities.mention import Mention
from claimx.entities.name_runs import plain
from claimx.entities.phrases import of_object, owner
from claimx.entities.words import given_names, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_INDEFINITE = frozenset(
    ("a", "an", "another", "some", "any", "several", "many", "every", "each", "no")
)
_NO_NAME = frozenset(("the", "a", "-", "–", ","))
_CONTENT = frozenset(("NOUN", "PROPN", "ADJ", "VERB", "NUM"))
_SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}


@dataclass(frozen=True, slots=True)
class Description:
    """What the words of one mention tell; the attributes are those of `claimx.entities.nodes.Node`.

    A name has a name, roles and a guess only; a pronoun roles, part and plural only.
    """

    article: str
    name: tuple[str, ...] = ()
    modifiers: frozenset[str] = frozenset()
    count: int | None = None
    roles: frozenset[str] = frozenset()
    part: bool = False
    plural: bool = False
    guess: str | None = None


def describe(mention: Mention, head: "Token", first: int, end: int) -> Description:
    """Read the words of a mention.

    Args:
        mention: the mention.
        head: its head token.
        first: index of its first token in the head's doc.
        end: index behind its last token.
    """
    if mention.level == "name":
        return _of_name(mention, head, first, end)
    whole = of_object(head) if head.lower_ in words("phrases", "partitives") else None
    noun = (head if whole is None else whole).lemma_.lower()
    roles = frozenset((noun, noun.rsplit("-", 1)[-1]))
    part, plural = whole is not None, head.tag_ in ("NNS", "NNPS")
    if mention.level == "pronoun":
        return Description("pronoun", roles=roles, part=part, plural=plural)
    count = _count(head, first)
    return Description(
        "part" if part else _article(head, first),
        modifiers=frozenset(
            plain(t.lemma_) for t in head.doc[first : min(end, head.i)] if t.pos_ in _CONTENT
        ),
        count=count,
        roles=roles,
        part=part,
        plural=plural or (count is not None and count > 1),
    )


def _of_name(mention: Mention, head: "Token", first: int, end: int) -> Description:
    name = [
        plain(t.text)
        for t in head.doc[first:end]
        if t.lower_ not in _NO_NAME and t.text not in ("'s", "’s")
    ]
    person = mention.kind == "person"
    while len(name) > 1 and person and name[0] in words("phrases", "titles"):
        del name[0]
    return Description(
        "name",
        name=tuple(name),
        roles=frozenset(_roles_before(head, first)),
        guess=given_names().get(name[0]) if person and len(name) > 1 else None,
    )


def _roles_before(head: "Token", first: int) -> list[str]:
    """The nouns right before a name, abbreviations written out."""
    doc, found = head.doc, []
    at = first - 1
    while (
        at >= 0
        and first - at <= 4
        and (doc[at].pos_ in ("NOUN", "PROPN", "ADJ") or doc[at].text == ".")
    ):
        if doc[at].pos_ != "ADJ" and doc[at].text != ".":
            word = doc[at].lower_.rstrip(".")
            found.append(table("phrases")["abbreviations"].get(word, word))
        at -= 1
    return found


def _article(head: "Token", first: int) -> str:
    opening = head.doc[first].lower_
    if opening in _DEFINITE:
        return "definite"
    if opening in _INDEFINITE:
        return "indefinite"
    return "possessive" if owner(head) is not None else "bare"


def _count(head: "Token", first: int) -> int | None:
    """The number that a phrase states in words or digits, or by "couple" and the like."""
    for token in head.doc[first : head.i + 1]:
        word = token.lower_.replace(",", "")
        if word in _SMALL:
            return _SMALL[word]
        if word.isdigit() and len(word) < 7:
            return int(word)
        tens, _, ones = word.partition("-")
        if tens in _TENS:
            return _TENS[tens] + _SMALL.get(ones, 0)
    lemma = head.lemma_.lower()
    if lemma in ("couple", "duo", "pair"):
        return 2
    return 3 if lemma == "trio" else None
