"""Which kinds of violation an article tells of, from its claims and the words of its acts."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from claimx.bench.hrdsattack.record import VIOLATIONS
from claimx.bench.hrdsattack.weigh import damp, score, threshold
from claimx.bench.hrdsattack.words import table, words
from claimx.claim import Claim, Document

TOP = 900  # characters from the start in which an article says what it is about
ASKED = tuple(name for name in VIOLATIONS if name != "unknown")


def find_violations(document: Document) -> frozenset[str]:
    """The kinds that are told; {"unknown"} where no claim and no word speaks for any.

    At least one kind is named where anything speaks for one: the likeliest.
    """
    reasons = violation_reasons(document)
    if not reasons:
        return frozenset(("unknown",))
    scores = {name: score(f"violation {name}", reasons) for name in ASKED}
    found = {name for name, sure in scores.items() if sure >= threshold(f"violation {name}")}
    return frozenset(found or {max(scores, key=lambda name: scores[name])})


def violation_reasons(document: Document) -> dict[str, float]:
    """How much of each kind of act is claimed, where, against whom; and the words of the acts."""
    groups = group_of_type()
    told = [c for c in document.claims if not c.generic and c.polarity == "positive"]
    by_group: dict[str, list[Claim]] = defaultdict(list)
    for claim in told:
        by_group[groups[claim.type]].append(claim)
    found: dict[str, float] = {}
    for group, claims in by_group.items():
        found |= _of_group(document, group, claims, len(told))
    for claim in document.claims:
        if claim.generic:
            found[f"{groups[claim.type]} in general"] = 1.0
    return found | _of_words(document)


def group_of_type() -> dict[str, str]:
    """The group of acts of each claim type."""
    groups = table("words.toml")["groups"]
    return {kind: group for group, kinds in groups.items() for kind in kinds}


def _of_group(
    document: Document, group: str, claims: Sequence[Claim], told: int
) -> dict[str, float]:
    starts = [claim.trigger.start for claim in claims]
    found = {
        group: damp(len(claims)),
        f"{group} share": len(claims) / told,
        f"{group} any": 1.0,
        f"{group} in title": float(min(starts) < len(document.title or "")),
        f"{group} at top": damp(sum(start < TOP for start in starts)),
        f"{group} early": 1 - min(starts) / len(document.text),
        f"{group} sure": max(claim.confidence for claim in claims),
    }
    victims = {
        word for claim in claims for a in claim.of_role("victim") for word in _words(a.span.text)
    }
    agents = {
        word for claim in claims for a in claim.of_role("agent") for word in _words(a.span.text)
    }
    for name in ("journalist", "defender", "unionist", "child", "suspect"):
        found[f"{group} of {name}"] = float(bool(victims & words(name)))
    for name in ("state", "armed"):
        found[f"{group} by {name}"] = float(bool(agents & words(name)))
    return found


def _words(text: str) -> list[str]:
    return [word.strip(".,'’\"”“()") for word in text.lower().split()]


def _of_words(document: Document) -> dict[str, float]:
    """Stems of acts in the text and in the title, whether the extractor made a claim or not."""
    text, title = document.text.lower(), (document.title or "").lower()
    stems = words("act_stems")
    counts = Counter({stem: text.count(stem) for stem in stems})
    found = {f"word {stem}": damp(count) for stem, count in counts.items() if count}
    return found | {f"title word {stem}": 1.0 for stem in stems if stem in title}
