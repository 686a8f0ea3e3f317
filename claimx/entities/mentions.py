"""Mentions: every place of an article that names or points at a person, body or place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claimx.claim import Span
from claimx.entities.mention import Mention
from claimx.entities.name_book import NameBook
from claimx.entities.name_cuts import cut_runs
from claimx.entities.name_runs import Run, find_runs, plain
from claimx.entities.noun_kinds import kinds_of, noun_kind
from claimx.entities.phrases import left_edge
from claimx.entities.unnamed import PLURAL_TAGS, shape, unnamed
from claimx.entities.words import table, words

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from claimx.language import Analysis

_ADVERB_PLACES = frozenset(("there", "here", "where"))


def find_mentions(analysis: "Analysis", seeds: Sequence[Span] = ()) -> list[Mention]:
    """Every mention of a person, group, organisation, public body, place or facility.

    Args:
        analysis: the parsed article.
        seeds: spans that are mentions whatever else is found (arguments and sources of claims);
            where one has the head of a found mention, the seed's extent wins.

    Returns:
        Mentions in text order, outer before inner; empty for a text without any.
    """
    found: dict[int, Mention] = {}
    runs = cut_runs(
        [run for chunk in analysis.chunks for run in find_runs(chunk.doc, chunk.offset)]
    )
    book = NameBook(runs)
    for mention in _names(analysis, runs, book):
        found.setdefault(mention.head, mention)
    for chunk in analysis.chunks:
        inside = {
            i
            for run in runs
            if run.doc is chunk.doc and run.kind
            for i in range(run.first, run.end)
        }
        for mention in unnamed(analysis, chunk, inside):
            found.setdefault(mention.head, mention)
    for mention in _roles_before(analysis, runs):
        found.setdefault(mention.head, mention)
    for seed in seeds:
        _plant(analysis, seed, found, book)
    for mention in list(found.values()):
        if mention.level == "nominal":
            found[mention.head] = _as_site(analysis, mention)
    unique = {mention.span: mention for mention in sorted(found.values(), key=_rank)}
    return sorted(unique.values(), key=lambda m: (m.span.start, -m.span.end, m.head))


def _as_site(analysis: "Analysis", mention: Mention) -> Mention:
    """The mention as a name where a name tells which place it is: "Krell women's prison"."""
    noun = mention.span.text.rsplit(" ", 1)[-1].lower()
    mission = noun in words("phrases", "missions")
    state = "place" in kinds_of(noun) and mention.kind == "public_body"
    if mention.kind not in ("facility", "place") and not mission and not state:
        return mention
    placed = locate(analysis, mention.span)
    if placed is None or not any(_tells_which(t, mission=mission) for t in placed[1]):
        return mention
    return replace(mention, level="name", kind="place" if state else mention.kind)


def _tells_which(token: "Token", *, mission: bool) -> bool:
    """Whether a word of a phrase is part of a name (or a mission's country), and no possessor."""
    ends = token.i + 1 == len(token.doc)
    return (
        token.text[:1].isupper()
        and (token.pos_ == "PROPN" or (mission and token.pos_ == "ADJ"))
        and token.lower_ not in words("phrases", "titles")
        and (ends or token.doc[token.i + 1].tag_ != "POS")
    )


def _rank(mention: Mention) -> tuple[int, float]:
    return ("pronoun", "nominal", "name").index(mention.level), mention.confidence


def _names(analysis: "Analysis", runs: Iterable[Run], book: NameBook) -> Iterator[Mention]:
    for run in runs:
        run.kind = book.kind_of(run)
        if run.kind is None:
            continue
        doc, head, first, last = run.doc, run.head, run.first, run.end - 1
        if run.end < len(doc) and head.dep_ in ("compound", "nmod") and head.head.i == run.end:
            noun = noun_kind(doc[run.end].lower_)
            if noun is not None and noun.kind == "group" and run.kind == "person":
                run.kind = None
                continue
            if noun is not None and noun.kind in ("facility", "place") and run.kind != "person":
                run.kind, last, head = noun.kind, run.end, doc[run.end]
        if run.kind != "person" and first and doc[first - 1].lower_ == "the":
            first -= 1
        several = run.kind == "person" and len(run.words) == 1 and head.tag_ == "NNPS"
        if several:
            run.kind = "group"
        yield Mention(
            analysis.span(run.offset, doc[first], doc[last]),
            run.kind,
            "name",
            run.offset + head.idx,
            "many" if several else "one",
            _name_gender(run) if run.kind == "person" else None,
            0.9 if run.label == run.kind else 0.7,
        )


def _roles_before(analysis: "Analysis", runs: Iterable[Run]) -> Iterator[Mention]:
    """Phrases that a name closes: "the land defender" of "the land defender Ann Bell"."""
    for run in runs:
        if run.kind not in ("person", "organisation") or not run.first:
            continue
        role = run.doc[run.first - 1]
        known = noun_kind(role.lower_)
        if known is None or known.kind != run.kind or not role.is_lower:
            continue
        first = min(left_edge(role), left_edge(run.head))
        if (
            run.doc[first].pos_ not in ("DET", "PRON", "PROPN", "ADJ")
            or first == role.i
            or role.i - first > 8
        ):
            continue
        span = analysis.span(run.offset, run.doc[first], role)
        yield Mention(span, known.kind, "nominal", run.offset + role.idx, "one", known.gender, 0.7)


def _name_gender(run: Run) -> str | None:
    if run.title in words("phrases", "male_titles"):
        return "male"
    if run.title in words("phrases", "female_titles"):
        return "female"
    return None


def _plant(analysis: "Analysis", seed: Span, found: dict[int, Mention], book: NameBook) -> None:
    """Make a seed a mention: with the kind of what was found at its head, else by its own words."""
    placed = locate(analysis, seed)
    if placed is None:
        return
    offset, tokens = placed
    head = tokens.root
    at = offset + head.idx
    here = found.get(at)
    if here is None:
        inner = [m for m in found.values() if m.level == "name" and m.span.start <= at < m.span.end]
        here = inner[0] if inner else None
    form = table("pronouns")["forms"].get(seed.text.lower())
    if here is None and form is not None and form[3]:
        kind = "person" if form[3] == "person" else "organisation"
        found[at] = Mention(seed, kind, "pronoun", at, form[1] or None, form[2] or None, 0.9)
    elif here is None:
        kind, gender, number = shape(head) or _guess(head)
        found[at] = Mention(seed, kind, _level(seed, head, book), at, number, gender, 0.5)
    else:
        found.pop(here.head, None)
        found[at] = Mention(seed, here.kind, here.level, at, here.number, here.gender, 1.0)


def _level(seed: Span, head: "Token", book: NameBook) -> str:
    if head.lower_ in table("pronouns")["forms"]:
        return "pronoun"
    named = head.pos_ == "PROPN" or (head.text[:1].isupper() and book.is_person(plain(head.text)))
    return "name" if named or _is_capitalised(seed, head) else "nominal"


def _is_capitalised(seed: Span, head: "Token") -> bool:
    """Whether a seed of several words looks like a name: each with a capital, the last no noun."""
    spelt = seed.text.split()
    return (
        len(spelt) > 1
        and all(word[:1].isupper() and not word.isupper() for word in spelt)
        and spelt[0].lower() not in words("phrases", "definite") | words("phrases", "indefinite")
        and head.tag_ not in PLURAL_TAGS
        and noun_kind(spelt[-1].lower()) is None
        and spelt[0].lower() not in words("phrases", "partitives")
    )


def locate(analysis: "Analysis", span: Span) -> "tuple[int, TokenSpan] | None":
    """The tokens that a span touches and where their chunk begins; None outside the parsed body."""
    chunk = analysis.chunk_at(span.start)
    if chunk is None:
        return None
    size = chunk.doc[-1].idx + len(chunk.doc[-1]) if len(chunk.doc) else 0
    start, end = span.start - chunk.offset, min(span.end - chunk.offset, size)
    if start >= end:
        return None
    tokens = chunk.doc.char_span(start, end, alignment_mode="expand")
    return (chunk.offset, tokens) if tokens is not None and len(tokens) else None


def _guess(head: "Token") -> tuple[str, str | None, str | None]:
    """The kind of a seed whose head is unknown: by number and by the preposition before it."""
    if head.lower_ in _ADVERB_PLACES:
        return "place", None, "one"
    if head.lower_ in ("those", "these", "all", "both", "others"):
        return "group", None, "many"
    if head.dep_ == "pobj" and head.head.lower_ in ("in", "at", "near", "outside", "to", "from"):
        return "place", None, "one"
    if head.tag_ in PLURAL_TAGS:
        return "group", None, "many"
    return "person", None, "one"
