"""What speaks for and against one candidate of the knowledge base, as weights and as sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimx.entities.context import Context
from claimx.entities.fold import plain, table, words
from claimx.entities.knowledge_base import Candidate
from claimx.entities.mention import Cluster
from claimx.entities.name_evidence import name_pieces, plain_words
from claimx.entities.person_evidence import is_child, role_pieces, support_pieces, time_pieces
from claimx.entities.piece import Piece, lower_words
from claimx.entities.place_evidence import country_pieces, local_cue, place_cue, place_pieces

_GAMES = 3
_HEARD_OF = 0.5  # from this prior on


@dataclass(frozen=True, slots=True)
class Evidence:
    """The log-odds that a cluster is the candidate, and the sentences behind them.

    `bare`: only a part of the name met it, without “city of” or “province”.
    """

    entry: Candidate
    score: float
    reasons: tuple[str, ...]
    bare: bool = False


def weigh(
    cluster: Cluster,
    names: tuple[str, ...],
    entry: Candidate,
    context: Context,
    rivals: Sequence[Candidate],
) -> Evidence | None:
    """Weigh one candidate.

    Args:
        cluster: the entity of the article.
        names: its names, fullest first.
        entry: the candidate.
        context: the rest of the article.
        rivals: the other candidates.

    Returns:
        None where the names are not spellings of one name or the kinds exclude each other.
    """
    kind = _kind(cluster, entry, context, rivals)
    name = name_pieces(cluster, names, entry) if kind is not None else None
    if name is None or kind is None or is_child(entry, context):
        return None
    country = country_pieces(entry, context)
    # One sound, or a kind that the tagger did not see, needs an article that plays in that country;
    # not so “Karachi police”: everybody has heard of Karachi.
    heard_of = entry.prior >= _HEARD_OF and name[0].weight == "label"
    mistaken = kind.weight == "mistaken" and not (heard_of and local_cue(cluster, context.text))
    weak = mistaken or (name[0].weight == "folded" and entry.kind == "place")
    if weak and not any(piece.weight == "country" for piece in country):
        return None
    if kind.weight == "mistaken" and plain_words(names[0]) != plain_words(names[-1]):
        return None  # “from Zahedan” says nothing of Zahedan Central Prison
    pieces = [
        *name,
        kind,
        *country,
        *time_pieces(entry, context),
        *place_pieces(cluster, entry, context, rivals),
    ]
    pieces += [*role_pieces(cluster, entry), *_company(cluster, entry, context)]
    pieces.append(Piece("prior", entry.prior))
    pieces += support_pieces(entry, pieces)
    if all(rival.match != entry.match or rival.kind != entry.kind for rival in rivals):
        pieces.append(Piece("only", 1.0, "no other entity of the base has that name"))
    return _sum(entry, pieces)


def _sum(entry: Candidate, pieces: Iterable[Piece]) -> Evidence:
    weights: Mapping[str, float] = table("linking")["weights"]
    found = list(pieces)
    score = weights["base"] + sum(weights[piece.weight] * piece.amount for piece in found)
    reasons = tuple(piece.reason for piece in found if piece.reason)
    return Evidence(entry, score, reasons, any(piece.weight == "bare" for piece in found))


def _kind(
    cluster: Cluster, entry: Candidate, context: Context, rivals: Sequence[Candidate]
) -> Piece | None:
    kinds = table("linking")["kinds"]
    if cluster.kind == entry.kind:
        if entry.type == "country":
            return Piece("state", 1.0, f"{entry.label} is a state")
        return Piece("same_kind", 1.0, f"both are of the kind {entry.kind.replace('_', ' ')}")
    if entry.type == "country" and cluster.kind in kinds["acting"]:
        if cluster.kind == "organisation" and (team := _games(context)):
            return Piece("team", 1.0, f"the article is about games: {', '.join(team)}")
        return Piece("state", 1.0, f"the state of {entry.label} acts under its name")
    if entry.kind == "place" and cluster.kind in kinds["mistaken"]:
        return _mistaken(cluster, entry, context, rivals)
    if "person" in (cluster.kind, entry.kind):
        return None
    if [cluster.kind, entry.kind] in kinds["near"] or [entry.kind, cluster.kind] in kinds["near"]:
        return Piece("near_kind", 1.0)
    return Piece("far_kind", 1.0, f"the article names a {cluster.kind}, the base a {entry.kind}")


def _games(context: Context) -> list[str]:
    """Words by which an article tells that the bodies in it are teams; [] for fewer than three."""
    found = sorted(context.vocabulary & set(table("linking")["words"]["games"]))
    return found if len(found) >= _GAMES else []


def _mistaken(
    cluster: Cluster, entry: Candidate, context: Context, rivals: Sequence[Candidate]
) -> Piece | None:
    """A place that the tagger took for something else; None where that is not likely.

    “Beijing denied it” is a government, “in Beijing” the city, whatever the tagger says. A region
    is seldom a government's name, and a body of just that name would be in the base.
    """
    if cue := place_cue(cluster, context.text):
        return Piece("mistaken", 1.0, f"the article says “{cue}”")
    other = any(rival.match == "plain" and rival.kind != "place" for rival in rivals)
    alone = entry.type in ("region", "territory") and entry.match == "plain"
    if alone and cluster.kind != "person" and not other:
        return Piece("uncued", 1.0, f"the base knows {entry.label} as a {entry.type} only")
    return None


def _company(cluster: Cluster, entry: Candidate, context: Context) -> list[Piece]:
    """Words and names of the article that stand in the candidate's description."""
    told = frozenset(lower_words(f"{entry.description} {entry.roles}"))
    if not told:
        return []
    own = set(lower_words(" ".join((entry.label, *entry.names))))
    shared = sorted((told & context.vocabulary) - own)[:4]
    joined = f" {' '.join(map(plain, words(entry.description + ' ' + entry.roles)))} "
    met = [
        name
        for other, names in context.names.items()
        if other != cluster.id
        for name in sorted(names)
        if len(name) > 3 and f" {name} " in joined
    ][:2]
    pieces = []
    if shared:
        reason = f"the article has words of its description: {', '.join(shared)}"
        pieces.append(Piece("description", float(len(shared)), reason))
    if met:
        pieces.append(Piece("company", float(len(met)), f"named beside {', '.join(met)}"))
    return pieces
