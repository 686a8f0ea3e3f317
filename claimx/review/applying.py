"""Decisions put on the claims of whatever run: what a person said stands, the rest is the model's.

Decisions are followed in the order in which they were taken. Where a person accepted a claim and
a later model reads its arguments otherwise, what the person saw stands. A claim that was accepted
or added stands even where the model no longer finds it; one that was rejected stays away.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from claimx.claim import Claim, Document
from claimx.corpus.clusters import with_entities
from claimx.review.decision import Decision, Key, Verdict, by_key, content_of, key_of
from claimx.wire import claim_from_dict, claim_to_dict, text_left_out

Standing = Mapping[Key, tuple[Claim, ...]]


def by_text(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Decisions by the hash of their text, each list in the order of the record."""
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        found.setdefault(decision.key.text_sha256, []).append(decision)
    return found


def standing(decisions: Iterable[Decision]) -> dict[Key, tuple[Claim, ...]]:
    """What stands at every key that was decided: claims, or nothing where they were refused."""
    state: dict[Key, tuple[Claim, ...]] = {}
    for decision in decisions:
        if decision.verdict is Verdict.READ:
            continue
        state[decision.key] = ()
        moved: dict[Key, tuple[Claim, ...]] = {}
        for claim in decision.claims:
            key = key_of(claim, decision.key.text_sha256)
            moved[key] = (*moved.get(key, ()), claim)
        state |= moved
    return state


def was_read(decisions: Iterable[Decision]) -> bool:
    """Whether a person went through the whole document."""
    return any(decision.verdict is Verdict.READ for decision in decisions)


def apply_decisions(
    document: Document, decisions: Sequence[Decision], *, reviewed_only: bool = False
) -> Document:
    """A document with what people decided about it.

    Args:
        document: of any run.
        decisions: about its text, in the order of the record; others are none of its business.
        reviewed_only: leave out claims that nobody decided about.

    Returns:
        The document with other claims; their names and identifiers are those of its entities.

    Raises:
        CorpusError: where a span of a decision is not in the text.
    """
    mine = [d for d in decisions if d.key.text_sha256 == document.text_sha256]
    state = standing(mine)
    current = by_key(document)
    claims: list[Claim] = []
    for key, decided in state.items():
        found = current.get(key, ())
        if decided and content_of(found) == content_of(decided):
            claims += found  # the same, with the names and figures of this run
        else:
            claims += [_in(document, claim) for claim in decided]
    if not reviewed_only:
        claims += [claim for key, found in current.items() if key not in state for claim in found]
    return replace(
        document, claims=tuple(sorted(claims, key=lambda claim: (claim.trigger, claim.type)))
    )


def undecided(document: Document, decisions: Sequence[Decision]) -> int:
    """How many claims of a document nobody has decided about."""
    state = standing(d for d in decisions if d.key.text_sha256 == document.text_sha256)
    return sum(len(claims) for key, claims in by_key(document).items() if key not in state)


def _in(document: Document, claim: Claim) -> Claim:
    """A claim of the record as one of this document: spans checked, named by its entities."""
    text = None if text_left_out(document) else document.text
    checked = claim_from_dict(claim_to_dict(claim), text, f"decision on {document.id!r}")
    (named,) = with_entities([replace(checked, doc_id=document.id)], document.entities)
    return named
