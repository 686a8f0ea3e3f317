"""Small articles with claims for the tests of merging, written as one writes a note."""

from hashlib import sha256

from claimx.claim import Argument, Claim, Document, Source, Span, When
from claimx.corpus.periods import parse_period
from claimx.qualify.quantity import quantify


def claim(text: str, kind: str, trigger: str, *, when=None, source=None, doc_id="", **fields):
    """A claim on the first place of each word in `text`; roles are given as keywords.

    `victim="Ana Petrel"` or `victim=("Ana Petrel", "two printers")`; a name is told by its capital.
    """
    labels = {
        name: fields.pop(name) for name in ("polarity", "modality", "generic") if name in fields
    }
    args = []
    for role, words in fields.items():
        for word in (words,) if isinstance(words, str) else words:
            spoken, _, name = word.partition("=")
            args.append(Argument(role, span(text, spoken), name=name or None))
    return Claim(
        kind,
        span(text, trigger),
        quantify(args, kind),
        source=Source(span(text, source)) if source else None,
        when=When(when, parse_period(when).granularity, "explicit") if when else None,
        doc_id=doc_id,
        **labels,
    )


def span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span.cut(text, at, at + len(words))


def article(
    doc_id: str, text: str, *claims: dict, published=None, outlet=None, **fields
) -> Document:
    made = tuple(claim(text, doc_id=doc_id, **one) for one in claims)
    return Document(
        text,
        tuple(sorted(made, key=lambda one: one.trigger)),
        id=doc_id,
        published=published,
        source=outlet,
        text_sha256=sha256(text.encode()).hexdigest(),
        **fields,
    )


ARREST = article(
    "a1",
    "Police in Dorvale arrested Ana Petrel on Monday, her lawyer said. "
    "A court jailed Ana Petrel for four years.",
    {
        "kind": "ARREST",
        "trigger": "arrested",
        "victim": "Ana Petrel",
        "place": "Dorvale",
        "when": "2024-05-06",
        "source": "her lawyer",
    },
    {
        "kind": "SENTENCE",
        "trigger": "jailed",
        "victim": "Ana Petrel",
        "agent": "A court",
        "penalty": "four years",
        "when": "2024-05-20",
    },
    published="2024-05-21",
    outlet="The Harbour Post",
    title="Petrel jailed",
)
"""Two steps of one case."""

OTHER = article(
    "a2",
    "The printer Ana Petrel was taken by masked men on 6 May. On 20 May she got six years.",
    {
        "kind": "ABDUCTION",
        "trigger": "taken",
        "victim": "Ana Petrel",
        "agent": "masked men",
        "when": "2024-05-06",
    },
    {
        "kind": "SENTENCE",
        "trigger": "got",
        "victim": "she=Ana Petrel",
        "penalty": "six years",
        "when": "2024-05-20",
    },
    published="2024-05-22",
    outlet="Inland Weekly",
    title="What became of Ana Petrel",
)
"""The same two steps, told by another paper that calls the first an abduction and gives another
term."""
