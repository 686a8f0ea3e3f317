"""What people decide about claims: shown to them, kept, applied to any later run, made a corpus.

A decision is known by the hash of the text, the type and the trigger's characters, so that it
holds for the same claim of another run or a better model. `DIR/review/decisions.jsonl` is the
record; lines are added, never changed, and a later one goes before an earlier one.
"""

from claimx.review.applying import apply_decisions
from claimx.review.decision import Decision, Key, Verdict
from claimx.review.record import add_decisions, read_decisions, record_of

__all__ = [
    "Decision",
    "Key",
    "Verdict",
    "add_decisions",
    "apply_decisions",
    "read_decisions",
    "record_of",
]
