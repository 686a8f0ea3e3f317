"""Whether the claims of a document support each other.

An article about repression holds many claims, and some of them are plain. Where a longer text
holds a few doubtful ones and not a single plain one, it more likely plays with the words ("the
striker was freed of his marker") than it reports one act in odd wording.
"""

from claimx.extract.hybrid.joining import DocumentJoining
from claimx.extract.learned.scan import Sighting


def supported(found: list[Sighting], pieces: int, joining: DocumentJoining) -> list[Sighting]:
    """The sightings of a document, or none where nothing in it is sure.

    Args:
        found: all sightings, with joined probabilities.
        pieces: word pieces of the document's body.
        joining: the settings; a text shorter than `joining.pieces` is let through.
    """
    chances = [1.0 - float(sighting.trigger.chances[0]) for sighting in found]
    if not chances or pieces < joining.pieces or max(chances) >= joining.sure:
        return found
    return found if sum(chances) * 1000 / pieces >= joining.dense else []
