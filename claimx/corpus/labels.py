"""The labels of one claim, whatever way its spans are pointed at; shared by all label files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from claimx.claim import Argument, Claim, Source, Span, When
from claimx.corpus.faults import Faults
from claimx.corpus.periods import parse_period
from claimx.schema import load_vocabulary

GOLD = "gold"
Fields = Mapping[str, bool]
CLAIM_FIELDS: Fields = {
    "type": True,
    "trigger": True,
    "args": True,
    "source": False,
    "polarity": True,
    "modality": True,
    "generic": True,
    "when": False,
}


@dataclass(frozen=True, slots=True)
class Pointing:
    """A way to point at a text.

    Attributes:
        fields: of a span; True for those that must be there.
        span: reads a span, already known to have the fields; notes a fault and gives None where
            it points at nothing. Gets the entry, the text, what the span is, and the collector.
        name: reads what a pronoun refers to; the same, for a name.
    """

    fields: Fields
    span: Callable[[dict[str, Any], str, str, Faults], Span | None]
    name: Callable[[Any, str, Faults], str | None]


def read_claims(
    entries: Any, text: str, doc_id: str, pointing: Pointing, faults: Faults
) -> tuple[Claim, ...]:
    """The claims of a list of label entries, in order of their triggers.

    Every fault goes to `faults`; a claim with one is left out.
    """
    if not isinstance(entries, list):
        faults.add(f"claims is {type(entries).__name__}, expected a list")
        return ()
    claims: list[Claim] = []
    for number, entry in enumerate(entries, 1):
        kind = entry.get("type") if isinstance(entry, dict) else None
        place = faults.at(f"claim {number} ({kind})")
        before = len(faults.found)
        claim = _claim(entry, text, doc_id, pointing, place)
        if claim is None or len(faults.found) > before:
            continue
        if claim in claims:
            place.add("repeats an earlier claim in everything; leave one out")
        claims.append(claim)
    return tuple(sorted(claims, key=lambda claim: (claim.trigger, claim.type)))


def _claim(entry: Any, text: str, doc_id: str, pointing: Pointing, faults: Faults) -> Claim | None:
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
    trigger = read_span(entry["trigger"], text, "trigger", pointing, faults)
    args = [_argument(arg, text, pointing, faults) for arg in entry["args"]]
    source = entry.get("source")
    speaker = read_span(source, text, "source", pointing, faults) if source is not None else None
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


def _argument(entry: Any, text: str, pointing: Pointing, faults: Faults) -> Argument | None:
    fields = {"role": True, **pointing.fields, "cross": False, "refers_to": False}
    if not check_fields(entry, fields, faults):
        return None
    role, cross = entry["role"], entry.get("cross", False)
    check_label(entry, "role", load_vocabulary().roles, faults)
    if not isinstance(cross, bool):
        faults.add(f"{role}: cross is {cross!r}, expected true or false")
        return None
    given = entry.get("refers_to")
    name = pointing.name(given, text, faults) if given is not None else None
    span = pointing.span(entry, text, str(role), faults)
    return Argument(role, span, cross=cross, refers_to=name) if span is not None else None


def read_span(entry: Any, text: str, what: str, pointing: Pointing, faults: Faults) -> Span | None:
    """The span that an entry points at; a fault and None where it points at nothing."""
    if not check_fields(entry, pointing.fields, faults):
        return None
    return pointing.span(entry, text, what, faults)


def _when(value: Any, faults: Faults) -> When | None:
    if value is None:
        return None
    if not isinstance(value, str):
        faults.add(f"when is {value!r}, expected an ISO 8601 period or null")
        return None
    try:
        return When(value, parse_period(value).granularity, GOLD)
    except ValueError as error:
        faults.add(f"when: {error}")
        return None


def check_fields(entry: Any, fields: Fields, faults: Faults) -> bool:
    """Whether `entry` is an object with every required field (True) and no unknown one."""
    if not isinstance(entry, dict):
        faults.add(f"found {entry!r}, expected an object with {', '.join(fields)}")
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
    value = entry[field]
    if not isinstance(value, str) or value not in known:
        faults.add(f"unknown {field} {value!r}; expected one of {', '.join(known)}")
