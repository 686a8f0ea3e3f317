"""brat stand-off: a `.txt` and an `.ann` file a document (brat.nlplab.org/standoff.html).

A claim is an event on its trigger; arguments and the source are text-bound annotations of type
`Span`, bound by role; polarity, modality and generic are attributes; a note carries as JSON what
brat has no slot for. Offsets are code points, as ours. A span over a line end is written as
brat wants it, in fragments, and read from the start of the first to the end of the last.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from claimx.claim import Argument, Claim, Document, Source, Span
from claimx.errors import CorpusError
from claimx.formats.qualities import to_qualities, with_qualities
from claimx.schema import load_vocabulary

FILLER = "Span"
SOURCE = "source"
ATTRIBUTES = ("polarity", "modality")
_LINE_END = re.compile(r"[\r\n]+")
# Only these end a line of the file: the words of a span may hold other separators of lines.
_ROW_END = re.compile(r"\r?\n")


def write_brat(document: Document) -> str:
    """The `.ann` content of a document; its text is written to the `.txt` file as it is."""
    spans: dict[tuple[str, int, int], str] = {}
    lines: list[str] = []

    def bound(label: str, span: Span) -> str:
        key = (label, span.start, span.end)
        if key not in spans:
            spans[key] = f"T{len(spans) + 1}"
            places = ";".join(f"{start} {end}" for start, end in _fragments(span))
            lines.append(f"{spans[key]}\t{label} {places}\t{_LINE_END.sub(' ', span.text)}")
        return spans[key]

    events: list[str] = []
    attributes = 0
    for number, claim in enumerate(document.claims, 1):
        trigger = bound(claim.type, claim.trigger)
        roles: Counter[str] = Counter()
        parts = [(arg.role, arg.span) for arg in claim.args]
        parts += [(SOURCE, claim.source.span)] if claim.source is not None else []
        filled = ""
        for role, span in parts:
            roles[role] += 1
            filled += f" {role}{roles[role] if roles[role] > 1 else ''}:{bound(FILLER, span)}"
        events.append(f"E{number}\t{claim.type}:{trigger}{filled}")
        for name in ATTRIBUTES:
            attributes += 1
            events.append(f"A{attributes}\t{name.title()} E{number} {getattr(claim, name)}")
        if claim.generic:
            attributes += 1
            events.append(f"A{attributes}\tGeneric E{number}")
        note = json.dumps(to_qualities(claim), sort_keys=True)
        events.append(f"#{number}\tAnnotatorNotes E{number}\t{note}")
    return "".join(f"{line}\n" for line in [*lines, *events])


def _fragments(span: Span) -> Iterator[tuple[int, int]]:
    at = 0
    for gap in _LINE_END.finditer(span.text):
        if gap.start() > at:
            yield span.start + at, span.start + gap.start()
        at = gap.end()
    if at < len(span.text):
        yield span.start + at, span.end


@dataclass(slots=True)
class _Event:
    type: str
    trigger: str
    parts: list[tuple[str, str]]
    attributes: dict[str, str] = field(default_factory=dict)
    note: dict[str, Any] = field(default_factory=dict)


def read_brat(text: str, annotations: str, doc_id: str) -> Document:
    """A document from the contents of a `.txt` and an `.ann` file.

    Events become claims. Text-bound annotations outside events, relations, equivalences and
    normalisations are not claims and are not read.

    Raises:
        CorpusError: for a line that is not brat, a reference to nothing, a span outside the
            text or unlike it, or an unknown type, role or label; names the line.
    """
    spans: dict[str, Span] = {}
    events: dict[str, _Event] = {}
    for number, line in enumerate(_ROW_END.split(annotations), 1):
        try:
            _read_line(line, text, spans, events)
        except (ValueError, KeyError, IndexError, TypeError) as error:
            told = f"nothing is called {error}" if isinstance(error, KeyError) else str(error)
            raise CorpusError(f"{doc_id}.ann: line {number}: {told}; found {line!r}") from error
    claims = []
    for name, event in events.items():
        try:
            claims.append(_claim(event, spans, doc_id))
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusError(f"{doc_id}.ann: event {name}: {error!r}; mend the event") from error
    ordered = tuple(sorted(claims, key=lambda claim: (claim.trigger, claim.type)))
    return Document(text, ordered, id=doc_id)


def _read_line(line: str, text: str, spans: dict[str, Span], events: dict[str, _Event]) -> None:
    if not line.strip():
        return
    name, rest = line.split("\t", 1)
    if name[0] == "T":
        head, words = rest.split("\t", 1)
        places = head.split(" ", 1)[1].split(";")
        first, last = places[0].split(), places[-1].split()
        span = Span.cut(text, int(first[0]), int(last[1]))
        if _squeeze(span.text) != _squeeze(words):
            raise ValueError(f"the text has {span.text!r} there, not {words!r}")
        spans[name] = span
    elif name[0] == "E":
        pieces = [piece.split(":", 1) for piece in rest.split()]
        known = load_vocabulary()
        parts = [(role.rstrip("0123456789"), filler) for role, filler in pieces[1:]]
        unknown = {role for role, _ in parts} - {*known.roles, SOURCE}
        if pieces[0][0] not in known.types or unknown:
            raise ValueError(f"unknown type or role {sorted(unknown) or pieces[0][0]!r}")
        events[name] = _Event(pieces[0][0], pieces[0][1], parts)
    elif name[0] in "AM":
        label, event, *value = rest.split()
        _attribute(events[event], label.lower(), value[0] if value else "true")
    elif name[0] == "#":
        head, words = rest.split("\t", 1)
        target = head.split()[1]
        if target in events and words.startswith("{"):
            events[target].note = json.loads(words)
    elif name[0] not in "R*N":
        raise ValueError("expected a line that begins with T, E, A, M, R, N, * or #")


def _attribute(event: _Event, label: str, value: str) -> None:
    if label in ATTRIBUTES and value not in load_vocabulary().labels[label]:
        raise ValueError(f"unknown {label} {value!r}")
    event.attributes[label] = value


def _claim(event: _Event, spans: dict[str, Span], doc_id: str) -> Claim:
    sources = [spans[filler] for role, filler in event.parts if role == SOURCE]
    if len(sources) > 1:
        raise ValueError(f"{len(sources)} sources, expected at most one")
    claim = Claim(
        type=event.type,
        trigger=spans[event.trigger],
        args=tuple(Argument(role, spans[filler]) for role, filler in event.parts if role != SOURCE),
        source=Source(sources[0]) if sources else None,
        polarity=event.attributes.get("polarity", "positive"),
        modality=event.attributes.get("modality", "asserted"),
        generic="generic" in event.attributes,
        doc_id=doc_id,
    )
    return with_qualities(claim, event.note)


def _squeeze(words: str) -> str:
    return "".join(words.split())


def brat_configuration() -> str:
    """The `annotation.conf` that lets brat show and edit claims."""
    vocabulary = load_vocabulary()
    roles = ", ".join(f"{role}*:{FILLER}" for role in vocabulary.roles)
    events = [f"{name}\t{roles}, {SOURCE}?:{FILLER}" for name in vocabulary.types]
    values = {name: "|".join(vocabulary.labels[name]) for name in ATTRIBUTES}
    attributes = [f"{name.title()}\tArg:<EVENT>, Value:{values[name]}" for name in ATTRIBUTES]
    sections = {
        "entities": [FILLER],
        "relations": [],
        "events": events,
        "attributes": [*attributes, "Generic\tArg:<EVENT>"],
    }
    return "\n".join(f"[{name}]\n" + "".join(f"{x}\n" for x in xs) for name, xs in sections.items())
