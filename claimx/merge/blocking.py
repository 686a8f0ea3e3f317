"""Which claims are compared at all: those of one family that share a person, or an article's story.

Comparing every claim with every other would take a year. Two claims meet where their types can
name one act (`families.toml`) and they

- share an identifier or the consonants of a name among those whose act it is;
- stand in one article, in copies of one article, or in two related articles
  (`claimx.merge.neighbours`), unless both are about named people who do not match.

A block that is larger than `WINDOW` claims is walked in order of time, and each claim meets the
`WINDOW` next ones, so that the work grows with the number of claims and not with its square.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from claimx.merge.families import Families, load_families
from claimx.merge.neighbours import Neighbours
from claimx.merge.people import Names
from claimx.merge.record import Record
from claimx.merge.reprints import Copies

WINDOW = 40
LONG_AGO = 0
"""Where an undated claim stands in the order of time."""


def candidate_pairs(
    records: Sequence[Record], names: Names, copies: Copies, neighbours: Neighbours
) -> Iterator[tuple[int, int]]:
    """Pairs of record numbers to compare, smaller first, each once, in order; none for none."""
    import numpy as np

    families = load_families()
    many = len(records)
    found = chain(
        _by_name(records, names, families),
        _by_article(records, names, copies, neighbours, families),
    )
    # One number a pair: a set of tuples would need ten times the memory.
    codes = np.unique(np.fromiter((one * many + other for one, other in found), np.int64))
    for code in codes.tolist():
        yield divmod(code, many)


def _by_name(
    records: Sequence[Record], names: Names, families: Families
) -> Iterator[tuple[int, int]]:
    blocks: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        keys = {key for number in record.who for key in names.blocks(number)}
        for family in families.of_type[record.claim.type]:
            for key in keys:
                blocks[family, key].append(record)
    for block in blocks.values():
        yield from _within(block)


def _within(block: Sequence[Record]) -> Iterator[tuple[int, int]]:
    ordered = sorted(block, key=lambda record: (record.when or (LONG_AGO,), record.number))
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + WINDOW]:
            yield _pair(one, other)


def _by_article(
    records: Sequence[Record],
    names: Names,
    copies: Copies,
    neighbours: Neighbours,
    families: Families,
) -> Iterator[tuple[int, int]]:
    of: dict[int, list[Record]] = defaultdict(list)
    for record in records:
        of[record.article].append(record)
    for article, own in of.items():
        yield from _meeting(own, own, names, families)
        first = copies.group_of[article]
        if first != article and first in of:
            yield from _meeting(of[first], own, names, families)
    for one, other in neighbours.shared:
        if one in of and other in of:
            yield from _meeting(of[one], of[other], names, families)


def _meeting(
    ones: Iterable[Record], others: Iterable[Record], names: Names, families: Families
) -> Iterator[tuple[int, int]]:
    by_family: dict[str, list[Record]] = defaultdict(list)
    for other in others:
        for family in families.of_type[other.claim.type]:
            by_family[family].append(other)
    for one in ones:
        for family in families.of_type[one.claim.type]:
            for other in by_family.get(family, ()):
                if one.number != other.number and not _strangers(one, other, names):
                    yield _pair(one, other)


def _strangers(one: Record, other: Record, names: Names) -> bool:
    """Whether both tell of named people alone, and none of these can be the same."""
    if one.groups or other.groups or not one.who or not other.who:
        return False
    bones = [names.rows[number].bones for number in other.who]
    return all(
        names.rows[number].bones.isdisjoint(found) for number in one.who for found in bones
    ) and one.who.isdisjoint(other.who)


def _pair(one: Record, other: Record) -> tuple[int, int]:
    if one.number < other.number:
        return one.number, other.number
    return other.number, one.number
