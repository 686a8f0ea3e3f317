"""JSON objects back to documents and claims, checked field by field."""

from claimx.claim import (
    SCHEMA_VERSION,
    Argument,
    Claim,
    Count,
    Document,
    Entity,
    Source,
    When,
)
from claimx.errors import CorpusError
from claimx.schema import load_vocabulary
from claimx.wire.fields import SPAN, Fields

CLAIM = frozenset(
    {"kind", "schema_version", "id", "doc_id", "type", "trigger", "args", "source", "polarity"}
    | {"polarity_cue", "modality", "modality_cue", "generic", "stance", "when", "sentence"}
    | {"confidence", "extractor"}
)
ARGUMENT = SPAN | {"role", "confidence", "cross", "refers_to", "entity", "name", "kb_id", "nil_id"}
ARGUMENT |= {"count", "value"}
SOURCE = SPAN | {"entity", "name", "kb_id", "cue", "kind", "quotation", "chain"}
WHEN = SPAN | {"value", "granularity", "basis"}
COUNT = frozenset({"min", "max", "approximate"})
ENTITY = frozenset(
    {"id", "kind", "name", "mentions", "kb_id", "nil_id", "attributes", "probability", "reasons"}
)
DOCUMENT = frozenset(
    {"kind", "schema_version", "id", "title", "published", "source", "reader", "text_sha256"}
    | {"bytes_sha256", "versions", "warnings", "text", "body", "entities", "claims"}
)


def document_from_dict(data: object, where: str = "document") -> Document:
    """A document from its JSON object, with the claims that stand in it.

    Where its text was left out (null), it is empty and no span is checked against it.

    Raises:
        CorpusError: naming the field that is missing, unknown, of the wrong kind, or a span that
            is not its slice of the text.
    """
    fields = Fields(data, where, DOCUMENT)
    _check_head(fields, "document")
    text = fields.optional("text", str)
    if text is None and not fields.default("text_sha256", str, ""):
        raise CorpusError(
            f"{where} has no 'text', expected a string, or null where text_sha256 tells which text "
            "was left out; add it"
        )
    fields.source = text
    listed = fields.default("claims", list, [])
    return Document(
        text=text or "",
        claims=tuple(
            claim_from_dict(claim, text, f"{where}.claims[{index}]")
            for index, claim in enumerate(listed)
        ),
        entities=tuple(_entity(entity) for entity in fields.each("entities", ENTITY)),
        id=fields.default("id", str, ""),
        title=fields.optional("title", str),
        published=fields.optional("published", str),
        source=fields.optional("source", str),
        body=_body(fields, None if text is None else len(text)),
        text_sha256=fields.default("text_sha256", str, ""),
        bytes_sha256=fields.optional("bytes_sha256", str),
        reader=fields.default("reader", str, "text"),
        versions=_versions(fields),
        warnings=fields.strings("warnings"),
    )


def _versions(fields: Fields) -> dict[str, str]:
    inner = fields.inner("versions", fields.default("versions", dict, {}).keys())
    return {name: inner.required(name, str) for name in inner.data} if inner else {}


def _body(fields: Fields, length: int | None) -> tuple[tuple[int, int], ...]:
    ranges = []
    last = 0
    for bounds in fields.default("body", list, []):
        numbers = isinstance(bounds, list) and len(bounds) == 2
        if not numbers or not all(type(bound) is int for bound in bounds):
            raise CorpusError(f"{fields.where}: body holds {bounds!r}, expected [start, end]")
        within = length is None or bounds[1] <= length
        if not (last <= bounds[0] <= bounds[1] and within):
            raise CorpusError(
                f"{fields.where}: body range {bounds} is not in order within {length} characters; "
                "give half-open ranges that do not overlap"
            )
        last = bounds[1]
        ranges.append((bounds[0], bounds[1]))
    return tuple(ranges)


