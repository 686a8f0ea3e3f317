"""The cluster engine: Ray Data spreads the articles, each node reads its own (`frames`)."""

import logging
import os
from collections.abc import Generator, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from claimx.batch.frames import from_inputs, read_frame, to_outcome
from claimx.batch.outcome import Job, Outcome, Task
from claimx.errors import ClaimxError, MissingExtraError, RunError

# Articles in a block, which one task of Ray reads, and blocks for each worker in a round.
BLOCK = 32
BLOCKS_A_WORKER = 8
# Set before Ray starts: by default it reports its use over the network.
ENVIRONMENT = {"RAY_USAGE_STATS_ENABLED": "0"}
ADDRESS = "RAY_ADDRESS"


class RayEngine:
    """An engine of `job.workers` tasks at the same time on a Ray cluster; call it with tasks.

    The cluster is the one that this process is connected to (`ray.init`), or that `RAY_ADDRESS`
    names; else one is started on this machine for as long as the engine works. claimx must be
    installed on every node, in the same version. The articles are read on this machine and go to
    the nodes in rounds, so that memory does not grow with the archive.

    Raises:
        MissingExtraError: where Ray is not installed.
    """

    def __init__(self, job: Job) -> None:
        try:
            import ray.data  # noqa: F401
        except ImportError as error:
            raise MissingExtraError(
                'the engine "ray" needs Ray Data, which is not installed; pip install "claimx[ray]"'
            ) from error
        self.job = job

    def __call__(self, tasks: Iterator[Task]) -> Generator[Outcome, None, None]:
        """Outcomes, round by round.

        Raises:
            ModelError, InputError: where a node cannot load the pipeline.
            RunError: where the cluster cannot be reached or gives up.
        """
        import ray

        started = _connect(self.job.workers)
        try:
            while chunk := list(islice(tasks, self.job.workers * BLOCKS_A_WORKER * BLOCK)):
                yield from self._read(chunk)
        except ray.exceptions.RayError as error:
            cause = getattr(error, "cause", None)
            if isinstance(cause, ClaimxError):
                raise cause from error
            raise RunError(
                f"the Ray cluster gave up ({str(error).strip().splitlines()[-1]}); what was "
                "finished stays: mend that, then start the same command again"
            ) from error
        finally:
            if started:
                ray.shutdown()

    def _read(self, tasks: list[Task]) -> Iterator[Outcome]:
        import ray

        frames = [
            from_inputs([task.input for task in tasks[start : start + size]])
            for size in [self._block_size(len(tasks))]
            for start in range(0, len(tasks), size)
        ]
        results = ray.data.from_pandas(frames).map_batches(
            partial(read_frame, self.job),
            batch_size=None,
            batch_format="pandas",
            num_cpus=1,
            compute=ray.data.TaskPoolStrategy(size=self.job.workers),
        )
        finished: Iterable[Any] = results.iter_batches(batch_size=None, batch_format="pandas")
        positions = {task.input.id: task.position for task in tasks}
        for frame in finished:
            for row in frame.itertuples(index=False):
                yield to_outcome(row, positions[row.id])

    def _block_size(self, count: int) -> int:
        """So few that every worker gets some, and at most `BLOCK`."""
        return max(1, min(BLOCK, count // self.job.workers))


def _connect(workers: int) -> bool:
    """Connect to the cluster; whether one was started for it on this machine."""
    import ray

    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    if ray.is_initialized():
        return False
    os.environ.update(ENVIRONMENT)
    settings: dict[str, Any] = {"logging_level": logging.WARNING, "log_to_driver": False}
    if ADDRESS not in os.environ:
        settings |= {"num_cpus": workers, "include_dashboard": False}
    try:
        ray.init(**settings)
    except (OSError, RuntimeError, ValueError) as error:
        raise RunError(
            f"the Ray cluster cannot be reached or started ({error}); expected a running cluster "
            f"in {ADDRESS}, or none for one on this machine"
        ) from error
    return True
