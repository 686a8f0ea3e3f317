"""Labels without words: offsets, labels and the hash of the text that they point into.

A news text belongs to its publisher; who may point into it may be told to everybody. One JSON
object a document: `id`, `text_sha256`, `published`, `claims`; each span is `{"start", "end"}` in
half-open code points. What a pronoun `refers_to` is told by the spans that name it; they are
joined by commas and a final "and" when the text is there again.
"""

import json
import re
from typing import Any

from claimx.claim import Claim, Document, Span
from claimx.corpus.faults import Faults
from claimx.corpus.labels import Pointing, check_fields, read_claims, read_span
from claimx.corpus.texthash import text_sha256

FIELDS = {"id": True, "text_sha256": True, "published": True, "claims": True}
_END = re.compile(r'"end": (\d{1,8})\b')
_BETWEEN_NAMES = re.compile(r", and | and |, ")


def write_standoff(document: Document) -> tuple[dict[str, Any], list[str]]:
    """A document's labels without its words.

    Returns:
        The JSON object, and the names of pronouns that no words of the text spell out: they
        cannot be pointed at and are left out.
    """
    lost: list[str] = []
    content = {
        "id": document.id,
        "text_sha256": text_sha256(document.text),
        "published": document.published,
        "claims": [_write_claim(claim, document.text, lost) for claim in document.claims],
    }
    return content, lost


def _write_claim(claim: Claim, text: str, lost: list[str]) -> dict[str, Any]:
    args = []
    for arg in claim.args:
        entry: dict[str, Any] = {"role": arg.role, **_range(arg.span)}
        if arg.cross:
            entry["cross"] = True
        if arg.refers_to:
            named = _name_spans(arg.refers_to, text, arg.span.start)
            if named:
                entry["refers_to"] = [_range(span) for span in named]
            else:
                lost.append(arg.refers_to)
        args.append(entry)
    return {
        "type": claim.type,
        "trigger": _range(claim.trigger),
        "args": args,
        "source": _range(claim.source.span) if claim.source else None,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "generic": claim.generic,
        "when": claim.when.value if claim.when else None,
    }


def _range(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _name_spans(name: str, text: str, before: int) -> list[Span]:
    """The words that spell a name: whole, else part by part; empty where a part is missing."""
    for parts in ([name], _BETWEEN_NAMES.split(name)):
        starts = [_nearest(text, part, before) for part in parts]
        if all(start >= 0 for start in starts):
            return [
                Span.cut(text, at, at + len(part)) for at, part in zip(starts, parts, strict=True)
            ]
    return []


def _nearest(text: str, words: str, before: int) -> int:
    at = text.rfind(words, 0, before) if words else -1
    return at if at >= 0 or not words else text.find(words)


def _by_offsets(entry: dict[str, Any], text: str, what: str, faults: Faults) -> Span | None:
    start, end = entry["start"], entry["end"]
    if not all(isinstance(value, int) and not isinstance(value, bool) for value in (start, end)):
        faults.add(f"{what}: start and end are {start!r} and {end!r}, expected whole numbers")
        return None
    try:
        return Span.cut(text, start, end)
    except ValueError as error:
        faults.add(f"{what}: {error}")
        return None


def _pointed_name(value: Any, text: str, faults: Faults) -> str | None:
    if not isinstance(value, list) or not value:
        faults.add(f"refers_to is {value!r}, expected a list of start and end")
        return None
    spans = [read_span(part, text, "refers_to", OFFSETS, faults) for part in value]
    names = [span.text for span in spans if span is not None]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) or None


OFFSETS = Pointing({"start": True, "end": True}, _by_offsets, _pointed_name)


def read_standoff(data: Any, text: str, faults: Faults) -> tuple[Claim, ...]:
    """The claims of a stand-off file, with the words of `text` put back.

    Args:
        data: its JSON content.
        text: the text with the hash that it names.
        faults: gets every fault; a claim with a fault is left out.
    """
    if not check_fields(data, FIELDS, faults):
        return ()
    actual = text_sha256(text)
    if actual != data["text_sha256"]:
        expected = str(data["text_sha256"])
        faults.add(f"the text has SHA-256 {actual[:12]}…, expected {expected[:12]}…")
        return ()
    return read_claims(data["claims"], text, str(data["id"]), OFFSETS, faults)


def check_standoff(data: Any, doc_id: str, faults: Faults) -> int:
    """Note what is wrong with stand-off labels as far as it shows without the text.

    Returns:
        The number of claims without a fault.
    """
    if not check_fields(data, FIELDS, faults):
        return 0
    if data["id"] != doc_id:
        faults.add(f"id is {data['id']!r}, expected {doc_id!r}")
    # A text that nobody has read, long enough for every span: only labels and shape are judged.
    ends = [int(end) for end in _END.findall(json.dumps(data["claims"]))]
    blank = " " * max(ends, default=0)
    return len(read_claims(data["claims"], blank, doc_id, OFFSETS, faults))
