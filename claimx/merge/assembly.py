"""One event out of the claims of one cluster."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from claimx.entities.names import SAME
from claimx.merge.comparison import Comparison
from claimx.merge.contradictions import Contradiction, denies, find_contradictions, supports
from claimx.merge.event import Dispute, Event, Evidence, Person, Status
from claimx.merge.families import load_families
from claimx.merge.origins import count_origins
from claimx.merge.people import Names
from claimx.merge.record import Record
from claimx.merge.reprints import Copies

UNDATED = "9999"
"""Where an article without a date stands in order."""

STANDINGS = {
    "planned": "plans",
    "demanded": "demands",
    "possible": "supposes",
}
STRENGTH = ("asserted", "alleged", "planned", "possible", "demanded", "denied")
ID_DIGITS = 12


class Assembler:
    """Makes events of clusters of an archive's records.

    Args:
        compared: the archive.
        sources: groups of articles that are one origin (`claimx.merge.origins.join_outlets`).
    """

    def __init__(self, compared: Comparison, sources: Copies) -> None:
        self.compared = compared
        self.sources = sources
        self._ids: Counter[str] = Counter()

    def assemble(self, numbers: Iterable[int]) -> Event:
        """The event of some claims, at least one."""
        records = sorted((self.compared.records[number] for number in numbers), key=self._order)
        disputes = find_contradictions(records, self._published)
        telling = [r for r in records if supports(r)] or records
        names = self.compared.archive.names
        origins = count_origins(telling, self.sources, names)
        superseded = {dispute.one for dispute in disputes if dispute.replaced}
        return Event(
            id=self._id(records[0]),
            type=_commonest(record.claim.type for record in telling),
            status=_status(disputes, origins),
            told_as=min((_told(record) for record in records), key=STRENGTH.index),
            origins=origins,
            people=people_of([*telling, *records], names),
            groups=_unnamed(telling),
            places=tuple(
                dict.fromkeys(names.rows[n].text for r in telling for n in sorted(r.where))
            ),
            when=_best_time(telling),
            evidence=tuple(self._evidence(record, superseded) for record in records),
            disputes=tuple(self._dispute(dispute) for dispute in disputes),
        )

    def _order(self, record: Record) -> tuple[str, int, int]:
        return self._published(record) or UNDATED, record.article, record.claim.trigger.start

    def _published(self, record: Record) -> str | None:
        return self.compared.articles[record.article].published

    def _id(self, first: Record) -> str:
        """From the key; the second event that begins on one trigger gets a number."""
        digest = f"ev-{hashlib.sha256(first.key.encode()).hexdigest()[:ID_DIGITS]}"
        self._ids[digest] += 1
        return digest if self._ids[digest] == 1 else f"{digest}-{self._ids[digest]}"

    def _evidence(self, record: Record, superseded: set[int]) -> Evidence:
        claim, article = record.claim, self.compared.articles[record.article]
        source = claim.source
        return Evidence(
            key=record.key,
            claim_id=claim.id,
            doc_id=claim.doc_id or article.id,
            title=article.title,
            outlet=article.source,
            published=article.published,
            type=claim.type,
            trigger=claim.trigger.text,
            start=claim.trigger.start,
            end=claim.trigger.end,
            quote=record.quote,
            speaker=(source.name or source.span.text) if source else None,
            speaker_kind=source.kind if source else None,
            polarity=claim.polarity,
            modality=claim.modality,
            when=claim.when.value if claim.when else None,
            standing="superseded" if record.number in superseded else _standing(record),
            copies=self.compared.archive.copies.group_of[record.article],
        )

    def _dispute(self, found: Contradiction) -> Dispute:
        one, other = (self.compared.records[number].key for number in (found.one, found.other))
        return Dispute(found.kind, one, other, found.values, found.replaced)


def _status(disputes: Sequence[Contradiction], origins: int) -> Status:
    if any(not dispute.replaced for dispute in disputes):
        return Status.CONTESTED
    if disputes:
        return Status.SUPERSEDED
    return Status.CORROBORATED if origins > 1 else Status.SINGLE_SOURCE


def _standing(record: Record) -> str:
    if record.claim.generic:
        return "generalises"
    if record.claim.modality in STANDINGS:
        return STANDINGS[record.claim.modality]
    if not denies(record):
        return "supports"
    return "ends" if record.claim.type in load_families().lifted else "denies"


def _told(record: Record) -> str:
    return "denied" if denies(record) else record.claim.modality


def _commonest(values: Iterable[str]) -> str:
    """The value that is there most often; of several, the first."""
    return Counter(values).most_common(1)[0][0]


def people_of(records: Sequence[Record], names: Names) -> tuple[Person, ...]:
    """Those whom the claims name, each once under the longest name; in order of mention."""
    found: list[list[int]] = []
    for number in dict.fromkeys(n for record in records for n in sorted(record.who)):
        home = next((one for one in found if names.alike(one[0], number) >= SAME), None)
        if home is None:
            found.append([number])
        else:
            home.append(number)
    return tuple(_person(numbers, names) for numbers in found)


def _person(numbers: Sequence[int], names: Names) -> Person:
    rows = [names.rows[number] for number in numbers]
    return Person(
        max(rows, key=lambda row: len(row.text)).text,
        next((row.kb_id for row in rows if row.kb_id), None),
        next((row.nil_id for row in rows if row.nil_id), None),
    )


def _unnamed(records: Sequence[Record]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(group.text for record in records for group in record.groups))


def _best_time(records: Sequence[Record]) -> str | None:
    """Of the shortest times, the commonest; of several, the first."""
    dated = [(record.when[1] - record.when[0], record) for record in records if record.when]
    if not dated:
        return None
    shortest = min(days for days, _ in dated)
    return _commonest(
        record.claim.when.value
        for days, record in dated
        if days == shortest and record.claim.when is not None
    )
