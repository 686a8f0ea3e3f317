"""Labels without words: offsets, labels and the hash of the text that they point into.

A news text belongs to its publisher; who may point into it may be told to everybody. One JSON
object a document: `id`, `text_sha256`, `published`, `claims`; each span is `{"start", "end"}` in
half-open code points. What a pronoun `refers_to` is told by the spans that name it; they are
joined by commas and a final "and" when the text is there again.
"""

import re
from typing import Any

from claimx.claim import Argument, Claim, Document, Source, Span, When
from claimx.corpus.annotation import CLAIM_FIELDS, GOLD, check_fields, check_label
from claimx.corpus.faults import Faults
from claimx.corpus.periods import parse_period
from claimx.corpus.texthash import text_sha256
from claimx.schema import load_vocabulary

FIELDS = {"id": True, "text_sha256": True, "published": True, "claims": True}
RANGE_FIELDS = {"start": True, "end": True}
ARGUMENT_FIELDS = {"role": True, **RANGE_FIELDS, "cross": False, "refers_to": False}
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
    """The words that spell a name: whole, else part by part; empty where a part is not in the text."""
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
        faults.add(f"the text has SHA-256 {actual[:12]}…, expected {str(data['text_sha256'])[:12]}…")
        return ()
    claims = []
    for number, entry in enumerate(data["claims"], 1):
        place = faults.at(f"claim {number}")
        before = len(faults.found)
        claim = _read_claim(entry, text, str(data["id"]), place)
        if claim is not None and len(faults.found) == before:
            claims.append(claim)
    return tuple(claims)


def check_labels(data: Any, doc_id: str, faults: Faults) -> int:
    """Note what is wrong with stand-off labels as far as it shows without the text.

    Returns:
        The number of claims.
    """
    if not check_fields(data, FIELDS, faults) or not isinstance(data["claims"], list):
        return 0
    if data["id"] != doc_id:
        faults.add(f"id is {data['id']!r}, expected {doc_id!r}")
    # A text that nobody has read, long enough for every span: only labels and shape are judged.
    ends = [int(end) for end in re.findall(r"'end': (\d+)", str(data["claims"]))]
    blank = " " * max(ends, default=0)
    for number, entry in enumerate(data["claims"], 1):
        _read_claim(entry, blank, doc_id, faults.at(f"claim {number}"))
    return len(data["claims"])


def _read_claim(entry: Any, text: str, doc_id: str, faults: Faults) -> Claim | None:
    if not check_fields(entry, CLAIM_FIELDS, faults):
        return None
    vocabulary = load_vocabulary()
    check_label(entry, "type", vocabulary.types, faults)
    check_label(entry, "polarity", vocabulary.labels["polarity"], faults)
    check_label(entry, "modality", vocabulary.labels["modality"], faults)
    trigger = _read_range(entry["trigger"], text, faults)
    args = [_read_argument(arg, text, faults) for arg in entry["args"]]
    speaker = _read_range(entry["source"], text, faults) if entry.get("source") else None
    when = entry.get("when")
    if trigger is None:
        return None
    return Claim(
        type=entry["type"],
        trigger=trigger,
        args=tuple(arg for arg in args if arg is not None),
        source=Source(speaker) if speaker else None,
        polarity=entry["polarity"],
        modality=entry["modality"],
        generic=entry["generic"],
        when=When(when, parse_period(when).granularity, GOLD) if when else None,
        extractor=GOLD,
        doc_id=doc_id,
    )


def _read_argument(entry: Any, text: str, faults: Faults) -> Argument | None:
    if not check_fields(entry, ARGUMENT_FIELDS, faults):
        return None
    check_label(entry, "role", load_vocabulary().roles, faults)
    span = _read_range({key: entry[key] for key in RANGE_FIELDS}, text, faults)
    named = [_read_range(part, text, faults) for part in entry.get("refers_to", [])]
    names = [part.text for part in named if part is not None]
    if span is None:
        return None
    joined = " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return Argument(entry["role"], span, cross=entry.get("cross", False), refers_to=joined or None)


def _read_range(entry: Any, text: str, faults: Faults) -> Span | None:
    if not check_fields(entry, RANGE_FIELDS, faults):
        return None
    try:
        return Span.cut(text, entry["start"], entry["end"])
    except (TypeError, ValueError) as error:
        faults.add(str(error))
        return None
