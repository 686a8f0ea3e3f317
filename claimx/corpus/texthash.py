"""The hash by which a text is known wherever its words are not kept."""

import hashlib


def text_sha256(text: str) -> str:
    """SHA-256 (hex) of the text in UTF-8, lone surrogates passed through."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
