"""The metrics of HRDsAttack: the paper's, as its published scorer counts, and null-aware ones.

The paper's scorer (`evaluate_all` of github.com/dataminr-ai/HRDsAttack) compares a gold null with
the text of an answer, so an empty answer is never right; victim attributes are asked of the gold
names; a name is right by substring when either contains the other. The null-aware figures
count a rightly empty answer as right, take "unknown" as empty, and compare countries by what they
are ("USA" is the United States) and other places without regard to case and accents.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from claimx.bench.hrdsattack.record import DATE_FIELDS, PLACE_FIELDS, UNTOLD, Filled, Record, Victim
from claimx.bench.hrdsattack.words import table
from claimx.bench.public_tasks import prf, share
from claimx.entities.knowledge_base import KnowledgeBase
from claimx.scoring.figures import Figure

FIELDS = ("perpetrator_type", *PLACE_FIELDS, *DATE_FIELDS)
ATTRIBUTES = ("sex", "age", "type")
NULLS = frozenset(("", "none", "n/a", "n//a", "unknown", "insufficient info"))
Counts = Counter[str]
SameCountry = Callable[[str], str]


def figures() -> list[Figure]:
    """Every figure, the paper's first (`paper.…`), then the null-aware ones (`null_aware.…`)."""
    found = [
        *prf("paper.perpetrator_mention", "mention:hit", "mention:gold", "mention:pred"),
        *prf("paper.victim_name", "name:hit", "name:gold", "name:pred"),
        *prf("paper.victim_name_substring", "name:near", "name:gold", "name:pred"),
        *prf("paper.violation_type", "violation:hit", "violation:gold", "violation:pred"),
    ]
    found += [share(f"paper.{name}", f"{name}:right", "documents") for name in FIELDS]
    found += [share(f"paper.victim_{name}", f"{name}:right", "named") for name in ATTRIBUTES]
    found += prf("null_aware.victim_name", "name:near_once", "name:gold", "name:kept")
    for name in FIELDS:
        found.append(share(f"null_aware.{name}", f"null:{name}:right", "documents"))
        found += prf(
            f"null_aware.{name}_told",
            f"null:{name}:hit",
            f"null:{name}:gold",
            f"null:{name}:pred",
        )
    found += [
        share(f"null_aware.victim_{name}", f"null:{name}:right", "named") for name in ATTRIBUTES
    ]
    return found


def count(
    gold: Record, filled: Filled, asked: Mapping[str, Victim], same_country: SameCountry
) -> Counts:
    """What one document adds to the figures.

    Args:
        gold: the answers, as the paper's loader puts them right.
        filled: what was made of the claims.
        asked: the answers about each gold name; a name that is missing counts as wrong.
        same_country: turns a country's name into the same text for every spelling of it.
    """
    counts: Counts = Counter(documents=1, named=len(gold.victims))
    found = filled.record
    counts["mention:pred"] += found.perpetrator_mention
    counts["mention:gold"] += gold.perpetrator_mention
    counts["mention:hit"] += found.perpetrator_mention and gold.perpetrator_mention
    _count_names(counts, [v.name for v in gold.victims], [v.name for v in found.victims])
    answered = found.violations or {"unknown"}
    counts["violation:pred"] += len(answered)
    counts["violation:gold"] += len(gold.violations)
    counts["violation:hit"] += len(answered & gold.violations)
    for name in FIELDS:
        answer, right = found.told(name), gold.told(name)
        counts[f"{name}:right"] += right is not None and answer == right
        kept = None if name in filled.guessed else answer
        _count_null_aware(counts, name, right, kept, same_country)
    for victim in gold.victims:
        _count_attributes(counts, victim, asked.get(victim.name))
    return counts


def _count_names(counts: Counts, gold: Sequence[str], predicted: Sequence[str]) -> None:
    """Names as the paper counts them: two passes drop a name that another contains.

    The denominator of precision is taken between the passes, as the scorer does.
    """
    first: list[str] = []
    for name in predicted:
        if name.strip() and not any(name in earlier for earlier in first):
            first.append(name)
    kept: list[str] = []
    for name in reversed(first):
        if not any(name in later for later in kept):
            kept.append(name)
    counts["name:gold"] += len(gold)
    counts["name:pred"] += len(first)
    counts["name:kept"] += len(kept)
    counts["name:hit"] += sum(name in gold for name in kept)
    counts["name:near"] += sum(any(_near(name, other) for other in gold) for name in kept)
    left = list(gold)
    for name in reversed(kept):
        match = next((other for other in left if _near(name, other)), None)
        if match is not None:
            left.remove(match)
            counts["name:near_once"] += 1


def country_key(name: str, base: KnowledgeBase) -> str:
    """The code of a country by any name that the base knows, else the name itself in lower case.

    Parts of a country ("England") and places whose country the task merges (Hong Kong) count as it.
    """
    known = base.candidates(name, kind="place", limit=8)
    formal = [c for c in known if c.type in ("country", "territory", "former_country")]
    for candidate in [*formal, *known]:
        if candidate.countries:
            code = candidate.countries[0]
            return str(table("words.toml")["country_of"].get(code, code))
    return name.casefold().strip()


def _near(one: str, two: str) -> bool:
    return bool(two.strip()) and (one in two or two in one)


def _count_null_aware(
    counts: Counts, name: str, gold: str | None, answer: str | None, same_country: SameCountry
) -> None:
    right, told = (_plain(value, name, same_country) for value in (gold, answer))
    counts[f"null:{name}:right"] += right == told
    counts[f"null:{name}:gold"] += right is not None
    counts[f"null:{name}:pred"] += told is not None
    counts[f"null:{name}:hit"] += right is not None and right == told


def _plain(value: str | None, name: str, same_country: SameCountry) -> str | None:
    if value is None or value.strip().casefold() in NULLS:
        return None
    if name == "country":
        return same_country(value)
    if name in PLACE_FIELDS:
        from anyascii import anyascii

        return anyascii(value).casefold().strip()
    return value


def _count_attributes(counts: Counts, gold: Victim, answer: Victim | None) -> None:
    if answer is None:
        return
    counts["sex:right"] += answer.sex == gold.sex
    counts["age:right"] += answer.age == gold.age
    counts["type:right"] += (answer.types or {UNTOLD}) == gold.types
    counts["null:sex:right"] += answer.sex == gold.sex
    counts["null:age:right"] += answer.age == gold.age
    types = [
        found - {UNTOLD} if len(found) > 1 else found or {UNTOLD}
        for found in (answer.types, gold.types)
    ]
    counts["null:type:right"] += types[0] == types[1]
