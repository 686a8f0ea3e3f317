"""Articles as a trained model labels them, for another to learn from (Hinton et al. 2015).

The model keeps its doubt: each word has a probability for every class, and so has each word of the
window of every trigger that it finds or half finds.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from claimx.extract.learned.decoding import FoundTrigger, find_triggers
from claimx.extract.learned.scan import Sighting, scan
from claimx.training.claims.labelled import LabelledArticle, LabelledClaim, Taught

if TYPE_CHECKING:
    from claimx.extract.learned import LearnedExtractor
    from claimx.language import Analysis

Floats = NDArray[np.float32]
# Triggers that the teacher half believes in are worth a look at what they would take.
NULL_WEIGHT = 0.6


def taught(extractor: "LearnedExtractor", name: str, analysis: "Analysis") -> LabelledArticle:
    """An article with what a model says of it.

    Args:
        extractor: with the model that teaches.
        name: of the article.
        analysis: of the article.
    """
    reading = extractor.read(analysis)
    labels = extractor.model.labels
    said = np.zeros((len(reading.words), 1 + len(labels.types)), dtype=np.float32)
    decide = partial(_noted, said)
    claims = tuple(
        _claim(sighting) for sighting in scan(extractor.model.graphs, labels, reading, decide)
    )
    triggers = [int(row.argmax()) for row in said]
    words = frozenset(word for claim in claims for word in claim.trigger)
    return LabelledArticle(name, reading, claims, triggers, words, said)


def _noted(said: Floats, words: Sequence[int], chances: Floats) -> list[FoundTrigger]:
    said[list(words)] = chances
    return find_triggers(words, chances, NULL_WEIGHT)


def _claim(sighting: Sighting) -> LabelledClaim:
    scores = sighting.scores
    return LabelledClaim(
        sighting.trigger.words,
        sighting.trigger.type,
        {},
        int(scores.polarity.argmax()),
        int(scores.modality.argmax()),
        int(scores.generic.argmax()),
        Taught(
            dict(zip(sighting.words, sighting.roles.astype(np.float32), strict=True)),
            scores.polarity,
            scores.modality,
            scores.generic,
        ),
    )
