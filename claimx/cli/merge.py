"""`claimx merge`: claims of an archive that tell of one happening, brought together."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimx.errors import InputError

if TYPE_CHECKING:
    from claimx.claim import Document
    from claimx.merge import Judgement, Merged
    from claimx.merge.merging import Progress

FOLDER = "merged"

Archive = Annotated[
    Path, typer.Argument(help="A folder of claimx batch, or a .jsonl file.", metavar="ARCHIVE")
]
Texts = Annotated[Path | None, typer.Option(help="For claims alone: the folder with their texts.")]
Decisions = Annotated[
    Path | None,
    typer.Option(
        help="What people decided, TOML: [[decision]] with claims, judgement (POSITIVE, NEGATIVE "
        "or UNSURE), by, reason. Default: decisions.toml beside the archive; never written.",
        metavar="FILE",
    ),
]


def merge_command(
    archive: Archive,
    out: Annotated[
        Path | None,
        typer.Option(help=f"Folder for the tables; default: {FOLDER}/ in or beside the archive."),
    ] = None,
    decisions: Decisions = None,
    texts: Texts = None,
    all_pairs: Annotated[
        bool, typer.Option("--all-pairs", help="Write NEGATIVE pairs too; they are most by far.")
    ] = False,
) -> None:
    """Merge the claims of an archive into events, each with all its evidence."""
    from claimx.merge import merge
    from claimx.merge.tables import write_merged

    judgements = read_judgements(archive, decisions)
    merged = merge(read(archive, texts), judgements, progress=_progress())
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[2K")
    target = out or home_of(archive) / FOLDER
    if target.exists() and not target.is_dir():
        raise InputError(f"output {str(target)!r} is a file; give a folder")
    try:
        write_merged(merged, target, negative=all_pairs)
    except OSError as error:
        raise InputError(f"cannot write to {target} ({error}); give another --out") from error
    _tell(merged, target)


def home_of(archive: Path) -> Path:
    """The folder that an archive is, or lies in."""
    return archive if archive.is_dir() else archive.parent


def read(archive: Path, texts: Path | None) -> "Iterator[Document]":
    """The documents of an archive.

    Raises:
        InputError: where nothing is there.
    """
    from claimx.archive import read_archive

    if not archive.exists():
        raise InputError(
            f"{archive} does not exist; give a folder of claimx batch or a .jsonl file"
        )
    return read_archive(archive, texts)


def read_judgements(archive: Path, decisions: Path | None) -> "list[Judgement]":
    """What people decided; a file that was named must be there.

    Raises:
        InputError: where it is not.
    """
    from claimx.merge.decisions import FILE, read_decisions

    if decisions is not None and not decisions.is_file():
        raise InputError(f"decisions {str(decisions)!r} is no file; give a TOML file")
    return read_decisions(decisions or home_of(archive) / FILE)


def _progress() -> "Progress | None":
    if not sys.stderr.isatty():
        return None

    def show(done: int) -> None:
        sys.stderr.write(f"\r\x1b[2K{done:,} pairs compared")
        sys.stderr.flush()

    return show


def _tell(merged: "Merged", target: Path) -> None:
    from collections import Counter

    counts = Counter(event.status.value for event in merged.events)
    claims = sum(len(event.evidence) for event in merged.events)
    typer.echo(f"{claims:,} claims, {len(merged.events):,} events: ", nl=False)
    typer.echo(", ".join(f"{many:,} {status}" for status, many in counts.most_common()) or "none")
    typer.echo(f"wrote {target}")
    unknown = merged.overrules.unknown
    if unknown:
        typer.echo(
            f"claimx: {len(unknown)} keys in decisions are of no claim here, e.g. {unknown[0]}; "
            "the decisions stay for the next run",
            err=True,
        )
