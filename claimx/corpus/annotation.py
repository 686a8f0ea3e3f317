"""One document's labels in annotation format: read into claims, fault by fault, and written back.

The format is that of the annotation guidelines, version 1: spans are words and the number of
their occurrence (`{"text": "arrested", "n": 2}`). A label without its own `n` means the first.
"""

from collections.abc import Iterable
from typing import Any

from claimx.claim import Argument, Claim, Document, Source, Span, When
from claimx.corpus.faults import Faults
from claimx.corpus.occurrence import count_occurrences, find_occurrence, occurrence_of
from claimx.corpus.periods import parse_period
from claimx.schema import load_vocabulary

GOLD = "gold"
CLAIM_FIELDS = {
    "type": True,
    "trigger": True,
    "args": True,
    "source": False,
    "polarity": True,
    "modality": True,
    "generic": True,
    "when": False,
}
SPAN_FIELDS = {"text": True, "n": False}
ARGUMENT_FIELDS = {"role": True, **SPAN_FIELDS, "cross": False, "refers_to": False}


def read_claims(data: Any, text: str, doc_id: str, faults: Faults) -> tuple[Claim, ...]:
    """The claims of a label file.

    Args:
        data: its JSON content.
        text: the document's text.
        doc_id: the id that the file must name as `doc`.
        faults: gets every fault; a claim with a fault is left out of the result.

    Returns:
        The claims in order of their triggers; empty for a document that claims nothing.
    """
    if not isinstance(data, dict) or not isinstance(data.get("claims"), list):
        faults.add('expected an object {"doc": id, "claims": [...]}')
        return ()
    if str(data.get("doc")) != doc_id:
        faults.add(f"doc is {data.get('doc')!r}, expected {doc_id!r}")
    claims = []
    for number, entry in enumerate(data["claims"], 1):
        kind = entry.get("type") if isinstance(entry, dict) else None
        place = faults.at(f"claim {number} ({kind})")
        before = len(faults.found)
        claim = _claim(entry, text, doc_id, place)
        if claim is None or len(faults.found) > before:
            continue
        if claim in claims:
            place.add("repeats an earlier claim in everything; leave one out")
        claims.append(claim)
    return tuple(sorted(claims, key=lambda claim: (claim.trigger, claim.type)))


def _claim(entry: Any, text: str, doc_id: str, faults: Faults) -> Claim | None:
    if not check_fields(entry, CLAIM_FIELDS, faults):
        return None
    vocabulary = load_vocabulary()
    check_label(entry, "type", vocabulary.types, faults)
    check_label(entry, "polarity", vocabulary.labels["polarity"], faults)
    check_label(entry, "modality", vocabulary.labels["modality"], faults)
    if not isinstance(entry["generic"], bool):
        faults.add(f"generic is {entry['generic']!r}, expected true or false")
    if not isinstance(entry["args"], list):
        faults.add(f"args is {entry['args']!r}, expected a list")
        return None
    trigger = read_span(entry["trigger"], text, "trigger", faults)
    args = [_argument(arg, text, faults) for arg in entry["args"]]
    source = entry.get("source")
    speaker = read_span(source, text, "source", faults) if source is not None else None
    when = _when(entry.get("when"), faults)
    if trigger is None:
        return None
    return Claim(
        type=entry["type"],
        trigger=trigger,
        args=tuple(arg for arg in args if arg is not None),
        source=Source(speaker) if speaker is not None else None,
        polarity=entry["polarity"],
        modality=entry["modality"],
        generic=entry["generic"],
        when=when,
        extractor=GOLD,
        doc_id=doc_id,
    )


def _argument(entry: Any, text: str, faults: Faults) -> Argument | None:
    if not check_fields(entry, ARGUMENT_FIELDS, faults):
        return None
    check_label(entry, "role", load_vocabulary().roles, faults)
    span = read_span(entry, text, str(entry["role"]), faults, ARGUMENT_FIELDS)
    name = entry.get("refers_to")
    if not isinstance(entry.get("cross", False), bool) or not isinstance(name, str | None):
        faults.add(f"{entry['role']}: cross must be true or false, and refers_to a name")
        return None
    if span is None:
        return None
    return Argument(entry["role"], span, cross=entry.get("cross", False), refers_to=name)


def read_span(
    entry: Any, text: str, what: str, faults: Faults, fields: dict[str, bool] = SPAN_FIELDS
) -> Span | None:
    """The span that `{"text", "n"}` points at; a fault and None where it points at nothing."""
    if not check_fields(entry, fields, faults):
        return None
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


def _when(value: Any, faults: Faults) -> When | None:
    if value is None:
        return None
    try:
        return When(value, parse_period(value).granularity, GOLD)
    except (TypeError, ValueError, AttributeError) as error:
        faults.add(f"when: {error}")
        return None


def check_fields(entry: Any, fields: dict[str, bool], faults: Faults) -> bool:
    """Whether `entry` is an object with every required field (True) and no unknown one."""
    if not isinstance(entry, dict):
        faults.add(f"found {entry!r}, expected an object with {sorted(fields)}")
        return False
    missing = sorted(name for name, needed in fields.items() if needed and name not in entry)
    unknown = sorted(str(name) for name in entry if name not in fields)
    if missing:
        faults.add(f"missing field {', '.join(missing)}")
    if unknown:
        faults.add(f"unknown field {', '.join(unknown)}; expected some of {', '.join(fields)}")
    return not missing and not unknown


def check_label(entry: dict[str, Any], field: str, known: Iterable[str], faults: Faults) -> None:
    """A fault where `entry[field]` is not one of the `known` labels."""
    if not isinstance(entry[field], str) or entry[field] not in known:
        faults.add(f"unknown {field} {entry[field]!r}; expected one of {', '.join(known)}")


def write_claims(document: Document) -> dict[str, Any]:
    """The label file of a document, in annotation format; confidences and cues have no place in it."""
    return {
        "doc": document.id,
        "claims": [_entry(claim, document.text) for claim in document.claims],
    }


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
