"""The processed MUC-4 files of github.com/xinyadu/grit_doc_event_entity: JSON lines of documents.

A line is `{"docid", "doctext", "extracts": {role: [entity, …]}}`, an entity a list of mentions
`[string, offset]`. A victim is a person with a name; whoever is only described is not annotated.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimx.errors import CorpusError

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
Entity = tuple[str, ...]
Fillers = Mapping[str, tuple[Entity, ...]]


@dataclass(frozen=True, slots=True)
class Case:
    """One document; `gold` holds for each role its entities, each the strings of its mentions."""

    id: str
    text: str
    gold: Fillers


def read_cases(file: Path) -> list[Case]:
    """The documents of a file, in its order.

    Raises:
        CorpusError: for a file that is missing, truncated or not in this format, a document
            without text, or an id met twice; names file, line and fault.
    """
    try:
        lines = file.read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise CorpusError(f"{file} does not exist; give a processed MUC-4 file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{file} is not readable text ({error}); fetch it again") from error
    cases: dict[str, Case] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        case = _case(line, f"{file}: line {number}")
        if case.id in cases:
            raise CorpusError(f"{file}: line {number} repeats the id {case.id!r}; remove one")
        cases[case.id] = case
    if not cases:
        raise CorpusError(f"{file} holds no documents; fetch the file again")
    return list(cases.values())


def _case(line: str, where: str) -> Case:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{where} is not JSON ({error}); fetch the file again") from error
    try:
        text, extracts = entry["doctext"], entry["extracts"]
        gold = {role: tuple(_entity(entity) for entity in extracts[role]) for role in ROLES}
        case = Case(str(entry["docid"]), text, gold)
    except (KeyError, TypeError, ValueError) as error:
        raise CorpusError(
            f"{where} is no MUC-4 document ({error!r}); expected docid, doctext, and extracts "
            f"with {', '.join(ROLES)}"
        ) from error
    if not isinstance(text, str) or not text.strip():
        raise CorpusError(f"{where} ({case.id}) has no text; fetch the file again")
    return case


def _entity(mentions: Any) -> Entity:
    return tuple(str(text) for text, _offset in mentions)
