"""`claimx plot`: figures of the claims of one or many documents."""

from pathlib import Path
from typing import Annotated

import typer

from claimx.cli.evaluate import check_writable


def plot_command(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SOURCE", help="What claimx batch wrote (a folder), or a JSONL of claims."
        ),
    ],
    out: Annotated[Path, typer.Option(help="The figure: .png or .svg.", metavar="FILE")],
    kind: Annotated[
        str,
        typer.Option(
            help="time: claims over time by type; people: who is in most claims.",
            metavar="time|people",
        ),
    ] = "time",
    texts: Annotated[
        Path | None,
        typer.Option(
            help="Folder with DOC_ID.txt, for a JSONL of claims without their texts.",
            metavar="FOLDER",
        ),
    ] = None,
) -> None:
    """Draw claims over time, or people by number of claims (needs the extra "plot")."""
    check_writable(out)
    from claimx.archive.source import read_archive
    from claimx.report.plots import draw

    draw(read_archive(source, texts), out, kind)
