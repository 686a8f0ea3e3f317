"""From documents to tasks for Label Studio that bring back what was shown."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from claimx.claim import Claim, Document
from claimx.formats.label_studio import write_label_studio
from claimx.review.decision import key_of
from claimx.schema import load_vocabulary
from claimx.wire import claim_to_dict

SHOWN = "claimx_shown"
KEY = "claimx_key"


def make_task(document: Document) -> dict[str, Any]:
    """A task with the document's claims as its prediction.

    Its `data` carries the claims as they were shown, because Label Studio hands predictions back
    only on request; each trigger's region carries its key, because Label Studio renames regions.
    """
    (task,) = write_label_studio([document], _version(document))
    task["data"][SHOWN] = [claim_to_dict(_without_entities(claim)) for claim in document.claims]
    triggers = _trigger_regions(task["predictions"][0]["result"])
    for claim, region in zip(document.claims, triggers, strict=True):
        key = key_of(claim, document.text_sha256)
        region["meta"][KEY] = [key.type, key.start, key.end]
    return task


def _version(document: Document) -> str:
    return document.versions.get("extractor", "claimx")


def _trigger_regions(result: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    types = load_vocabulary().types
    for part in result:
        if part["type"] == "labels" and part["value"]["labels"][0] in types:
            yield part


def _without_entities(claim: Claim) -> Claim:
    """The claim without the numbers of its document's entities, which another run gives anew."""
    source = claim.source and replace(claim.source, entity=None)
    return replace(claim, args=tuple(replace(a, entity=None) for a in claim.args), source=source)
