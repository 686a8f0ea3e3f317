"""Texts of public files that no folder of ours holds, by the format of the file."""

from collections.abc import Callable
from pathlib import Path

from claimx.bench.muc4.data import read_cases
from claimx.corpus.hrdsattack import read_public
from claimx.errors import InputError
from claimx.training.conllu import conllu_text


def public_texts(path: Path, form: str) -> dict[str, str]:
    """The texts of a file or folder, by document id.

    Args:
        path: of the file; of the folder for "conllu".
        form: a key of `READERS`.

    Raises:
        InputError: for a format that is unknown.
        CorpusError: for a file that is missing or of another format.
    """
    try:
        reader = READERS[form]
    except KeyError:
        raise InputError(
            f"the texts in {path} have format {form!r}, expected one of " + ", ".join(READERS)
        ) from None
    return reader(path)


def _hrdsattack(path: Path) -> dict[str, str]:
    return read_public([path])


def _muc4(path: Path) -> dict[str, str]:
    return {case.id: case.text for case in read_cases(path)}


def _conllu(path: Path) -> dict[str, str]:
    files = sorted(path.glob("*.conllu"))
    return {file.stem: conllu_text(file.read_text("utf-8")) for file in files}


LOWER_CASED = frozenset({"muc4"})
READERS: dict[str, Callable[[Path], dict[str, str]]] = {
    "hrdsattack": _hrdsattack,
    "muc4": _muc4,
    "conllu": _conllu,
}
