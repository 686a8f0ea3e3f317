"""What the rooms of `entities` hand to each other: mentions, clusters and link decisions."""

from dataclasses import dataclass, field

from claimx.claim import Span

KINDS = ("person", "group", "organisation", "public_body", "place", "facility")
LEVELS = ("name", "nominal", "pronoun")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of the text that names or points at a person, body or place.

    Attributes:
        span: its words, minimal as in the guidelines (no title, no apposition, no clause).
        kind: one of `KINDS`.
        level: how it points: by name, by a noun phrase or by a pronoun.
        head: document offset (code point) of the head word, which tells nested mentions apart.
        number: "one" or "many"; None where the text does not tell.
        gender: "male" or "female"; None where the text does not tell.
        confidence: 0 to 1, that it is a mention of that kind.
    """

    span: Span
    kind: str
    level: str
    head: int
    number: str | None = None
    gender: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Attribute:
    """What the text tells of an entity: age, occupation, role, nationality, affiliation, family."""

    name: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Cluster:
    """The mentions of one entity in one document, in text order, with what is said of it.

    `name` is its fullest name, or its fullest description where it has no name.
    """

    id: str
    kind: str
    name: str
    mentions: tuple[Mention, ...]
    attributes: tuple[Attribute, ...] = ()
    named: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """The decision for one cluster: an identifier, or explicitly none.

    Attributes:
        kb_id: `wd:Q…`, `gn:…` or another scheme's identifier; None for NIL or ambiguous.
        nil_id: a stable local identifier for a named entity that no base knows.
        probability: calibrated, that the decision is right.
        reasons: sentences for a person: which features spoke for it, with the values compared.
        candidates: the identifiers considered, best first, with their scores.
        kind: what the linked entity is, where the cluster was taken for something else; "" where
            the cluster's kind stands.
    """

    kb_id: str | None
    nil_id: str | None
    probability: float
    reasons: tuple[str, ...] = ()
    candidates: tuple[tuple[str, float], ...] = field(default=())
    kind: str = ""
