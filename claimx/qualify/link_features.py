"""What speaks for and against giving a claim the date of another claim of the document.

Features are names; their weights are in `models/when-en`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from claimx.claim import When
from claimx.proposal import Proposal
from claimx.qualify.anchors import Anchor
from claimx.qualify.cues import table, words
from claimx.qualify.dates import read_day
from claimx.qualify.tense import finite_tense, finite_verb

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

_WORD = re.compile(r"\w{3,}")
_ROLES = ("victim", "agent", "place")
_LEAD = 4
_LATE = 6
_AROUND = 5
REACH = 60  # tokens, so that a sentence without end costs no more
_SENTENCES = ((0, "here"), (1, "next"), (3, "close"), (8, "around"))
_DAYS = ((7, "week"), (31, "month"), (200, "half_year"), (800, "two_years"))


@dataclass(frozen=True, slots=True)
class Profile:
    """A claim with the words of its victims, agents and places, for quick comparison."""

    anchor: Anchor
    names: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, anchor: Anchor) -> "Profile":
        """The profile of a claim."""
        return cls(anchor, tuple(_names(anchor.proposal, role) for role in _ROLES))


@dataclass(frozen=True, slots=True)
class Told:
    """A claim that tells its date, and how that date stands among those of the document.

    Attributes:
        when: the date.
        share: its share among all dated claims, 0 to 1.
        age: how long before the publication it lies, as a word.
    """

    profile: Profile
    when: When
    share: float
    age: str


def age_of(value: str, published: date | None) -> str:
    """How long before the publication a date begins: a word of a coarse scale."""
    day = read_day((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10])
    if day is None or published is None:
        return "unknown"
    days = (published - day).days
    if days < 0:
        return "ahead"
    return next((name for most, name in _DAYS if days <= most), "long_ago")


def link_features(mine: Profile, its: Told, share: float, single: bool) -> Iterator[str]:
    """Features of a pair: a claim without a date and one that tells it.

    Args:
        mine: the claim without a date.
        its: the claim with one.
        share: of its date among the dated claims of the type of `mine`.
        single: the claims of that type have one date.
    """
    anchor, other = mine.anchor, its.profile.anchor
    type_, its_type = anchor.proposal.type, other.proposal.type
    name = kinship(type_, its_type)
    gap = abs(anchor.sentence.index - other.sentence.index)
    distance = next((word for most, word in _SENTENCES if gap <= most), "away")
    victim, agent, place = map(_shared, mine.names, its.profile.names)
    before = other.proposal.trigger.start < anchor.proposal.trigger.start
    yield f"type_{name}"
    yield f"{name}_{distance}"
    yield f"{name}_{distance}_{'earlier' if before else 'later'}"
    yield f"{name}_{victim}_victim"
    yield f"{name}_{victim}_victim_{distance}"
    yield f"{name}_{agent}_agent"
    yield f"{name}_{place}_place"
    yield f"{name}_{'single' if single else 'several'}_date"
    yield f"{name}_share_of_type_{scale(share)}"
    yield f"{name}_share_of_all_{scale(its.share)}"
    yield f"{name}_granularity_{its.when.granularity}"
    yield f"{name}_age_{its.age}"
    yield f"{name}_age_{its.age}_{finite_tense(anchor.head)}"
    if other.sentence.index < _LEAD:
        yield f"{name}_lead"
    if anchor.head.lemma_.lower() == other.head.lemma_.lower():
        yield f"{name}_same_word"
        yield f"{name}_same_word_{victim}_victim"
    yield f"pair_{type_}_{its_type}"


def claim_features(anchor: Anchor, modality: str, generic: bool) -> Iterator[str]:
    """Features of a claim that tell how likely it has a date at all."""
    head = anchor.head
    yield f"modality_{modality}"
    yield "generic" if generic else "particular"
    yield f"tag_{head.tag_}"
    yield f"rel_{head.dep_}"
    yield f"own_{anchor.proposal.type}"
    yield f"tense_{finite_tense(head)}"
    yield f"sentence_{min(_LATE, anchor.sentence.index)}"
    yield "opening" if anchor.sentence.index < _LEAD else "body"
    if not any(a.role in ("victim", "agent") for a in anchor.proposal.args):
        yield "bare"
    yield f"{anchor.proposal.type}_tense_{finite_tense(head)}"
    yield f"trigger_{head.lower_}"
    yield f"verb_{finite_verb(head).lemma_.lower()}"
    for child in head.children:
        if child.dep_ == "det":
            yield f"det_{child.lower_}"
    if any(token.is_quote for token in nearby(anchor, REACH)):
        yield "marks"
    for word in sorted({t.lower_ for t in nearby(anchor, _AROUND) if _is_word(t)}):
        yield f"around_{word}"


def nearby(anchor: Anchor, reach: int) -> "TokenSpan":
    """The tokens of the claim's sentence at most `reach` before and after its trigger."""
    head, tokens = anchor.head, anchor.sentence.tokens
    return head.doc[max(tokens.start, head.i - reach) : min(tokens.end, head.i + reach + 1)]


def _is_word(token: "Token") -> bool:
    """Whether a token is a word of the language; names tell nothing about other articles."""
    return token.is_alpha and token.pos_ != "PROPN"


def kinship(mine: str, its: str) -> str:
    """How two types are related: "same", "kin" (of one course of events) or "other"."""
    if mine == its:
        return "same"
    return "kin" if frozenset((mine, its)) in _kin() else "other"


def scale(share: float) -> str:
    """A share, 0 to 1, as a word."""
    return "all" if share > 0.95 else "most" if share > 0.5 else "some" if share > 0.2 else "few"


def _shared(ours: frozenset[str], theirs: frozenset[str]) -> str:
    if not ours or not theirs:
        return "no"
    return "different" if ours.isdisjoint(theirs) else "shared"


def _names(proposal: Proposal, role: str) -> frozenset[str]:
    texts = (f"{a.span.text} {a.refers_to or ''}" for a in proposal.args if a.role == role)
    found = {word.lower() for text in texts for word in _WORD.findall(text)}
    return frozenset(found) - words("time", "idle")


@cache
def _kin() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in table("time")["kin"])
