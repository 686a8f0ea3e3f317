"""What a person has decided about pairs of claims: a TOML file that merging reads and never writes.

    [[decision]]
    claims = ["0f4c…:ARREST:120-128", "9b1d…:ABDUCTION:77-85"]
    judgement = "NEGATIVE"
    by = "N. N."
    reason = "two men of one name"

A decision names claims by key (`claimx.merge.keys`): the text's hash, the type and the trigger,
which stay when a better model runs over the same articles. POSITIVE and NEGATIVE hold for every two
of the claims named; UNSURE takes the machine's own decision back and counts nothing.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from claimx.errors import InputError
from claimx.merge.record import Record
from claimx.merge.weights import Decision

FILE = "decisions.toml"
FIELDS = frozenset({"claims", "judgement", "by", "reason"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of a person; `by` and `reason` are for people."""

    claims: tuple[str, ...]
    decision: Decision
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Overrules:
    """Decisions as they meet an archive.

    Attributes:
        of_pair: by record numbers, smaller first.
        unknown: keys that no claim of the archive has; they stay in the file for the next run.
    """

    of_pair: Mapping[tuple[int, int], Judgement]
    unknown: tuple[str, ...] = ()


def read_decisions(path: Path) -> list[Judgement]:
    """The decisions of a file, in order; none where there is no file.

    Raises:
        InputError: for a file that is not TOML, or a decision that names fewer than two claims or
            a judgement that is none; with its number.
    """
    if not path.exists():
        return []
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} is not TOML ({error}); see claimx merge --help") from error
    entries = data.get("decision", [])
    if data.keys() - {"decision"} or not isinstance(entries, list):
        raise InputError(f"{path} holds {sorted(data)}, expected only [[decision]] tables")
    return [_judgement(entry, f"{path}, decision {at}") for at, entry in enumerate(entries, 1)]


def _judgement(entry: Any, where: str) -> Judgement:
    if not isinstance(entry, dict) or entry.keys() - FIELDS:
        raise InputError(f"{where} is {entry!r:.80}; expected {', '.join(sorted(FIELDS))}")
    claims, judgement = entry.get("claims"), entry.get("judgement")
    keys = claims if isinstance(claims, list) else []
    if len(set(map(str, keys))) < 2:
        raise InputError(f"{where} names claims {claims!r}; expected the keys of two or more")
    if judgement not in list(Decision):
        raise InputError(f"{where} has judgement {judgement!r}; expected {', '.join(Decision)}")
    return Judgement(
        tuple(map(str, keys)), Decision(judgement), entry.get("by"), entry.get("reason")
    )


def overrule(judgements: Sequence[Judgement], records: Iterable[Record]) -> Overrules:
    """Lay decisions on the records of an archive; of two on one pair the later one holds."""
    of_key: dict[str, list[int]] = {}
    for record in records:
        of_key.setdefault(record.key, []).append(record.number)
    found: dict[tuple[int, int], Judgement] = {}
    unknown: dict[str, None] = {}
    for judgement in judgements:
        for key in judgement.claims:
            if key not in of_key:
                unknown[key] = None
        for one, other in combinations(judgement.claims, 2):
            for a in of_key.get(one, ()):
                for b in of_key.get(other, ()):
                    found[(a, b) if a < b else (b, a)] = judgement
    return Overrules(found, tuple(unknown))
