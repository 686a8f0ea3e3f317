"""The batch folder: opened by one run at a time, put in order, and written part by part."""

from pathlib import Path

from claimx.archive.layout import ERRORS, LEDGER, RUN, SUFFIX
from claimx.batch.configuration import Configuration, refuse_change, to_text
from claimx.batch.ledger import DamagedLedgerError, Ledger
from claimx.batch.parts import (
    remove_unlisted,
    verify,
    write_checksums,
    write_documents,
    write_errors,
    write_whole,
)
from claimx.errors import InputError, RunError

# A part is full with so many documents or bytes of wire lines. As documents go into parts in the
# order in which they were read, parts are the same whoever read them and however often it began.
PART_DOCUMENTS = 200
PART_BYTES = 16 * 2**20
CONFIGURATION = "configuration"


class BatchFolder:
    """An opened folder; `close` releases it.

    Args:
        path: is made where it does not exist.
        configuration: must be the one that the folder was made with.
        redo: forget and remove what the folder holds of an earlier run.

    Raises:
        InputError: where the path is no folder, or holds something else.
        RunError: where another run works on it, its ledger is damaged, a part was altered, it was
            made with another configuration, or it cannot be written.
    """

    def __init__(self, path: Path, configuration: Configuration, *, redo: bool = False) -> None:
        self.path = path
        _make(path)
        self.ledger = _open_ledger(path / LEDGER, redo)
        try:
            self._put_in_order(configuration, redo)
        except BaseException:
            self.ledger.close()
            raise

    def _put_in_order(self, configuration: Configuration, redo: bool) -> None:
        if redo:
            self.ledger.clear()
        noted = self.ledger.fact(CONFIGURATION)
        if noted is not None:
            refuse_change(noted, configuration, str(self.path))
        listed = self.ledger.parts()
        remove_unlisted(self.path, listed)
        verify(self.path, listed)
        if noted is None:
            text = to_text(configuration)
            write_whole(self.path / RUN, lambda path: path.write_text(text + "\n", "utf-8"))
            self.ledger.note(CONFIGURATION, text)
        self.sealed = max((part.number for part in listed if part.kind != ERRORS), default=0)

    def close(self) -> None:
        """Release it for other runs."""
        self.ledger.close()

    def seal(self, before: int | None) -> None:
        """Write the parts that are full, or all that is left where `before` is None.

        Args:
            before: every input at a position under it is done or has failed.

        Raises:
            RunError: where a part cannot be written; its documents stay in the ledger.
        """
        count = size = 0
        for position, length in self.ledger.pending_sizes(before):
            count, size = count + 1, size + length
            if count == PART_DOCUMENTS or size >= PART_BYTES:
                self._write(position)
                count = size = 0
        if before is None and count:
            self._write(position)

    def _write(self, last: int) -> None:
        number = self.sealed + 1
        parts = write_documents(self.path, number, self.ledger.pending(last))
        self.ledger.seal(number, last, parts)
        self.sealed = number

    def complete(self) -> None:
        """Write what is left: the last part, the table of errors, the checksums.

        Raises:
            RunError: where that fails; starting again goes on from there.
        """
        self.seal(None)
        # Between the two steps no ledger vouches for the table, and a restart writes it anew.
        self.ledger.replace_parts(ERRORS, [])
        remove_unlisted(self.path, self.ledger.parts())
        self.ledger.replace_parts(ERRORS, write_errors(self.path, self.ledger.failures()))
        write_checksums(self.path, self.ledger.parts())


def _make(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in path.iterdir()}
    except (FileExistsError, NotADirectoryError):
        raise InputError(f"output {str(path)!r} is a file; give a folder with --out") from None
    except OSError as error:
        raise RunError(
            f"output folder {str(path)!r} cannot be made ({error.strerror or error}); give another "
            "with --out"
        ) from error
    if names and not any(name.startswith(LEDGER) for name in names):
        raise InputError(
            f"output folder {str(path)!r} holds other things ({', '.join(sorted(names)[:3])}); "
            "expected a new folder or one of an earlier run: give another with --out"
        )
    for kind in SUFFIX:
        if path.joinpath(kind).is_symlink():
            raise InputError(
                f"{path / kind} is a link, and a run writes only below --out; remove it"
            )


def _open_ledger(path: Path, redo: bool) -> Ledger:
    if path.is_symlink():
        raise InputError(f"{path} is a link, and a run writes only below --out; remove it")
    try:
        return Ledger(path)
    except DamagedLedgerError:
        if not redo:
            raise
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
    return Ledger(path)
