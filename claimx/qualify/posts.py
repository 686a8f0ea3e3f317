"""Posts set into an article: "... they took him this morning — Vera Holm (@vholm) May 3, 2021"."""

import re

from claimx.claim import Span

_SIGNED = re.compile(r"(?:—|–|―|-- ?)\s*(?P<name>[^\n()—–]{2,60}?) \(@\w{1,30}\)")
_LONGEST = 600


def author_of_post(text: str, position: int) -> Span | None:
    """Who signs the post that holds the character at `position`, or None where it is in no post.

    A post is the part of a line before its signature, a dash with a name and a handle.
    """
    end = text.find("\n", position, position + _LONGEST)
    match = _SIGNED.search(text, position, position + _LONGEST if end < 0 else end)
    if match is None:
        return None
    return Span.cut(text, *match.span("name"))
