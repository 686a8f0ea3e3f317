"""When an attack happened: year, month and day, from the times of claims and dates in the text.

Candidates are the dates that claims carry, the dates written out in the text, and the publication
date; each is weighed by how many claims of harm it dates, how early it stands, and how close to
publication it is.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from claimx.bench.hrdsattack.record import MONTHS
from claimx.bench.hrdsattack.violations import group_of_type
from claimx.bench.hrdsattack.weigh import damp, score, threshold
from claimx.claim import Document

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_YEAR = re.compile(r"(?<![\d$£€.,/-])(?:19|20)\d{2}(?![\d%]|[.,]\d)")
_MONTH = re.compile(
    rf"\b({'|'.join(MONTHS)}|Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?", flags=re.IGNORECASE
)
_SHORT = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
LEAD = 1500
HARM = frozenset(
    ("held", "killed", "executed", "dead", "abducted", "gone", "tortured", "assaulted")
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A date that the text gives somewhere: numbers, None where it does not tell."""

    year: int
    month: int | None
    day: int | None
    start: int
    kind: str


@dataclass(frozen=True, slots=True)
class When:
    """The answer as the benchmark writes it; `guessed` names the parts hardly told."""

    year: str | None
    month: str | None
    day: str | None
    guessed: frozenset[str]


def signs(document: Document) -> list[Sign]:
    """Every date of a claim or of the text."""
    groups = group_of_type()
    found = []
    for claim in document.claims:
        match = _ISO.match(claim.when.value) if claim.when else None
        if claim.when and match:
            kind = "harm" if groups[claim.type] in HARM else "claim"
            year, month, day = (int(part) if part else None for part in match.groups())
            if year is not None:
                basis = "dated" if claim.when.basis != "document" else "inherited"
                found.append(Sign(year, month, day, claim.trigger.start, f"{kind} {basis}"))
    told = [
        (claim.sentence.start, claim.sentence.end)
        for claim in document.claims
        if claim.sentence is not None and groups[claim.type] in HARM
    ]
    for match in _YEAR.finditer(document.text):
        month = _month_before(document.text, match.start())
        near = any(start <= match.start() < end for start, end in told)
        kind = "written near harm" if near else "written"
        found.append(Sign(int(match[0]), month, None, match.start(), kind))
    return found


def _undated_at_top(document: Document) -> float:
    """How much harm the top of an article tells without a date: news of the day."""
    groups = group_of_type()
    top = [c for c in document.claims if c.trigger.start < LEAD and groups[c.type] in HARM]
    return damp(sum(claim.when is None for claim in top))


def _month_before(text: str, start: int) -> int | None:
    found = _MONTH.findall(text[max(0, start - 18) : start])
    return _SHORT[found[-1][:3].lower()] if found else None


def year_reasons(document: Document) -> dict[int, dict[str, float]]:
    """By year, what speaks for it; at least the year of publication where that is known."""
    found = signs(document)
    published = _published(document)
    years = {sign.year for sign in found if sign.year <= (published or (9999, 12))[0]}
    if published:
        years |= {published[0], published[0] - 1}
    return {
        year: {
            **_weights([s for s in found if s.year == year], found, len(document.title or "")),
            **(_distance(published[0] - year) if published else {}),
            "undated harm": _undated_at_top(document) * bool(published and published[0] == year),
            "only year": float(len({sign.year for sign in found}) == 1),
            "new year": float(bool(published) and published[0] - year == 1 and published[1] <= 2)
            if published
            else 0.0,
        }
        for year in sorted(years)
    }


def month_reasons(document: Document, year: int) -> dict[int, dict[str, float]]:
    """By month of that year, what speaks for it."""
    found = [sign for sign in signs(document) if sign.year == year and sign.month]
    published = _published(document)
    months = {sign.month for sign in found if sign.month}
    named = Counter(_SHORT[m[:3].lower()] for m in _MONTH.findall(document.text) if m[:1].isupper())
    months |= set(named)
    this_year = bool(published) and published is not None and published[0] == year
    if published:
        months |= {published[1], (published[1] - 2) % 12 + 1}
    rows = {}
    for month in sorted(months):
        rows[month] = _weights(
            [s for s in found if s.month == month], found, len(document.title or "")
        )
        rows[month]["named"] = damp(named[month])
        rows[month]["share of names"] = named[month] / max(1, sum(named.values()))
        if published and this_year:
            rows[month] |= _distance(published[1] - month)
        elif published:
            rows[month]["other year"] = 1.0
    return rows


def _weights(mine: list[Sign], found: list[Sign], title: int) -> dict[str, float]:
    kinds = Counter(sign.kind for sign in mine)
    all_kinds = Counter(sign.kind for sign in found)
    row = {kind: damp(count) for kind, count in kinds.items()}
    row |= {f"share of {kind}": count / all_kinds[kind] for kind, count in kinds.items()}
    row["first"] = float(bool(mine) and mine[0] is min(found, key=lambda sign: sign.start))
    starts = [sign.start for sign in mine]
    row["in lead"] = float(any(start < title + LEAD for start in starts))
    row["early"] = 1 / (1 + min(starts) / 1000) if starts else 0.0
    return row


def _distance(gap: int) -> dict[str, float]:
    """How long before publication: this one, the one before, or earlier; the future never."""
    if gap < 0:
        return {"future": 1.0}
    if gap > 1:
        return {"earlier": 1.0, "long ago": damp(gap)}
    return {"of publication": float(gap == 0), "one before": float(gap == 1)}


def _published(document: Document) -> tuple[int, int] | None:
    """Year and month of publication; None where the month is not known."""
    match = _ISO.match((document.published or "")[:10])
    return (int(match[1]), int(match[2])) if match and match[2] else None


def find_when(document: Document) -> When:
    """The likeliest year, month of that year, and day of that month; None where nothing tells."""
    years = year_reasons(document)
    if not years:
        return When(None, None, None, frozenset())
    scores = {year: score("year", row) for year, row in years.items()}
    year = max(scores, key=lambda one: (scores[one], one))
    guessed = set() if scores[year] >= threshold("year") else {"year"}
    months = {m: score("month", row) for m, row in month_reasons(document, year).items()}
    if not months:
        return When(str(year), None, None, frozenset(guessed))
    month = max(months, key=lambda one: months[one])
    if months[month] < threshold("month"):
        guessed |= {"month", "day"}
    return When(str(year), MONTHS[month - 1], _day(document, year, month), frozenset(guessed))


def _day(document: Document, year: int, month: int) -> str | None:
    """The day on which most claims of that month are dated; None where none has a day."""
    votes: dict[int, float] = defaultdict(float)
    for sign in signs(document):
        if (sign.year, sign.month) == (year, month) and sign.day:
            votes[sign.day] += 2 if sign.kind.startswith("harm") else 1
    return str(max(votes, key=lambda day: votes[day])) if votes else None
