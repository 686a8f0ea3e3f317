"""Types of triggers in the light of the rest of the document.

A word is seldom used in two senses in one text (Gale et al. 1992): where gunmen kidnap and
release, "held" is part of the abduction; where courts convict, it is a detention.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from claimx.extract.hybrid.joining import DocumentJoining
from claimx.extract.learned.scan import Sighting


def settled(found: Sequence[Sighting], joining: DocumentJoining) -> list[Sighting]:
    """The sightings of a document with their types settled, without those of no plain type.

    Args:
        found: all sightings, with joined probabilities.
        joining: `typed` is the probability that the likeliest type must have.
    """
    return [
        sighting
        for sighting in retyped(found, joining)
        if sighting.trigger.chances[1:].max() >= joining.typed
    ]


def retyped(found: Sequence[Sighting], joining: DocumentJoining) -> list[Sighting]:
    """The sightings of a document, each type weighed by how often the others have it.

    How likely a sighting is a claim at all stays as it is; a lone one stays wholly.

    Args:
        found: all sightings, with joined probabilities.
        joining: `types` is the power of the others' share, `unseen` is added to each type's count.
    """
    if len(found) < 2:
        return list(found)
    chances = np.array([sighting.trigger.chances for sighting in found], dtype=np.float32)
    own = chances[:, 1:]
    others = own.sum(axis=0) - own + joining.unseen
    shares = others / others.sum(axis=1, keepdims=True)
    weighed = own * shares**joining.types
    whole = own.sum(axis=1, keepdims=True) / weighed.sum(axis=1, keepdims=True)
    made = np.concatenate([chances[:, :1], weighed * whole], axis=1)
    return [
        replace(sighting, trigger=replace(sighting.trigger, chances=row))
        for sighting, row in zip(found, made, strict=True)
    ]
