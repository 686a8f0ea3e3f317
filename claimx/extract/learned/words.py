"""The words of an article as plain lists: what the learned extractor reads of the parse."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimx.language import Analysis


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
        sentence = -1
        for token in chunk.doc:
            sentence += bool(token.is_sent_start)
            if token.is_space:
                continue
            index[chunk.offset, token.i] = len(starts)
            start = chunk.offset + token.idx
            starts.append(start)
            ends.append(start + len(token))
            labels.append(token.dep_)
            lemmas.append(token.lemma_.lower())
            tags.append(token.tag_)
            entities.append(token.ent_type_)
            sentences.append((chunk.offset, sentence))
            heads.append((chunk.offset, token.head.i))
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
