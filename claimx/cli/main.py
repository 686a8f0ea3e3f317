"""The `claimx` program: its commands, and how they end.

Results go to stdout; warnings and errors to stderr, an error in one sentence with exit code 2.
"""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from claimx import __version__
from claimx.cli.batch import batch_command
from claimx.cli.bench import app as bench_app
from claimx.cli.case import case_command
from claimx.cli.corpus import app as corpus_app
from claimx.cli.evaluate import evaluate_command
from claimx.cli.export import export_command
from claimx.cli.extract import extract_command
from claimx.cli.kb import app as kb_app
from claimx.cli.merge import merge_command
from claimx.cli.plot import plot_command
from claimx.cli.report import report_command
from claimx.cli.review import app as review_app
from claimx.cli.show import show_command
from claimx.cli.train import train_command
from claimx.cli.types import types_command
from claimx.cli.verify import verify_command
from claimx.errors import ClaimxError

FAULT = 2
INTERRUPTED = 130

app = typer.Typer(
    name="claimx",
    help="From news about repression to claims, each with the exact characters that prove it.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("extract")(extract_command)
app.command("batch")(batch_command)
app.command("show")(show_command)
app.command("report")(report_command)
app.command("plot")(plot_command)
app.command("export")(export_command)
app.command("verify")(verify_command)
app.command("types")(types_command)
app.command("evaluate")(evaluate_command)
app.command("train")(train_command)
app.command("merge")(merge_command)
app.command("case")(case_command)
app.add_typer(corpus_app, name="corpus")
app.add_typer(kb_app, name="kb")
app.add_typer(bench_app, name="bench")
app.add_typer(review_app, name="review")


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """From news about repression to claims, each with the exact characters that prove it."""
    if version:
        typer.echo(f"claimx {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and exit; `arguments` default to those of the process."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: 0, or 2 for anything that it cannot do."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets an escape, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = app(args=None if arguments is None else list(arguments), standalone_mode=False)
        sys.stdout.flush()
    except ClaimxError as error:
        return _complain(str(error))
    except BrokenPipeError:
        # The reader has gone (`| head`); keep Python from complaining about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:
        message = getattr(error, "format_message", None)  # of every usage error of typer
        if message is None:
            raise
        return _complain(f"{str(message()).rstrip('.')}; see: claimx --help")
    return code if isinstance(code, int) else 0


def _complain(message: str) -> int:
    sys.stderr.write(f"claimx: {' '.join(message.split())}\n")
    return FAULT
