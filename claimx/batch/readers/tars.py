"""The members of a tar archive as a stream, in the order of the archive; nothing is extracted."""

import io
import tarfile
from collections.abc import Iterator
from io import BufferedReader
from typing import BinaryIO, Self, cast

from claimx.batch.inputs import Failure
from claimx.batch.readers.place import Damaged, Found, Place, is_hidden, member_path
from claimx.batch.readers.unpacking import Unfolding
from claimx.batch.readers.zips import LEADS_OUT


class _Header(tarfile.TarInfo):
    """A member's header; one that is damaged is said, where tarfile would take it for the end."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(archive)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as error:
            raise Damaged(
                f"a header of the tar archive at byte {archive.offset:,} is damaged or missing "
                f"({error}); what comes after it was not read"
            ) from error


def tar_members(stream: BufferedReader, place: Place) -> Iterator[Found | Failure]:
    """The members that are files, and a failure for each that is none.

    Each must be read before the next is asked for.

    Args:
        stream: the archive, decompressed; need not be seekable.
        place: of the archive.

    Raises:
        Damaged: where it is no tar archive, is cut off, or has a damaged header.
    """
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive:
            while (info := archive.next()) is not None:
                # tarfile keeps every header; without this memory would grow with the archive.
                archive.members = []  # type: ignore[attr-defined]
                found = _member(archive, info, place)
                if found is not None:
                    yield found
    except tarfile.TarError as error:
        raise Damaged(f"it is no whole tar archive ({error})") from error


def _member(
    archive: tarfile.TarFile, info: tarfile.TarInfo, place: Place
) -> Found | Failure | None:
    here = place.member(info.name)
    path = member_path(info.name)
    if path is None:
        return here.failure(LEADS_OUT)
    if info.isdir() or is_hidden(path):
        return None
    if info.issym() or info.islnk():
        return here.failure("it is a link, not a file; links in archives are not followed")
    if not info.isreg():
        return here.failure("it is a device or pipe, not a file")

    def opened() -> BinaryIO:
        content = cast(BinaryIO, archive.extractfile(info))
        return io.BufferedReader(Unfolding(content, ()))

    return Found(path, place.member(path), opened)
