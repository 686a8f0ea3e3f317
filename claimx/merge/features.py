"""What two claims have in common and what parts them, as named features with values 0 to 1.

Each feature belongs to one facet (who, how many, when, where, by whom, with what, in which words,
how told, in which article); `claimx.merge.explain` prints the values that were compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from claimx.entities.names import SAME
from claimx.merge.families import load_families
from claimx.merge.neighbours import Neighbours
from claimx.merge.people import PARTIAL, Names
from claimx.merge.record import Group, Record
from claimx.merge.reprints import Copies
from claimx.merge.words import overlap

Feature = tuple[str, float]

NEAR_DAYS = 3
FAR_DAYS = 45
NEAR_COUNT = 1.5
"""Two counts whose ratio is at most this may be two counts of one group."""

MOST_SHARED = 6
"""Names that two related articles share, from which on more of them say nothing."""

COPIED = 0.6
"""Shared words of two sentences of copied articles, from which on they are one sentence."""

NEXT_SENTENCE = 3
"""Characters between two sentences that follow each other."""


@dataclass(frozen=True, slots=True)
class Archive:
    """What the comparison of two claims knows beside them."""

    names: Names
    copies: Copies
    neighbours: Neighbours


def compare(one: Record, other: Record, archive: Archive) -> list[Feature]:
    """The features of a pair of claims, each name once; those that do not hold are left out."""
    who = list(_who(one, other, archive.names))
    when = list(_when(one, other))
    found: list[Feature] = [_type(one.claim.type, other.claim.type)]
    found.extend(who)
    found.extend(when)
    found.extend(_both(one, other, dict(who), dict(when)))
    found.extend(_how_many(one, other))
    found.extend(_where(one, other, archive.names))
    found.extend(_by_whom(one, other, archive.names))
    found.extend(_words(one, other))
    found.extend(_told(one, other))
    found.extend(_articles(one, other, archive))
    return found


def _type(one: str, other: str) -> Feature:
    if one == other:
        return "type_same", 1
    of_type = load_families().of_type
    return f"type_kin_{min(of_type[one] & of_type[other])}", 1


def _who(one: Record, other: Record, names: Names) -> Iterator[Feature]:
    if one.who and other.who:
        yield _named(one, other, names)
    elif one.who or other.who:
        unnamed = other if one.who else one
        yield ("who_one_named" if unnamed.groups else "who_one_untold"), 1
    elif one.groups and other.groups:
        yield _groups(one, other)
    else:
        yield ("who_one_untold" if one.groups or other.groups else "who_untold"), 1


def _groups(one: Record, other: Record) -> Feature:
    nouns = [frozenset().union(*(group.nouns for group in r.groups)) for r in (one, other)]
    if not all(nouns):
        return "group_figures_alone", 1
    alike = overlap(*nouns)
    return ("group_words", alike) if alike else ("group_other_words", 1)


def _named(one: Record, other: Record, names: Names) -> Feature:
    best = [max(names.alike(a, b) for b in other.who) for a in one.who]
    back = [max(names.alike(a, b) for a in one.who) for b in other.who]
    same = sum(score >= SAME for score in best)
    if same:
        rest = len(best) - same + sum(score < SAME for score in back)
        rest += abs(len(one.groups) - len(other.groups))
        return ("who_same", 1) if not rest else ("who_some", same / (same + rest))
    if max(best) >= PARTIAL:
        return "who_partly", 1
    return ("who_other", 1) if one.groups or other.groups else ("who_clash", 1)


def _when(one: Record, other: Record) -> Iterator[Feature]:
    if one.when is None or other.when is None:
        yield ("when_untold" if one.when is other.when else "when_one_untold"), 1
        return
    gap = max(one.when[0], other.when[0]) - min(one.when[1], other.when[1])
    if one.when == other.when:
        yield ("when_same_day" if one.when[0] == one.when[1] else "when_same_period"), 1
    elif gap <= 0:
        yield "when_overlaps", 1
    elif gap <= NEAR_DAYS:
        yield "when_near", 1
    else:
        yield ("when_apart" if gap <= FAR_DAYS else "when_far"), 1


SAME_PEOPLE = frozenset({"who_same", "who_some", "who_partly"})
SAME_TIME = ("when_same_day", "when_same_period", "when_overlaps", "when_near")


def _both(
    one: Record, other: Record, who: dict[str, float], when: dict[str, float]
) -> Iterator[Feature]:
    """Pairs of facets that say more together than apart."""
    same = not who.keys().isdisjoint(SAME_PEOPLE)
    on_time = any(name in when for name in SAME_TIME)
    families = load_families()
    if same and one.claim.type in families.once and other.claim.type in families.once:
        yield "once", 1
    if same and on_time:
        yield "who_and_when", 1
    if "group_words" in who and on_time:
        yield "group_and_when", 1
    if same and {one.claim.type, other.claim.type} & families.manifold:
        alike = overlap(one.told, other.told)
        yield ("manifold_words", alike) if alike else ("manifold_other", 1)
    if same and ("when_far" in when or "when_apart" in when):
        yield "who_and_other_time", 1


def _how_many(one: Record, other: Record) -> Iterator[Feature]:
    first, second = _count(one), _count(other)
    if first is None or second is None:
        return
    low, high = sorted((first, second))
    if low == high:
        yield "count_same", 1
    else:
        yield ("count_near" if high <= NEAR_COUNT * low else "count_far"), 1


def _count(record: Record) -> int | None:
    """How many the claim is about, named and counted; None where a group has no figure."""
    total = len(record.who)
    for group in record.groups:
        figure = group.least or group.most
        if figure is None:
            return None
        total += figure
    return total or None  # "nobody" counts nobody


def _where(one: Record, other: Record, names: Names) -> Iterator[Feature]:
    if one.where and other.where:
        same = any(names.alike(a, b) >= SAME for a in one.where for b in other.where)
        yield ("where_same" if same else "where_other"), 1


def _by_whom(one: Record, other: Record, names: Names) -> Iterator[Feature]:
    if one.by and other.by:
        best = max(names.alike(a, b) for a in one.by for b in other.by)
        yield ("by_same" if best >= PARTIAL else "by_other"), 1
    elif one.by_nouns and other.by_nouns:
        alike = overlap(one.by_nouns, other.by_nouns)
        yield ("by_words", alike) if alike else ("by_other_words", 1)


def _words(one: Record, other: Record) -> Iterator[Feature]:
    if one.penalties and other.penalties:
        differ = any(a.differs(b) for a in one.penalties for b in other.penalties)
        same = any(
            a.kind == b.kind and a.size == b.size for a in one.penalties for b in other.penalties
        )
        if differ or same:
            yield ("penalty_same" if same else "penalty_other"), 1
    if one.details and other.details:
        alike = overlap(one.details, other.details)
        yield ("details", alike) if alike else ("details_other", 1)
    if not one.trigger.isdisjoint(other.trigger):
        yield "trigger_same", 1
    alike = overlap(one.context, other.context)
    if alike:
        yield "words", alike


def _told(one: Record, other: Record) -> Iterator[Feature]:
    claims = one.claim, other.claim
    denied = [claim.polarity == "negative" for claim in claims]
    if any(denied):
        yield ("denied_both" if all(denied) else "denied_one"), 1
    if denied[0] != denied[1]:
        denial = one if denied[0] else other
        if one.article == other.article:
            yield "denied_here", 1
        if not denial.who and all(_nobody(group) for group in denial.groups):
            yield ("denied_of_all_here" if one.article == other.article else "denied_of_all"), 1
    if any(claim.generic for claim in claims):
        yield ("general_both" if all(claim.generic for claim in claims) else "general_one"), 1
    moods = sorted(
        "told" if claim.modality in ("asserted", "alleged") else claim.modality for claim in claims
    )
    if moods[0] == moods[1]:
        if moods[0] != "told":
            yield f"both_{moods[0]}", 1
    elif "told" in moods:
        yield f"{moods[0] if moods[1] == 'told' else moods[1]}_and_told", 1
    else:
        yield "moods_differ", 1
    if one.speaker is not None and one.speaker == other.speaker:
        yield "speaker_same", 1


def _nobody(group: Group) -> bool:
    """Whether a denial speaks of nobody in particular: "no detainee", "nobody"."""
    return group.most == 0 or not group.nouns or not group.nouns.isdisjoint(load_families().anybody)


def _articles(one: Record, other: Record, archive: Archive) -> Iterator[Feature]:
    if one.article == other.article:
        yield "article_same", 1
        if one.sentence == other.sentence:
            yield "sentence_same", 1
        elif (
            min(abs(one.sentence[0] - other.sentence[1]), abs(other.sentence[0] - one.sentence[1]))
            <= NEXT_SENTENCE
        ):
            yield "sentence_next", 1
    elif archive.copies.same(one.article, other.article):
        alike = overlap(one.context, other.context)
        copied = alike >= COPIED and one.claim.trigger.text == other.claim.trigger.text
        yield ("copied" if copied else "article_copy"), 1
    else:
        shared = archive.neighbours.of(one.article, other.article)
        if shared:
            yield "article_related", min(shared, MOST_SHARED) / MOST_SHARED
        else:
            yield "article_unrelated", 1
