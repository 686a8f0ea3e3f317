"""Of places of one name, which is meant: by country, by size, by the words around the name."""

import re
from collections.abc import Sequence

from claimx.entities.context import Context
from claimx.entities.fold import plain, table, words
from claimx.entities.knowledge_base import Candidate
from claimx.entities.mention import Cluster
from claimx.entities.piece import Piece

# “Orange, Riverside and Ventura Counties”
_BEHIND = re.compile(r"(?:(?:,| and|, and) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)* ([A-Za-z]+)")
_BEFORE = re.compile(r"(?:^|(?<=\W))([A-Za-z]+) (?:(?:[A-Z][\w’'-]*,? )+(?:and|or) )?$")
_DATELINE = re.compile(r"(?:,[^.\n]{1,25})?(?: \([^)\n]{1,25}\))? ?[—–-]")
_CLOSE = ("plain", "folded")
_LIKE = 75  # of 100
_FAR = 0.2  # between two priors
_WELL_KNOWN, _LITTLE = 0.35, 0.25  # nobody adds the country to Geneva
_OF = re.compile(r"\b([a-z]+) of $")
_NEXT = re.compile(r"(?:['’]s?)? ([a-z]+)")


def place_pieces(
    cluster: Cluster, entry: Candidate, context: Context, rivals: Sequence[Candidate]
) -> list[Piece]:
    """Of a state, a region and a town of one name, which one is meant."""
    if entry.kind != "place" or entry.type == "country":
        return []
    pieces = [] if context.countries else [Piece("nowhere", 1.0, "the article names no country")]
    if entry.type == "capital":
        pieces.append(Piece("capital", 1.0, f"{entry.label} is a capital"))
    asked = _asks_for_region(cluster, context.text)
    if asked and entry.type == "region":
        return [*pieces, Piece("region", 1.0, f"the article calls it a {asked}")]
    if asked:
        pieces.append(Piece("town", 1.0, f"the article calls it a {asked}"))
    shadowed = {"region": ("city", "capital", "country")}.get(entry.type, ("country",))
    if any(_outshines(rival, entry) for rival in rivals):
        pieces.append(Piece("outshone", 1.0, f"{entry.label} has a namesake that more people know"))
    for rival in rivals:
        shared = set(rival.countries) & set(entry.countries)
        close = rival.match in _CLOSE and _likewise(cluster.name, entry.label, rival.label)
        if rival.type in shadowed and shared and close:
            return [*pieces, Piece("inside", 1.0)]
    return pieces


def _outshines(rival: Candidate, entry: Candidate) -> bool:
    """Whether a town of the very name is so well known that it needs no country beside it."""
    return (
        rival.match == entry.match == "plain"
        and rival.kind == "place"
        and rival.type != "region"
        and plain(rival.label) == plain(entry.label)
        and rival.prior >= entry.prior + _FAR
    )


def _likewise(name: str, label: str, other: str) -> bool:
    """Whether the rival is called so as much as the candidate: by its label, not an old alias."""
    from rapidfuzz import fuzz

    alike = [fuzz.ratio(plain(name), plain(called)) for called in (label, other)]
    return alike[1] >= min(alike[0], _LIKE)


def _asks_for_region(cluster: Cluster, text: str) -> str:
    """The word “province”, “county” … in or behind a name of the cluster; "" without one."""
    lists = table("linking")["words"]
    for mention in cluster.mentions:
        after = text[mention.span.end : mention.span.end + 80]
        spoken = map(str.lower, words(mention.span.text))
        found = [word for word in spoken if word in lists["region_words"]]
        behind = _BEHIND.match(after) if mention.level == "name" else None
        if behind and behind[1].lower() in lists["region_words"]:
            found.append(behind[1].lower())
        if found:
            return found[0]
    return ""


def place_cue(cluster: Cluster, text: str) -> str:
    """The words by which the article tells that a name is a place's; "" where it does not.

    “in Turbat”, “in Quetta and Turbat”, “Turbat police”, “the mayor of Turbat”, or a dateline:
    “QUETTA (Wire) —”, “QUETTA, 3 May —”.
    """
    prepositions = table("linking")["words"]["locative"]
    for mention in cluster.mentions:
        if mention.level != "name":
            continue
        start, end = mention.span.start, mention.span.end
        before = _BEFORE.search(text[max(0, start - 60) : start])
        if before and before[1].lower() in prepositions:
            return f"{before[0].lstrip()}{mention.span.text}"
        if (start == 0 or text[start - 1] == "\n") and _DATELINE.match(text[end : end + 40]):
            return f"{mention.span.text} —"
    return local_cue(cluster, text)


def local_cue(cluster: Cluster, text: str) -> str:
    """What belongs to a place, named beside it: “the mayor of Turbat”, “Turbat police”; else "".

    A person may have police, too, so theirs counts behind a name that is no person's only.
    """
    local = table("linking")["words"]["local"]
    for mention in cluster.mentions:
        start, end = mention.span.start, mention.span.end
        if mention.level != "name":
            continue
        before = _OF.search(text[max(0, start - 30) : start])
        if before and before[1] in local:
            return f"{before[0]}{mention.span.text}"
        behind = _NEXT.match(text[end : end + 30])
        if behind and behind[1] in local and cluster.kind != "person":
            return f"{mention.span.text} {behind[1]}"
    return ""


def country_pieces(entry: Candidate, context: Context) -> list[Piece]:
    """Whether the article plays in the candidate's country; [] where one of the two is unknown."""
    if entry.type == "country" or not entry.countries or not context.countries:
        return []
    share = sum(context.countries.get(code, 0.0) for code in entry.countries)
    named = ", ".join(entry.countries)
    if share:
        return [Piece("country", min(1.0, 3 * share), f"the article speaks of {named}")]
    amount = _LITTLE if entry.kind == "place" and entry.prior >= _WELL_KNOWN else 1.0
    return [Piece("other_country", amount, f"the article does not speak of {named}")]
