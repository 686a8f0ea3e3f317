"""A run over an archive: read, work, note, write; stopped at any moment, it goes on from there."""

import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

from claimx.batch.configuration import describe, reader_of
from claimx.batch.engines import make_engine
from claimx.batch.folder import BatchFolder
from claimx.batch.inputs import Failure, Input, SourceOptions
from claimx.batch.intake import Intake
from claimx.batch.ledger import DONE, FAILED
from claimx.batch.options import BatchOptions, Summary
from claimx.batch.outcome import Job, LoadReader, Outcome
from claimx.batch.progress import PlainProgress, make_progress
from claimx.batch.readers import open_sources
from claimx.errors import ClaimxError, RunError


def run_batch(
    sources: Sequence[str | Path],
    out: str | Path,
    options: BatchOptions | None = None,
    *,
    load: LoadReader | None = None,
) -> Summary:
    """Read every article of the sources and write their documents to a folder.

    Start it again with the same arguments after it was stopped, for whatever reason: what is
    finished is not done again, and the output is the same as that of one run.

    Args:
        sources: files and folders that `claimx.batch.readers` can read; `-` for stdin.
        out: the folder to write, laid out as `claimx.archive` says; made where it is missing.
        options: see `BatchOptions`.
        load: makes a reader of your own in each worker, in place of the pipeline: a function of
            a module, which takes nothing and returns a callable from `Input` to `Document`.

    Returns:
        What was done. A bad article is no error of the run: it is in the table of errors.

    Raises:
        InputError: for options, sources or an output folder that cannot be used.
        ModelError: where the pipeline cannot be loaded.
        RunError: where another run works on the folder, the folder was made with another
            configuration, something in it is damaged, or it cannot be written. What was
            finished before stays.
    """
    options = options or BatchOptions()
    begun = time.monotonic()
    names = [str(source) for source in sources]
    how = replace(options.sources, exclude=Path(out).resolve())
    job = Job(
        load or reader_of(options),
        options.keep_text,
        options.workers,
        options.document_timeout,
        options.memory_limit,
    )
    engine = make_engine(options.engine, job)
    folder = BatchFolder(Path(out), describe(options, load), redo=options.redo)
    with closing(folder), make_progress() as progress:
        if options.retry:
            folder.ledger.forget_failures()
        intake = Intake(folder.ledger, progress)
        if all(Path(name).is_file() or Path(name).is_dir() for name in names):
            _count_aside(names, how, options.limit, progress)
        found = islice(_read(names, how), options.limit)
        outcomes = engine(intake.tasks(found, strict=options.strict))
        done, failed = _work(outcomes, folder, intake, progress, strict=options.strict)
        failed += intake.failed
        folder.complete()
        ledger = folder.ledger
        return Summary(
            done,
            failed,
            intake.skipped,
            documents=ledger.count(DONE),
            errors=ledger.count(FAILED),
            seconds=time.monotonic() - begun,
            stopped=options.strict and failed > 0,
        )


def _work(
    outcomes: Generator[Outcome, None, None],
    folder: BatchFolder,
    intake: Intake,
    progress: PlainProgress,
    *,
    strict: bool,
) -> tuple[int, int]:
    """Note each outcome and write the parts that fill; how many are done and have failed."""
    done = failed = 0
    with closing(outcomes):
        for outcome in outcomes:
            folder.ledger.finish(outcome)
            intake.answered(outcome.position)
            done, failed = done + (outcome.failed is None), failed + (outcome.failed is not None)
            progress.advance(done=outcome.failed is None, failed=outcome.failed is not None)
            folder.seal(intake.settled_before())
            if strict and failed:
                break
    return done, failed


def _read(sources: Sequence[str], how: SourceOptions) -> Iterator[Input | Failure]:
    try:
        yield from open_sources(sources, how)
    except OSError as error:
        raise RunError(
            f"the sources cannot be read further ({error}); what was finished stays: mend that, "
            "then start the same command again"
        ) from error


def _count_aside(
    sources: Sequence[str], how: SourceOptions, limit: int | None, progress: PlainProgress
) -> None:
    """Count the inputs while the run has begun, so that it can tell the time that is left.

    Only for what can be read twice, which stdin and pipes cannot.
    """

    def count() -> None:
        # A fault of a source is told by the run itself.
        with suppress(ClaimxError, OSError):
            progress.set_total(sum(1 for _ in islice(open_sources(sources, how), limit)))

    threading.Thread(target=count, daemon=True).start()
