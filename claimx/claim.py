"""What all rooms speak: spans, arguments, sources, claims and documents.

Offsets are half-open and count Unicode code points of the document's text as given. Every
`Span` was cut out of that text with `Span.cut`, so `span.text` is always its slice. Values are
frozen; a step that knows more returns a new value (`dataclasses.replace`).
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (half-open, code points) of a document, and what stands there."""

    start: int
    end: int
    text: str

    @classmethod
    def cut(cls, source: str, start: int, end: int) -> "Span":
        """The span of `source` from `start` to `end`.

        Raises:
            ValueError: where the range is empty or leaves the text, so that no span
                can exist that is not in its text.
        """
        if not 0 <= start < end <= len(source):
            raise ValueError(f"span {start}:{end} is not within a text of {len(source)} characters")
        return cls(start, end, source[start:end])

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Count:
    """How many a group argument speaks of; `None` bounds are not told. Never added up."""

    min: int | None
    max: int | None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """Who or what fills a role of a claim.

    Attributes:
        role: one of the 11 roles of the vocabulary.
        span: the words of the text.
        confidence: 0 to 1.
        cross: the span stands in another sentence than the trigger.
        refers_to: for a pronoun, the name it stands for, where the text tells it.
        entity, name, kb_id, nil_id: the entity it belongs to, once entities are known.
        count: for counted groups.
        value: a derived value (penalty, duration), as JSON.
    """

    role: str
    span: Span
    confidence: float = 1.0
    cross: bool = False
    refers_to: str | None = None
    entity: str | None = None
    name: str | None = None
    kb_id: str | None = None
    nil_id: str | None = None
    count: Count | None = None
    value: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so.

    Attributes:
        span: the words that name the speaker (never the pronoun of "he said").
        cue: the words that make it speech ("said", "according to").
        kind: official, court, police, victim, relative, lawyer, witness, ngo, media or
            anonymous; None where the text does not tell.
        quotation: direct, indirect or mixed.
        chain: outer speakers of nested speech, outermost first; empty for plain speech.
    """

    span: Span
    cue: Span | None = None
    kind: str | None = None
    quotation: str | None = None
    chain: tuple[Span, ...] = ()
    entity: str | None = None
    name: str | None = None
    kb_id: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The time of the act as ISO 8601 (`2024-10`, `2025-W38`, `2019/2021`).

    `basis` is explicit (the words alone tell it), relative (counted from the publication
    date) or document (told elsewhere in the text). `span` is the words it comes from.
    """

    value: str
    granularity: str
    basis: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement, by an article or someone it quotes, that an act of a type happened, or not."""

    type: str
    trigger: Span
    args: tuple[Argument, ...] = ()
    source: Source | None = None
    polarity: str = "positive"
    polarity_cue: Span | None = None
    modality: str = "asserted"
    modality_cue: Span | None = None
    generic: bool = False
    stance: str | None = None
    when: When | None = None
    sentence: Span | None = None
    confidence: float = 1.0
    extractor: str = ""
    doc_id: str = ""

    @property
    def id(self) -> str:
        """A content hash (16 hex digits): the same claim of the same document on every run."""
        parts = [
            SCHEMA_VERSION,
            self.doc_id,
            self.type,
            [self.trigger.start, self.trigger.end],
            sorted([arg.role, arg.span.start, arg.span.end] for arg in self.args),
            [self.source.span.start, self.source.span.end] if self.source else None,
            [self.polarity, self.modality, self.generic],
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    def to_json(self) -> str:
        """The claim as one line of JSON in the wire format."""
        from claimx.wire import claim_to_dict, to_line

        return to_line(claim_to_dict(self))

    def of_role(self, role: str) -> tuple[Argument, ...]:
        """The arguments of one role, in text order as given; empty where there are none."""
        return tuple(arg for arg in self.args if arg.role == role)


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, body or place of a document with every mention of it.

    `probability` is how likely the decision for `kb_id`, `nil_id` or neither is right, and
    `reasons` are the sentences that speak for it; None and empty where nothing was decided.
    """

    id: str
    kind: str
    name: str
    mentions: tuple[Span, ...] = ()
    kb_id: str | None = None
    nil_id: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    probability: float | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """An article as it was read, with the claims found in it.

    Attributes:
        text: the text that every offset points into: as given, or as extracted from HTML.
        claims: in order of their triggers.
        body: half-open ranges of the text that were read as the article; the rest
            (navigation, teasers) is kept in `text` but yields no claims.
        published: ISO date of publication, where known.
        source: the outlet or site, where known.
        text_sha256: hash of `text` in UTF-8 (lone surrogates passed through).
        bytes_sha256: hash of the bytes read, where the caller gave bytes or a file.
        reader: what turned the input into `text` ("text", or the HTML extractor and version).
        versions: packages and models that made the claims.
        warnings: sentences for a person: not English, no publication date, and so on.
    """

    text: str
    claims: tuple[Claim, ...] = ()
    entities: tuple[Entity, ...] = ()
    id: str = ""
    title: str | None = None
    published: str | None = None
    source: str | None = None
    body: tuple[tuple[int, int], ...] = ()
    text_sha256: str = ""
    bytes_sha256: str | None = None
    reader: str = "text"
    versions: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The document with its claims as one line of JSON in the wire format."""
        from claimx.wire import document_to_dict, to_line

        return to_line(document_to_dict(self))

    def to_html(self) -> str:
        """The document as one HTML page for a reader, that loads nothing: see `claimx.report`."""
        from claimx.report.page import make_page

        return make_page(self)

    def to_dataframe(self) -> "DataFrame":
        """The claims as a pandas data frame, one row each, as `claimx export --to csv` has them."""
        from claimx.export.frame import to_dataframe

        return to_dataframe(self)
