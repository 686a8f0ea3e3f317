"""Runs a worker to its end, and ends it where it hangs.

There is a limit for loading, one for each step after that, and one for the whole cell.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from claimx.bench import events
from claimx.bench.events import Event, EventReader

POLL_S = 0.05
WORDS_OF_STDERR = 200
FINISHED, HUNG, KILLED, OUT_OF_TIME = "finished", "hung", "killed", "out of time"


@dataclass(frozen=True)
class Attended:
    """What a worker told before it ended, and how it ended.

    Attributes:
        events: in order.
        ending: `finished`, `hung`, `killed` (it died by itself) or `out of time`.
        reason: one line for a person; empty where it finished.
    """

    events: tuple[Event, ...]
    ending: str
    reason: str

    def of(self, *kinds: str) -> list[Event]:
        """The events of some kinds, in order."""
        return [event for event in self.events if event["event"] in kinds]

    @property
    def in_hand(self) -> str | None:
        """The document that was begun and not ended, or None."""
        begun: str | None = None
        for event in self.events:
            if event["event"] == events.BEGUN:
                begun = event["doc"]
            elif event["event"] in events.ENDED:
                begun = None
        return begun


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that a worker may take: to load, between two events after that, and `until` when.

    `until` is a moment of `time.monotonic()`.
    """

    load_s: float
    step_s: float
    until: float


def attend(
    command: Sequence[str],
    events_file: Path,
    limits: Limits,
    *,
    environment: Mapping[str, str] | None = None,
    watch: Callable[[Event], None] = lambda _: None,
) -> Attended:
    """Run a worker until it ends, or end it.

    Args:
        command: the program and its arguments.
        events_file: where it writes its events.
        limits: after which it is ended, with every process that it started.
        environment: of the worker; None for ours.
        watch: is told each event.
    """
    told: list[Event] = []
    read_new = EventReader(events_file)
    errors = events_file.with_suffix(".stderr")
    with errors.open("wb") as stderr:
        process = subprocess.Popen(
            command,
            # Held open while we live: a worker that sees its end has lost us and ends too.
            stdin=subprocess.PIPE,
            stdout=stderr,
            stderr=stderr,
            env=dict(environment) if environment is not None else None,
            start_new_session=True,
        )
        ending = FINISHED
        try:
            last, limit = time.monotonic(), limits.load_s
            while ending == FINISHED and not _ended(process):
                for event in read_new():
                    told.append(event)
                    watch(event)
                    last, limit = time.monotonic(), limits.step_s
                now = time.monotonic()
                if now > limits.until:
                    ending = OUT_OF_TIME
                elif now - last > limit:
                    ending = HUNG
        finally:
            end(process)
    for event in read_new():
        told.append(event)
        watch(event)
    if ending != FINISHED:
        step = "while loading" if not told else f"for more than {limit:g} s"
        why = f"it hung {step}" if ending == HUNG else "the time of the cell was used up"
        return Attended(tuple(told), ending, f"{why}; its process was ended")
    if told and told[-1]["event"] in (events.DONE, events.UNLOADABLE):
        return Attended(tuple(told), FINISHED, "")
    return Attended(tuple(told), KILLED, _how_it_died(process.returncode, errors))


def _ended(process: "subprocess.Popen[bytes]") -> bool:
    try:
        process.wait(timeout=POLL_S)
    except subprocess.TimeoutExpired:
        return False
    return True


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a worker and whatever it started; does nothing to a process that is gone."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()
    if process.stdin is not None:
        process.stdin.close()


def _how_it_died(code: int, errors: Path) -> str:
    how = f"exit code {code}"
    if code < 0:
        try:
            how = signal.Signals(-code).name
        except ValueError:
            how = f"signal {-code}"
    lines = errors.read_text("utf-8", "replace").strip().splitlines()
    last = f": {lines[-1].strip()[:WORDS_OF_STDERR]}" if lines else ""
    return f"its process ended with {how}{last}"


def worker_command(job_file: Path) -> list[str]:
    """The command that does a job."""
    return [sys.executable, "-m", "claimx.bench.worker", str(job_file)]


def worker_environment(threads: int) -> dict[str, str]:
    """Our environment with a number of threads, a fixed hash seed, and model hubs kept offline."""
    limits = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
    return {
        **os.environ,
        **dict.fromkeys(limits, str(threads)),
        "PYTHONHASHSEED": "0",
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
    }
