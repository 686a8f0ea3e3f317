"""One decision of a person about a claim, and by what it is known."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from claimx.claim import Claim, Document, Span
from claimx.errors import CorpusError
from claimx.wire import claim_from_dict, claim_to_dict

FIELDS = {"verdict", "text_sha256", "doc_id", "type", "trigger", "by", "at", "claims"}


class Verdict(StrEnum):
    """What was decided."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"
    ADDED = "added"
    READ = "read"  # a whole document was gone through, whether or not it holds claims


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """By what a decision finds its claim again: never its arguments, which a new model may change.

    Attributes:
        text_sha256: of the article's text.
        type: of the claim; empty for a decision about the whole document.
        start, end: of the trigger, half-open code points; 0 for the whole document.
    """

    text_sha256: str
    type: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the record.

    Attributes:
        verdict: what was decided.
        key: of the claim as it was shown, or as a person added it.
        doc_id: of the document when it was shown; another run may call it otherwise.
        trigger: the words at the key, for whoever reads the record; empty for a whole document.
        by: who decided.
        at: when, ISO 8601 with time zone.
        claims: what stands in the shown claim's place: itself where accepted, its correction
            where edited, nothing where rejected. Several only where the text claims several
            things of one type with one trigger.
    """

    verdict: Verdict
    key: Key
    doc_id: str
    trigger: str
    by: str
    at: str
    claims: tuple[Claim, ...] = ()

    def says_the_same(self, other: "Decision") -> bool:
        """Whether the same person decided the same, whenever that was."""
        return replace(self, at="") == replace(other, at="")


def key_of(claim: Claim, text_sha256: str) -> Key:
    """The key of a claim in a text."""
    return Key(text_sha256, claim.type, claim.trigger.start, claim.trigger.end)


def by_key(document: Document) -> dict[Key, tuple[Claim, ...]]:
    """The claims of a document by their keys, in their order."""
    found: dict[Key, tuple[Claim, ...]] = {}
    for claim in document.claims:
        key = key_of(claim, document.text_sha256)
        found[key] = (*found.get(key, ()), claim)
    return found


def content_of(claims: Iterable[Claim]) -> frozenset[tuple[Any, ...]]:
    """What a person judges of claims: spans, roles and labels, without names and confidences."""
    return frozenset(
        (
            claim.type,
            claim.trigger,
            frozenset((arg.role, arg.span) for arg in claim.args),
            claim.source.span if claim.source else None,
            claim.polarity,
            claim.modality,
            claim.generic,
        )
        for claim in claims
    )


def decision_to_dict(decision: Decision) -> dict[str, Any]:
    """A decision as a JSON object."""
    trigger = {"text": decision.trigger, "start": decision.key.start, "end": decision.key.end}
    return {
        "verdict": decision.verdict.value,
        "text_sha256": decision.key.text_sha256,
        "doc_id": decision.doc_id,
        "type": decision.key.type or None,
        "trigger": trigger if decision.key.type else None,
        "by": decision.by,
        "at": decision.at,
        "claims": [claim_to_dict(claim) for claim in decision.claims],
    }


def decision_from_line(line: str, where: str) -> Decision:
    """A decision from its line.

    Raises:
        CorpusError: where it is not one; names the place and the fault.
    """
    try:
        data = json.loads(line)
        if set(data) != FIELDS:
            raise ValueError(f"fields {sorted(set(data) ^ FIELDS)} are missing or unknown")
        trigger = Span(0, 0, "") if data["trigger"] is None else Span(**data["trigger"])
        return Decision(
            verdict=Verdict(data["verdict"]),
            key=Key(data["text_sha256"], data["type"] or "", trigger.start, trigger.end),
            doc_id=str(data["doc_id"]),
            trigger=trigger.text,
            by=str(data["by"]),
            at=str(data["at"]),
            claims=tuple(claim_from_dict(claim, None, where) for claim in data["claims"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CorpusError(
            f"{where} is no decision ({error}); the record is only added to by claimx review "
            "import: restore it from a copy"
        ) from error
