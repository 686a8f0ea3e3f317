"""What an archive says: claims about the same happening become events, and cases of people.

Claims are made ready (`record`), met in blocks (`blocking`), compared by named features
(`features`), scored with weights that are data (`weights.toml`), overruled by people
(`decisions`), clustered (`clustering`) and assembled into events (`assembly`) with their origins
and contradictions. Every claim stays as evidence.
"""

from claimx.merge.decisions import Judgement, read_decisions
from claimx.merge.event import Event, Evidence, Status
from claimx.merge.merging import Merged, merge
from claimx.merge.weights import Decision

__all__ = [
    "Decision",
    "Event",
    "Evidence",
    "Judgement",
    "Merged",
    "Status",
    "merge",
    "read_decisions",
]
