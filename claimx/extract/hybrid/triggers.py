"""Triggers on which network and rules agree: a product of two distributions over types.

Both say for each trigger how likely each type and "no claim" are. Their logarithms are added, the
rules' with a share (a logarithmic opinion pool, Genest and Zidek 1986), so that either can veto.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from claimx.extract.hybrid.joining import TriggerJoining
from claimx.extract.learned.decoding import FoundTrigger, find_triggers
from claimx.extract.learned.graphs import Floats
from claimx.extract.learned.words import Words
from claimx.extract.rules.extractor import NONE, SAME, RuleExtractor
from claimx.extract.rules.triggers import Trigger

if TYPE_CHECKING:
    from claimx.language import Analysis

POOR_SETTINGS = frozenset({"none", "hardly"})
LEAST = 1e-3
FLOOR = 1e-5


@dataclass(frozen=True)
class RuleView:
    """What the rules say of one lexicon match.

    Attributes:
        match: the match.
        chances: over "no claim" and the types, as the network numbers them.
    """

    match: Trigger
    chances: Floats


def rule_views(
    rules: RuleExtractor, analysis: "Analysis", words: Words, setting: str, types: Sequence[str]
) -> dict[int, RuleView]:
    """For each word of a lexicon match what the rules say of it; a vetoed one is no claim."""
    views: dict[int, RuleView] = {}
    for sentence in analysis.sentences:
        for match, chances in rules.judged_matches(sentence, setting):
            view = RuleView(match, _over_types(rules, match, chances, types))
            for token in range(match.first, match.last + 1):
                word = words.index.get((sentence.offset, token))
                if word is not None:
                    views[word] = view
    return views


def _over_types(
    rules: RuleExtractor, match: Trigger, chances: "Floats | None", types: Sequence[str]
) -> Floats:
    made = np.full(1 + len(types), LEAST, dtype=np.float32)
    if chances is None:
        made[0] = 1.0
    else:
        for label, chance in zip(rules.weights.trigger.labels, chances, strict=True):
            kind = match.type if label == SAME else label
            made[0 if label == NONE else 1 + types.index(kind)] += chance
    whole: Floats = made / made.sum()
    return whole


def joined_triggers(
    words: Sequence[int],
    chances: Floats,
    views: dict[int, RuleView],
    joining: TriggerJoining,
    setting: str,
) -> list[FoundTrigger]:
    """The triggers of a passage that both judgements together accept, with joined probabilities.

    In a `setting` (see `document_setting`) where nothing else speaks of repression, "freed memory"
    is likelier than a release, and more is asked.
    """
    least = joining.poor if setting in POOR_SETTINGS else joining.least
    found = _whole(find_triggers(words, chances, joining.found), views)
    joined = _joined(found, views, joining)
    return [trigger for trigger in joined if 1.0 - trigger.chances[0] >= least]


def _whole(found: Sequence[FoundTrigger], views: dict[int, RuleView]) -> Iterator[FoundTrigger]:
    """Triggers that lie in one phrase of the lexicon ("solitary confinement") as one."""
    last: FoundTrigger | None = None
    for trigger in found:
        view = view_of(trigger, views)
        if last is not None and view is not None and view is view_of(last, views):
            shares = [len(last.words), len(trigger.words)]
            chances = np.average([last.chances, trigger.chances], axis=0, weights=shares)
            last = FoundTrigger(last.words + trigger.words, chances)
            continue
        if last is not None:
            yield last
        last = trigger
    if last is not None:
        yield last


def _joined(
    found: Iterable[FoundTrigger], views: dict[int, RuleView], joining: TriggerJoining
) -> Iterator[FoundTrigger]:
    for trigger in found:
        scores = np.log(np.maximum(trigger.chances, FLOOR))
        view = view_of(trigger, views)
        if view is None:
            scores[0] += joining.rules * joining.unlisted
        else:
            scores = scores + joining.rules * np.log(view.chances)
        powers = np.exp(scores - scores.max())
        yield replace(trigger, chances=powers / powers.sum())


def view_of(trigger: FoundTrigger, views: dict[int, RuleView]) -> RuleView | None:
    """What the rules say of the first word of a trigger that they know; None where of none."""
    return next((views[word] for word in trigger.words if word in views), None)
