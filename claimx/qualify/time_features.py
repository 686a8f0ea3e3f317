"""What speaks for and against dating a claim by an expression or by a dated neighbour.

Features are names; their weights are in `cues/when_words.toml` (an expression of the same or an
earlier sentence) and `cues/when_link.toml` (another claim that tells its date).
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimx.proposal import Proposal
from claimx.qualify.anchors import Anchor
from claimx.qualify.cues import table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORD = re.compile(r"\w{3,}")
_IDLE = frozenset({"the", "and", "his", "her", "their", "its", "who", "they", "she", "him", "them", "people", "two", "three"})


def word_features(anchor: Anchor, token: "Token", shape: str, alone: bool, modality: str) -> Iterator[str]:
    """Features of dating a claim by an expression of its own sentence, headed by `token`."""
    head = anchor.head
    verb, own = _clause(token), _clause(head)
    yield "alone" if alone else "several"
    yield f"shape_{shape}"
    yield f"modality_{modality}"
    yield f"tag_{head.pos_}"
    yield f"rel_{head.dep_}"
    before = token.i < head.i
    yield "before" if before else "after"
    distance = abs(token.i - head.i)
    yield "near" if distance <= 4 else "mid" if distance <= 10 else "far" if distance <= 25 else "very_far"
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


def story_features(anchor: Anchor, shape: str, sentences_back: int, same_paragraph: bool, modality: str) -> Iterator[str]:
    """Features of dating a claim by an expression of an earlier sentence."""
    head = anchor.head
    yield f"story_{min(sentences_back, 3)}"
    yield f"story_{'same' if same_paragraph else 'other'}_paragraph"
    yield f"story_shape_{shape}"
    yield f"story_modality_{modality}"
    yield f"story_tag_{head.tag_}"


def link_features(anchor: Anchor, other: Anchor, only_value: bool, granularity: str, modality: str) -> Iterator[str]:
    """Features of giving a claim the date of another claim of the document."""
    mine, its = anchor.proposal, other.proposal
    same = mine.type == its.type
    kin = same or frozenset((mine.type, its.type)) in _kin()
    name = "same" if same else "kin" if kin else "other"
    yield f"type_{name}"
    yield f"{name}_{_distance(anchor, other)}"
    yield f"{name}_{_shared(mine, its, 'victim')}_victim"
    yield f"{name}_{_shared(mine, its, 'agent')}_agent"
    yield f"{name}_{_shared(mine, its, 'place')}_place"
    yield f"{name}_{'only' if only_value else 'several'}_value"
    if anchor.head.lemma_.lower() == other.head.lemma_.lower():
        yield f"{name}_same_word"
    yield f"modality_{modality}"
    yield f"granularity_{granularity}"
    yield f"tag_{anchor.head.pos_}"
    yield f"{name}_" + ("earlier" if other.proposal.trigger.start < mine.trigger.start else "later")
    if anchor.head.tag_ in ("NNS", "NNPS"):
        yield "plural"
    if not any(a.role in ("victim", "agent") for a in mine.args):
        yield f"{name}_bare"


def _distance(anchor: Anchor, other: Anchor) -> str:
    gap = abs(anchor.sentence.index - other.sentence.index)
    return "here" if gap == 0 else "next" if gap == 1 else "close" if gap <= 3 else "around" if gap <= 8 else "away"


def _shared(mine: Proposal, its: Proposal, role: str) -> str:
    ours, theirs = _names(mine, role), _names(its, role)
    if not ours or not theirs:
        return "no"
    return "shared" if ours & theirs else "different"


def _names(proposal: Proposal, role: str) -> set[str]:
    texts = (f"{a.span.text} {a.refers_to or ''}" for a in proposal.args if a.role == role)
    return {w.lower() for text in texts for w in _WORD.findall(text)} - _IDLE


def _kin() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in table("when_link")["kin"])


def _clause(token: "Token") -> "Token":
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
