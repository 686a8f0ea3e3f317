"""Arguments on which network and rules agree.

The rules' candidates come with the extents that the guidelines ask for; the network says of each
word how likely it is part of each role. A phrase fills the role for which the sum of both
log-odds is largest, if it is large enough. Spans that only the network sees (in another sentence,
or where the parse failed) need more of its confidence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimx.extract.hybrid.joining import RoleJoining, log_odds, probability
from claimx.extract.learned.decoding import find_spans
from claimx.extract.learned.labels import SOURCE, Labels
from claimx.extract.learned.scan import Sighting
from claimx.extract.rules.extents import extent
from claimx.extract.rules.extractor import NONE, PARTICIPANTS, RuleExtractor
from claimx.extract.rules.fillers import Head
from claimx.extract.rules.triggers import Trigger

CONTESTED = 0.15
# A probability of the rules at and below which most candidates are, for a quick look.
HARDLY = 0.01
MARGIN = 1e-6


@dataclass(frozen=True, slots=True)
class JoinedSpan:
    """Words `first` to `last` (both included) that fill `role`.

    Attributes:
        odds: joined log-odds.
        leader: what the members of one list share; None for a span of the network alone.
    """

    role: str
    first: int
    last: int
    odds: float
    leader: int | None

    @property
    def confidence(self) -> float:
        """The joined probability, not calibrated."""
        return probability(self.odds)


@dataclass(frozen=True)
class Act:
    """A trigger as both sides see it.

    Attributes:
        sighting: what the network says.
        trigger, others: the same trigger, and the others of its sentence, as the rules see them.
        heads: the possible fillers of the sentence.
        words: from tokens of the parsed stretch to words of the article.
    """

    sighting: Sighting
    trigger: Trigger
    others: Sequence[Trigger]
    heads: list[Head]
    words: Mapping[int, int]


def joined_spans(
    rules: RuleExtractor, labels: Labels, act: Act, joining: RoleJoining
) -> list[JoinedSpan]:
    """The arguments of an act, and its source where the network sees one, in text order."""
    view = _View(act.sighting)
    weighed = _weighed(rules, labels, act, joining, view)
    kept: list[JoinedSpan] = []
    for span in sorted(weighed, key=lambda span: -span.odds):
        if span.odds > joining.least and not _covered(span.first, span.last, kept):
            kept.append(span)
    kept = _one_list_each(kept, joining.second)
    kept += _network_alone(labels, act.sighting, joining, kept, weighed)
    return sorted(kept, key=lambda span: (span.first, span.last))


class _View:
    """The network's probability that words fill a role, begin or inside."""

    def __init__(self, sighting: Sighting) -> None:
        self._places = {word: place for place, word in enumerate(sighting.words)}
        self._chances = sighting.roles[:, 1::2] + sighting.roles[:, 2::2]

    def head(self, word: int) -> list[float] | None:
        """For each role the probability at one word; None where it lies outside the window."""
        place = self._places.get(word)
        if place is None:
            return None
        chances: list[float] = self._chances[place].tolist()
        return chances

    def mean(self, role: int, first: int, last: int) -> float | None:
        """The mean over the words of a span that lie in the window; None where none does."""
        places = [self._places[word] for word in range(first, last + 1) if word in self._places]
        if not places:
            return None
        return float(self._chances[places[0] : places[-1] + 1, role].mean())


def _weighed(
    rules: RuleExtractor, labels: Labels, act: Act, joining: RoleJoining, view: _View
) -> list[JoinedSpan]:
    """Each candidate of the rules in the role that suits it best, where any can."""
    own = set(act.sighting.trigger.words)
    roles = [
        (column, role, labels.roles.index(role))
        for column, role in enumerate(rules.weights.role.labels)
        if role != NONE
    ]
    # What the rules hardly believe needs this of the network, however the words around are.
    sure = _needed(joining)
    found = []
    for filler, chances in rules.role_chances(act.trigger, act.others, act.heads):
        word = act.words.get(filler.head.i)
        at_head = None if word is None or word in own else view.head(word)
        if at_head is None:
            continue
        best: JoinedSpan | None = None
        bar = joining.least
        told_by_rules = chances.tolist()
        for column, role, number in roles:
            if told_by_rules[column] <= HARDLY and at_head[number] <= sure:
                continue
            told = joining.rules * log_odds(told_by_rules[column])
            # The words around can lift the head's probability to this at most.
            if told + joining.network * log_odds((at_head[number] + 1.0) / 2) <= bar:
                continue
            ends = extent(filler.head, role, act.trigger.own)
            first, last = (act.words.get(token.i) for token in ends)
            if first is None or last is None:
                continue
            around = view.mean(number, first, last)
            seen = at_head[number] if around is None else (at_head[number] + around) / 2
            odds = told + joining.network * log_odds(seen)
            if best is None or odds > best.odds:
                best = JoinedSpan(role, first, last, odds, filler.leader)
                bar = max(bar, odds)
        if best is not None:
            found.append(best)
    return found


def _needed(joining: RoleJoining) -> float:
    """The network's probability at a head below which the rules' `HARDLY` never fills a role."""
    odds = (joining.least - joining.rules * log_odds(HARDLY)) / joining.network
    return 2.0 * probability(odds) - 1.0 - MARGIN


def _one_list_each(spans: Sequence[JoinedSpan], second: float) -> list[JoinedSpan]:
    """Keep the likeliest list of agents and of victims, and another only where it is sure."""
    best = {
        role: max((span for span in spans if span.role == role), key=lambda span: span.odds)
        for role in PARTICIPANTS & {span.role for span in spans}
    }
    return [
        span
        for span in spans
        if span.role not in PARTICIPANTS
        or span.leader == best[span.role].leader
        or span.odds > second
    ]


def _network_alone(
    labels: Labels,
    sighting: Sighting,
    joining: RoleJoining,
    kept: Sequence[JoinedSpan],
    weighed: Sequence[JoinedSpan],
) -> list[JoinedSpan]:
    """Spans of the network that touch none that is kept; the rules know no source."""
    found = []
    for span in find_spans(sighting.words, sighting.roles, sighting.trigger.words, 1.0):
        role = labels.roles[span.role]
        # Where the rules had a candidate they did not want it: that counts against it.
        sure = span.chance > joining.alone + CONTESTED * _covered(span.first, span.last, weighed)
        if (role == SOURCE or sure) and not _covered(span.first, span.last, kept):
            found.append(JoinedSpan(role, span.first, span.last, log_odds(span.chance), None))
    return found


def _covered(first: int, last: int, spans: Sequence[JoinedSpan]) -> bool:
    return any(span.first <= last and first <= span.last for span in spans)
