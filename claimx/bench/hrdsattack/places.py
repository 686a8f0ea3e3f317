"""Where an attack happened: country, region and city, from linked places and names of peoples.

The country is the likeliest of those that the article speaks of in any way: by name, by its
people's name, by a city or region in it, by a body of it. Region and city are the places of that
country in which the claims happen, or that stand at the top.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from claimx.bench.hrdsattack.weigh import damp, score, threshold
from claimx.bench.hrdsattack.words import table, words
from claimx.claim import Document, Entity
from claimx.entities.knowledge_base import KnowledgeBase

LEAD = 600
FORMAL = ("country", "territory", "former_country")
CITIES = ("city", "capital")


@dataclass(frozen=True, slots=True)
class Sign:
    """One place in the text that points to a country."""

    country: str
    kind: str
    start: int
    label: str


@lru_cache(maxsize=4)
def _names(base: KnowledgeBase) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """A pattern of the names of countries and peoples in Latin letters, and what each means."""
    meaning: dict[str, tuple[str, str]] = {}
    for kind in FORMAL:
        for entity in base.of_type(kind):
            for name in entity.names if entity.countries else ():
                if name.isascii() and name[:1].isupper() and len(name) > 1:
                    people = name in entity.demonyms
                    meaning.setdefault(name, (entity.countries[0], "people" if people else "name"))
    options = "|".join(re.escape(name) for name in sorted(meaning, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{options})(?!\w)"), meaning


def signs(document: Document, base: KnowledgeBase) -> list[Sign]:
    """Whatever points to a country, in text order."""
    pattern, meaning = _names(base)
    found = []
    for match in pattern.finditer(document.text):
        country, kind = meaning[match[0]]
        found.append(Sign(country, kind, match.start(), match[0]))
    for entity in document.entities:
        known = base.entity(entity.kb_id) if entity.kb_id else None
        if known is None and entity.kind == "place":
            found += _perhaps(entity, base)
        if known is None or not known.countries or known.type in FORMAL:
            continue
        kind = known.type if entity.kind == "place" else "body"
        for mention in entity.mentions:
            label = mention.text if mention.text in known.names else known.label
            found.append(Sign(known.countries[0], kind, mention.start, label))
    merged = table("words.toml")["country_of"]
    return sorted(
        (Sign(merged.get(s.country, s.country), s.kind, s.start, s.label) for s in found),
        key=lambda sign: (sign.start, sign.kind),
    )


def _perhaps(entity: Entity, base: KnowledgeBase) -> Iterator[Sign]:
    """The best known bearer of an unlinked place's name: a hint, since names of towns repeat."""
    for candidate in base.candidates(entity.name, kind="place", limit=1):
        if candidate.match == "plain" and candidate.countries and candidate.type not in FORMAL:
            for mention in entity.mentions:
                country = candidate.countries[0]
                yield Sign(country, "perhaps", mention.start, candidate.label)


def country_reasons(document: Document, base: KnowledgeBase) -> dict[str, dict[str, float]]:
    """By country code, what speaks for it; empty where the text points to no country."""
    found = signs(document, base)
    by_country: dict[str, list[Sign]] = defaultdict(list)
    for sign in found:
        by_country[sign.country].append(sign)
    told = _where_claimed(document)
    title = len(document.title or "")
    at = {sign for sign in found if _is_located(document.text, sign)}
    rows = {}
    for code, mine in by_country.items():
        kinds = Counter("city" if sign.kind in CITIES else sign.kind for sign in mine)
        inside = [sign for sign in mine if any(a <= sign.start < b for a, b in told)]
        located = [sign for sign in mine if sign in at]
        rows[code] = {
            "share": len(mine) / len(found),
            "signs": damp(len(mine)),
            "first": float(mine[0] is found[0]),
            "in title": float(any(sign.start < title for sign in mine)),
            "in lead": float(any(title <= sign.start < title + LEAD for sign in mine)),
            "in claims": damp(len(inside)),
            "share of claims": len(inside) / max(1, len(told)),
            "located": damp(len(located)),
            "share of located": len(located) / max(1, len(at)),
            "located in claims": damp(len([sign for sign in located if sign in inside])),
            "located early": float(any(sign.start < title + LEAD for sign in located)),
            "place of claim": damp(_places_claimed(document, mine)),
            "alone": float(len(by_country) == 1),
            "of press": float(code in table("words.toml")["press_countries"]),
            **{f"share by {kind}": count / len(found) for kind, count in kinds.items()},
            **{f"any {kind}": 1.0 for kind in kinds},
        }
    most = max((row["share"] for row in rows.values()), default=0.0)
    for row in rows.values():
        row["most"] = float(row["share"] == most)
    return rows


def _is_located(text: str, sign: Sign) -> bool:
    """Whether a word of place stands before it: "in Haiti", not "Haiti denied"."""
    before = text[max(0, sign.start - 20) : sign.start].lower().split()
    return any(word in words("place_words") for word in before[-2:])


def _where_claimed(document: Document) -> list[tuple[int, int]]:
    return [
        (claim.sentence.start, claim.sentence.end)
        for claim in document.claims
        if claim.sentence is not None and not claim.generic
    ]


def _places_claimed(document: Document, mine: list[Sign]) -> int:
    spans = [arg.span for claim in document.claims for arg in claim.of_role("place")]
    return sum(any(span.start <= sign.start < span.end for sign in mine) for span in spans)


@dataclass(frozen=True, slots=True)
class Where:
    """The answer: names, or None; `sure` is False where the country is hardly told."""

    country: str | None
    region: str | None
    city: str | None
    sure: bool


def find_place(document: Document, base: KnowledgeBase) -> Where:
    """Country, region and city of the attack, in the words of the text where it has them.

    Where nothing points to a country it is a guess: the one that local news leaves unsaid most.
    """
    rows = country_reasons(document, base)
    if not rows:
        return Where(country_name(table("words.toml")["untold_country"], base), None, None, False)
    scores = {code: score("country", row) for code, row in rows.items()}
    best = max(scores, key=lambda code: scores[code])
    inside = [sign for sign in signs(document, base) if sign.country == best]
    return Where(
        country_name(best, base),
        _best(document, inside, ("region",)),
        _best(document, inside, CITIES),
        scores[best] >= threshold("country"),
    )


def country_name(code: str, base: KnowledgeBase) -> str:
    """The name of a country as the annotators write it, else the knowledge base's."""
    given = table("words.toml")["country_names"].get(code)
    if given is not None:
        return str(given)
    return next((c.label for c in base.of_type("country") if code in c.countries), code)


def _best(document: Document, inside: list[Sign], kinds: tuple[str, ...]) -> str | None:
    """The place most often in claims, at the top and in the text; the earlier of equals."""
    told = [arg.span for claim in document.claims for arg in claim.of_role("place")]
    votes: dict[str, float] = defaultdict(float)
    for sign in inside:
        if sign.kind in kinds:
            votes[sign.label] += 1 + 2 * (sign.start < LEAD)
            votes[sign.label] += 2 * any(s.start <= sign.start < s.end for s in told)
    return max(votes, key=lambda label: votes[label], default=None)
