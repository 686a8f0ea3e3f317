"""An article as it is read: its text, which characters of it are the article, and its metadata."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from claimx.article.decoding import decode
from claimx.article.english import doubt_english
from claimx.article.html import Page, is_html, read_html
from claimx.article.zones import find_body
from claimx.errors import InputError


@dataclass(frozen=True, slots=True)
class Article:
    """A text ready for analysis.

    Attributes:
        text: what every offset points into: as given, or as extracted from HTML.
        body: half-open ranges of `text` (code points), in order and disjoint, that are the
            article; navigation, requests to the reader and other stories lie outside. Empty for
            a blank text.
        title, source: metadata, where given or stated by the page.
        published: `YYYY-MM-DD`, where given or stated by the page.
        text_sha256: of `text` in UTF-8, lone surrogates passed through.
        bytes_sha256: of the bytes, where bytes were given.
        reader: "text", or what turned HTML into text, with its version.
        warnings: sentences for a person.
    """

    text: str
    body: tuple[tuple[int, int], ...]
    title: str | None
    published: str | None
    source: str | None
    text_sha256: str
    bytes_sha256: str | None
    reader: str
    warnings: tuple[str, ...]


def read_article(
    text: str | bytes,
    *,
    title: str | None = None,
    published: str | date | None = None,
    source: str | None = None,
) -> Article:
    """Read an article from text, HTML or the bytes of either.

    Args:
        text: plain text is kept as given, character for character; of HTML the article is
            extracted. Bytes are decoded first (UTF-8, UTF-16, or a detected encoding).
        title: metadata; goes before the page's own, as do the next two.
        published: ISO date or date and time, whose date is taken as written.
        source: the outlet.

    Returns:
        The article; a blank text has no body and a warning.

    Raises:
        InputError: where `text` is neither, the bytes are no text, or `published` is no date.
    """
    for name, value in (("title", title), ("source", source)):
        if value is not None and not isinstance(value, str):
            raise InputError(f"{name} is {value!r}, expected a string or None; pass str({name})")
    given = read_date(published) if published is not None else None
    characters, digest, warnings = _to_characters(text)
    page = read_html(characters) if is_html(characters) else Page(characters, "text")
    body, doubts = _find_article(page.text, title or page.title)
    return Article(
        text=page.text,
        body=body,
        title=title or page.title,
        published=given or _stated_date(page),
        source=source or page.site,
        text_sha256=hashlib.sha256(page.text.encode("utf-8", "surrogatepass")).hexdigest(),
        bytes_sha256=digest,
        reader=page.reader,
        warnings=(*warnings, *page.warnings, *doubts),
    )


def read_date(value: str | date) -> str:
    """An ISO date, or the date part of an ISO date and time, as `YYYY-MM-DD`.

    The time zone is not applied: the date is the one that stands there.

    Raises:
        InputError: for anything else.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    try:
        return datetime.fromisoformat(value.strip()).date().isoformat()
    except (ValueError, AttributeError) as error:
        raise InputError(
            f"publication date {value!r} cannot be read; expected ISO 8601 such as 2025-09-20 "
            "or 2025-09-20T08:30:00+02:00: give it in that form or leave it out"
        ) from error


def _to_characters(text: str | bytes) -> tuple[str, str | None, tuple[str, ...]]:
    if isinstance(text, str):
        return str(text), None, ()
    if not isinstance(text, bytes | bytearray | memoryview):
        raise InputError(
            f"text is {text!r:.80} of type {type(text).__name__}, expected a string or bytes; "
            "pass the article's text, or read the file first"
        )
    data = bytes(text)
    characters, warnings = decode(data)
    return characters, hashlib.sha256(data).hexdigest(), warnings


def _stated_date(page: Page) -> str | None:
    try:
        return read_date(page.published) if page.published else None
    except InputError:
        return None


def _find_article(text: str, title: str | None) -> tuple[tuple[tuple[int, int], ...], list[str]]:
    """The body of a text, and doubts about it."""
    if not text.strip("\ufeff \t\r\n") or text.isspace():
        return (), ["The text is empty." if not text else "The text is blank."]
    doubts = []
    body = find_body(text, title)
    if not body:
        body = ((0, len(text)),)
        doubts.append(
            "Every line looks like navigation or a pointer to another story; all are read."
        )
    doubt = doubt_english("\n".join(text[start:end] for start, end in body))
    if doubt:
        doubts.append(doubt)
    return body, doubts
