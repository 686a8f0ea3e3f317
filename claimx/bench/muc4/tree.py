"""Steps in the parse that the roles of MUC-4 share: phrases, what hangs on what, bare mentions."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from claimx.bench.muc4.data import Entity
from claimx.bench.muc4.vocabulary import words
from claimx.language import Analysis

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

REACH = 4  # steps up the parse from a noun to the word that it hangs on


def phrases(analysis: Analysis) -> "Iterator[Phrase]":
    """The noun phrases of a text, in order."""
    for chunk in analysis.chunks:
        yield from chunk.doc.noun_chunks


def hangs_on(token: "Token", lemmas: frozenset[str], reach: int = REACH) -> bool:
    """Whether one of the words above a token, up to `reach` steps up, is among `lemmas`."""
    for step, above in enumerate(token.ancestors):
        if step >= reach:
            return False
        if above.lemma_.lower() in lemmas:
            return True
    return False


def bare(phrase: "Phrase | list[Token]", leave_out: frozenset[str] = frozenset()) -> str:
    """The words of a phrase, without article, owner, marks and `leave_out` before them."""
    tokens = list(phrase)
    while len(tokens) > 1 and (
        tokens[0].lower_ in words("articles")
        or tokens[0].lower_ in leave_out
        or not tokens[0].text[0].isalnum()
        or (leave_out and tokens[0].like_num)
    ):
        tokens.pop(0)
    while len(tokens) > 1 and not tokens[-1].text[-1].isalnum():
        tokens.pop()
    return str(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text)


def distinct(mentions: Iterable[str]) -> tuple[Entity, ...]:
    """Each mention as an entity of its own, once; one that stands within another is left out."""
    once = list({mention.lower(): mention for mention in mentions if mention.strip()}.values())
    return tuple(
        (mention,)
        for mention in once
        if not any(mention is not other and mention.lower() in other.lower() for other in once)
    )
