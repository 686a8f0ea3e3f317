"""One article through the pipeline: a task goes in, an outcome comes out, whatever happens.

Every engine (processes of this machine, a cluster) sends `Task` and gets `Outcome` back, and both
can be pickled.
"""

import time
import traceback
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

from claimx.batch.inputs import Input
from claimx.claim import Document
from claimx.errors import ClaimxError
from claimx.wire import document_to_lines, without_text

# Reads one input; `load` makes one in each worker and must be picklable.
ArticleReader = Callable[[Input], Document]
LoadReader = Callable[[], ArticleReader]

REFUSED = "refused"
EXCEPTION = "exception"


@dataclass(frozen=True, slots=True)
class Task:
    """An article to be read, and its place in the order of the run."""

    position: int
    input: Input


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no document.

    `kind` is one of those that `tables.toml` lists for errors; `reason` is a sentence, and
    `detail` where in the program it happened, where that is known.
    """

    kind: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: wire lines in UTF-8, or a failure; and how long it took."""

    position: int
    seconds: float
    lines: bytes = b""
    failed: Failed | None = None


# Takes tasks one by one as it has room for them, gives outcomes in any order, and ends its workers
# when it is closed.
Engine = Callable[[Iterator[Task]], Generator[Outcome, None, None]]


@dataclass(frozen=True, slots=True)
class Job:
    """What an engine needs to know.

    Attributes:
        load: makes the reader, once in each worker.
        keep_text: whether documents carry their text.
        workers: how many read at the same time.
        document_timeout: seconds after which a document is given up.
        memory_limit: megabytes of a worker above which its document is given up.
    """

    load: LoadReader
    keep_text: bool
    workers: int
    document_timeout: float
    memory_limit: int


def process(reader: ArticleReader, task: Task, *, keep_text: bool) -> Outcome:
    """Read the article of a task; a fault of any kind becomes the outcome's failure."""
    begun = time.perf_counter()
    lines, failed = b"", None
    try:
        document = reader(task.input)
        if not keep_text:
            document = without_text(document)
        text = "".join(f"{line}\n" for line in document_to_lines(document))
        lines = text.encode("utf-8", "surrogatepass")
    except ClaimxError as error:
        failed = Failed(REFUSED, str(error))
    except Exception as error:
        failed = _exception(error)
    return Outcome(task.position, time.perf_counter() - begun, lines, failed)


def _exception(error: Exception) -> Failed:
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].name}, line {frames[-1].lineno}" if frames else ""
    message = str(error).strip() or "no message"
    return Failed(EXCEPTION, f"{type(error).__name__}: {message}", place)
