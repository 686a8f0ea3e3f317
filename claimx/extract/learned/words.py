"""The words of an article as plain lists: what the learned extractor reads of the parse."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from claimx.language import Analysis

_ATTRIBUTES: "list[int | str]" = [
    *("IDX", "LENGTH", "IS_SPACE", "SENT_START", "HEAD"),
    *("DEP", "LEMMA", "TAG", "ENT_TYPE"),
]
# Strings are numbered without a sign; heads, beside them in the array, are offsets with one.
_UNSIGNED = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Words:
    """The visible tokens of an article in text order, one entry each in every list.

    Attributes:
        starts, ends: half-open code points of the article's text.
        heads: index of the word's syntactic head; its own at a root.
        labels: dependency labels.
        lemmas: lower case.
        tags, entities: fine part-of-speech tags and entity labels of the language model.
        sentences: (parsed stretch, number of the sentence in it).
        index: from (offset of the stretch, token index in it) to the index here.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    entities: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    index: dict[tuple[int, int], int]

    def __len__(self) -> int:
        return len(self.starts)

    def touching(self, start: int, end: int) -> list[int]:
        """The words that share a character with `start`..`end`, in order."""
        word = max(0, bisect_right(self.starts, start) - 1)
        found = []
        while word < len(self.starts) and self.starts[word] < end:
            if self.ends[word] > start:
                found.append(word)
            word += 1
        return found


def words_of(analysis: "Analysis") -> Words:
    """The visible words of the parsed stretches; spaces are left out."""
    starts: list[int] = []
    ends: list[int] = []
    labels: list[str] = []
    lemmas: list[str] = []
    tags: list[str] = []
    entities: list[str] = []
    sentences: list[tuple[int, int]] = []
    heads: list[tuple[int, int]] = []
    index: dict[tuple[int, int], int] = {}
    for chunk in analysis.chunks:
        sentence, doc, offset = -1, chunk.doc, chunk.offset
        strings = doc.vocab.strings
        # One array a stretch: an attribute of a token costs more to ask for than to look up.
        rows = doc.to_array(_ATTRIBUTES).astype(np.int64).tolist()
        names: dict[int, str] = {}
        for place, row in enumerate(rows):
            start, length, space, begins, head, *named = row
            sentence += begins == 1
            if space:
                continue
            for key in named:
                if key not in names:
                    names[key] = strings[key & _UNSIGNED]
            label, lemma, tag, entity = named
            index[offset, place] = len(starts)
            starts.append(offset + start)
            ends.append(offset + start + length)
            labels.append(names[label])
            lemmas.append(names[lemma].lower())
            tags.append(names[tag])
            entities.append(names[entity])
            sentences.append((offset, sentence))
            heads.append((offset, place + head))
    # A head that is a space (a fault of the parse) leaves its word a root.
    return Words(
        tuple(starts),
        tuple(ends),
        tuple(index.get(head, word) for word, head in enumerate(heads)),
        tuple(labels),
        tuple(lemmas),
        tuple(tags),
        tuple(entities),
        tuple(sentences),
        index,
    )
