"""The error browser: one HTML file that needs no network, gold and predicted side by side."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise
from typing import Any

from claimx.claim import Claim, Document
from claimx.schema import load_vocabulary
from claimx.scoring.errors import KINDS, RIGHT, Flaw, Row, find_errors
from claimx.scoring.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text of one marking.

    Attributes:
        text: the characters.
        triggers: numbers of the rows whose trigger covers it, as words.
        parts: `row:role` (or `row:source`) for the arguments and sources that cover it, as words.
        kind: the worst verdict among the triggers: "missed", "spurious", "flawed" or "right".
    """

    text: str
    triggers: str
    parts: str
    kind: str


def make_browser(evaluation: Evaluation) -> str:
    """The error browser of an evaluation, as HTML."""
    from jinja2 import Environment, StrictUndefined

    template = resources.files("claimx.scoring").joinpath("browser.html.j2").read_text("utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    documents = []
    totals: Counter[str] = Counter()
    number = 0
    for gold, predicted in zip(evaluation.corpus, evaluation.predicted, strict=True):
        rows = find_errors(gold, predicted)
        numbered = list(enumerate(rows, number))
        number += len(rows)
        for row in rows:
            totals.update({flaw.kind for flaw in row.flaws})
        documents.append(_document(gold, numbered))
    return environment.from_string(template).render(
        corpus=evaluation.corpus,
        extractor=evaluation.versions.get("extractor", ""),
        documents=documents,
        types=list(load_vocabulary().types),
        roles=list(load_vocabulary().roles),
        kinds=KINDS,
        totals=totals,
    )


def _document(gold: Document, rows: Sequence[tuple[int, Row]]) -> dict[str, Any]:
    return {
        "id": gold.id,
        "title": gold.title or gold.id,
        "published": gold.published,
        "gold": segments(gold.text, rows, "gold"),
        "predicted": segments(gold.text, rows, "predicted"),
        "rows": [_row(number, row) for number, row in rows],
    }


def _row(number: int, row: Row) -> dict[str, Any]:
    claims = [claim for claim in (row.gold, row.predicted) if claim is not None]
    roles = sorted({arg.role for claim in claims for arg in claim.args})
    return {
        "number": number,
        "gold": row.gold,
        "predicted": row.predicted,
        "verdict": verdict(row),
        "types": " ".join(sorted({claim.type for claim in claims})),
        "flaws": [flaw for flaw in row.flaws if flaw.kind != RIGHT],
        "tokens": " ".join(_tokens(row.flaws, roles)),
    }


def _tokens(flaws: Sequence[Flaw], roles: Sequence[str]) -> list[str]:
    """What the filters look for: `kind:role`; a flaw of the whole claim concerns all its roles."""
    found = []
    for flaw in flaws:
        kind = flaw.kind.replace(" ", "_")
        found += [f"{kind}:{role}" for role in ([flaw.role] if flaw.role else ["", *roles])]
    return found


def verdict(row: Row) -> str:
    """One word for a row: missed, spurious, flawed or right."""
    if row.predicted is None:
        return "missed"
    if row.gold is None:
        return "spurious"
    return RIGHT if row.flaws[0].kind == RIGHT else "flawed"


def segments(text: str, rows: Sequence[tuple[int, Row]], side: str) -> list[Segment]:
    """The text cut wherever a trigger, argument or source of one side begins or ends."""
    spans: list[tuple[int, int, int, str]] = []
    verdicts = {}
    for number, row in rows:
        claim: Claim | None = getattr(row, side)
        if claim is None:
            continue
        verdicts[number] = verdict(row)
        spans.append((claim.trigger.start, claim.trigger.end, number, ""))
        spans += [(arg.span.start, arg.span.end, number, arg.role) for arg in claim.args]
        if claim.source is not None:
            spans.append((claim.source.span.start, claim.source.span.end, number, "source"))
    cuts = sorted({0, len(text), *(cut for start, end, _, _ in spans for cut in (start, end))})
    starting: dict[int, list[tuple[int, int, int, str]]] = {}
    for span in spans:
        starting.setdefault(span[0], []).append(span)
    pieces, active = [], list[tuple[int, int, int, str]]()
    for start, end in pairwise(cuts):
        active = [span for span in active if span[1] > start] + starting.get(start, [])
        triggers = sorted({number for _, _, number, role in active if not role})
        parts = sorted({f"{number}:{role}" for _, _, number, role in active if role})
        kind = min((verdicts[number] for number in triggers), key=_WORST.index, default="")
        pieces.append(Segment(text[start:end], " ".join(map(str, triggers)), " ".join(parts), kind))
    return pieces


_WORST = ("missed", "spurious", "flawed", RIGHT)
