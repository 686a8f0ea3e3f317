"""The table of governing words: which word over an act, by which relation, makes it what."""

from functools import cache
from typing import TYPE_CHECKING

from claimx.qualify.cues import table

if TYPE_CHECKING:
    from claimx.qualify.scope import Link


@cache
def governors(kind: str) -> frozenset[tuple[str, str]]:
    """Pairs (lemma, relation) of `cues/factuality.toml` for one kind of judgement."""
    pairs: set[tuple[str, str]] = set()
    for entry in table("factuality")["governors"][kind]:
        lemma, _, relations = entry.partition(":")
        pairs.update((lemma.strip(), relation) for relation in relations.split())
    return frozenset(pairs)


def governs(kind: str, link: "Link") -> bool:
    """Whether the link's governor makes the act below it `kind`."""
    lemma = link.governor.lemma_.lower()
    return (lemma, link.relation) in governors(kind)


@cache
def governs_anything(lemma: str, relation: str) -> bool:
    """Whether a word with that preposition qualifies acts in any way ("protection from")."""
    return any((lemma, relation) in governors(kind) for kind in table("factuality")["governors"])
