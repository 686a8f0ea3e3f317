"""`claimx evaluate`: an extractor against a labelled corpus."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from claimx.cli.settings import ExtractorName
from claimx.errors import InputError
from claimx.extract.registry import DEFAULT_EXTRACTOR


def evaluate_command(
    corpus: Annotated[
        str, typer.Option(help="A bundled corpus, or a folder with text/ and claims/.")
    ] = "repression-en",
    split: Annotated[
        str | None,
        typer.Option(
            help="train, dev or test; default: dev where the corpus has splits, else all."
        ),
    ] = None,
    extractor: ExtractorName = DEFAULT_EXTRACTOR,
    out: Annotated[
        Path | None, typer.Option(help="Write the stamped result here, as JSON.", metavar="FILE")
    ] = None,
    errors: Annotated[
        Path | None, typer.Option(help="Write the error browser here, as HTML.", metavar="FILE")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of bootstrap and permutations.")] = 0,
) -> None:
    """Score an extractor on a labelled corpus, beside the baselines."""
    for path in (out, errors):
        check_writable(path)
    from claimx.corpus.load import default_split, load
    from claimx.scoring.evaluation import evaluate
    from claimx.scoring.report import make_report

    gold = load(corpus, split or default_split(corpus))
    done = evaluate(gold, extractor, seed=seed, progress=Progress(len(gold)))
    from rich.console import Console

    # A pipe has no width; give it enough that no figure is cut.
    console = Console() if sys.stdout.isatty() else Console(width=140)
    console.print(make_report(done), highlight=False, markup=False)
    if out is not None:
        from claimx.scoring.result import to_result

        out.write_text(json.dumps(to_result(done), indent=1) + "\n", "utf-8")
    if errors is not None:
        from claimx.scoring.browser import make_browser

        errors.write_text(make_browser(done), "utf-8", errors="backslashreplace")


def check_writable(path: Path | None) -> None:
    """Refuse a path whose folder is missing before any work is done.

    Raises:
        InputError: where the folder does not exist or `path` is itself a folder.
    """
    if path is None:
        return
    if path.is_dir() or not path.parent.is_dir():
        fault = "is a folder" if path.is_dir() else "lies in no folder that exists"
        raise InputError(f"output {str(path)!r} {fault}; give the path of a file in a folder")


class Progress:
    """Shows on a terminal which document is being read; says nothing elsewhere."""

    def __init__(self, total: int) -> None:
        self.total, self.done = total, 0

    def __call__(self, doc_id: str) -> None:
        """Show that this document is being read."""
        self.done += 1
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[2K{self.done}/{self.total} {doc_id}")
            if self.done == self.total:
                sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
