"""Articles that are copies of one another: wire stories under other headlines, reprints, updates.

Shingles of words are hashed with MinHash and looked up by how much of the one lies in the other
(LSH Ensemble of datasketch; Zhu et al. 2016), since a wire story may be part of a longer article.
What is found is then compared exactly, so that the hash decides nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from claimx.claim import Document
from claimx.merge.unions import Unions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Shingles = NDArray[np.uint32]

SHINGLE = 5
"""Words of a shingle."""

PERMUTATIONS = 128
LOOKED_UP = 0.3
"""Estimated share of the shorter text from which on two are compared exactly. A rough estimate:
of 250 made pairs that share three quarters or more, 0.75 found 74 %, 0.45 99 % and 0.3 all.
"""

COPY = 0.5
"""Shared shingles over all of both: two thirds of two texts of equal length are the same words."""

CONTAINED = 0.75
"""Shared shingles over those of the shorter text: a wire story within a longer article."""

LEAST = 12
"""A text of fewer shingles is compared with none: a picture's caption repeats by chance."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Copies:
    """Groups of articles: `group_of[i]` is the number of the first article of the group of `i`."""

    group_of: tuple[int, ...]

    def same(self, one: int, other: int) -> bool:
        """Whether two articles are copies of one another."""
        return self.group_of[one] == self.group_of[other]


class CopyFinder:
    """Takes the documents of an archive one by one and keeps hashes of their shingles alone."""

    def __init__(self) -> None:
        self._shingles: list[Shingles] = []

    def add(self, document: Document) -> None:
        """Take the next document."""
        self._shingles.append(shingles_of(document))

    def find(self) -> Copies:
        """The groups; an archive without copies has one for each article."""
        from datasketch import MinHash, MinHashLSHEnsemble

        sketches = []
        for article, shingles in enumerate(self._shingles):
            if len(shingles) >= LEAST:
                sketch = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=int)
                sketch.update_batch(shingles)
                sketches.append((article, sketch, len(shingles)))
        unions = Unions(len(self._shingles))
        if sketches:
            index = MinHashLSHEnsemble(LOOKED_UP, PERMUTATIONS, num_part=8, m=8)
            index.index(sketches)
            for article, sketch, size in sketches:
                for other in sorted(index.query(sketch, size)):
                    if unions.find(other) != unions.find(article) and self._copies(article, other):
                        unions.join(article, other)
        return Copies(tuple(unions.find(article) for article in range(len(self._shingles))))

    def _copies(self, one: int, other: int) -> bool:
        return are_copies(self._shingles[one], self._shingles[other])


def are_copies(one: "Shingles", other: "Shingles") -> bool:
    """Whether two texts' shingles make them copies, or the shorter a part of the longer."""
    import numpy as np

    shared = len(np.intersect1d(one, other, assume_unique=True))
    shorter = min(len(one), len(other))
    return shared >= COPY * (len(one) + len(other) - shared) or shared >= CONTAINED * shorter > 0


def shingles_of(document: Document) -> "Shingles":
    """Hashes of a document's runs of five words; of its claims' sentences where it has no text.

    Returns:
        Distinct 32-bit numbers in order: four bytes each, so that an archive's fit into memory.
    """
    import numpy as np

    texts = [document.text]
    if not document.text:
        sentences = {claim.sentence for claim in document.claims if claim.sentence is not None}
        texts = [sentence.text for sentence in sorted(sentences)]
    hashes = (number for text in texts for number in _hashes(_WORD.findall(text.lower())))
    return np.unique(np.fromiter(hashes, np.uint32))


def _hashes(words: Sequence[str]) -> Iterable[int]:
    for at in range(len(words) - SHINGLE + 1):
        yield crc32(" ".join(words[at : at + SHINGLE]).encode("utf-8", "surrogatepass"))
