"""`claimx bench`: extractors side by side on labelled corpora."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from claimx.cli.bench_tasks import hrdsattack_command, muc4_command

FAULTY = 1
app = typer.Typer(
    help="Which extractor to trust, at what cost: extractors side by side, and public tasks.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
# The public tasks; their commands are in claimx/cli/bench_tasks.py.
app.command("hrdsattack")(hrdsattack_command)
app.command("muc4")(muc4_command)


@app.command("run")
def run_command(
    config: Annotated[
        Path, typer.Argument(metavar="CONFIG", help="A bench's TOML file: extractors and corpora.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(help="A folder for results; default: bench/<name of CONFIG>.", metavar="DIR"),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Keep the finished cells of DIR that still hold.")
    ] = False,
    no_speed: Annotated[
        bool, typer.Option("--no-speed", help="Measure quality and memory only.")
    ] = False,
) -> None:
    """Run every extractor of a bench on every corpus; exit 1 where any could not be run."""
    from claimx.bench.config import read_definition
    from claimx.bench.pages import write_pages
    from claimx.bench.run import Listener, run_bench

    definition = read_definition(config)
    if no_speed:
        conditions = replace(definition.conditions, speed_runs=0)
        definition = replace(definition, conditions=conditions)
    folder = out if out is not None else Path("bench") / definition.name
    shown = Shown()
    command = ["claimx", "bench", "run", str(config)]
    command += [word for word, given in (("--no-speed", no_speed), ("--resume", resume)) if given]
    result = run_bench(
        definition,
        folder,
        resume=resume,
        command=command,
        listener=Listener(shown.say, shown.step),
    )
    for path in write_pages(result, folder):
        typer.echo(str(path))
    if any(cell["state"] != "finished" for cell in result["cells"]):
        raise typer.Exit(FAULTY)


@app.command("report")
def report_command(
    result: Annotated[
        Path, typer.Argument(metavar="RESULT", help="A result.json of a bench, or its folder.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(help="Write leaderboard.md and leaderboard.html here.", metavar="DIR"),
    ] = None,
) -> None:
    """Print the leaderboard of a recorded result as Markdown, or write it as files."""
    from claimx.bench.pages import make_markdown, write_pages
    from claimx.bench.store import read_result
    from claimx.errors import InputError

    content = read_result(result)
    if out is None:
        typer.echo(make_markdown(content))
        return
    if not out.is_dir():
        raise InputError(f"{str(out)!r} is no folder; make it first")
    for path in write_pages(content, out):
        typer.echo(str(path))


class Shown:
    """Says on stderr how the bench goes; the document in hand only on a terminal."""

    def __init__(self) -> None:
        self.live = sys.stderr.isatty()

    def say(self, line: str) -> None:
        """A line that stays."""
        sys.stderr.write(f"\r\x1b[2K{line}\n" if self.live else f"{line}\n")
        sys.stderr.flush()

    def step(self, label: str, doc_id: str) -> None:
        """A line that the next one replaces."""
        if self.live:
            sys.stderr.write(f"\r\x1b[2K{label}: {doc_id}")
            sys.stderr.flush()
