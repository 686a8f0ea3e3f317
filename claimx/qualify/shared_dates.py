"""The dates that a claim without one may share, put together by month.

Several neighbours often name one month on different days; together they speak for the month. So
the candidates are months, years and intervals, each with all that speaks for and against it. Where
the sources of a month name one day only, that day is kept beside it as the finer answer. The month
of the publication always competes, but it is told only where words of the text name it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from claimx.claim import Span
from claimx.qualify.cues import words
from claimx.qualify.dates import Candidate, Dated
from claimx.qualify.link_features import scale

_MONTH = len("2024-06")
_MOST = 5
_MONTHS = ((0, "now"), (1, "previous"), (6, "half_year"), (14, "year"))
_OF_CLAIM = ("moda", "gene", "part", "tag_", "rel_", "own_", "tens", "sent")


@dataclass(slots=True)
class _Group:
    """The sources of one answer: their features, their dates, and the words they come from."""

    features: set[str] = field(default_factory=set)
    told: list[Dated] = field(default_factory=list)
    spans: list[Span | None] = field(default_factory=list)

    def add(self, candidate: Candidate, prefix: str) -> None:
        self.features.update(f"{prefix}{name}" for name in candidate.features)
        self.told.append(candidate.dated)
        self.spans.append(candidate.span)

    def day(self) -> Dated | None:
        """The one day that all sources name; None where they name several or none."""
        days = {dated.value for dated in self.told}
        return self.told[0] if len(days) == 1 and self.told[0].granularity == "day" else None

    def candidate(self, value: str) -> Candidate:
        """The group's answer, with the words of its nearest source; without any, none tell it."""
        same = self.told and self.told[0].value == value
        day, coarse = self.day(), self.told[0].granularity if same else "month"
        return Candidate(
            Dated(value, coarse, "document"),
            self.spans[0] if self.spans else None,
            tuple(sorted(self.features)),
            None if day is None else Dated(day.value, "day", "document"),
        )


def grouped(
    neighbours: Iterable[Candidate],
    expressions: Iterable[Candidate],
    shares: Mapping[str, float],
    claim: Sequence[str],
    sentence: Iterable[str],
    published: date | None,
) -> Iterator[Candidate]:
    """One candidate for each month, and for each other period, that the sources name.

    Args:
        neighbours: dates of other claims, nearest first.
        expressions: dates of words near the claim that belong to none or to another.
        shares: of each answer among the dated claims of the article, 0 to 1 (see `answer`).
        claim: features of the claim alone.
        sentence: the lower-cased words around it in its sentence.
        published: the day of publication, where known.
    """
    groups: dict[str, _Group] = {}
    for prefix, candidates in (("", neighbours), ("near_", expressions)):
        for one in candidates:
            groups.setdefault(answer(one.dated.value), _Group()).add(one, prefix)
    cues = sorted(set(sentence) & words("time", "telling"))
    own = [name for name in claim if name.startswith(_OF_CLAIM)]
    if published is not None:
        groups.setdefault(f"{published.year:04}-{published.month:02}", _Group())
    for value, group in groups.items():
        age = age_in_months(value, published)
        share = scale(shares.get(value, 0.0))
        group.features.update(
            (
                f"age_{age}",
                f"share_{share}",
                f"age_{age}_share_{share}",
                f"sources_{min(_MOST, len(group.told))}",
                f"answers_{min(_MOST, len(groups))}",
                f"answers_{min(_MOST, len(groups))}_{share}",
            )
        )
        group.features.update(f"age_{age}_{name}" for name in own)
        for cue in cues:
            group.features.update((f"word_{cue}", f"word_{cue}_{age}"))
        yield group.candidate(value)


def answer(value: str) -> str:
    """What a date is told as when another claim takes it: a day as its month, all else as it is."""
    return value[:_MONTH] if value[_MONTH : _MONTH + 1] == "-" and "/" not in value else value


def age_in_months(value: str, published: date | None) -> str:
    """How long before the publication a period begins, as a word of a coarse scale."""
    if published is None or "/" in value:
        return "unknown" if published is None else "interval"
    if len(value) != _MONTH or not value[5:].isdigit():
        return "this_year" if value[:4] == f"{published.year:04}" else "another_year"
    months = (published.year - int(value[:4])) * 12 + published.month - int(value[5:])
    if months < 0:
        return "ahead"
    return next((name for most, name in _MONTHS if months <= most), "long_ago")
