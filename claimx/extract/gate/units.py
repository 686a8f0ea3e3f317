"""A text cut into rough sentences by its punctuation alone, and each into lower-case words."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

# A line end, or an end mark with what closes a quotation, before what begins a sentence.
BREAK = re.compile(r"\n+|[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
# A full stop after one of these ends no sentence: "Mr. Smith", "J. Smith", "No. 5".
ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Rev|Hon|Gov|Sen|Rep|Pres|St|Jr|Sr|"
    r"No|Nos|Art|vs|v|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec))$"
)
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+|[^\w\s]")
BEFORE = 8


def units(text: str, body: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Rough sentences as half-open code points that cover the body without a gap.

    A wrong cut does little harm: it only bounds what is weighed, and what is kept is kept with
    its neighbours. A range of white space alone is part of the sentence before it, or of the next
    one at the start.
    """
    found: list[tuple[int, int]] = []
    for start, end in body:
        first = len(found)
        for low, high in pairwise([start, *_cuts(text, start, end), end]):
            if low == high:
                continue
            last = text[slice(*found[-1])].strip() if len(found) > first else None
            if last is not None and (not last or not text[low:high].strip()):
                found[-1] = (found[-1][0], high)
            else:
                found.append((low, high))
    return found


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    for match in BREAK.finditer(text, start, end):
        stop = match.start()
        if text[stop] == "." and ABBREVIATED.search(text[max(start, stop - BEFORE) : stop]):
            continue
        if match.end() < end:
            yield match.end()


def words_in(text: str, start: int, end: int) -> list[str]:
    """The words, numbers and signs of a range, in lower case; every number is "0"."""
    return ["0" if word[0].isdigit() else word for word in WORD.findall(text[start:end].lower())]
