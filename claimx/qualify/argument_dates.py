"""The date that a claim's own time arguments tell."""

from typing import TYPE_CHECKING

from claimx.claim import Span, When
from claimx.proposal import Proposal
from claimx.qualify.anchors import Anchor
from claimx.qualify.calendar import join, resolve
from claimx.qualify.clock import Clock
from claimx.qualify.cues import words
from claimx.qualify.dates import Dated, Frame
from claimx.qualify.modality import modality_of
from claimx.qualify.time_expressions import find
from claimx.qualify.word_features import clause_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_SINCE = 16  # characters before a time that may hold its "since"
_FOR = 5


def date_by_arguments(clock: Clock, proposal: Proposal, anchor: Anchor | None) -> When | None:
    """The time that the claim's own time arguments tell; None where they tell none."""
    values: list[tuple[Dated, Span]] = []
    for argument in proposal.args:
        if argument.role != "time":
            continue
        sentence = clock.analysis.sentence_at(argument.span.start)
        soon = proposal.type in words("time", "announced")
        ahead = anchor is not None and _lies_ahead(clock, anchor, argument.span, soon)
        frame = (
            clock.frame(sentence, ahead, soon, argument.span.start)
            if sentence
            else Frame(clock.published, ahead)
        )
        for expression in find("in " + argument.span.text):
            dated = resolve(expression, frame)
            if dated is not None:
                values.append((_until_now(clock, proposal, argument.span, dated), argument.span))
    joined = join([dated for dated, _ in values])
    if joined is None:
        return None
    return When(joined.value, joined.granularity, joined.basis, values[0][1])


def _until_now(clock: Clock, proposal: Proposal, span: Span, dated: Dated) -> Dated:
    """The interval to the publication for acts "since May"; of a state the start alone is told."""
    before = clock.analysis.text[max(0, span.start - _SINCE) : span.start].lower().split()
    now = clock.analysis.published
    if "since" not in before or proposal.type in words("time", "states") or not now:
        return dated
    if dated.granularity not in ("day", "month", "year") or dated.value >= now:
        return dated
    return Dated(f"{dated.value}/{now[: len(dated.value)]}", "interval", dated.basis)


def is_ahead(anchor: Anchor) -> bool:
    """Whether the act lies ahead of the telling: planned, demanded or under "will"."""
    modality, _ = modality_of(anchor.head, anchor.links)
    return modality in ("planned", "demanded")


def _lies_ahead(clock: Clock, anchor: Anchor, span: Span, announced: bool) -> bool:
    """Whether a time argument is of an act that lies ahead.

    "On Monday they agreed to impose sanctions" tells when they agreed. What is announced "for
    Monday" lies ahead however it is put.
    """
    text = clock.analysis.text
    if announced and text[max(0, span.start - _FOR) : span.start].endswith("for "):
        return True
    tokens = clock.analysis.tokens(span)
    return is_ahead(anchor) and not (tokens is not None and _is_fronted(tokens.root, anchor.head))


def _is_fronted(token: "Token", head: "Token") -> bool:
    """Whether a time stands before a past verb that itself stands before the trigger."""
    verb = clause_of(token)
    return verb.tag_ == "VBD" and token.i < verb.i < head.i
