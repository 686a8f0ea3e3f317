"""From bytes to characters: byte order marks, UTF-8, UTF-16 and older encodings.

Nothing is thrown away: bytes that no encoding can read appear as U+FFFD, and a warning counts them.
"""

import codecs
import re

from claimx.errors import InputError

# Longer marks first: the UTF-32 mark begins with the UTF-16 one.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NOT_TEXT = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document (docx, odt, epub)"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff\xe0", "a JPEG picture"),
    (b"\xff\xd8\xff\xe1", "a JPEG picture"),
    (b"\x1f\x8b\x08", "a gzip file"),
)
DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([a-zA-Z0-9_.:-]{2,30})", re.I)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
SNIFF = 4096
WORD_SPACES = 0.04
REPLACEMENT = "\ufffd"


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Turn the bytes of a file into text.

    A byte order mark decides; then UTF-8, the encoding that an HTML page declares, the pattern of
    UTF-16, and last an encoding guessed from the bytes (charset-normalizer).

    Returns:
        The text without its byte order mark, and warnings where an encoding was guessed or bytes
        could not be read; empty bytes give an empty text.

    Raises:
        InputError: for a PDF, office document, picture or archive, which hold no plain text.
    """
    for magic, kind in NOT_TEXT:
        if data.startswith(magic):
            raise InputError(
                f"the bytes begin with {magic!r}: they are {kind}, expected plain text or HTML; "
                "save the article as text first"
            )
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _read_as(data[len(mark) :], encoding)
    wide = _utf16_without_mark(data)
    if wide:
        return _read_as(data, wide)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _read_as(data: bytes, encoding: str, guessed: bool = False) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, "replace")
    warnings = []
    if guessed:
        warnings.append(f"The bytes are not UTF-8; they were read as {encoding}.")
    # A U+FFFD may also have stood in the input; then nothing was lost.
    lost = text.count(REPLACEMENT) - _count_encoded(data, encoding)
    if lost > 0:
        warnings.append(f"{lost} places could not be read as {encoding} and stand as U+FFFD.")
    return text, tuple(warnings)


def _count_encoded(data: bytes, encoding: str) -> int:
    try:
        return data.count(REPLACEMENT.encode(encoding))
    except UnicodeEncodeError:
        return 0


def _utf16_without_mark(data: bytes) -> str | None:
    """The byte order under which the bytes are words with spaces between, if there is one.

    The zero byte of every space also makes such text valid UTF-8, so this is asked first.
    """
    sample = data[: SNIFF - SNIFF % 2]
    if len(data) % 2 or 0 not in sample:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        spaces = sum(character in " \n" for character in text)
        if spaces >= WORD_SPACES * len(text) and not CONTROL.search(text):
            return encoding
    return None


def _decode_legacy(data: bytes) -> tuple[str, tuple[str, ...]]:
    if _is_damaged_utf8(data):
        return _read_as(data, "utf-8")
    declared = DECLARED.search(data[:SNIFF])
    if declared:
        name = declared.group(1).decode("ascii")
        if _is_readable(data, name):
            return data.decode(name), (f"The bytes were read as {name}, as the page declares.",)
    return _read_as(data, _guess(data), guessed=True)


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether valid UTF-8 sequences by far outnumber the broken ones."""
    text = data.decode("utf-8", "replace")
    broken = text.count(REPLACEMENT)
    valid = sum(map(_is_not_ascii, text)) - broken
    return valid >= 4 * broken


def _is_not_ascii(character: str) -> bool:
    return character > "\x7f"


def _is_readable(data: bytes, encoding: str) -> bool:
    try:
        # Codecs such as "hex" or "idna" are no character sets and may fail in ways of their own.
        return codecs.lookup(encoding)._is_text_encoding and bool(data.decode(encoding))
    except (LookupError, ValueError):
        return False


def _guess(data: bytes) -> str:
    high = sum(byte > 0x7F for byte in data)
    # English with a few typographic quotes says too little to a statistical detector.
    if high < 0.03 * len(data) and _is_readable(data, "cp1252"):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return best.encoding if best is not None else "cp1252"
