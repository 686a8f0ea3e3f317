"""Settings of an extractor as the command line gives them: a TOML file and `--set KEY=VALUE`."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from claimx.errors import InputError

# Options that several commands share.
ExtractorName = Annotated[str, typer.Option("--extractor", help="See: claimx types --extractors")]
SettingsFile = Annotated[
    Path | None,
    typer.Option("--extractor-config", help="A TOML file with settings of the extractor."),
]
Assignments = Annotated[
    list[str] | None,
    typer.Option(
        "--set", help="One setting of the extractor; may be repeated.", metavar="KEY=VALUE"
    ),
]


def read_settings(config: Path | None, assignments: Iterable[str]) -> dict[str, Any]:
    """The settings of a file, overridden by single assignments.

    A value is read as TOML (`0.4`, `true`, `"text"`) and taken as plain text where it is none,
    so that a path needs no quotation marks. Paths are relative to the working directory.

    Raises:
        InputError: for a file that cannot be read, or an assignment without `=`. Values never
            stand in the message.
    """
    settings: dict[str, Any] = {}
    if config is not None:
        try:
            settings.update(tomllib.loads(config.read_text("utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise InputError(
                f"settings file {str(config)!r} cannot be read as TOML "
                f"({getattr(error, 'strerror', None) or error})"
            ) from error
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals or not key.strip():
            raise InputError(f"--set {key!r} has no '='; expected --set KEY=VALUE")
        settings[key.strip()] = _value(value.strip())
    return settings


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
