"""What runs in a worker process: load once, then read one task after the other."""

import os
import signal
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from claimx.batch.outcome import LoadReader, process
from claimx.errors import ClaimxError, RunError

READY = "ready"


def serve(connection: "Connection", load: LoadReader, keep_text: bool) -> None:
    """Answer each task with its outcome until the other end closes.

    Sends `READY` once loaded, or the error that kept it from loading.
    """
    # Ctrl-C goes to all processes of a terminal; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    try:
        reader = load()
    except ClaimxError as error:
        connection.send(error)
        return
    except Exception as error:
        connection.send(RunError(f"a worker cannot load the pipeline: {error!r}"))
        return
    try:
        connection.send(READY)
        while True:
            connection.send(process(reader, connection.recv(), keep_text=keep_text))
    except (EOFError, ConnectionError):
        return


def _leave_with_parent() -> None:
    """End this process when the parent was killed, even in the midst of a document."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
