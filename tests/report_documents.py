"""Made-up documents for the tests of pages and plots; every person and place is invented."""

from dataclasses import replace

from claimx.claim import Argument, Claim, Count, Document, Entity, Source, Span, When

TEXT = (
    "Home\nSubscribe\n\n"
    "🕊🕊 Police in Dorvale arrested Ana Petrel and at least 12 printers on Monday, her lawyer "
    "said.\n\n"
    "The ministry said that Petrel was not beaten. She allegedly was threatened, and may be "
    "deported. A court will try her in June.\n\n"
    "Open Gate demanded that she be freed. Journalists are often jailed in Norland.\n\n"
    "اعتقلت الشرطة ليلى في دارفال.\n"
)


def span(words: str, nth: int = 1, text: str = TEXT) -> Span:
    """The nth place of some words in a text."""
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return Span.cut(text, at, at + len(words))


PETREL = {"entity": "e1", "name": "Ana Petrel", "kb_id": "wd:Q42"}
CLAIMS = (
    Claim(
        "ARREST",
        span("arrested"),
        (
            Argument("agent", span("Police")),
            Argument("place", span("Dorvale"), entity="e2", name="Dorvale", kb_id="gn:99"),
            Argument("victim", span("Ana Petrel"), **PETREL),
            Argument("victim", span("at least 12 printers"), count=Count(12, None)),
            Argument("time", span("Monday")),
        ),
        Source(span("her lawyer"), span("said"), kind="lawyer", quotation="indirect"),
        when=When("2024-05-06", "day", "relative", span("Monday")),
        confidence=0.97,
    ),
    Claim(
        "TORTURE",
        span("beaten"),
        (Argument("victim", span("Petrel", 2), **PETREL),),
        Source(span("The ministry"), span("said", 2), kind="official"),
        polarity="negative",
        polarity_cue=span("not"),
        confidence=0.8,
    ),
    Claim(
        "THREAT",
        span("threatened"),
        (Argument("victim", span("She"), confidence=0.3, refers_to="Ana Petrel", **PETREL),),
        modality="alleged",
        modality_cue=span("allegedly"),
        confidence=0.6,
    ),
    Claim(
        "DEPORTATION",
        span("deported"),
        (Argument("victim", span("She"), **PETREL),),
        modality="possible",
        confidence=0.5,
    ),
    Claim(
        "TRIAL",
        span("try", 2),
        (Argument("agent", span("A court")), Argument("victim", span("her", 2), **PETREL)),
        modality="planned",
        when=When("2024-06", "month", "relative", span("June")),
        confidence=0.91,
    ),
    Claim(
        "RELEASE",
        span("freed"),
        (Argument("victim", span("she"), **PETREL),),
        Source(span("Open Gate")),
        modality="demanded",
        when=When("2024", "year", "document"),
        confidence=0.75,
    ),
    Claim(
        "SENTENCE",
        span("jailed"),
        (Argument("victim", span("Journalists")), Argument("place", span("Norland"))),
        generic=True,
        confidence=0.4,
    ),
    Claim(
        "ARREST",
        span("اعتقلت"),
        (Argument("agent", span("الشرطة")), Argument("victim", span("ليلى"), name="ليلى")),
        confidence=0.7,
    ),
)
DOCUMENT = Document(
    TEXT,
    tuple(replace(claim, doc_id="d1", extractor="made/1") for claim in CLAIMS),
    (
        Entity("e1", "person", "Ana Petrel", (span("Ana Petrel"),), kb_id="wd:Q42"),
        Entity("e2", "place", "Dorvale", (span("Dorvale"),), kb_id="gn:99"),
    ),
    id="d1",
    title="Police arrest printer",
    published="2024-05-07",
    source="The Dorvale Post",
    body=((TEXT.index("🕊"), len(TEXT)),),
    text_sha256="a" * 64,
    warnings=("The text has a part that is not English.",),
)


def simple(text: str, trigger: str, doc_id: str = "d", **fields) -> Document:
    """A document of one claim, an arrest, whose trigger is some words of the text."""
    claim = Claim("ARREST", span(trigger, text=text), doc_id=doc_id, **fields)
    return Document(text, (claim,), id=doc_id)
