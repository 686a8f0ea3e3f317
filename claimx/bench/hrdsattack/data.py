"""The public HRDsAttack files: each article with its gold record.

Values are put right as the paper's loader does (months as names, "2021.0" as 2021, "None" as
empty, "unknown" taken out of violations beside others), so that its metric sees what it saw.
"""

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from claimx.bench.hrdsattack.record import MONTHS, Record, Victim
from claimx.corpus.hrdsattack import BODY, ID, TITLE, article_text
from claimx.errors import CorpusError

DATE = "Input.publish_date"
_EMPTY = frozenset(("", "none", "n/a", "n//a"))
_MISSPELT = {"decenmber": "December", "ocober": "October"}


@dataclass(frozen=True, slots=True)
class Case:
    """One article with its answers; `text` begins with the title, as our corpora have it."""

    id: str
    title: str
    text: str
    published: str
    gold: Record


def read_cases(file: Path) -> list[Case]:
    """The articles of a public file, in its order.

    Raises:
        CorpusError: for a file that is missing, truncated or not in the public format, an article
            without text, or an id met twice; names file, entry and fault.
    """
    cases: dict[str, Case] = {}
    for number, entry in enumerate(_entries(file), 1):
        try:
            case = _case(entry)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise CorpusError(
                f"{file}: entry {number} is not in the HRDsAttack format ({error!r}); expected "
                f"sample with {ID}, {TITLE}, {BODY}, {DATE}, and merged_sample with its fields"
            ) from error
        if len(case.text.strip()) <= len(case.title.strip()):
            raise CorpusError(
                f"{file}: entry {number} ({case.id}) has no text in {BODY}; fetch the file again"
            )
        if case.id in cases:
            raise CorpusError(f"{file}: entry {number} repeats the id {case.id}; remove one")
        cases[case.id] = case
    if not cases:
        raise CorpusError(f"{file} holds no articles; fetch the public file again")
    return list(cases.values())


def _entries(file: Path) -> list[Any]:
    try:
        content = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise CorpusError(f"{file} does not exist; give a public HRDsAttack JSON file") from None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CorpusError(f"{file} is not readable JSON ({error}); fetch it again") from error
    if not isinstance(content, list):
        raise CorpusError(f"{file} holds {type(content).__name__}, expected a list of samples")
    return content


def _case(entry: Mapping[str, Any]) -> Case:
    sample = entry["sample"]
    return Case(
        str(sample[ID]),
        sample[TITLE],
        article_text(sample[TITLE], sample[BODY]),
        date.fromisoformat(sample[DATE][:10]).isoformat(),
        read_record(entry["merged_sample"]),
    )


def read_record(answers: Mapping[str, Any]) -> Record:
    """The gold record of a `merged_sample`; victims without a name are left out.

    Raises:
        KeyError, TypeError, AttributeError: where a field is missing or of another kind.
    """
    violations = frozenset(answers["violation_types"])
    if len(violations) > 1:
        violations -= {"unknown"}
    return Record(
        bool(answers["perpetrator_mention"]),
        answers["perpetrator_type"],
        violations,
        _number(answers["year"]),
        _month(answers["month"]),
        _number(answers["date"]),
        _place(answers["country"]),
        _place(answers["region"]),
        _place(answers["city"]),
        tuple(_victim(victim) for victim in answers["victims"] if victim["victim_name"]),
    )


def _victim(answers: Mapping[str, Any]) -> Victim:
    return Victim(
        answers["victim_name"],
        frozenset(answers["victim_type"]),
        answers["victim_sex_type"],
        answers["victim_age_group"],
    )


def _place(value: str | None) -> str | None:
    return None if value is None or value.lower() in _EMPTY else value


def _number(value: str | None) -> str | None:
    """The plain number of "2021.0"; what is no number ("unknown") stays as it is written."""
    if value is None or value.lower() in _EMPTY:
        return None
    with contextlib.suppress(ValueError):
        return str(int(float(value)))
    return value


def _month(value: str | None) -> str | None:
    if value is None or value.lower() in _EMPTY:
        return None
    with contextlib.suppress(ValueError):
        number = int(float(value))
        return MONTHS[number - 1] if 1 <= number <= len(MONTHS) else value
    return _MISSPELT.get(value.lower(), value)
