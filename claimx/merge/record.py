"""A claim as merging sees it: whose act, when, where, with which figures and words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimx.claim import Argument, Claim, Document
from claimx.corpus.periods import Period, parse_period
from claimx.merge.families import load_families
from claimx.merge.keys import claim_key
from claimx.merge.named import NamedArguments
from claimx.merge.penalty import Penalty, penalties_of
from claimx.merge.words import content, number_words, stem

PLACE_ROLES = frozenset({"place", "origin", "destination"})
DETAIL_ROLES = frozenset({"object", "charge", "method", "cause", "penalty"})
WINDOW = 90
"""Characters of context on each side of a trigger, where no sentence is known."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s|\n")


@dataclass(frozen=True, slots=True)
class Group:
    """People who are told of without a name: the stems of what they are called, and how many."""

    text: str
    nouns: frozenset[str]
    least: int | None
    most: int | None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One claim, made ready to be compared.

    Attributes:
        number: its place among all records.
        article: the number of its document.
        key: survives a better model; see `claimx.merge.keys`.
        who, by, where: numbers of names (`claimx.merge.people.Names`).
        groups, by_nouns: the unnamed among them.
        when: days first to last, as ordinals; None where the text does not tell.
        details: stems of objects, charges, methods and the like.
        context: stems of the sentence.
        sentence: the sentence's place in its article, so that two claims of one can be told.
        quote: the sentence.
        speaker: the number of a named speaker; None for the article itself and for unnamed ones.
    """

    number: int
    article: int
    claim: Claim
    key: str
    who: frozenset[int]
    groups: tuple[Group, ...]
    by: frozenset[int]
    by_nouns: frozenset[str]
    where: frozenset[int]
    when: tuple[int, int] | None
    penalties: tuple[Penalty, ...]
    details: frozenset[str]
    trigger: frozenset[str]
    context: frozenset[str]
    sentence: tuple[int, int]
    quote: str
    speaker: int | None

    @property
    def told(self) -> frozenset[str]:
        """The words that say which act of its type it is."""
        return self.details | self.trigger

    @property
    def real(self) -> bool:
        """Whether the claim tells of an act as done: asserted or alleged, and not in general."""
        return self.claim.modality in ("asserted", "alleged") and not self.claim.generic


class Reader:
    """Makes records of documents, one after the other; all share its names."""

    def __init__(self, named: NamedArguments) -> None:
        self.named = named
        self.records: list[Record] = []

    def read(self, document: Document, article: int) -> None:
        """Take the claims of one document in, in their order."""
        kinds = {entity.id: entity.kind for entity in document.entities}
        for claim, key in zip(document.claims, claim_keys(document), strict=True):
            self.records.append(self._record(claim, key, document, article, kinds))

    def _record(
        self, claim: Claim, key: str, document: Document, article: int, kinds: Mapping[str, str]
    ) -> Record:
        roles = load_families().roles(claim.type)
        who, groups = self._participants(claim, roles, document, kinds)
        agents = claim.of_role("agent") if "agent" not in roles else ()
        numbers = [self.named.argument(arg, document.id, kinds) for arg in agents]
        places = (arg for arg in claim.args if arg.role in PLACE_ROLES)
        sentence = _sentence(document.text, claim)
        quote = _words_at(document.text, claim, sentence)
        return Record(
            number=len(self.records),
            article=article,
            claim=claim,
            key=key,
            who=who,
            groups=groups,
            by=frozenset().union(*numbers),
            by_nouns=frozenset().union(
                *(content(a.span.text) for a, n in zip(agents, numbers, strict=True) if not n)
            ),
            where=frozenset(self.named.place(arg) for arg in places),
            when=_days(claim),
            penalties=penalties_of(claim),
            details=frozenset().union(
                *(content(arg.span.text) for arg in claim.args if arg.role in DETAIL_ROLES)
            ),
            trigger=frozenset(map(stem, claim.trigger.text.lower().split())),
            context=content(quote),
            sentence=sentence,
            quote=quote,
            speaker=self.named.speaker(claim, document.id, kinds),
        )

    def _participants(
        self, claim: Claim, roles: Sequence[str], document: Document, kinds: Mapping[str, str]
    ) -> tuple[frozenset[int], tuple[Group, ...]]:
        who: set[int] = set()
        groups: list[Group] = []
        for arg in claim.args:
            if arg.role not in roles:
                continue
            numbers = self.named.argument(arg, document.id, kinds)
            who |= numbers
            if not numbers and arg.role != "object":
                groups.append(_group(arg))
        return frozenset(who), tuple(groups)


def claim_keys(document: Document) -> list[str]:
    """The keys of a document's claims, in order."""
    return [claim_key(document, claim) for claim in document.claims]


def _group(arg: Argument) -> Group:
    count = arg.count
    text = arg.span.text if arg.refers_to is None else arg.refers_to
    nouns = content(text) - number_words()
    if count is None:
        return Group(text, nouns, None, None)
    return Group(text, nouns, count.min, count.max, count.approximate)


def _days(claim: Claim) -> tuple[int, int] | None:
    period = period_of(claim)
    return None if period is None else (period.first.toordinal(), period.last.toordinal())


def period_of(claim: Claim) -> Period | None:
    """The days that a claim names; None where it names none, or in a form that is no period."""
    if claim.when is None:
        return None
    try:
        return parse_period(claim.when.value)
    except ValueError:
        return None


def _sentence(text: str, claim: Claim) -> tuple[int, int]:
    """Where the sentence of a claim stands; around its trigger where nobody has told."""
    if claim.sentence is not None:
        return claim.sentence.start, claim.sentence.end
    start, end = claim.trigger.start, claim.trigger.end
    ends = [m.end() for m in _SENTENCE_END.finditer(text, max(0, start - 4 * WINDOW), start)]
    after = _SENTENCE_END.search(text, end, end + 4 * WINDOW)
    return ends[-1] if ends else max(0, start - WINDOW), after.start() if after else end + WINDOW


def _words_at(text: str, claim: Claim, sentence: tuple[int, int]) -> str:
    """The words of the sentence; those of the spans alone where the text was left out."""
    if claim.sentence is not None:
        return claim.sentence.text
    if text:
        return text[sentence[0] : sentence[1]]
    return " ".join([claim.trigger.text, *(arg.span.text for arg in claim.args)])
