"""The record of decisions: a JSON Lines file beside the archive that is only ever added to."""

import os
from collections.abc import Iterable
from pathlib import Path

from claimx.errors import InputError
from claimx.review.decision import Decision, Key, decision_from_line, decision_to_dict
from claimx.wire import to_line

FOLDER = "review"
FILE = "decisions.jsonl"


def record_of(source: Path) -> Path:
    """Where the decisions about an archive are: in its folder, or beside a file of claims."""
    home = source if source.is_dir() else source.parent
    return home / FOLDER / FILE


def read_decisions(record: Path) -> list[Decision]:
    """All decisions in the order in which they were taken in; none where there is no record.

    Raises:
        CorpusError: for a line that is no decision, with its number.
    """
    if not record.is_file():
        return []
    lines = record.read_text("utf-8").splitlines()
    return [
        decision_from_line(line, f"{record}, line {number}")
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]


def add_decisions(record: Path, decisions: Iterable[Decision]) -> list[Decision]:
    """Add decisions to the record, all or none; the folder is made where it is missing.

    One that repeats the latest about its claim, by the same person, is left out: a file that is
    read in twice changes nothing.

    Returns:
        Those that were added.

    Raises:
        CorpusError: where the record is damaged.
        InputError: where it cannot be written.
    """
    latest: dict[Key, Decision] = {found.key: found for found in read_decisions(record)}
    fresh: list[Decision] = []
    for decision in decisions:
        known = latest.get(decision.key)
        if known is None or not known.says_the_same(decision):
            fresh.append(decision)
            latest[decision.key] = decision
    lines = "".join(f"{to_line(decision_to_dict(decision))}\n" for decision in fresh)
    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        whole = record.read_text("utf-8") if record.is_file() else ""
        # Written anew beside it: a run that is stopped half-way leaves the old record whole.
        partial = record.with_name(f".{FILE}.{os.getpid()}.partial")
        partial.write_text(whole + lines, "utf-8")
        os.replace(partial, record)
    except OSError as error:
        raise InputError(
            f"{record} cannot be written ({error}); make its folder writable"
        ) from error
    return fresh
