"""Whether an article names a perpetrator, and what kind of one.

The kinds are the benchmark's: a state's own actors; those of another state or acting with a
state's leave; armed groups and unknown people outside it; bodies of several states.
"""

from collections import Counter

from claimx.bench.hrdsattack.violations import group_of_type
from claimx.bench.hrdsattack.weigh import damp, score
from claimx.bench.hrdsattack.words import words
from claimx.claim import Document

KINDS = (
    "state actor",
    "other state actors",
    "other actors with permissions",
    "other non-state actors",
    "other actors without permissions",
    "regional orgs",
    "insufficient info",
)
CUES = ("state", "armed", "unnamed", "company", "official")


def mentions_perpetrator(document: Document) -> bool:
    """Whether the article claims any act: where acts are told, nearly always somebody does them.

    Nine in ten articles of the training file mention one, and weighing agents, words and acts told
    the tenth no better than chance; only an article without any claim is safely one.
    """
    return any(not claim.generic for claim in document.claims)


def find_perpetrator_type(document: Document) -> str:
    """The likeliest kind."""
    reasons = perpetrator_reasons(document)
    return max(KINDS, key=lambda kind: score(f"perpetrator {kind}", reasons))


def perpetrator_reasons(document: Document) -> dict[str, float]:
    """Who does the acts that are claimed, and which acts; and such words in the text at large."""
    groups = group_of_type()
    told = [c for c in document.claims if not c.generic]
    agents = [arg for claim in told for arg in claim.of_role("agent")]
    kinds = {entity.id: entity.kind for entity in document.entities}
    found: dict[str, float] = {"any agent": float(bool(agents)), "agents": damp(len(agents))}
    spoken = Counter(word for arg in agents for word in arg.span.text.lower().split())
    written = Counter(document.text.lower().split())
    title = set((document.title or "").lower().split())
    for cue in CUES:
        found[f"agent {cue}"] = damp(sum(spoken[word] for word in words(cue)))
        found[f"text {cue}"] = damp(sum(written[word] for word in words(cue)))
        found[f"title {cue}"] = float(bool(title & words(cue)))
    for kind, count in Counter(kinds.get(arg.entity or "", "none") for arg in agents).items():
        found[f"agent is {kind}"] = damp(count)
    total = max(1, len(told))
    for group, count in Counter(groups[claim.type] for claim in told).items():
        found[f"{group} share"] = count / total
        found[f"{group} any"] = 1.0
    found["claims"] = damp(len(told))
    return found
