"""What formats built of spans and relations have no slot for, as small JSON objects of a claim."""

from dataclasses import replace
from typing import Any

from claimx.claim import Argument, Claim, When


def to_qualities(claim: Claim) -> dict[str, Any]:
    """Time, confidence and the marks of arguments; only what differs from a plain claim.

    `args` has an entry, in order, for every argument as soon as one of them needs it.
    """
    found: dict[str, Any] = {}
    if claim.when is not None:
        found["when"] = [claim.when.value, claim.when.granularity, claim.when.basis]
    if claim.confidence != 1.0:
        found["confidence"] = claim.confidence
    if claim.extractor:
        found["extractor"] = claim.extractor
    marks = [
        {
            name: value
            for name, value in (("cross", arg.cross), ("refers_to", arg.refers_to))
            if value
        }
        for arg in claim.args
    ]
    if any(marks):
        found["args"] = marks
    return found


def with_qualities(claim: Claim, qualities: dict[str, Any]) -> Claim:
    """The claim with what `to_qualities` told of it; unknown keys are left alone.

    Raises:
        KeyError, TypeError, ValueError: where `qualities` does not have that shape.
    """
    if "when" in qualities:
        value, granularity, basis = qualities["when"]
        claim = replace(claim, when=When(str(value), str(granularity), str(basis)))
    claim = replace(
        claim,
        confidence=float(qualities.get("confidence", claim.confidence)),
        extractor=str(qualities.get("extractor", claim.extractor)),
    )
    marks = qualities.get("args")
    if marks:
        claim = replace(
            claim,
            args=tuple(_marked(arg, mark) for arg, mark in zip(claim.args, marks, strict=True)),
        )
    return claim


def _marked(arg: Argument, mark: dict[str, Any]) -> Argument:
    return replace(arg, cross=bool(mark.get("cross")), refers_to=mark.get("refers_to"))
