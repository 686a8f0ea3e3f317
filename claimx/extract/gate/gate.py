"""The gate before the parse: from a text to the stretches of it that are worth reading.

Most of what a person reads holds no claim of repression, and parsing it costs as much as what
does. A sentence passes by its own words together with what the rest of its document speaks of,
so a lone "held" opens nothing in a travel guide. What passes is read with the sentence before it
where it begins with a pronoun, and an article that passes for the most part is read whole, for
its names (`HybridExtractor(skip=False)`, or `--set skip=false`, reads everything).
"""

from collections.abc import Iterable, Sequence

from claimx.extract.gate.features import unit_features
from claimx.extract.gate.skipping import Ranges
from claimx.extract.gate.units import units, words_in
from claimx.extract.gate.weights import GateWeights, load_gate
from claimx.extract.rules.lexicon import Lexicon, load_lexicon

# Of a text as short as this too little is known to leave anything out.
SHORT_TEXT = 400
FEW_SENTENCES = 3
# The share of the characters from which the rest is read too.
MOST = 0.75
# A sentence that begins so speaks of somebody named before.
CARRIED = frozenset({"he", "she", "they", "it", "his", "her", "their", "its", "this", "these"})
OPENING_WORDS = 3


class Gate:
    """Chooses what of a text is read.

    Args:
        weights: None for the bundled ones.

    Raises:
        ModelError: where the weights are missing or damaged.
    """

    def __init__(self, weights: GateWeights | None = None) -> None:
        self.weights = weights or load_gate()
        self.lexicon: Lexicon = load_lexicon()

    @property
    def version(self) -> str:
        """Of the weights."""
        return self.weights.version

    def stretches(self, text: str, body: Ranges) -> list[tuple[int, int]]:
        """The ranges of `body` (half-open code points) to read, in order, neighbours joined.

        Everything of a text of up to `SHORT_TEXT` characters or fewer than `FEW_SENTENCES`
        sentences; none of one in which no sentence can hold a claim.
        """
        found = units(text, body)
        size = sum(end - start for start, end in body)
        if size <= SHORT_TEXT or len(found) < FEW_SENTENCES:
            return list(body)
        sums, carried = [], []
        for start, end in found:
            words = words_in(text, start, end)
            sums.append(self.weights.sum_of(unit_features(words, self.lexicon)))
            carried.append(bool(CARRIED.intersection(words[:OPENING_WORDS])))
        keep = _with_carried(self.weights.passing(sums), carried)
        kept = [unit for unit, wanted in zip(found, keep, strict=True) if wanted]
        if sum(end - start for start, end in kept) >= MOST * size:
            return list(body)
        return list(_joined(kept))


def _with_carried(passes: Sequence[bool], carried: Sequence[bool]) -> list[bool]:
    """Also the sentence before one that passes and speaks of somebody named before."""
    kept = list(passes)
    for place in range(1, len(passes)):
        if passes[place] and carried[place]:
            kept[place - 1] = True
    return kept


def _joined(ranges: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    open_range: tuple[int, int] | None = None
    for start, end in ranges:
        if open_range is not None and open_range[1] == start:
            open_range = (open_range[0], end)
            continue
        if open_range is not None:
            yield open_range
        open_range = (start, end)
    if open_range is not None:
        yield open_range
