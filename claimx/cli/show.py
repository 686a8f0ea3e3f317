"""`claimx show`: what a batch folder holds, by type, person, place and time."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from claimx.errors import InputError

FORMATS = ("table", "json", "jsonl")


def show_command(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder that claimx batch wrote.")
    ],
    kinds: Annotated[
        list[str] | None, typer.Option("--type", help="Claims of a type; more than once.")
    ] = None,
    person: Annotated[
        str | None, typer.Option(help="Of a person or body: part of a name, or an identifier.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="At a place: part of a name, or an identifier.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="From this day, month or year on.", metavar="DATE")
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="Up to this day, month or year.", metavar="DATE")
    ] = None,
    count: Annotated[
        str | None,
        typer.Option(
            help="Count instead: type, person, place, source, modality, year, month or document.",
            metavar="BY",
        ),
    ] = None,
    limit: Annotated[int, typer.Option(help="Show at most so many; 0 for all.", min=0)] = 50,
    output: Annotated[
        str, typer.Option("--format", help="How it is shown.", metavar="|".join(FORMATS))
    ] = "table",
) -> None:
    """Ask an archive: without options, how many claims there are of each type."""
    if output not in FORMATS:
        raise InputError(f"format {output!r} is unknown; expected one of: {', '.join(FORMATS)}")
    from claimx.archive.questions import Answers, Question

    question = Question(
        read_types(kinds or []),
        person,
        place,
        _days(since)[0] if since else None,
        _days(until)[1] if until else None,
    )
    if count is None and question == Question():
        count = "type"
    answers = Answers(folder)
    if count is not None:
        rows = answers.counts(question, count, limit or None)
    else:
        rows = answers.claims(question, limit or None)
        total = answers.total(question)
        if len(rows) < total:
            sys.stderr.write(f"claimx: {len(rows):,} of {total:,} claims; --limit 0 shows all\n")
    _print(rows, output, counted=count is not None)


def read_types(names: Sequence[str]) -> tuple[str, ...]:
    """Claim types as given, in any case.

    Raises:
        InputError: for an unknown one, with the closest.
    """
    from difflib import get_close_matches

    from claimx.schema import load_vocabulary

    known = load_vocabulary().types
    for name in names:
        if name.upper() not in known:
            close = get_close_matches(name.upper(), known, n=1)
            hint = f"did you mean {close[0]!r}?" if close else "see: claimx types"
            raise InputError(f"claim type {name!r} is unknown; {hint}")
    return tuple(name.upper() for name in names)


def _days(value: str) -> tuple[date, date]:
    from claimx.corpus.periods import parse_period

    try:
        period = parse_period(value)
    except ValueError as error:
        raise InputError(
            f"date {value!r} cannot be read ({error}); give 2025-03 or the like"
        ) from error
    return period.first, period.last


def _print(rows: list[dict[str, Any]], output: str, *, counted: bool) -> None:
    if output == "table":
        _print_table(rows, counted=counted)
    elif output == "json":
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _print_table(rows: list[dict[str, Any]], *, counted: bool) -> None:
    from rich.table import Table

    from claimx.cli.table import make_console, print_plainly, visible

    if not rows:
        sys.stdout.write("no claims\n")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    shown = rows if counted else [_brief(row) for row in rows]
    for name in shown[0]:
        number = isinstance(shown[0][name], int)
        table.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in shown:
        table.add_row(*("" if cell is None else visible(str(cell)) for cell in row.values()))
    print_plainly(make_console(), table)


def _brief(row: dict[str, Any]) -> dict[str, str | None]:
    """A claim in five columns."""
    status = row["modality"] if row["polarity"] == "positive" else "denied"
    return {
        "date": row["date"],
        "type": row["type"],
        "who > whom": " > ".join(
            part for part in (_names(row["who"]), _names(row["whom"])) if part
        ),
        "place": _names(row["place"]),
        "status": status,
        "document": row["doc_id"],
    }


def _names(found: list[str]) -> str:
    return ", ".join(found)
