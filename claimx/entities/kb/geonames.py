"""GeoNames' dump: tab-separated, 19 columns, no header (`allCountries.txt`, `cities500.txt`, …)."""

import math
from dataclasses import dataclass

from claimx.entities.kb.record import Record, Source

SOURCE = Source("GeoNames dump", "CC-BY-4.0", "https://www.geonames.org")
COLUMNS = 19
_CAPITAL = "PPLC"
_FACILITIES = {"PRN": "prison", "HSP": "hospital", "MILB": "base", "AIRP": "airport"}
_STATES = frozenset(("PCLI", "PCLD", "PCLF", "PCLS", "PCLIX"))


@dataclass(frozen=True)
class GeonamesReader:
    """Reads lines of the dump.

    Attributes:
        classes: feature classes to keep; by default places (P) and administrative units (A).
        least: inhabitants below which a place of class P is passed over.
    """

    classes: frozenset[str] = frozenset("PA")
    least: int = 0

    def read(self, line: bytes) -> Record | None:
        """The place of one line; None for an empty line and for what is not wanted.

        Raises:
            ValueError: where the line is no UTF-8 or has another number of columns.
        """
        if not line.strip():
            return None
        row = line.decode("utf-8").split("\t")
        if len(row) != COLUMNS:
            raise ValueError(f"{len(row)} columns; expected the {COLUMNS} of a GeoNames dump")
        number, name, ascii_name, others = row[:4]
        feature, code, country = row[6], row[7], row[8]
        if not number.isdigit():
            raise ValueError(f"identifier {number!r}; expected GeoNames' number")
        facility = _FACILITIES.get(code)
        people = int(row[14] or 0)
        small = feature == "P" and people < self.least
        if not facility and (feature not in self.classes or small):
            return None
        return Record(
            id=f"gn:{number}",
            kind="facility" if facility else "place",
            type=facility or _type(feature, code),
            label=name,
            names=(ascii_name, *filter(None, others.split(","))),
            description=" ".join(filter(None, (facility or _type(feature, code), "in", country))),
            countries=(country,) if country else (),
            prior=min(0.85, max(0.02, 0.11 * (math.log10(max(people, 1)) - 3)))
            + (0.1 if code == _CAPITAL else 0),
        )


def _type(feature: str, code: str) -> str:
    if code == _CAPITAL:
        return "capital"
    if code in _STATES:
        return "country"
    if code == "ADM1":
        return "region"
    return "city" if feature == "P" else "district"
