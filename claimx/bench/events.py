"""What a worker tells while it works: one JSON object a line, each written before the next step.

A process that dies leaves at most one line cut off, so that the reader knows what was done and
which document was in hand.
"""

import json
from pathlib import Path
from typing import Any

Event = dict[str, Any]

LOADED = "loaded"
UNLOADABLE = "unloadable"
BEGUN = "begun"
READ = "read"
RAISED = "raised"
TIMED = "timed"
PLAIN = "plain"
PARSED = "parsed"
DONE = "done"
ENDED = (READ, RAISED, TIMED)


class EventWriter:
    """Appends events to a file, each at once."""

    def __init__(self, path: Path) -> None:
        self.stream = path.open("a", encoding="utf-8")

    def __call__(self, kind: str, **facts: Any) -> None:
        """Write one event; `facts` are JSON values."""
        self.stream.write(json.dumps({"event": kind, **facts}) + "\n")
        self.stream.flush()


class EventReader:
    """Reads what was added to a file of events since the last look."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.place = 0

    def __call__(self) -> list[Event]:
        """The new whole lines as events, in order; empty where there are none yet."""
        try:
            with self.path.open("rb") as stream:
                stream.seek(self.place)
                content = stream.read()
        except FileNotFoundError:
            return []
        whole = content[: content.rfind(b"\n") + 1]
        self.place += len(whole)
        return [json.loads(line) for line in whole.splitlines()]
