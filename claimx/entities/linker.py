"""Which entity of the knowledge base is it? One decision for a whole cluster, with its reasons.

States and what needs no help are decided first; the countries they speak for then help to decide
the rest. A name that the base knows but that nothing in the article confirms is not linked: it is
reported as ambiguous with its candidates, or as unknown with a local identifier.
"""

import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol
from weakref import WeakKeyDictionary

from claimx.entities.context import Context, names_of, read_context
from claimx.entities.evidence import Evidence, weigh
from claimx.entities.fold import plain, table, words
from claimx.entities.knowledge_base import Candidate
from claimx.entities.mention import Cluster, Link
from claimx.entities.name_evidence import plain_words
from claimx.entities.nil import nil_id
from claimx.entities.place_evidence import place_cue


class Base(Protocol):
    """What linking asks of a knowledge base; `claimx.entities.knowledge_base` has it."""

    def candidates(
        self, name: str, *, kind: str | None = None, limit: int = 20
    ) -> Sequence[Candidate]:
        """The entities that a name may mean."""
        ...

    def of_type(self, kind: str) -> Iterator[Candidate]:
        """Every entity of one type, such as "country"."""
        ...


_COUNTRY_NAMES: "WeakKeyDictionary[Base, dict[str, str]]" = WeakKeyDictionary()


def link(
    clusters: Sequence[Cluster],
    base: Base,
    *,
    text: str = "",
    title: str | None = None,
    published: str | None = None,
) -> dict[str, Link]:
    """Decide for every cluster of one article which entity of the base it is, if any.

    Args:
        clusters: the entities of the article.
        base: the knowledge base.
        text: the article, for its countries and words; "" leaves the mentions to go by.
        title: of the article.
        published: ISO date of the article; None switches the checks of dates off.

    Returns:
        A link for each cluster, by its id. `kb_id` where one candidate is likely and clearly ahead;
        else `nil_id` where the base holds nobody who fits; neither where candidates are too close
        to choose from, or where the cluster has no name.
    """
    context = read_context(
        clusters, country_names(base), text=text, title=title, published=published
    )
    whole = f"{title}\n{published}\n{text}".encode("utf-8", "surrogatepass")
    article = hashlib.blake2b(whole, digest_size=8).hexdigest()
    entries = {c.id: _entries(c, base) for c in clusters}
    votes = {
        c.id: _votes(entries[c.id])
        for c in clusters
        if c.named and (c.kind == "place" or place_cue(c, text))
    }
    decided: dict[str, Link] = {}
    for cluster in clusters:
        others = [vote for identifier, vote in votes.items() if identifier != cluster.id]
        ranked = _weighed(cluster, entries[cluster.id], context.with_votes(others))
        decided[cluster.id] = _decide(cluster, ranked, context, article)
    return _apart(clusters, decided, context, article)


def _apart(
    clusters: Sequence[Cluster], decided: dict[str, Link], context: Context, article: str
) -> dict[str, Link]:
    """Two unknown entities that one article keeps apart never share an identifier."""
    seen: set[str] = set()
    for cluster in clusters:
        made = decided[cluster.id]
        if made.nil_id is None:
            continue
        if made.nil_id in seen:
            name = names_of(cluster)[0]
            local = nil_id(cluster, name, context, f"{article} {cluster.id}", local=True)
            decided[cluster.id] = replace(made, nil_id=local)
        seen.add(made.nil_id)
    return decided


def country_names(base: Base) -> dict[str, str]:
    """ISO code by plain name, demonym or adjective of every country; read once for a base."""
    known = _COUNTRY_NAMES.get(base)
    if known is None:
        known = {}
        for entry in base.of_type("country"):
            for name in (*entry.names, *entry.demonyms):
                key = " ".join(map(plain, words(name)))
                if len(key) > 3 and entry.countries:
                    known.setdefault(key, entry.countries[0])
        _COUNTRY_NAMES[base] = known
    return known


def queries(cluster: Cluster) -> tuple[str, ...]:
    """The names to look up: as written, and a place's name without “town of” or “district”."""
    names = names_of(cluster)
    extra = [_bare_place(name) for name in names] if cluster.kind in ("place", "facility") else []
    return tuple(dict.fromkeys([*names, *filter(None, extra)]))[:6]


