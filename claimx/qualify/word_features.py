"""What speaks for and against dating a claim by an expression of its sentence or one just before.

Features are names; their weights are in `models/when-en`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimx.qualify.anchors import Anchor
from claimx.qualify.cues import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_DISTANCES = ((4, "near"), (10, "mid"), (25, "far"))


def word_features(
    anchor: Anchor, token: "Token", shape: str, alone: bool, modality: str
) -> Iterator[str]:
    """Features of dating a claim by an expression of its own sentence, headed by `token`."""
    head = anchor.head
    verb, own = clause_of(token), clause_of(head)
    yield "alone" if alone else "several"
    yield f"shape_{shape}"
    yield f"modality_{modality}"
    yield f"tag_{head.pos_}"
    yield f"rel_{head.dep_}"
    before = token.i < head.i
    yield "before" if before else "after"
    distance = abs(token.i - head.i)
    yield next((name for most, name in _DISTANCES if distance <= most), "very_far")
    if token.i - anchor.sentence.tokens.start <= 2:
        yield "opens_sentence"
    speech = verb.lemma_.lower() in words("speech", "say")
    if token.head == head or _up(token, head, 3):
        yield "hangs_on_trigger"
    elif verb == own:
        yield "same_clause_speech" if speech else "same_clause"
    elif _up(head, verb, 10):
        yield "above_speech" if speech else "above"
    elif _up(verb, own, 10):
        yield "below"
    else:
        yield "apart"
    between = anchor.head.doc[min(token.i, head.i) + 1 : max(token.i, head.i)]
    verbs = sum(1 for t in between if t.pos_ == "VERB")
    yield f"verbs_between_{min(verbs, 3)}"
    if any(t.text in ("”", '"', "“", ";") for t in between):
        yield "mark_between"


def story_features(
    anchor: Anchor, shape: str, sentences_back: int, same_paragraph: bool, modality: str
) -> Iterator[str]:
    """Features of dating a claim by an expression of an earlier sentence."""
    head = anchor.head
    yield f"story_{min(sentences_back, 3)}"
    yield f"story_{'same' if same_paragraph else 'other'}_paragraph"
    yield f"story_shape_{shape}"
    yield f"story_modality_{modality}"
    yield f"story_tag_{head.tag_}"


def clause_of(token: "Token") -> "Token":
    """The verb that a token hangs on, or the root of its sentence."""
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX") or token.head == token:
            return token
        token = token.head
    return token


def _up(token: "Token", target: "Token", limit: int) -> bool:
    for _ in range(limit):
        if token == target:
            return True
        if token.head == token:
            return False
        token = token.head
    return False
