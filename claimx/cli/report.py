"""`claimx report`: pages that a person can open, read and send on."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from claimx.cli.evaluate import check_writable


def report_command(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SOURCE", help="What claimx batch wrote (a folder), or a JSONL of claims."
        ),
    ],
    out: Annotated[
        Path, typer.Option(help="The page; of several documents, their index.", metavar="FILE")
    ],
    texts: Annotated[
        Path | None,
        typer.Option(
            help="Folder with DOC_ID.txt, for a JSONL of claims without their texts.",
            metavar="FOLDER",
        ),
    ] = None,
) -> None:
    """Write the claims as an HTML page; of several documents, a page each and an index."""
    check_writable(out)
    from claimx.archive.source import read_archive
    from claimx.report import write_report

    count = write_report(read_archive(source, texts), out)
    beside = f", with their pages in {out.stem}_files" if count > 1 else ""
    sys.stderr.write(f"claimx: {count} document{'s' if count > 1 else ''} in {out}{beside}\n")
