"""How far a run is: a bar on a terminal, a line now and then where nobody is watching."""

import sys
import time
from types import TracebackType
from typing import TextIO

LINE_SECONDS = 30.0


class PlainProgress:
    """A line on stderr every `LINE_SECONDS`; use as a context manager."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.begun = self.told = time.monotonic()
        self.done = self.failed = self.skipped = 0
        self.total: int | None = None

    def __enter__(self) -> "PlainProgress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is left to be told: the summary follows."""

    def set_total(self, total: int | None) -> None:
        """How many inputs there are, once that is known."""
        self.total = total

    def advance(self, *, done: int = 0, failed: int = 0, skipped: int = 0) -> None:
        """So many more inputs are done, have failed, or were done by an earlier run."""
        self.done += done
        self.failed += failed
        self.skipped += skipped
        self.show()

    @property
    def rate(self) -> float:
        """Inputs a second in this run, those of earlier runs left out."""
        return (self.done + self.failed) / max(time.monotonic() - self.begun, 1e-3)

    @property
    def seen(self) -> int:
        """All inputs so far."""
        return self.done + self.failed + self.skipped

    def show(self) -> None:
        """Write a line where the last one is old enough."""
        now = time.monotonic()
        if now - self.told >= LINE_SECONDS:
            self.told = now
            self.stream.write(f"claimx: {self.line()}\n")
            self.stream.flush()

    def line(self) -> str:
        """The state in words: how many of how many, errors, rate, time left."""
        of = "" if self.total is None else f" of {self.total:,}"
        parts = [f"{self.seen:,}{of} done", _errors(self.failed), f"{self.rate:.1f} a second"]
        if self.total is not None and self.rate > 0:
            parts.append(f"about {duration(max(self.total - self.seen, 0) / self.rate)} left")
        return ", ".join(parts)


class BarProgress(PlainProgress):
    """A bar of rich on stderr."""

    def __init__(self, stream: TextIO | None = None) -> None:
        super().__init__(stream)
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self.bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            console=Console(file=self.stream),
            transient=True,
        )
        self.task = self.bar.add_task("", total=None)

    def __enter__(self) -> "BarProgress":
        self.bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away."""
        self.bar.stop()

    def show(self) -> None:
        """Draw the state."""
        words = self.line().partition(" done, ")[2]
        self.bar.update(self.task, completed=self.seen, total=self.total, description=words)


def make_progress() -> PlainProgress:
    """A bar where stderr is a terminal, else lines."""
    return BarProgress() if sys.stderr.isatty() else PlainProgress()


def duration(seconds: float) -> str:
    """Seconds as people say them: `40 s`, `12 min`, `3 h 05 min`."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


def _errors(count: int) -> str:
    return f"{count:,} error{'' if count == 1 else 's'}"
