"""Which trigger an argument belongs to, where a model gives only labelled spans.

The rule: an argument goes to the nearest trigger of its own sentence whose type admits its role
(characters between the two; of equal ones the trigger that comes first). A trigger that is left
without one of the core roles of its type then takes the nearest span of that role in the
sentence, shared with the trigger that has it ("arrested and beat Omar").
"""

import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from claimx.claim import Argument, Span
from claimx.proposal import Proposal
from claimx.schema import load_vocabulary

if TYPE_CHECKING:
    from claimx.language import Analysis


@dataclass(frozen=True, slots=True)
class Mention:
    """A span with a label (a claim type or a role) and the model's score, 0 to 1."""

    label: str
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Link:
    """A model's own word that `filler` fills its role for the trigger at `trigger`."""

    trigger: Span
    filler: Mention


@lru_cache(maxsize=1)
def roles_of_types() -> Mapping[str, frozenset[str]]:
    """The roles that each claim type admits, from `roles_by_type.toml`."""
    content = resources.files("claimx.extract").joinpath("roles_by_type.toml").read_text("utf-8")
    data = tomllib.loads(content)
    everywhere = frozenset(data["every_type"])
    return {
        kind: everywhere | frozenset(data["types"].get(kind, ()))
        for kind in load_vocabulary().types
    }


def pair(
    analysis: "Analysis", triggers: Sequence[Mention], fillers: Sequence[Mention]
) -> list[Proposal]:
    """One proposal for each trigger, in text order, with arguments by the rule of this module.

    A filler without an admitting trigger in its sentence, or that overlaps every one of them,
    is left out. Empty without triggers.
    """
    here = _by_sentence(analysis, triggers)
    chosen: list[list[Mention]] = [[] for _ in triggers]
    around: list[list[Mention]] = [[] for _ in triggers]
    for filler in fillers:
        admitting = [
            index
            for index in here.get(_sentence(analysis, filler.span), ())
            if filler.label in roles_of_types()[triggers[index].label]
            and not filler.span.overlaps(triggers[index].span)
        ]
        for index in admitting:
            around[index].append(filler)
        if admitting:
            nearest = min(admitting, key=lambda index: _rank(triggers[index], filler))
            chosen[nearest].append(filler)
    for index, trigger in enumerate(triggers):
        chosen[index].extend(_lacking(trigger, chosen[index], around[index]))
    return as_proposals(analysis, list(zip(triggers, chosen, strict=True)))


def link(
    analysis: "Analysis", triggers: Sequence[Mention], links: Sequence[Link]
) -> list[Proposal]:
    """One proposal for each trigger, in text order, with the arguments that the model linked.

    A link whose trigger overlaps none of `triggers`, or whose role the type does not admit, is
    left out.
    """
    here = _by_sentence(analysis, triggers)
    chosen: list[list[Mention]] = [[] for _ in triggers]
    for one in links:
        for index in here.get(_sentence(analysis, one.trigger), ()):
            trigger = triggers[index]
            if (
                one.trigger.overlaps(trigger.span)
                and one.filler.label in roles_of_types()[trigger.label]
                and not one.filler.span.overlaps(trigger.span)
            ):
                chosen[index].append(one.filler)
    return as_proposals(analysis, list(zip(triggers, chosen, strict=True)))


def as_proposals(
    analysis: "Analysis", found: Sequence[tuple[Mention, Sequence[Mention]]]
) -> list[Proposal]:
    """Proposals of triggers with their fillers, in text order; of overlapping fillers the best."""
    proposals = []
    for trigger, fillers in found:
        here = _sentence(analysis, trigger.span)
        args = tuple(
            Argument(
                one.label,
                one.span,
                confidence=round(one.score, 3),
                cross=_sentence(analysis, one.span) != here,
            )
            for one in best_of_overlapping(fillers)
        )
        proposals.append(
            Proposal(trigger.label, trigger.span, args, confidence=round(trigger.score, 3))
        )
    return sorted(proposals, key=lambda proposal: (proposal.trigger, proposal.type))


def best_of_overlapping(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in text order; of those that overlap, the one with the best score.

    The words of a trigger name one act, and a participant has one role in it.
    """
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda one: (-one.score, one.span, one.label)):
        at = bisect_left(kept, mention.span, key=lambda one: one.span)
        if not any(one.span.overlaps(mention.span) for one in kept[max(at - 1, 0) : at + 1]):
            kept.insert(at, mention)
    return kept


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without the white space that some tokenizers count to a word; None if blank."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Span.cut(text, start, start + len(words)) if words else None


def in_one_sentence(analysis: "Analysis", span: Span) -> bool:
    """Whether a span lies within one sentence; one that runs on into the next names nothing."""
    sentence = analysis.sentence_at(span.start)
    return sentence is not None and span.end <= sentence.end


def _lacking(
    trigger: Mention, chosen: Sequence[Mention], around: Sequence[Mention]
) -> list[Mention]:
    has = {filler.label for filler in chosen}
    found = []
    for role in load_vocabulary().types[trigger.label].core_roles:
        same = [filler for filler in around if filler.label == role]
        if role not in has and same:
            found.append(min(same, key=lambda filler: _rank(trigger, filler)))
    return found


def _by_sentence(analysis: "Analysis", triggers: Sequence[Mention]) -> dict[int | None, list[int]]:
    found: dict[int | None, list[int]] = defaultdict(list)
    for index, trigger in enumerate(triggers):
        found[_sentence(analysis, trigger.span)].append(index)
    return found


def _sentence(analysis: "Analysis", span: Span) -> int | None:
    sentence = analysis.sentence_at(span.start)
    return sentence.index if sentence is not None else None


def _rank(trigger: Mention, filler: Mention) -> tuple[int, int]:
    one, other = trigger.span, filler.span
    return (max(other.start - one.end, one.start - other.end), one.start)
