"""HTML to text: the article by trafilatura, or all visible text where it finds none."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

DOCUMENT = re.compile(
    r"[\s\ufeff]*(?:<!doctype\s+html|<html[\s>]|<\?xml[^>]{0,200}>\s*(?:<!doctype|<html))", re.I
)
TAG = re.compile(
    r"<(/?)(?:html|head|body|p|div|article|section|main|header|footer|nav|aside|h[1-6]|ul|ol|li|table|tr|td"
    r"|blockquote|figure|span|a|b|i|em|strong|script|style|img|br|meta|title)\b[^<>]{0,2000}>",
    re.I,
)
LOOK = 50_000
MANY_TAGS = 6
UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "object"})
INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
    }
)


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page holds: the text that offsets point into, and its metadata where given."""

    text: str
    reader: str
    title: str | None = None
    published: str | None = None
    site: str | None = None
    warnings: tuple[str, ...] = ()


def is_html(text: str) -> bool:
    """Whether a text is an HTML page or a piece of one, not prose that mentions a tag."""
    if DOCUMENT.match(text):
        return True
    tags = [match.group(1) for match in TAG.finditer(text[:LOOK])]
    begins = bool(TAG.match(text.lstrip("\ufeff \t\r\n")))
    return len(tags) >= MANY_TAGS or (begins and "/" in tags)


def read_html(html: str) -> Page:
    """Extract the article of a page with trafilatura; never an empty text without a warning.

    Title, date and site name come from the page's metadata; the date only where the page states
    it as one, never from a guess at the text.
    """
    import trafilatura

    reader = f"trafilatura/{trafilatura.__version__}"
    # libxml2 takes neither lone surrogates nor NUL.
    clean = re.sub("[\ud800-\udfff\x00]", "\ufffd", html)
    try:
        tree = trafilatura.load_html(clean)
        metadata = (
            trafilatura.extract_metadata(tree, date_config=_date_config())
            if tree is not None
            else None
        )
        text = _extract(trafilatura, tree) if tree is not None else None
    except Exception as error:  # whatever a broken page does to the extractor, the text is kept
        metadata, text, fault = None, None, f" ({type(error).__name__})"
    else:
        fault = ""
    warnings: tuple[str, ...] = ()
    if not text or not text.strip():
        warnings = (
            f"{reader} found no article in the markup{fault}; "
            "all visible text of the page is read instead.",
        )
        text, reader = visible_text(html), "visible text"
    if metadata is None:
        return Page(text, reader, warnings=warnings)
    return Page(
        text,
        reader,
        metadata.title or None,
        metadata.date or None,
        metadata.sitename or None,
        warnings,
    )


def _date_config() -> dict[str, Any]:
    return {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}


def _extract(trafilatura: Any, tree: Any) -> str | None:
    # trafilatura drops figures with their captions, which are part of the article.
    for figure in tree.iter("figure"):
        figure.tag = "div"
    for caption in tree.iter("figcaption"):
        caption.tag = "p"
    text: str | None = trafilatura.extract(tree, output_format="txt", include_comments=False)
    return text


class _VisibleText(HTMLParser):
    """Collects text outside scripts and styles, one line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self._unseen.append(tag)
        elif tag == "body":
            self._unseen.clear()  # a head that was never closed ends here
        if tag not in INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        if tag not in INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(re.sub(r"\s+", " ", data))


def visible_text(html: str) -> str:
    """The text between the tags, without scripts and styles: a line for each block.

    Empty where the markup shows nothing.
    """
    parser = _VisibleText()
    parser.feed(html)
    parser.close()
    lines = (line.strip() for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)
