"""One document's labels in annotation format: read into claims, fault by fault, and written back.

The format is that of the annotation guidelines, version 1: spans are words and the number of
their occurrence (`{"text": "arrested", "n": 2}`); without `n` the first is meant.
"""

from typing import Any

from claimx.claim import Claim, Document, Span
from claimx.corpus.faults import Faults
from claimx.corpus.labels import Pointing, read_claims
from claimx.corpus.occurrence import count_occurrences, find_occurrence, occurrence_of


def _by_words(entry: dict[str, Any], text: str, what: str, faults: Faults) -> Span | None:
    words, n = entry["text"], entry.get("n", 1)
    if not isinstance(words, str) or not words:
        faults.add(f"{what}: text is {words!r}, expected words of the document")
        return None
    if not isinstance(n, int) or isinstance(n, bool) or n < 1:
        faults.add(f"{what}: n is {n!r}, expected 1 for the first occurrence, 2 for the second …")
        return None
    span = find_occurrence(text, words, n)
    if span is None:
        held = count_occurrences(text, words)
        faults.add(f"{what}: occurrence {n} of {words!r} is not in the text, which holds {held}")
    return span


def _spelled_name(value: Any, text: str, faults: Faults) -> str | None:
    if isinstance(value, str) and value:
        return value
    faults.add(f"refers_to is {value!r}, expected a name")
    return None


WORDS = Pointing({"text": True, "n": False}, _by_words, _spelled_name)


def read_annotation(data: Any, text: str, doc_id: str, faults: Faults) -> tuple[Claim, ...]:
    """The claims of a label file.

    Args:
        data: its JSON content.
        text: the document's text.
        doc_id: the id that the file must name as `doc`.
        faults: gets every fault; a claim with a fault is left out of the result.

    Returns:
        The claims in order of their triggers; empty for a document that claims nothing.
    """
    if not isinstance(data, dict) or "claims" not in data:
        faults.add('expected an object {"doc": id, "claims": [...]}')
        return ()
    if str(data.get("doc")) != doc_id:
        faults.add(f"doc is {data.get('doc')!r}, expected {doc_id!r}")
    return read_claims(data["claims"], text, doc_id, WORDS, faults)


def write_annotation(document: Document) -> dict[str, Any]:
    """The label file of a document in annotation format; confidences and cues have no place."""
    claims = [_entry(claim, document.text) for claim in document.claims]
    return {"doc": document.id, "claims": claims}


def _entry(claim: Claim, text: str) -> dict[str, Any]:
    args = []
    for arg in claim.args:
        entry: dict[str, Any] = {"role": arg.role, **write_span(arg.span, text)}
        if arg.cross:
            entry["cross"] = True
        if arg.refers_to:
            entry["refers_to"] = arg.refers_to
        args.append(entry)
    return {
        "type": claim.type,
        "trigger": write_span(claim.trigger, text),
        "args": args,
        "source": write_span(claim.source.span, text) if claim.source else None,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "generic": claim.generic,
        "when": claim.when.value if claim.when else None,
    }


def write_span(span: Span, text: str) -> dict[str, Any]:
    """A span as words and the number of their occurrence."""
    return {"text": span.text, "n": occurrence_of(text, span)}
