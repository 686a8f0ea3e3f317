"""A worker process as the pool holds it: its connection, its tasks and its clock."""

import signal
import time
from collections import deque
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from claimx.batch.outcome import Task

WAIT_SECONDS = 2.0


class Held:
    """One worker.

    Attributes:
        process, connection: of the worker.
        tasks: given and not answered, the one that it reads first.
        ready: whether it has loaded; before that no task is sent.
        begun: whether its first task reached it.
        deadline: when (monotonic seconds) its first task must be answered.
    """

    def __init__(self, process: SpawnProcess, connection: "Connection") -> None:
        self.process = process
        self.connection = connection
        self.tasks: deque[Task] = deque()
        self.ready = False
        self.begun = False
        self.deadline = 0.0
        self._since = 0.0

    def give(self, task: Task, timeout: float) -> None:
        """Add a task; it is sent at once where the worker has loaded."""
        self.tasks.append(task)
        if self.ready:
            self._send(task, timeout)

    def become_ready(self, timeout: float) -> None:
        """It has loaded: send what was given before."""
        self.ready = True
        for task in self.tasks:
            self._send(task, timeout)

    def _send(self, task: Task, timeout: float) -> None:
        try:
            self.connection.send(task)
        except OSError:
            return  # It died while idle: the pool learns it from the connection's end.
        if task is self.tasks[0]:
            self.begun = True
            self._set_clock(timeout)

    def finish(self, timeout: float) -> None:
        """The first task was answered; the next one, if any, is being read from now on."""
        self.tasks.popleft()
        self.begun = bool(self.tasks)
        self._set_clock(timeout)

    def _set_clock(self, timeout: float) -> None:
        self._since = time.monotonic()
        self.deadline = self._since + timeout

    def seconds(self) -> float:
        """How long it has been reading its first task."""
        return time.monotonic() - self._since if self.begun else 0.0

    def memory(self) -> int:
        """Bytes of memory that it holds now; 0 where it has just ended."""
        import psutil

        try:
            return int(psutil.Process(self.process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def await_end(self) -> None:
        """Give it a moment to end by itself."""
        self.process.join(WAIT_SECONDS)

    def end(self) -> None:
        """Let it go: at once where it is reading or loading, else by closing the connection."""
        self.connection.close()
        if self.tasks or not self.ready:
            self.process.kill()
        self.await_end()
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def describe_exit(code: int | None) -> str:
    """How a process ended, for a person: by which signal or with which exit code."""
    if code is None or code >= 0:
        return f"its worker ended with exit code {code}"
    name = signal.Signals(-code).name
    hint = ", as the system does when memory runs out" if name == "SIGKILL" else ""
    return f"its worker was ended by {name}{hint}"
