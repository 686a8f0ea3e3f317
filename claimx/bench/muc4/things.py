"""Targets and weapons: nouns of things and arms (`words.toml`) that hang on a word of attack.

The noun is given bare, without numbers and judgements ("three powerful bombs" is "bombs"), and
once for each head, singular and plural together.
"""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from claimx.bench.muc4.tree import bare, hangs_on, phrases
from claimx.bench.muc4.vocabulary import words
from claimx.language import Analysis

if TYPE_CHECKING:
    from spacy.tokens import Token

STRUCK = ("dobj", "nsubjpass", "pobj", "conj", "appos", "nsubj", "compound")


def find_targets(analysis: Analysis) -> list[str]:
    """Things that are attacked, in text order."""
    found = []
    for phrase in phrases(analysis):
        root = phrase.root
        if root.lemma_.lower() not in words("things") or root.dep_ not in STRUCK:
            continue
        if root.dep_ == "nsubj" and root.head.lemma_.lower() not in ("burn", "explode"):
            continue
        if hangs_on(root, words("strikes")):
            found.append(bare(phrase, words("left_out")))
    return found


def find_weapons(analysis: Analysis) -> list[str]:
    """Arms with which it is done, each kind once, as it is written most often."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for chunk in analysis.chunks:
        for token in chunk.doc:
            lemma = token.lemma_.lower()
            if lemma in words("arms") and token.pos_ in ("NOUN", "PROPN") and _is_used(token):
                before = [t for t in token.lefts if t.dep_ == "compound" and t.i == token.i - 1]
                if lemma in words("vague_arms") and not _explodes(token):
                    continue
                forms[lemma][bare([*before, token], words("left_out"))] += 1
    return [counts.most_common(1)[0][0] for counts in forms.values()]


def _explodes(token: "Token") -> bool:
    return any(left.lower_ in words("explosive_words") for left in token.lefts) or any(
        right.lower_ == "of" and any(t.lower_ in words("explosive_words") for t in right.children)
        for right in token.rights
    )


def _is_used(token: "Token") -> bool:
    """Whether it explodes, strikes or kills, rather than being found or carried."""
    if hangs_on(token, words("harms") | words("strikes"), 3):
        return True
    return token.dep_ in ("nsubj", "compound") and token.head.lemma_.lower() in words("strikes")
