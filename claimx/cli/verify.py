"""`claimx verify`: does this output belong to this text?"""

from pathlib import Path
from typing import Annotated

import typer

UNPROVEN = 1
SHOWN = 50


def verify_command(
    claims: Annotated[
        Path,
        typer.Argument(
            metavar="CLAIMS", help="Wire lines (.jsonl, .zst, .gz), one .json, or a batch folder."
        ),
    ],
    text: Annotated[
        list[Path] | None,
        typer.Option("--text", help="A file that was read; may be given several times."),
    ] = None,
) -> None:
    """Prove that claims belong to their texts; exit 1 where anything differs."""
    from claimx.export.verify import verify

    report = verify(claims, text or [])
    for fault in report.faults[:SHOWN]:
        typer.echo(str(fault))
    if len(report.faults) > SHOWN:
        typer.echo(f"and {len(report.faults) - SHOWN} more")
    for note in report.notes:
        typer.echo(f"note: {note}")
    typer.echo(report.summary())
    if report.faults:
        count = len(report.faults)
        typer.echo(f"NOT PROVEN: {count} fault{'' if count == 1 else 's'}")
        raise typer.Exit(UNPROVEN)
    typer.echo("proven: every hash, span and id agrees")
