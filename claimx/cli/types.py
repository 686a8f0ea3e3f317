"""`claimx types`: the vocabulary: types, roles and labels, with definitions and crosswalks."""

import json
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from claimx.errors import InputError
from claimx.schema import ClaimType, Vocabulary, load_vocabulary

FORMATS = ("table", "json")
LABEL_WIDTH = 8
ROLE_WIDTH = 13


def types_command(
    output: Annotated[
        str,
        typer.Option("--format", help="table to read, or json.", metavar="|".join(FORMATS)),
    ] = "table",
    extractors: Annotated[
        bool, typer.Option("--extractors", help="List the registered extractors instead.")
    ] = False,
) -> None:
    """Print the vocabulary: types, roles, labels."""
    if output not in FORMATS:
        raise InputError(f"format {output!r} is unknown; expected one of: {', '.join(FORMATS)}")
    if extractors:
        from claimx.extract.registry import extractor_names

        names = extractor_names()
        typer.echo(json.dumps(names) if output == "json" else "\n".join(names))
    elif output == "json":
        text = json.dumps(vocabulary_to_dict(load_vocabulary()), indent=2, ensure_ascii=False)
        sys.stdout.buffer.write(text.encode() + b"\n")
    else:
        print_vocabulary(load_vocabulary())


def vocabulary_to_dict(vocabulary: Vocabulary) -> dict[str, Any]:
    """The vocabulary as a JSON object."""
    return {
        "types": [_type_to_dict(kind) for kind in vocabulary.types.values()],
        "roles": dict(vocabulary.roles),
        "labels": {name: dict(entries) for name, entries in vocabulary.labels.items()},
    }


def _type_to_dict(kind: ClaimType) -> dict[str, Any]:
    return {
        "name": kind.name,
        "definition": kind.definition,
        "not": kind.excludes,
        "example": kind.example,
        "example_trigger": kind.example_trigger,
        "core_roles": list(kind.core_roles),
        "crosswalk": dict(kind.crosswalk),
    }


def print_vocabulary(vocabulary: Vocabulary) -> None:
    """Print types, roles and labels with their definitions, for a person."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    from claimx.cli.table import make_console, print_plainly, two_columns

    console = make_console()
    for kind in vocabulary.types.values():
        rows = two_columns(LABEL_WIDTH)
        for label, value in _type_rows(kind):
            rows.add_row(label, Text(value))
        name = Text(kind.name, style="bold red")
        print_plainly(console, Group(name, Padding(rows, (0, 0, 1, 2))))
    for title, entries in (("roles", vocabulary.roles), *vocabulary.labels.items()):
        rows = two_columns(ROLE_WIDTH)
        for entry, definition in entries.items():
            rows.add_row(entry, Text(definition))
        name = Text(title.replace("_", " "), style="bold")
        print_plainly(console, Group(name, Padding(rows, (0, 0, 1, 2))))


def _type_rows(kind: ClaimType) -> Iterator[tuple[str, str]]:
    yield "is", kind.definition
    if kind.excludes:
        yield "is not", kind.excludes
    yield "example", kind.example.replace(kind.example_trigger, f"**{kind.example_trigger}**", 1)
    yield "roles", ", ".join(kind.core_roles)
    yield "maps to", "; ".join(f"{name} {code}" for name, code in kind.crosswalk.items() if code)
