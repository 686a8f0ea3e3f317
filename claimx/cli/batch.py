"""`claimx batch`: the claims of an archive, in a run that can be stopped and started again."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimx.cli.settings import Assignments, ExtractorName, SettingsFile, read_settings
from claimx.errors import InputError
from claimx.extract.registry import DEFAULT_EXTRACTOR

if TYPE_CHECKING:
    from claimx.batch import Summary

FIELDS = ("id", "text", "title", "published", "source")


def batch_command(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Folders, files (text, HTML, JSONL, CSV, Parquet, ZIP, tar, WARC); - for stdin.",
        ),
    ],
    out: Annotated[Path, typer.Option(help="The folder to write.", metavar="DIR")],
    workers: Annotated[
        int | None, typer.Option(help="How many processes read; default: one for each core.")
    ] = None,
    glob: Annotated[
        str | None, typer.Option(help='Which files and members are articles, as in "*.txt".')
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            help="For CSV, JSONL and Parquet: which column holds a field "
            f"({', '.join(FIELDS)}), as in text=body; more than once.",
            metavar="FIELD=COLUMN",
        ),
    ] = None,
    limit: Annotated[int | None, typer.Option(help="Look at the first so many articles.")] = None,
    document_timeout: Annotated[
        float, typer.Option(help="Seconds after which a document is given up.")
    ] = 300.0,
    memory_limit: Annotated[
        int, typer.Option(help="Megabytes of a worker above which its document is given up.")
    ] = 3000,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at the first document that fails.")
    ] = False,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Write hashes of the articles in place of the texts.")
    ] = False,
    redo: Annotated[
        bool, typer.Option("--redo", help="Throw away what DIR holds of an earlier run.")
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try again what failed in an earlier run.")
    ] = False,
    extractor: ExtractorName = DEFAULT_EXTRACTOR,
    config: SettingsFile = None,
    assignments: Assignments = None,
    engine: Annotated[
        str, typer.Option(help="local: processes of this machine; ray: a Ray cluster.")
    ] = "local",
) -> int:
    """Find the claims of many articles. Stopped at any moment, the same command goes on.

    Exit code 0: all fine; 1: finished, with errors in DIR/errors; 2: could not run.
    """
    from claimx.batch import BatchOptions, SourceOptions, run_batch
    from claimx.batch.options import cores

    options = BatchOptions(
        extractor=extractor,
        settings=read_settings(config, assignments or ()),
        engine=engine,
        workers=cores() if workers is None else workers,
        limit=limit,
        document_timeout=document_timeout,
        memory_limit=memory_limit,
        strict=strict,
        keep_text=not no_text,
        redo=redo,
        retry=retry,
        sources=SourceOptions(glob=glob, columns=read_columns(column or [])),
    )
    summary = run_batch(sources, out, options)
    sys.stderr.write(f"claimx: {describe(summary, out)}\n")
    return summary.exit_code


def read_columns(given: list[str]) -> dict[str, str]:
    """Column names by field, from `FIELD=COLUMN`.

    Raises:
        InputError: for another form or an unknown field.
    """
    columns = {}
    for pair in given:
        name, equals, column = pair.partition("=")
        if not equals or not column or name not in FIELDS:
            raise InputError(
                f"column {pair!r} cannot be read; expected FIELD=COLUMN with one of "
                f"{', '.join(FIELDS)} before the sign, as in text=body"
            )
        columns[name] = column
    return columns


def describe(summary: "Summary", out: Path) -> str:
    """What a run did, in a sentence."""
    from claimx.batch.progress import duration

    parts = [f"{summary.done:,} documents in {duration(summary.seconds)}"]
    if summary.skipped:
        parts.append(f"{summary.skipped:,} were done before")
    if summary.failed:
        parts.append(f"{summary.failed:,} failed")
    if summary.stopped:
        parts.append("stopped at the first failure")
    errors = f"{summary.errors:,} errors" if summary.errors else "no errors"
    return f"{', '.join(parts)}; {out} holds {summary.documents:,} documents and {errors}"
