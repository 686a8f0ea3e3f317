"""The labelled event clusters of repression-en, and how well events agree with them."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimx.claim import Claim, Document
from claimx.corpus.load import bundled_corpus, load
from claimx.qualify.quantity import quantify

CORPUS = "repression-en"


@dataclass(frozen=True, slots=True)
class Group:
    """Three articles about the same happenings; `events[i][j]` is of claim `j` of document `i`."""

    name: str
    split: str
    documents: tuple[Document, ...]
    events: tuple[tuple[str, ...], ...]

    @property
    def labels(self) -> list[str]:
        """The events of all claims, documents one after the other."""
        return [event for events in self.events for event in events]


def load_groups(splits: Sequence[str]) -> list[Group]:
    """The groups of some splits with gold claims; figures are read from their words."""
    corpus = load(CORPUS)
    documents = {document.id: document for document in corpus}
    groups = []
    for file in sorted(bundled_corpus(CORPUS).joinpath("events").glob("*.json")):
        data = json.loads(file.read_text("utf-8"))
        if data["split"] in splits:
            groups.append(
                _group(data, documents, {r.id: r.outlet for r in corpus.records.values()})
            )
    return groups


def _group(data: dict, documents: dict[str, Document], outlets: dict[str, str | None]) -> Group:
    event_of = {}
    for event in data["events"]:
        for key in event["claims"]:
            event_of[key["doc"], key["type"], *key["trigger"], key.get("nth", 1)] = event["event"]
    names = sorted({key[0] for key in event_of})
    found = [replace(_with_figures(documents[name]), source=outlets[name]) for name in names]
    events = tuple(
        tuple(event_of[document.id, *key] for key in claim_keys(document.claims))
        for document in found
    )
    return Group(data["group"], data["split"], tuple(found), events)


def claim_keys(claims: Sequence[Claim]) -> list[tuple[str, int, int, int]]:
    """Type, trigger and which of several on it, for each claim."""
    seen: dict[tuple[str, int, int], int] = defaultdict(int)
    keys = []
    for claim in claims:
        key = claim.type, claim.trigger.start, claim.trigger.end
        seen[key] += 1
        keys.append((*key, seen[key]))
    return keys


def _with_figures(document: Document) -> Document:
    claims = (replace(claim, args=quantify(claim.args, claim.type)) for claim in document.claims)
    return replace(document, claims=tuple(claims))


def b_cubed(predicted: Sequence[object], gold: Sequence[object]) -> tuple[float, float, float]:
    """Precision, recall and F1 over claims (Bagga and Baldwin 1998), one label a claim."""
    precision = sum(_shares(predicted, gold)) / len(gold)
    recall = sum(_shares(gold, predicted)) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _shares(these: Sequence[object], others: Sequence[object]) -> list[float]:
    members: dict[object, list[int]] = defaultdict(list)
    for at, label in enumerate(these):
        members[label].append(at)
    return [
        sum(others[other] == others[at] for other in members[label]) / len(members[label])
        for at, label in enumerate(these)
    ]
