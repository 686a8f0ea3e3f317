"""An article as the learned model reads it: words, pieces, and what is told of each word."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.extract.learned.passages import pack, segments
from claimx.extract.learned.pieces import Pieces, pieces_of
from claimx.extract.learned.word_features import (
    entity_numbers,
    lexicon_numbers,
    setting_number,
    tag_numbers,
)
from claimx.extract.learned.words import Words, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

    from claimx.extract.rules.lexicon import Lexicon
    from claimx.extract.rules.senses import Senses
    from claimx.language import Analysis

CLASSIFY, SEPARATE = 101, 102  # [CLS] and [SEP] of the BERT vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """One article.

    Attributes:
        words: of what was parsed of its body.
        pieces: of the whole body; what was not parsed stands around what was, without words.
        sentences: rough sentences of what was parsed, as half-open ranges of pieces.
        lexicon, tags, entities: one number a word; see `word_features`.
        setting: one number for the article.
    """

    words: Words
    pieces: Pieces
    sentences: "list[tuple[int, int]]"
    lexicon: list[int]
    tags: list[int]
    entities: list[int]
    setting: int

    def ranges(self, limit: int, first_limit: int = 0) -> list[tuple[int, int]]:
        """The article cut into passages of at most `limit` pieces; see `passages.pack`."""
        return list(pack(self.sentences, self.pieces, limit, first_limit))

    def of_pieces(self, numbers: "Sequence[int]", left: int, right: int) -> list[int]:
        """Numbers of words laid out over the pieces `left` to `right`; 0 where there is no word."""
        return [numbers[word] if word >= 0 else 0 for word in self.pieces.words[left:right]]


def read(
    analysis: "Analysis",
    tokenizer: "Tokenizer",
    lexicon: "Lexicon",
    senses: "Senses",
    types: "Sequence[str]",
) -> Reading:
    """Prepare an article; one without a word gives a reading without passages."""
    words = words_of(analysis)
    body = analysis.body or ((0, len(analysis.text)),)
    pieces = pieces_of(tokenizer, analysis.text, body, words)
    return Reading(
        words,
        pieces,
        segments(analysis.text, analysis.parsed, pieces),
        lexicon_numbers(analysis, words, lexicon, senses, types),
        tag_numbers(words),
        entity_numbers(words),
        setting_number(analysis),
    )


def framed(numbers: "Sequence[int]", first: int = 0, last: int = 0) -> list[int]:
    """A row of a passage with what stands at the places of [CLS] and [SEP]."""
    return [first, *numbers, last]