def _bare_place(name: str) -> str:
    spelt = name.split(",")[0].split()  # “Houston, Texas”
    drop = table("linking")["words"]["place_words"]
    if len(spelt) > 1 and spelt[-1].lower() in drop:
        spelt = spelt[:-1]
    if len(spelt) > 2 and spelt[0].lower() in drop and spelt[1].lower() == "of":
        spelt = spelt[2:]
    bare = " ".join(spelt)
    return "" if bare == name else bare


def _entries(cluster: Cluster, base: Base) -> list[Candidate]:
    found: dict[str, Candidate] = {}
    continents = table("linking")["words"]["continents"]
    for name in queries(cluster):
        if len(name) < 2 or " ".join(plain_words(name)) in continents:
            continue
        for entry in base.candidates(name, kind=None, limit=20):
            found.setdefault(entry.id, entry)
    return _without_echoes(list(found.values()))


def _without_echoes(entries: list[Candidate]) -> list[Candidate]:
    """Without places that only sound like the name, where others bear it in another country.

    A town of the same region stays (Basrah in Basra), Hanover does not for Geneva. A state called
    by its name has no echo at all: Mexico is never Mexico City.
    """
    spelt = [entry for entry in entries if entry.match == "plain" and entry.kind == "place"]
    if not spelt:
        return entries
    states = {code for entry in spelt if entry.type == "country" for code in entry.countries}
    home = {code for entry in spelt for code in entry.countries} - states
    return [e for e in entries if e.match == "plain" or e.kind != "place" or home & {*e.countries}]


def _votes(entries: Sequence[Candidate]) -> dict[str, float]:
    """The countries that a name speaks for: all that have a place of it, by how well known."""
    best: dict[str, float] = {}
    for entry in entries:
        if entry.match == "plain" and entry.kind == "place":
            for code in entry.countries:
                best[code] = max(best.get(code, 0.0), entry.prior)
    total = sum(best.values())
    return {code: prior / total for code, prior in best.items()} if total else {}


def _weighed(cluster: Cluster, entries: list[Candidate], context: Context) -> list[Evidence]:
    names = queries(cluster)
    found = []
    for entry in entries:
        rivals = [other for other in entries if other is not entry]
        evidence = weigh(cluster, names, entry, context, rivals)
        if evidence is not None:
            found.append(evidence)
    whole = [evidence for evidence in found if not evidence.bare]
    return sorted(whole or found, key=lambda evidence: (-evidence.score, evidence.entry.id))


def shares(ranked: Sequence[Evidence]) -> list[float]:
    """The probability of each candidate, beside the others and beside none of them (log-odds 0)."""
    weights = [math.exp(min(evidence.score, 50.0)) for evidence in ranked]
    return [weight / (1 + sum(weights)) for weight in weights]


def _decide(cluster: Cluster, ranked: list[Evidence], context: Context, article: str) -> Link:
    if not cluster.named:
        return Link(None, None, 0.99, ("the article does not name it",))
    limits = table("linking")["decision"]
    likely = shares(ranked)
    listed = tuple((e.entry.id, round(p, 3)) for e, p in zip(ranked[:5], likely, strict=False))
    if ranked and likely[0] >= limits["link"]:
        kind = _corrected(cluster, ranked[0].entry)
        return Link(ranked[0].entry.id, None, round(likely[0], 3), ranked[0].reasons, listed, kind)
    if sum(likely) >= limits["known"]:
        return Link(None, None, round(sum(likely), 3), _unsure(ranked), listed)
    nil = nil_id(cluster, names_of(cluster)[0], context, article)
    if not ranked:
        return Link(None, nil, 0.97, ("the base has no entity of that name",))
    return Link(None, nil, round(1 - sum(likely), 3), _unknown(ranked), listed)


def _corrected(cluster: Cluster, entry: Candidate) -> str:
    """The kind of a place that was taken for something else, and of a state that acts."""
    if entry.kind != "place" or cluster.kind in ("place", "public_body"):
        return ""
    return "public_body" if entry.type == "country" else "place"


def _unsure(ranked: Sequence[Evidence]) -> tuple[str, ...]:
    several = " or ".join(f"{e.entry.label} ({e.entry.id})" for e in ranked[:3])
    return (f"ambiguous: may be {several}", *ranked[0].reasons)


def _unknown(ranked: Sequence[Evidence]) -> tuple[str, ...]:
    best = ranked[0]
    against = "; ".join(best.reasons)
    return (f"no entity of the base fits; the nearest is {best.entry.label}: {against}",)
