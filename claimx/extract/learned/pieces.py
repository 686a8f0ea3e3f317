"""The word pieces of an article, each with its characters, its casing and its word."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.extract.learned.words import Words
from claimx.language import LONE_SURROGATE

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LOWER, CAPITAL, UPPER, DIGIT = range(4)
NO_WORD = -1


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of an article's body in text order, one entry each in `ids`..`words`.

    Attributes:
        ids: numbers of the vocabulary.
        starts, ends: half-open code points of the article's text.
        casing: LOWER, CAPITAL, UPPER or DIGIT; the encoder itself does not see case.
        words: index of the word that the piece begins in, or NO_WORD.
        first: for each word its first piece; words without a piece are absent.
    """

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    casing: tuple[int, ...]
    words: tuple[int, ...]
    first: dict[int, int]

    def __len__(self) -> int:
        return len(self.ids)

    def last(self, word: int) -> int:
        """The last piece of a word that has one."""
        piece = self.first[word]
        while piece + 1 < len(self.words) and self.words[piece + 1] == word:
            piece += 1
        return piece


def casing_of(text: str) -> int:
    """How the characters of one piece are written."""
    if len(text) > 1 and text.isupper():
        return UPPER
    if text[:1].isupper():
        return CAPITAL
    return DIGIT if text[:1].isdigit() else LOWER


def pieces_of(
    tokenizer: "Tokenizer", text: str, body: Sequence[tuple[int, int]], words: Words
) -> Pieces:
    """Cut the body of an article into word pieces and lay them beside its words."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    # The tokenizer speaks UTF-8, which has no lone surrogates; one sign for one keeps the offsets.
    readable = LONE_SURROGATE.sub("\ufffd", text)
    for start, end in body:
        encoded = tokenizer.encode(readable[start:end], add_special_tokens=False)
        ids += encoded.ids
        starts += [start + first for first, _ in encoded.offsets]
        ends += [start + last for _, last in encoded.offsets]
    of_piece = [NO_WORD] * len(ids)
    first: dict[int, int] = {}
    for word, (start, end) in enumerate(zip(words.starts, words.ends, strict=True)):
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        if high > low:
            first[word] = low
            of_piece[low:high] = [word] * (high - low)
    casing = tuple(casing_of(text[a:b]) for a, b in zip(starts, ends, strict=True))
    return Pieces(tuple(ids), tuple(starts), tuple(ends), casing, tuple(of_piece), first)
