"""Penalties as figures that can be compared: a kind with months, or with an amount of money."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claimx.claim import Claim

_DURATION = re.compile(
    r"P(?:(?P<Y>[\d.]+)Y)?(?:(?P<M>[\d.]+)M)?(?:(?P<W>[\d.]+)W)?(?:(?P<D>[\d.]+)D)?"
)
_MONTHS = {"Y": 12.0, "M": 1.0, "W": 12 / 52.18, "D": 12 / 365.25}
_CLOSE = 0.01


@dataclass(frozen=True, slots=True)
class Penalty:
    """`size` is in months, or in units of `currency`; None where the text gives no figure."""

    kind: str
    size: float | None
    currency: str | None
    text: str

    def differs(self, other: "Penalty") -> bool:
        """Whether both give a figure of one kind, and not the same one."""
        if self.kind != other.kind or self.currency != other.currency:
            return False
        if self.size is None or other.size is None:
            return False
        return abs(self.size - other.size) > _CLOSE * max(self.size, other.size)


def penalties_of(claim: Claim) -> tuple[Penalty, ...]:
    """All penalties of a claim; those without a derived value are left out."""
    return tuple(
        Penalty(str(value["kind"]), *_size(value), text=arg.span.text)
        for arg in claim.of_role("penalty")
        if arg.value is not None
        for value in _parts(arg.value)
        if not value.get("maximum") and not value.get("minimum")
    )


def _parts(value: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield value
    for further in value.get("and", ()):
        yield from _parts(further)


def _size(value: Mapping[str, Any]) -> tuple[float | None, str | None]:
    if value.get("amount") is not None:
        return float(value["amount"]), value.get("currency") or value.get("unit")
    if value.get("count") is not None and value.get("duration") is None:
        return float(value["count"]), None
    return months(value.get("duration")), None


def months(duration: str | None) -> float | None:
    """An ISO 8601 duration in months; None for none, or one of hours alone."""
    found = _DURATION.match(duration) if duration else None
    if found is None or not any(found.groups()):
        return None
    return sum(
        float(number) * _MONTHS[unit] for unit, number in found.groupdict().items() if number
    )
