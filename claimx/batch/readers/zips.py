"""The members of a zip archive, in the order of their names; nothing is written to disk."""

import io
import stat
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, cast

from claimx.batch.inputs import Failure
from claimx.batch.readers.place import Damaged, Found, Place, is_hidden, member_path
from claimx.batch.readers.unpacking import Expansion, Unfolding

LEADS_OUT = "its path leads out of the archive; it was not read"
# What zipfile raises for a member: a wrong header, a password (RuntimeError), an unknown way of
# compression (NotImplementedError, which is a RuntimeError).
FAULTS = (zipfile.BadZipFile, OSError, RuntimeError)


def zip_members(file: BinaryIO, place: Place, ratio: float) -> Iterator[Found | Failure]:
    """The members that are files, and a failure for each that cannot be one.

    Args:
        file: must be seekable.
        place: of the archive.
        ratio: a member that unfolds further is a bomb.

    Raises:
        Damaged: where it is no zip archive, or its list of members is cut off.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Damaged(f"it is no whole zip archive ({error})") from error
    with archive:
        for info in sorted(archive.infolist(), key=_position):
            here = place.member(info.filename)
            path = member_path(info.filename)
            if path is None:
                yield here.failure(LEADS_OUT)
            elif info.is_dir() or is_hidden(path):
                continue
            elif stat.S_ISLNK(info.external_attr >> 16):
                yield here.failure("it is a link, not a file; links in archives are not followed")
            else:
                yield Found(path, place.member(path), partial(_open, archive, info, ratio))


def _position(info: zipfile.ZipInfo) -> tuple[str, int]:
    return info.filename, info.header_offset


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo, ratio: float) -> BinaryIO:
    expansion = Expansion(ratio, lambda: info.compress_size)
    try:
        opened = archive.open(info)
    except FAULTS as error:
        raise Damaged(f"the member cannot be read ({error})") from error
    return io.BufferedReader(Unfolding(cast(BinaryIO, opened), (expansion,)))
