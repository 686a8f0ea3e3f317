"""The texts that a person gives as what was read."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claimx.article import read_article
from claimx.errors import InputError


@dataclass(frozen=True, slots=True)
class GivenText:
    """A file as claimx reads it: its text and the hashes of both."""

    path: Path
    text: str
    text_sha256: str
    bytes_sha256: str


def read_texts(paths: Sequence[Path]) -> list[GivenText]:
    """Read files as `claimx extract` does: decoded, and of HTML the article.

    Raises:
        InputError: where one cannot be read.
    """
    found = []
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError(
                f"text {path} cannot be read ({error.strerror}); give the file that was read"
            ) from error
        article = read_article(data)
        digest = hashlib.sha256(data).hexdigest()
        found.append(GivenText(path, article.text, article.text_sha256, digest))
    return found


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8, lone surrogates passed through."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
