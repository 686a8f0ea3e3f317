"""One pass over an article: its triggers with everything the network says of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from claimx.extract.learned.decoding import FoundTrigger
from claimx.extract.learned.graphs import Floats, Graphs, PassageRows, WindowRows, WindowScores
from claimx.extract.learned.labels import Labels
from claimx.extract.learned.passages import Passage, with_context
from claimx.extract.learned.reading import CLASSIFY, SEPARATE, Reading, framed
from claimx.extract.learned.windows import Window, window

PASSAGE = 224
BEFORE, AFTER = 20, 10
# One passage at a time: its states stay in the cache of a core, a third faster than ten at once.
BATCH_PIECES = 300
BATCH_WINDOWS = 8


@dataclass(frozen=True, slots=True)
class Sighting:
    """A trigger and the scores of its window, for words only.

    Attributes:
        trigger: its words and class probabilities.
        words: the words of the window that begin in it, rising.
        roles: (words, 1 + 2 roles), the probability of each label for each word.
        scores: what the window says of the claim as a whole.
    """

    trigger: FoundTrigger
    words: tuple[int, ...]
    roles: Floats
    scores: WindowScores


def scan(
    graphs: Graphs,
    labels: Labels,
    reading: Reading,
    decide: Callable[[Sequence[int], Floats], list[FoundTrigger]],
) -> list[Sighting]:
    """Find the triggers of an article and score their windows.

    Args:
        graphs: of the model.
        labels: of the model.
        reading: the article.
        decide: from the words of a passage and their class probabilities to triggers.
    """
    ranges = reading.ranges(PASSAGE)
    found: list[Sighting] = []
    for batch in _batches(with_context(ranges, len(reading.pieces), BEFORE, AFTER)):
        hidden, chances = graphs.encode([_rows(reading, passage) for passage in batch])
        located = []
        for row, passage in enumerate(batch):
            words, places = _words(reading, passage)
            located += [(row, passage, trigger) for trigger in decide(words, chances[row, places])]
        found += _judged(graphs, labels, reading, hidden, located)
    return sorted(found, key=lambda sighting: sighting.trigger.words)


def _batches(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Passages of similar length together, so that little is padded."""
    batch: list[Passage] = []
    for passage in sorted(passages, key=lambda passage: passage.right - passage.left):
        if batch and (passage.right - passage.left + 2) * (len(batch) + 1) > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(passage)
    if batch:
        yield batch


def _rows(reading: Reading, passage: Passage) -> PassageRows:
    left, right = passage.left, passage.right
    return PassageRows(
        framed(reading.pieces.ids[left:right], CLASSIFY, SEPARATE),
        framed(reading.pieces.casing[left:right]),
        framed(reading.of_pieces(reading.lexicon, left, right)),
        framed(reading.of_pieces(reading.tags, left, right)),
        reading.setting,
    )


def _words(reading: Reading, passage: Passage) -> tuple[list[int], list[int]]:
    """The words that begin in a passage proper, and their places in its row."""
    words, places = [], []
    for piece in range(passage.first, passage.last):
        word = reading.pieces.words[piece]
        if word >= 0 and reading.pieces.first[word] == piece:
            words.append(word)
            places.append(piece - passage.left + 1)
    return words, places


def _judged(
    graphs: Graphs,
    labels: Labels,
    reading: Reading,
    hidden: Floats,
    located: Sequence[tuple[int, Passage, FoundTrigger]],
) -> Iterator[Sighting]:
    taken = frozenset(word for _, _, trigger in located for word in trigger.words)
    rows = []
    for row, passage, trigger in located:
        own = frozenset(trigger.words)
        made = window(reading.words, reading.pieces, passage, own, taken, labels.paths)
        first = made.start - passage.left + 1
        rows.append(
            WindowRows(
                hidden[row, first : first + len(made)],
                made,
                [reading.tags[word] if word >= 0 else 0 for word in made.words],
                [reading.entities[word] if word >= 0 else 0 for word in made.words],
                trigger.type,
            )
        )
    for start in range(0, len(rows), BATCH_WINDOWS):
        scored = graphs.judge(rows[start : start + BATCH_WINDOWS])
        for (_, _, trigger), made_rows, scores in zip(
            located[start : start + BATCH_WINDOWS], rows[start:], scored, strict=False
        ):
            words, places = _beginning(reading, made_rows.window)
            yield Sighting(trigger, words, scores.roles[places], scores)


def _beginning(reading: Reading, made: Window) -> tuple[tuple[int, ...], list[int]]:
    words, places = [], []
    for place, word in enumerate(made.words):
        if word >= 0 and reading.pieces.first[word] == made.start + place:
            words.append(word)
            places.append(place)
    return tuple(words), places
