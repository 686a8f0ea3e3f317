"""Attribution by a colon in headlines: "Rights group: dozens held", "Dozens held: UN"."""

from claimx.claim import Span
from claimx.language import Analysis
from claimx.qualify.cues import words
from claimx.qualify.speakers import kind_of

_LONGEST = 5
_OPENING = 400


def headline_speaker(analysis: Analysis, trigger: Span) -> Span | None:
    """The speaker that a colon sets off at the edge of the headline that holds the trigger.

    A place before the colon ("Belarus: editor jailed") is a topic and no speaker. None where no
    colon sets anything off or what it sets off can not speak.
    """
    text = analysis.text
    if trigger.start > _OPENING:
        return None
    start = text.rfind("\n", 0, trigger.start) + 1
    end = text.find("\n", trigger.end)
    end = len(text) if end < 0 else end
    if end - start > 200 or text[start:end].rstrip().endswith("."):
        return None
    for low, high in _edges(text, start, end, trigger):
        tokens = analysis.tokens(Span.cut(text, low, high))
        if tokens is None or len(tokens) > _LONGEST:
            continue
        if any(token.pos_ in ("VERB", "AUX") for token in tokens):
            continue
        group = any(token.ent_type_ in ("ORG", "PERSON") for token in tokens)
        known = kind_of(text[low:high], False) is not None or any(
            token.lemma_.lower() in words("people", "bodies") for token in tokens
        )
        if known or group:
            return Span.cut(text, low, high)
    return None


def _edges(text: str, start: int, end: int, trigger: Span) -> list[tuple[int, int]]:
    edges = []
    before = text.find(": ", start, trigger.start)
    if before > start:
        edges.append((start, before))
    after = text.rfind(": ", trigger.end, end)
    if after >= 0 and text[after + 2 : end].strip():
        edges.append((after + 2, end))
    return edges