def claim_from_dict(data: object, text: str | None = None, where: str = "claim") -> Claim:
    """A claim from its JSON object.

    Args:
        data: the object.
        text: the document's text; where given, every span must be its slice.
        where: what it is, for messages.

    Raises:
        CorpusError: naming the field that is missing, unknown or of the wrong kind, a span that
            is not its slice, or an id that is not the claim's.
    """
    fields = Fields(data, where, CLAIM, text)
    _check_head(fields, "claim")
    vocabulary = load_vocabulary()
    trigger = fields.inner_span("trigger")
    if trigger is None:
        raise CorpusError(f"{where} has no 'trigger', expected an object; add it")
    claim = Claim(
        type=fields.choice("type", vocabulary.types),
        trigger=trigger,
        args=tuple(_argument(argument) for argument in fields.each("args", ARGUMENT)),
        source=_source(fields.inner("source", SOURCE)),
        polarity=fields.optional_choice("polarity", vocabulary.labels["polarity"]) or "positive",
        polarity_cue=fields.inner_span("polarity_cue"),
        modality=fields.optional_choice("modality", vocabulary.labels["modality"]) or "asserted",
        modality_cue=fields.inner_span("modality_cue"),
        generic=fields.default("generic", bool, False),
        stance=fields.optional_choice("stance", vocabulary.labels["stance"]),
        when=_when(fields.inner("when", WHEN)),
        sentence=fields.inner_span("sentence"),
        confidence=fields.default("confidence", float, 1.0),
        extractor=fields.default("extractor", str, ""),
        doc_id=fields.default("doc_id", str, ""),
    )
    given = fields.optional("id", str)
    if given is not None and given != claim.id:
        raise CorpusError(
            f"{where}: id is {given!r}, but the content hashes to {claim.id!r}; "
            "leave the id out of a claim that was changed"
        )
    return claim


def _check_head(fields: Fields, kind: str) -> None:
    if fields.default("kind", str, kind) != kind:
        raise CorpusError(f"{fields.where} has kind {fields.data['kind']!r}, expected {kind!r}")
    version = fields.default("schema_version", int, SCHEMA_VERSION)
    if version != SCHEMA_VERSION:
        raise CorpusError(
            f"{fields.where}: schema_version is {version}, expected {SCHEMA_VERSION}; "
            "read it with the claimx version that wrote it"
        )


def _argument(fields: Fields) -> Argument:
    count = fields.inner("count", COUNT)
    return Argument(
        role=fields.choice("role", load_vocabulary().roles),
        span=fields.span(),
        confidence=fields.default("confidence", float, 1.0),
        cross=fields.default("cross", bool, False),
        refers_to=fields.optional("refers_to", str),
        entity=fields.optional("entity", str),
        name=fields.optional("name", str),
        kb_id=fields.optional("kb_id", str),
        nil_id=fields.optional("nil_id", str),
        count=_count(count) if count else None,
        value=fields.optional("value", dict),
    )


def _count(fields: Fields) -> Count:
    return Count(
        fields.optional("min", int),
        fields.optional("max", int),
        fields.default("approximate", bool, False),
    )


def _source(fields: Fields | None) -> Source | None:
    if fields is None:
        return None
    labels = load_vocabulary().labels
    return Source(
        span=fields.span(),
        cue=fields.inner_span("cue"),
        kind=fields.optional_choice("kind", labels["source_kind"]),
        quotation=fields.optional_choice("quotation", labels["quotation"]),
        chain=tuple(speaker.span() for speaker in fields.each("chain", SPAN)),
        entity=fields.optional("entity", str),
        name=fields.optional("name", str),
        kb_id=fields.optional("kb_id", str),
    )


def _when(fields: Fields | None) -> When | None:
    if fields is None:
        return None
    return When(
        value=fields.required("value", str),
        granularity=fields.required("granularity", str),
        basis=fields.required("basis", str),
        span=None if fields.data.get("start") is None else fields.span(),
    )


def _entity(fields: Fields) -> Entity:
    return Entity(
        id=fields.required("id", str),
        kind=fields.choice("kind", load_vocabulary().labels["entity_kind"]),
        name=fields.required("name", str),
        mentions=tuple(mention.span() for mention in fields.each("mentions", SPAN)),
        kb_id=fields.optional("kb_id", str),
        nil_id=fields.optional("nil_id", str),
        attributes=dict(fields.default("attributes", dict, {})),
        probability=fields.optional("probability", float),
        reasons=fields.strings("reasons") if "reasons" in fields.data else (),
    )
