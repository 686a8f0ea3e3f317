"""Whether a person of the article may be one of the base: age, office, calling, other support."""

from collections.abc import Sequence

from claimx.entities.context import Context
from claimx.entities.fold import table
from claimx.entities.knowledge_base import Candidate
from claimx.entities.mention import Cluster
from claimx.entities.piece import Piece, lower_words

_SUPPORT = ("country", "role", "company")
_OF_AGE = 15
_FAMOUS = 0.6  # from this prior on: heads of state and government


def is_child(entry: Candidate, context: Context) -> bool:
    """Whether the candidate was a child when the article appeared, or not yet born."""
    born = _year(entry.born)
    return born is not None and context.year is not None and born > context.year - _OF_AGE


def _year(date: str | None) -> int | None:
    return int(date[:4]) if date and date[:4].isdigit() else None


def time_pieces(entry: Candidate, context: Context) -> list[Piece]:
    """Against who had died before the article; [] where a date is not known."""
    if context.year is None or entry.kind != "person":
        return []
    died = _year(entry.died)
    if died is not None and died < context.year - 1:
        return [Piece("dead", 1.0, f"died in {died}, before the article")]
    return []


def role_pieces(cluster: Cluster, entry: Candidate) -> list[Piece]:
    """Offices and callings that the article gives a person, against those of the base."""
    if cluster.kind != "person" or entry.kind != "person":
        return []
    said = _said(cluster)
    lists = table("linking")["words"]
    known = set(lower_words(f"{entry.roles} {entry.description}"))
    offices, callings = set(lists["offices"]), set(lists["callings"])
    shared = sorted(w for w in said & known if w in offices or w in callings or len(w) > 5)
    if shared:
        return [Piece("role", 1.0, f"described as {', '.join(shared)}, as in the base")]
    if not known & offices or said & offices:
        return []
    if other := sorted(said & callings):
        return [Piece("no_role", 1.0, f"described as {', '.join(other)}, which the base is not")]
    if entry.prior < _FAMOUS:
        return [Piece("no_office", 1.0, "the article gives no office, and the base gives one")]
    return []


def _said(cluster: Cluster) -> frozenset[str]:
    stated = [a.value for a in cluster.attributes if a.name in ("role", "occupation", "family")]
    nominal = [m.span.text for m in cluster.mentions if m.level == "nominal"]
    return frozenset(lower_words(" ".join(stated + nominal)))


def support_pieces(entry: Candidate, pieces: Sequence[Piece]) -> list[Piece]:
    """Against a person for whom only the name speaks; less so where everybody knows the name."""
    if entry.kind != "person" or any(p.weight in _SUPPORT and p.amount > 0.5 for p in pieces):
        return []
    reason = "nothing in the article but the name speaks for it"
    return [Piece("unsupported", 1.0 if entry.prior < _FAMOUS else 0.3, reason)]
