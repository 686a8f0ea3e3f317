"""The local engine: processes that share the tasks, watched for time, memory and death.

Each worker holds one task, and a second one only where both are short, so that a worker never
stands idle while this process writes, and no short article waits behind a long one. Nothing else
is read ahead, so memory does not grow with the archive. Every worker computes on one thread:
N workers then do not fight for the cores, and results do not depend on N.
"""

import os
import time
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import wait

from claimx.batch.held import Held, describe_exit
from claimx.batch.outcome import Failed, Job, Outcome, Task
from claimx.batch.worker import READY, serve
from claimx.errors import ClaimxError, RunError

# Set while workers start. The seed of hashes makes the order of sets the same in each.
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "PYTHONHASHSEED": "0",
}
SHORT = 20_000  # characters or bytes: about a second of work
LOOK_SECONDS = 0.5
MOST_FAILED_STARTS = 3
MEGABYTE = 2**20


class Pool:
    """An engine of `job.workers` processes of this machine; call it with tasks."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.workers: list[Held] = []
        self.waiting: deque[Task] = deque()
        self.failed_starts = 0
        self.looked = 0.0

    def __call__(self, tasks: Iterator[Task]) -> Generator[Outcome, None, None]:
        """Outcomes in the order in which they come; workers end when the generator does.

        Raises:
            ModelError, InputError: where the pipeline cannot be loaded.
            RunError: where workers die again and again before they have loaded it.
        """
        try:
            while self._feed(tasks):
                yield from self._collect()
                yield from self._watch()
        finally:
            for worker in self.workers:
                worker.end()
            self.workers.clear()

    def _feed(self, tasks: Iterator[Task]) -> bool:
        """Give tasks to all who have room; whether anything is left to wait for."""
        while True:
            if not self.waiting:
                task = next(tasks, None)
                if task is None:
                    break
                self.waiting.append(task)
            worker = self._with_room(self.waiting[0])
            if worker is None:
                break
            worker.give(self.waiting.popleft(), self.job.document_timeout)
        return bool(self.waiting) or any(worker.tasks for worker in self.workers)

    def _with_room(self, task: Task) -> Held | None:
        for worker in self.workers:
            if not worker.tasks:
                return worker
        if len(self.workers) < self.job.workers:
            self.workers.append(self._start())
            return self.workers[-1]
        if _is_short(task):
            for worker in self.workers:
                if worker.ready and len(worker.tasks) == 1 and _is_short(worker.tasks[0]):
                    return worker
        return None

    def _start(self) -> Held:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=serve, args=(theirs, self.job.load, self.job.keep_text), daemon=True
        )
        with _environment():
            process.start()
        theirs.close()
        return Held(process, ours)

    def _collect(self) -> Iterator[Outcome]:
        """What workers have sent, waiting for it a moment."""
        by_connection: dict[object, Held] = {worker.connection: worker for worker in self.workers}
        for connection in wait([worker.connection for worker in self.workers], LOOK_SECONDS):
            worker = by_connection[connection]
            try:
                message = worker.connection.recv()
            except (EOFError, OSError):
                yield from self._replace(worker)
                continue
            if isinstance(message, ClaimxError):
                raise message
            if message == READY:
                self.failed_starts = 0
                worker.become_ready(self.job.document_timeout)
            else:
                worker.finish(self.job.document_timeout)
                yield message

    def _watch(self) -> Iterator[Outcome]:
        """Stop the documents that take too long or too much memory."""
        now = time.monotonic()
        if now - self.looked < LOOK_SECONDS:
            return
        self.looked = now
        for worker in list(self.workers):
            if not worker.ready or not worker.tasks or worker.connection.poll():
                continue
            if now > worker.deadline:
                reason = f"not finished after {self.job.document_timeout:g} seconds"
                yield from self._replace(worker, Failed("timeout", reason))
            elif worker.memory() > self.job.memory_limit * MEGABYTE:
                reason = f"its worker took more than {self.job.memory_limit} MB of memory"
                yield from self._replace(worker, Failed("memory", reason))

    def _replace(self, worker: Held, failed: Failed | None = None) -> Iterator[Outcome]:
        """End a worker: what it was reading has failed, what it had not begun waits again."""
        seconds = worker.seconds()
        if failed is None:
            worker.await_end()  # It has ended or is about to: its own exit code is the reason.
        worker.end()
        self.workers.remove(worker)
        tasks = list(worker.tasks)
        if worker.ready and worker.begun and tasks:
            reason = failed or Failed("died", describe_exit(worker.process.exitcode))
            yield Outcome(tasks.pop(0).position, seconds, failed=reason)
        elif not worker.ready:
            self.failed_starts += 1
            if self.failed_starts >= MOST_FAILED_STARTS:
                raise RunError(
                    f"{MOST_FAILED_STARTS} workers in a row ended before they had loaded the "
                    f"pipeline ({describe_exit(worker.process.exitcode)}); see what they printed "
                    "above, or give fewer --workers where memory is short, then start again"
                )
        self.waiting.extendleft(reversed(tasks))


def _is_short(task: Task) -> bool:
    return len(task.input.data) <= SHORT


@contextmanager
def _environment() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in ENVIRONMENT}
    os.environ.update(ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
