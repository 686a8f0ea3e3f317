"""`claimx extract`: the claims of one article."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from claimx.cli.settings import Assignments, ExtractorName, SettingsFile, read_settings
from claimx.errors import InputError
from claimx.extract.registry import DEFAULT_EXTRACTOR

FORMATS = ("table", "jsonl", "json")


def extract_command(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The article as text or HTML; - for stdin.")
    ],
    output: Annotated[
        str,
        typer.Option(
            "--format",
            help="table to read, jsonl for one object a line, json for one object.",
            metavar="|".join(FORMATS),
        ),
    ] = "table",
    published: Annotated[
        str | None,
        typer.Option(help='ISO date of publication, to resolve "on Friday".', metavar="DATE"),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The article's title.")] = None,
    source: Annotated[str | None, typer.Option(help="The outlet.")] = None,
    extractor: ExtractorName = DEFAULT_EXTRACTOR,
    config: SettingsFile = None,
    assignments: Assignments = None,
    model: Annotated[
        str | None,
        typer.Option(
            help="An installed spaCy English model or a folder; default: the bundled one."
        ),
    ] = None,
    base: Annotated[
        Path | None,
        typer.Option("--kb", help="A base made by claimx kb build; default: the bundled one."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also print who is who, and why each was linked.")
    ] = False,
) -> None:
    """Find the claims of an article, each with its evidence."""
    if output not in FORMATS:
        raise InputError(f"format {output!r} is unknown; expected one of: {', '.join(FORMATS)}")
    data = read_input(file)
    from claimx.article import read_article

    # The article is read before the models are loaded, so that a fault in it shows at once.
    article = read_article(data, title=title, published=published, source=source)
    from claimx.pipeline import load

    settings = read_settings(config, assignments or ())
    pipeline = load(extractor, settings=settings, model=model, knowledge_base=base)
    document = pipeline.extract_article(article)
    for warning in document.warnings:
        sys.stderr.write(f"claimx: warning: {warning}\n")
    if output == "table":
        from claimx.cli.table import print_claims

        print_claims(document)
        if explain:
            from claimx.cli.explain import print_entities

            print_entities(document)
        return
    from claimx.wire import document_to_dict, document_to_lines

    if output == "jsonl":
        lines = document_to_lines(document)
    else:
        lines = iter([json.dumps(document_to_dict(document), indent=2)])
    for line in lines:
        sys.stdout.buffer.write(line.encode("utf-8", "surrogatepass") + b"\n")


def read_input(file: str) -> bytes:
    """The bytes of a file, or of standard input for `-`.

    Raises:
        InputError: where the file is missing, a folder or not readable.
    """
    if file == "-":
        return sys.stdin.buffer.read()
    path = Path(file)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        fault = "does not exist"
    except IsADirectoryError:
        fault = "is a folder, expected one article"
    except (OSError, ValueError) as error:
        fault = f"cannot be read ({getattr(error, 'strerror', None) or error})"
    raise InputError(f"file {file!r} {fault}; give the path of an article, or - for stdin")
