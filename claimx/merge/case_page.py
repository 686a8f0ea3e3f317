"""A case as one HTML page that needs nothing else, or as JSON."""

import json
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Any

from claimx.merge.case import Case
from claimx.merge.event import Event, Evidence
from claimx.merge.gaps import Step

TEMPLATE = "case.html"

SAYINGS = {
    "supports": "says so",
    "denies": "denies it",
    "ends": "says that it is over, or is not so",
    "plans": "speaks of a plan",
    "demands": "demands it",
    "supposes": "holds it possible",
    "generalises": "speaks in general",
    "superseded": "said so earlier; replaced by a later report",
}
"""What each standing of a claim means to a reader."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as evidence; `articles` are all that print it, an article and its reprints."""

    text: str
    said: str
    articles: tuple[str, ...]


def quotes_of(event: Event) -> list[Quote]:
    """The evidence of an event as sentences, each once, in order of publication."""
    articles: dict[tuple[str, str], dict[str, None]] = {}
    for evidence in event.evidence:
        key = " ".join(evidence.quote.split()), _said(evidence)
        articles.setdefault(key, {})[_cited(evidence)] = None
    return [Quote(text, said, tuple(cited)) for (text, said), cited in articles.items()]


def _said(evidence: Evidence) -> str:
    alleged = " (alleged)" if evidence.modality == "alleged" else ""
    return f"{evidence.speaker or 'the article itself'} {SAYINGS[evidence.standing]}{alleged}"


def _cited(evidence: Evidence) -> str:
    parts = (evidence.outlet, evidence.published, evidence.title)
    return ", ".join(part for part in parts if part) or evidence.doc_id


def case_to_json(case: Case) -> str:
    """The case as one JSON object, indented; dates as ISO 8601."""
    data: dict[str, Any] = asdict(case)
    data["steps"] = [_step(step) for step in case.steps]
    return json.dumps({"kind": "case", **data}, ensure_ascii=False, indent=1)


def case_to_html(case: Case) -> str:
    """The case as a page; everything from articles is escaped."""
    from jinja2 import Environment

    source = resources.files("claimx.merge").joinpath(TEMPLATE).read_text("utf-8")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        source
    )
    return template.render(case=case, quotes_of=quotes_of)


def _step(step: Step) -> dict[str, Any]:
    return {"stage": step.stage.name, "label": step.stage.label, "event": asdict(step.event)}
