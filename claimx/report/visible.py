"""Text of others on a page: every code point kept in its place, none that could act.

Markup is escaped by the template engine. What it leaves are characters that HTML cannot carry
(NUL, lone surrogates), that steer (controls) or that turn the reading order around (overrides).
"""

import re

REPLACEMENT = "\ufffd"
# Controls but tab and line feed, bidirectional embeddings and isolates, surrogates, noncharacters.
_ACTING = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    "\ufffe\uffff]"
)
_BREAKS = re.compile("\r\n|[\x0b-\r\x85\u2028\u2029]")


def visible(text: str) -> str:
    """The text with one U+FFFD for each character that must not reach a page.

    Every kind of line end becomes a line feed, so that a browser counts the same lines.
    """
    return _ACTING.sub(REPLACEMENT, _BREAKS.sub("\n", text))


def one_line(text: str, most: int | None = None) -> str:
    """The text on one line with single spaces, shortened with "…" to at most `most` characters."""
    line = " ".join(visible(text).split())
    return line if most is None or len(line) <= most else f"{line[: most - 1].rstrip()}…"
