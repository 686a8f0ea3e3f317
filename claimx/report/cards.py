"""What the side panel says of a claim: questions with their answers, in words of the article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from claimx.claim import Argument, Claim, Count, Source, When
from claimx.report.wording import load_wording, statuses, type_label

ARTICLE = "the article itself"
UNSURE = 0.5
_BASES = {
    "wd": (re.compile(r"Q[1-9]\d{0,11}"), "https://www.wikidata.org/wiki/{}", "Wikidata {}"),
    "gn": (re.compile(r"[1-9]\d{0,11}"), "https://www.geonames.org/{}", "GeoNames {}"),
}
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}


@dataclass(frozen=True, slots=True)
class Link:
    """A page about an entity; the only addresses that a page may lead to."""

    address: str
    label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Words of the article, what claimx makes of them, and where to read on.

    `read_as` is the name that the words stand for, where it is another than they are.
    """

    words: str
    notes: tuple[str, ...] = ()
    link: Link | None = None
    read_as: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One claim for a reader.

    Attributes:
        number: counted from 1.
        claim: what it shows.
        label: its type, in words.
        family: the group of types whose colour it has.
        statuses: how it stands; `fact` only for one that is plainly asserted.
        manner: the same, with the words that tell it.
        rows: question and answers; only questions that have one.
    """

    number: int
    claim: Claim
    label: str
    family: str
    statuses: tuple[str, ...]
    manner: tuple[Answer, ...]
    rows: tuple[tuple[str, tuple[Answer, ...]], ...]

    @property
    def tag(self) -> str:
        """Type and status as one label; the status is left out for what is plainly asserted."""
        named = [f"{_symbol(name)} {name}" for name in self.statuses if name != "asserted"]
        return " ".join([self.label, *named])

    @property
    def speaker(self) -> str:
        """Who says so, as the filter names them."""
        return speaker_of(self.claim.source)

    @property
    def says(self) -> Answer:
        """Who says so, in what way, and who they are."""
        return _source_answer(self.claim.source, self.claim.stance)

    @property
    def sure(self) -> str:
        """The confidence in words."""
        return load_wording().sure(self.claim.confidence)

    def answers(self, *questions: str) -> tuple[Answer, ...]:
        """The answers to some questions, in their order."""
        asked = dict(self.rows)
        return tuple(answer for question in questions for answer in asked.get(question, ()))


def make_card(number: int, claim: Claim) -> Card:
    """The card of a claim."""
    wording = load_wording()
    return Card(
        number,
        claim,
        type_label(claim.type),
        wording.family(claim.type),
        statuses(claim),
        tuple(_manner(claim)),
        tuple(_rows(claim)),
    )


def speaker_of(source: Source | None) -> str:
    """The speaker's name, or the words for them; "the article itself" where nobody is quoted."""
    return ARTICLE if source is None else source.name or source.span.text


def link_to(kb_id: str | None) -> Link | None:
    """The page of an identifier of Wikidata (`wd:Q1`) or GeoNames (`gn:1`); None for any other."""
    base, _, name = (kb_id or "").partition(":")
    if base not in _BASES:
        return None
    shape, address, label = _BASES[base]
    return Link(address.format(name), label.format(name)) if shape.fullmatch(name) else None


def _symbol(status: str) -> str:
    return load_wording().status[status]["symbol"]


def _rows(claim: Claim) -> Iterator[tuple[str, tuple[Answer, ...]]]:
    for role, question in load_wording().roles.items():
        answers = [_argument(argument) for argument in claim.of_role(role)]
        if role == "time" and claim.when is not None:
            answers.append(_date(claim.when))
        if answers:
            yield question, tuple(answers)


def _argument(argument: Argument) -> Answer:
    notes = []
    if argument.count is not None and argument.count != Count(1, 1):
        notes.append(f"counted: {_count(argument.count)}")
    notes += _value(argument.value or {})
    if argument.cross:
        notes.append("named in another sentence")
    if argument.confidence < UNSURE:
        notes.append(f"unsure: {argument.confidence:.2f}")
    words = argument.span.text
    name = _other_name(words, argument.name or argument.refers_to)
    return Answer(words, tuple(notes), link_to(argument.kb_id), name)


def _other_name(words: str, name: str | None) -> str | None:
    return name if name and name != words else None


def _count(count: Count) -> str:
    about = "about " if count.approximate else ""
    if count.min is None and count.max is None:
        return "a number that is not told"
    if count.max is None:
        return f"at least {about}{count.min:,}"
    if count.min is None:
        return f"at most {about}{count.max:,}"
    span = f"{count.min:,}" if count.min == count.max else f"{count.min:,} to {count.max:,}"
    return about + span


def _value(value: dict[str, Any]) -> Iterator[str]:
    """A penalty or duration in words; nothing for other values, which repeat the article's."""
    lengths = [value.get(name) for name in ("duration", "duration_min", "duration_max")]
    told = [duration_words(length) for length in lengths if isinstance(length, str)]
    if told:
        limit = "at most " if value.get("maximum") else "at least " if value.get("minimum") else ""
        yield limit + " to ".join(told)
    if value.get("suspended"):
        yield "suspended"
    if isinstance(value.get("currency"), str) and isinstance(value.get("amount"), str):
        yield f"{value['amount']} {value['currency']}"


def duration_words(duration: str) -> str:
    """An ISO 8601 duration in words: `P1Y6M` is "1 year 6 months"; others as they are."""
    if not re.fullmatch(r"P(\d+[YMWD])+", duration):
        return duration
    parts = re.findall(r"(\d+)([YMWD])", duration)
    return " ".join(f"{n} {_UNITS[unit]}{'' if n == '1' else 's'}" for n, unit in parts)


def _date(when: When) -> Answer:
    wording = load_wording()
    notes = [wording.granularity.get(when.granularity, when.granularity)]
    notes.append(wording.basis.get(when.basis, when.basis))
    return Answer(when.value, tuple(notes))


def _manner(claim: Claim) -> Iterator[Answer]:
    wording = load_wording()
    cues = {"denied": claim.polarity_cue, claim.modality: claim.modality_cue}
    for name in statuses(claim):
        cue = cues.get(name)
        notes = [wording.status[name]["meaning"]]
        if cue is not None:
            notes.append(f"by the words “{cue.text}”")
        yield Answer(name, tuple(notes))


def _source_answer(source: Source | None, stance: str | None) -> Answer:
    """Who says so, in what way, and who they are."""
    if source is None:
        return Answer(ARTICLE, ("nobody is quoted for it",))
    wording = load_wording()
    notes = [f"according to {outer.text}" for outer in reversed(source.chain)]
    if source.kind is not None:
        notes.append(wording.source_kind.get(source.kind, source.kind))
    if source.quotation is not None:
        notes.append(wording.quotation.get(source.quotation, source.quotation))
    if source.cue is not None:
        notes.append(f"by the word “{source.cue.text}”")
    if stance is not None:
        notes.append(wording.stance.get(stance, stance))
    words = source.span.text
    return Answer(words, tuple(notes), link_to(source.kb_id), _other_name(words, source.name))
