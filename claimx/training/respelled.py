"""Labelled texts of a source in lower case, with the capitals that were lost guessed again."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from claimx.bench.muc4.truecase import Truecaser
from claimx.claim import Claim, Document, Span
from claimx.entities.knowledge_base import KnowledgeBase
from claimx.language import load_language

Cut = Callable[[Span], Span]


@lru_cache(maxsize=1)
def truecaser() -> Truecaser:
    """The truecaser of the default language model and knowledge base."""
    return Truecaser.of_language(load_language(), KnowledgeBase.open())


def respelled(document: Document, text: str) -> Document:
    """A document over another spelling of its text, letter for letter, with the same labels.

    Raises:
        ValueError: where the spellings differ in length.
    """
    if len(text) != len(document.text):
        raise ValueError(
            f"{document.id}: a spelling of {len(text)} characters for a text of "
            f"{len(document.text)}; expected as many"
        )

    def cut(span: Span) -> Span:
        return Span.cut(text, span.start, span.end)

    claims = tuple(_respelled(claim, cut) for claim in document.claims)
    return replace(document, text=text, text_sha256="", claims=claims)


def _respelled(claim: Claim, cut: Cut) -> Claim:
    return replace(
        claim,
        trigger=cut(claim.trigger),
        args=tuple(replace(arg, span=cut(arg.span)) for arg in claim.args),
        source=None if claim.source is None else replace(claim.source, span=cut(claim.source.span)),
    )
