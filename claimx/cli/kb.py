"""`claimx kb`: build a knowledge base, add to it, search it, and see what it is."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from claimx.entities.kb.imports import FORMATS, Options, Report, build
from claimx.entities.kb.lines import Fault
from claimx.entities.kb.staging import MOST_FAULTS
from claimx.entities.knowledge_base import Candidate, KnowledgeBase
from claimx.errors import InputError

WITH_FAULTS = 1  # the base is complete but for lines that could not be used
SHOWN_FAULTS = 20
WIDTH = 34

app = typer.Typer(help="The knowledge base: build, add, search, info.", no_args_is_help=True)

Files = Annotated[list[Path] | None, typer.Argument(help="Dumps to import: plain, gz or bz2.")]
Format = Annotated[
    str | None, typer.Option("--format", help="What the dumps are.", metavar="|".join(FORMATS))
]
Languages = Annotated[
    str | None, typer.Option(help="Wikidata: languages of the names, comma-separated.")
]
Classes = Annotated[
    Path | None, typer.Option(help="Wikidata: classes to keep, TOML as wikidata_classes.toml.")
]
Kinds = Annotated[
    str | None, typer.Option(help="Keep these kinds only, comma-separated: person,place,…")
]
Least = Annotated[int, typer.Option(help="GeoNames: inhabitants that a city has at least.")]
ColumnMap = Annotated[Path | None, typer.Option("--mapping", help="CSV: TOML that maps columns.")]
SourceName = Annotated[str | None, typer.Option(help="What the rows are from, to be shown.")]
Licence = Annotated[str | None, typer.Option(help="The licence of the rows, to be shown.")]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Begin anew, though a stopped import is there.")
]
Base = Annotated[Path | None, typer.Option("--kb", help="A base; the embedded one by default.")]


@app.command("build")
def build_command(
    target: Annotated[Path, typer.Argument(help="The base to write.")],
    files: Files = None,
    format_: Format = None,
    languages: Languages = None,
    classes: Classes = None,
    kinds: Kinds = None,
    least: Least = 0,
    mapping: ColumnMap = None,
    source: SourceName = None,
    licence: Licence = None,
    embedded: Annotated[
        bool, typer.Option("--with-embedded", help="Start from the embedded base.")
    ] = False,
    default: Annotated[
        Path | None, typer.Option(help="Build the embedded base from this folder of kb-sources.")
    ] = None,
    fresh: Fresh = False,
) -> None:
    """Build a base from dumps; run it again to go on with a stopped import."""
    if default is not None:
        from claimx.entities.kb.default.build import build_default

        build_default(target, default, lambda line: typer.echo(line, err=True))
        typer.echo(f"wrote {target}")
        return
    options = Options(
        format_, languages, classes, kinds, least, mapping, source, licence, fresh=fresh
    )
    base = KnowledgeBase.open().path if embedded else None
    _import(target, files, options, base)


@app.command("add")
def add_command(
    target: Annotated[Path, typer.Argument(help="The base to add to.")],
    files: Files = None,
    format_: Format = None,
    languages: Languages = None,
    classes: Classes = None,
    kinds: Kinds = None,
    least: Least = 0,
    mapping: ColumnMap = None,
    source: SourceName = None,
    licence: Licence = None,
    fresh: Fresh = False,
) -> None:
    """Add dumps to a base; what it says of an entity already stays, names are joined."""
    options = Options(
        format_, languages, classes, kinds, least, mapping, source, licence, fresh=fresh
    )
    _import(target, files, options, KnowledgeBase.open(target).path)


@app.command("search")
def search_command(
    name: Annotated[str, typer.Argument(help="A name in any script, or an identifier.")],
    base: Base = None,
    kind: Annotated[str | None, typer.Option(help="Only entities of this kind.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show the entities that a name may mean, best known first."""
    open_base = KnowledgeBase.open(base)
    named = open_base.entity(name) if ":" in name else None
    found = [named] if named else open_base.candidates(name, kind=kind, limit=limit)
    for candidate in found:
        if as_json:
            typer.echo(json.dumps(asdict(candidate), ensure_ascii=False))
        else:
            typer.echo("\n".join(_described(candidate)))
    if not found:
        typer.echo(f"nobody and nothing of the name {name!r}", err=True)


@app.command("info")
def info_command(
    base: Base = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show what a base holds, where its rows come from and under which licences."""
    facts = KnowledgeBase.open(base).info()
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    for name, value in facts.items():
        if name == "sources":
            continue
        if isinstance(value, dict):
            value = ", ".join(f"{key or 'other'} {count:,}" for key, count in value.items())
        typer.echo(f"{name:16}{value:,}" if type(value) is int else f"{name:16}{value}")
    for row in facts["sources"]:  # type: ignore[attr-defined]
        typer.echo(f"{'source':16}{row['name']} ({row['licence']}): {row['entities']:,} entities")


def _described(candidate: Candidate) -> Iterator[str]:
    dates = "–".join((candidate.born or "", candidate.died or "")) if candidate.born else ""
    facts = (candidate.type or candidate.kind, ", ".join(candidate.countries), dates)
    yield f"{candidate.id:{WIDTH}}{candidate.label}  [{'; '.join(filter(None, facts))}]"
    rows = (
        ("", candidate.description),
        ("roles", candidate.roles),
        ("names", ", ".join(candidate.names[1:9])),
        ("same as", ", ".join(candidate.same_as)),
        ("known", f"{candidate.prior:.2f}, found by {candidate.match}"),
        ("source", f"{candidate.source} ({candidate.licence})"),
    )
    for label, value in rows:
        if value:
            yield f"    {label:9}{value}"


def _import(target: Path, files: list[Path] | None, options: Options, base: Path | None) -> None:
    if not files:
        raise InputError("no dump was given; name the files to import, or --default FOLDER")
    shown: list[Fault] = []

    def told(path: Path, fault: Fault) -> None:
        shown.append(fault)
        if len(shown) <= SHOWN_FAULTS:
            typer.echo(f"claimx: {path}: {fault}", err=True)

    try:
        with _bar(sum(path.stat().st_size for path in files if path.is_file())) as advance:
            report = build(target, files, options, base=base, progress=advance, told=told)
    except KeyboardInterrupt:
        typer.echo("claimx: stopped; run the same command again to go on", err=True)
        raise
    _finish(report, target)


def _finish(report: Report, target: Path) -> None:
    typer.echo(f"wrote {target}: {report.entities:,} entities")
    if report.faults:
        many = f"{report.faults:,}{' or more' if report.faults >= MOST_FAULTS else ''}"
        noun = "fault" if report.faults == 1 else "faults"
        typer.echo(f"claimx: {many} {noun}; the base holds everything else", err=True)
        raise typer.Exit(WITH_FAULTS)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("import"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("import", total=total)
        yield lambda done: progress.update(task, completed=done)
