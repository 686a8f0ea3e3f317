"""The dated claims of an article, near at hand for those that tell no date of their own."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from claimx.claim import When
from claimx.language import Analysis
from claimx.qualify.anchors import Anchor
from claimx.qualify.dates import Candidate, Dated
from claimx.qualify.genericity import is_generic
from claimx.qualify.link_features import (
    REACH,
    Profile,
    Told,
    age_of,
    claim_features,
    link_features,
    nearby,
)
from claimx.qualify.modality import modality_of
from claimx.qualify.shared_dates import answer, grouped

NEIGHBOURS = 12


class Neighbours:
    """The claims of an article that tell their date, by place and by type.

    Args:
        analysis: the article.
        placed: the anchor of each claim, None for those outside the parsed text.
        times: the date of each claim, None for those without.
        published: the day of publication, where known.
    """

    def __init__(
        self,
        analysis: Analysis,
        placed: list[Anchor | None],
        times: list[When | None],
        published: date | None,
    ) -> None:
        self.analysis = analysis
        values = Counter(when.value for when in times if when is not None)
        answers = Counter(answer(when.value) for when in times if when is not None)
        self.published = published
        self.shares = {value: count / answers.total() for value, count in answers.items()}
        self.told = [
            Told(
                Profile.of(anchor),
                when,
                values[when.value] / values.total(),
                age_of(when.value, published),
            )
            for anchor, when in zip(placed, times, strict=True)
            if anchor is not None and when is not None
        ]
        self.told.sort(key=lambda told: told.profile.anchor.proposal.trigger)
        self.by_type: dict[str, list[Told]] = {}
        for told in self.told:
            self.by_type.setdefault(told.profile.anchor.proposal.type, []).append(told)
        self.values_of = {
            name: Counter(told.when.value for told in group) for name, group in self.by_type.items()
        }

    def context(self, anchor: Anchor) -> tuple[str, ...]:
        """Features of the claim alone, the same for each of its candidates."""
        modality, _ = modality_of(anchor.head, anchor.links)
        generic = is_generic(self.analysis, anchor, modality)
        return tuple(claim_features(anchor, modality, generic))

    def candidates(
        self, anchor: Anchor, context: Sequence[str], expressions: Iterable[Candidate]
    ) -> Iterator[Candidate]:
        """The dates that a claim without its own may share, by month (see `shared_dates`).

        Args:
            anchor: the claim.
            context: of the claim, as `context` gives it.
            expressions: dates of words near it that were not found to be its own.
        """
        return grouped(
            self._pairs(anchor),
            expressions,
            self.shares,
            context,
            (token.lower_ for token in nearby(anchor, REACH)),
            self.published,
        )

    def _pairs(self, anchor: Anchor) -> Iterator[Candidate]:
        """Dates of the nearest dated claims, of the same type and of any; the pair's features."""
        mine = Profile.of(anchor)
        values = self.values_of.get(anchor.proposal.type, Counter())
        total, single = max(1, values.total()), len(values) == 1
        for told in self._near(anchor):
            when = told.when
            if when.span is not None:
                features = tuple(link_features(mine, told, values[when.value] / total, single))
                yield Candidate(
                    Dated(when.value, when.granularity, "document"), when.span, features
                )

    def _near(self, anchor: Anchor) -> list[Told]:
        at = anchor.proposal.trigger.start
        same = self.by_type.get(anchor.proposal.type, [])
        near = _around(self.told, at, NEIGHBOURS, NEIGHBOURS // 2)
        near += _around(same, at, NEIGHBOURS, NEIGHBOURS)
        return list({id(told): told for told in near}.values())


def _around(told: list[Told], position: int, before: int, after: int) -> list[Told]:
    place = bisect_left(told, position, key=lambda t: t.profile.anchor.proposal.trigger.start)
    return told[max(0, place - before) : place + after]
