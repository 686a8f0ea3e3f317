"""Articles and their claims as pandas frames, which Ray and Spark move between machines.

On every machine the articles of a frame go through a `Pool` of one worker, so that time, memory
and death are watched on a cluster as they are on a laptop, and the lines are the same.
"""

import atexit
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from claimx.batch.configuration import reader_of
from claimx.batch.inputs import Input
from claimx.batch.options import BatchOptions
from claimx.batch.outcome import Failed, Job, Outcome, Task
from claimx.batch.pool import Pool
from claimx.errors import ClaimxError, InputError

if TYPE_CHECKING:
    from pandas import DataFrame

METADATA = ("title", "published", "source")
INPUT_COLUMNS = ("id", "text", *METADATA)
OUTPUT_COLUMNS = ("id", "lines", "seconds", "kind", "reason", "detail")
# The frame of results for Spark's `mapInPandas`.
SCHEMA = "id string, lines string, seconds double, kind string, reason string, detail string"
ROWS_AT_ONCE = 64

FrameReader = Callable[[Iterator["DataFrame"]], Iterator["DataFrame"]]


def make_frame_reader(options: BatchOptions | None = None) -> FrameReader:
    """What turns frames of articles into frames of claims; give it to Spark's `mapInPandas`.

    The articles' frame has the columns `id` and `text` (strings, or bytes as found in a file),
    and may have `title`, `published` and `source`. The claims' frame has a row for each article:
    `id`; `lines`, its wire lines joined by line ends (`claimx.wire`), or null where it failed;
    `seconds`; and for a failure `kind`, `reason` and `detail` as in the table of errors.

    Args:
        options: extractor, `keep_text`, `document_timeout` and `memory_limit` are heeded.

    Returns:
        A function that can be pickled. It raises InputError for a frame without those columns,
        and ModelError where the pipeline cannot be loaded.
    """
    options = options or BatchOptions()
    job = Job(
        reader_of(options),
        options.keep_text,
        1,
        options.document_timeout,
        options.memory_limit,
    )
    return partial(read_frames, job)


def read_frames(job: Job, frames: Iterator["DataFrame"]) -> Iterator["DataFrame"]:
    """A frame of claims for every 64 rows of the frames of articles, in their order."""
    for frame in frames:
        for start in range(0, len(frame), ROWS_AT_ONCE):
            yield read_frame(job, frame.iloc[start : start + ROWS_AT_ONCE])


def read_frame(job: Job, frame: "DataFrame") -> "DataFrame":
    """The claims of a frame of articles; see `make_frame_reader`."""
    inputs = list(_inputs(frame))
    tasks = [Task(number, found) for number, found in enumerate(inputs) if found.data]
    outcomes = {outcome.position: outcome for outcome in _kept_pool(job).read(tasks)}
    empty = Failed("unreadable", "it has no text: column 'text' is empty")
    return to_frame(
        (found.id, outcomes.get(number) or Outcome(number, 0.0, failed=empty))
        for number, found in enumerate(inputs)
    )


def from_inputs(inputs: Sequence[Input]) -> "DataFrame":
    """The frame of articles that holds these inputs."""
    from pandas import DataFrame

    rows = [[it.id, it.data, it.title, it.published, it.source] for it in inputs]
    # As objects: neither bytes nor lone surrogates fit into a column of strings.
    return DataFrame(rows, columns=list(INPUT_COLUMNS), dtype=object)


def to_frame(outcomes: Iterator[tuple[str, Outcome]]) -> "DataFrame":
    """The frame of claims that holds these outcomes of ids."""
    from pandas import DataFrame

    return DataFrame([_row(*pair) for pair in outcomes], columns=list(OUTPUT_COLUMNS), dtype=object)


def _row(name: str, outcome: Outcome) -> list[Any]:
    if outcome.failed is None:
        return [name, outcome.lines.decode().rstrip("\n"), outcome.seconds, None, None, None]
    failed = outcome.failed
    return [name, None, outcome.seconds, failed.kind, failed.reason, failed.detail]


def to_outcome(row: Any, position: int) -> Outcome:
    """The outcome that a row of a claims' frame (a named tuple) holds."""
    if not isinstance(row.lines, str):
        return Outcome(position, row.seconds, failed=Failed(row.kind, row.reason, row.detail))
    return Outcome(position, row.seconds, f"{row.lines}\n".encode())


def _inputs(frame: "DataFrame") -> Iterator[Input]:
    missing = [name for name in ("id", "text") if name not in frame.columns]
    if missing:
        raise InputError(
            f"the frame has no column {missing[0]!r}; its columns are: "
            f"{', '.join(map(repr, frame.columns)) or 'none'}; rename the one that holds it"
        )
    absent = [None] * len(frame)
    columns = [frame[name] if name in frame.columns else absent for name in INPUT_COLUMNS]
    for name, text, *metadata in zip(*columns, strict=True):
        title, published, source = (it if isinstance(it, str) else None for it in metadata)
        data = text if isinstance(text, str | bytes) else ""
        yield Input(str(name), data, title, published, source)


class _KeptPool:
    """A pool whose worker stays loaded from one call to the next.

    The pool asks this for tasks. It is told "none" at the end of each call, but is never asked
    again before the next call has brought more, since exactly one outcome a task is taken.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._begin()

    def _begin(self) -> None:
        self._tasks: deque[Task] = deque()
        self._outcomes = Pool(self._job)(self)

    def __iter__(self) -> Iterator[Task]:
        return self

    def __next__(self) -> Task:
        if not self._tasks:
            raise StopIteration
        return self._tasks.popleft()

    def read(self, tasks: Sequence[Task]) -> list[Outcome]:
        """The outcomes of tasks, in the order in which they come."""
        self._tasks.extend(tasks)
        try:
            return list(islice(self._outcomes, len(tasks)))
        except ClaimxError:
            # The pool has ended: the next call begins with another, and is told the same.
            self._begin()
            raise

    def end(self) -> None:
        """End the worker."""
        self._outcomes.close()


_kept: dict[bytes, _KeptPool] = {}


def _kept_pool(job: Job) -> _KeptPool:
    """The one pool that this process keeps, made anew for another job."""
    # Each call brings a job of its own; what tells whether it is the same is its content.
    content = pickle.dumps(replace(job, workers=1))
    if content not in _kept:
        _end_pools()
        _kept[content] = _KeptPool(pickle.loads(content))
    return _kept[content]


@atexit.register
def _end_pools() -> None:
    while _kept:
        _kept.popitem()[1].end()
