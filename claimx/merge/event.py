"""What merging hands out: events, each with every claim that tells of it."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How far the claims of an event bear each other out; the first that fits, in this order."""

    CONTESTED = "contested"
    SUPERSEDED = "superseded"
    CORROBORATED = "corroborated"
    SINGLE_SOURCE = "single source"


@dataclass(frozen=True, slots=True)
class Person:
    """One of those whom an event is about, under the fullest name that a claim gives."""

    name: str
    kb_id: str | None
    nil_id: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim of an event, with what a reader needs to find and weigh it.

    Attributes:
        key: for decisions (`claimx.merge.keys`); `claim_id` is the claim's content hash.
        doc_id, title, outlet, published: the article.
        type, trigger, start, end: of the claim.
        quote: the sentence; only the spans' words where the text was left out.
        speaker, speaker_kind: who says so; None for the article itself.
        polarity, modality: as claimed.
        when: the time given, as ISO 8601.
        standing: supports, denies, ends (a ban that was lifted), plans, demands, supposes
            (possible) or generalises; `superseded` where a later claim took its place.
        copies: the article's group of copies; the same number, the same text.
    """

    key: str
    claim_id: str
    doc_id: str
    title: str | None
    outlet: str | None
    published: str | None
    type: str
    trigger: str
    start: int
    end: int
    quote: str
    speaker: str | None
    speaker_kind: str | None
    polarity: str
    modality: str
    when: str | None
    standing: str
    copies: int


@dataclass(frozen=True, slots=True)
class Dispute:
    """What two claims of an event say differently; `replaced` where the second is later and holds.

    `kind` is denial, penalty, count, date or plan; `one` and `other` are keys of claims.
    """

    kind: str
    one: str
    other: str
    values: tuple[str, str]
    replaced: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One happening, as far as claims tell.

    Attributes:
        id: from the key of its earliest claim; stays while that claim stays in it.
        type: the commonest type among its claims.
        status: see `Status`.
        told_as: how the strongest of its claims tells it: asserted, alleged, planned, possible,
            demanded or denied.
        origins: independent origins of the claims that support it (of all, where none does).
        people: whom it is about, by name; `groups` are the unnamed, in the words of a claim.
        places: where, by name.
        when: the most precise time that is given most often, as ISO 8601.
        evidence: every claim, in order of publication.
        disputes: contradictions, and what was replaced.
    """

    id: str
    type: str
    status: Status
    told_as: str
    origins: int
    people: tuple[Person, ...]
    groups: tuple[str, ...]
    places: tuple[str, ...]
    when: str | None
    evidence: tuple[Evidence, ...]
    disputes: tuple[Dispute, ...]
