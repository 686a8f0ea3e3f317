"""Small labelled documents for the tests of corpora, formats and scoring."""

import json
from pathlib import Path

from hypothesis import strategies as st

from claimx.claim import Argument, Claim, Document, Entity, Source, Span, When
from claimx.schema import load_vocabulary

TEXT = (
    "Police in Dorvale arrested Ana Petrel and two printers on Monday, her lawyer said.\n\n"
    "A court may sentence Petrel to four years. 🕊 The printers were freed; Petrel was not beaten, "
    "the ministry said.\n"
)
WHENS = (None, "2024", "2024-05", "2024-05-06", "2024-W19", "2024-05-01/2024-05-06")


def span(words: str, n: int = 1, text: str = TEXT) -> Span:
    at = -1
    for _ in range(n):
        at = text.index(words, at + 1)
    return Span.cut(text, at, at + len(words))


def when(value: str | None) -> When | None:
    from claimx.corpus.periods import parse_period

    return When(value, parse_period(value).granularity, "gold") if value else None


def claim(kind: str, trigger: str, n: int = 1, **fields) -> Claim:
    fields = {"extractor": "gold", "doc_id": "d1", **fields}
    return Claim(kind, span(trigger, n), **fields)


ARREST = claim(
    "ARREST",
    "arrested",
    args=(
        Argument("agent", span("Police")),
        Argument("place", span("Dorvale")),
        Argument("victim", span("Ana Petrel")),
        Argument("victim", span("two printers")),
        Argument("time", span("Monday")),
    ),
    source=Source(span("her lawyer")),
    when=when("2024-05-06"),
)
SENTENCE = claim(
    "SENTENCE",
    "sentence",
    args=(
        Argument("agent", span("A court")),
        Argument("victim", span("Petrel", 2)),
        Argument("penalty", span("four years")),
    ),
    modality="possible",
)
TORTURE = claim(
    "TORTURE",
    "beaten",
    args=(Argument("victim", span("Petrel", 3), cross=True, refers_to="Ana Petrel"),),
    source=Source(span("the ministry")),
    polarity="negative",
)
PETREL = Entity(
    "e1",
    "person",
    "Ana Petrel",
    (span("Ana Petrel"), span("her"), span("Petrel", 2), span("Petrel", 3)),
)
GOLD = Document(
    TEXT,
    (ARREST, SENTENCE, TORTURE),
    id="d1",
    title="An arrest",
    published="2024-05-07",
    text_sha256="",
)

WORDS = [(at, at + len(word)) for word in set(TEXT.split()) for at in [TEXT.index(word)]]
spans = st.builds(
    lambda first, second: Span.cut(
        TEXT, min(first[0], second[0]), min(max(first[1], second[1]), min(first[0], second[0]) + 30)
    ),
    st.sampled_from(sorted(WORDS)),
    st.sampled_from(sorted(WORDS)),
)
arguments = st.builds(Argument, st.sampled_from(["agent", "victim", "place", "charge"]), spans)
claims = st.builds(
    Claim,
    type=st.sampled_from(["ARREST", "DETENTION", "TORTURE"]),
    trigger=spans,
    args=st.lists(arguments, max_size=4, unique_by=lambda a: (a.role, a.span)).map(tuple),
    source=st.none() | st.builds(Source, spans),
    polarity=st.sampled_from(sorted(load_vocabulary().labels["polarity"])),
    modality=st.sampled_from(sorted(load_vocabulary().labels["modality"])),
    generic=st.booleans(),
    when=st.sampled_from(WHENS).map(when),
    extractor=st.just("gold"),
    doc_id=st.just("d1"),
)
claim_lists = st.lists(claims, max_size=7, unique=True).map(
    lambda found: tuple(sorted(found, key=lambda c: (c.trigger, c.type)))
)
documents = claim_lists.map(lambda found: Document(TEXT, found, id="d1", published="2024-05-07"))
corpora = st.lists(claim_lists, min_size=1, max_size=4).map(
    lambda several: [Document(TEXT, found, id=f"d{i}") for i, found in enumerate(several)]
)


def write_corpus(folder: Path) -> Path:
    """A faultless corpus of one document a split and a foil, that tests then spoil."""
    from claimx.corpus.annotation import write_annotation
    from claimx.corpus.clusters import write_entities

    for name in ("text", "claims", "entities", "first", "second"):
        (folder / name).mkdir(parents=True)
    records = []
    for doc_id, split in (("a1", "train"), ("b1", "dev"), ("c1", "test"), ("c2", "test")):
        foil = doc_id == "c2"
        found = () if foil else GOLD.claims
        document = Document(TEXT, found, (PETREL,), id=doc_id)
        (folder / "text" / f"{doc_id}.txt").write_text(TEXT, "utf-8", newline="")
        write_json(folder / "claims" / f"{doc_id}.json", write_annotation(document))
        write_json(folder / "entities" / f"{doc_id}.json", write_entities(document))
        if split == "test":
            for labels in ("first", "second"):
                write_json(folder / labels / f"{doc_id}.json", write_annotation(document))
        records.append(
            {
                "id": doc_id,
                "title": "An arrest",
                "published": "2024-05-07",
                "foil": foil,
                "split": split,
            }
        )
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (folder / "documents.jsonl").write_text(lines, "utf-8")
    from claimx.corpus.check import freeze_corpus

    freeze_corpus(folder)
    return folder


def write_json(path: Path, content) -> None:
    path.write_text(json.dumps(content), "utf-8")
