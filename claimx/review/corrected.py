"""From tasks that a person went through to decisions.

Only an annotation that was submitted counts: a task that was skipped or never opened decides
nothing. What was shown and is unchanged was accepted, what is gone was rejected, what differs was
edited, and what was not shown was added.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from claimx.claim import Argument, Claim, Document
from claimx.corpus.texthash import text_sha256
from claimx.errors import CorpusError
from claimx.formats.label_studio import read_label_studio
from claimx.review.decision import Decision, Key, Verdict, by_key, content_of, key_of
from claimx.review.tasks import KEY, SHOWN
from claimx.wire import claim_from_dict

Groups = dict[Key, tuple[Claim, ...]]


def read_corrected(tasks: Any, by: str, now: datetime) -> list[Decision]:
    """The decisions in a file that Label Studio exported as JSON.

    Args:
        tasks: the content of the file.
        by: who decided.
        now: the time of those annotations that tell none.

    Returns:
        Task by task; for each document one decision a claim, and one that it was read.

    Raises:
        CorpusError: for tasks that `claimx review export` did not write, or a fault in one.
    """
    if not isinstance(tasks, list):
        raise CorpusError(f"found {type(tasks).__name__}, expected a list of Label Studio tasks")
    decisions: list[Decision] = []
    for number, task in enumerate(tasks, 1):
        try:
            made = _annotation(task)
            if made is not None:
                decisions += _decide(task, made, by, now, f"task {number}")
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise CorpusError(
                f"task {number} was not made by claimx review export ({error!r}); export the "
                "project as JSON, not as JSON-MIN"
            ) from error
    return decisions


def _annotation(task: Mapping[str, Any]) -> Mapping[str, Any] | None:
    made = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
    return made[-1] if made else None


def _decide(
    task: Mapping[str, Any], made: Mapping[str, Any], by: str, now: datetime, where: str
) -> Iterator[Decision]:
    text = task["data"]["text"]
    digest = text_sha256(text)
    (corrected,) = read_label_studio([task])
    claims = tuple(claim_from_dict(claim, text, where) for claim in task["data"][SHOWN])
    shown = by_key(Document(text, claims, text_sha256=digest))
    moved = _moved(made["result"], digest)
    kept: Groups = {}
    for claim in corrected.claims:
        now_at = key_of(claim, digest)
        # Without a mark of ours it is known by its place, if anything was shown there.
        origin = moved.get(now_at, now_at)
        restored = _restore(claim, shown.get(origin, ()))
        kept[origin] = (*kept.get(origin, ()), restored)
    at = str(made.get("updated_at") or made.get("created_at") or now.isoformat(timespec="seconds"))
    decided = []
    for key in (*shown, *(key for key in kept if key not in shown)):
        verdict = _verdict(shown.get(key), kept.get(key))
        left = shown[key] if verdict is Verdict.ACCEPTED else kept.get(key, ())
        trigger = text[key.start : key.end]
        decided.append(Decision(verdict, key, corrected.id, trigger, by, at, left))
    # Claims that were moved come last: where they went, another may have been rejected.
    yield from sorted(decided, key=_moves)
    yield Decision(Verdict.READ, Key(digest), corrected.id, "", by, at)


def _moves(decision: Decision) -> bool:
    return any(key_of(claim, decision.key.text_sha256) != decision.key for claim in decision.claims)


def _verdict(shown: tuple[Claim, ...] | None, kept: tuple[Claim, ...] | None) -> Verdict:
    if shown is None:
        return Verdict.ADDED
    if kept is None:
        return Verdict.REJECTED
    return Verdict.ACCEPTED if content_of(shown) == content_of(kept) else Verdict.EDITED


def _moved(result: Iterable[Mapping[str, Any]], digest: str) -> dict[Key, Key]:
    """Where the claims that were shown are now, by the marks of their regions."""
    found = {}
    for part in result:
        mark = (part.get("meta") or {}).get(KEY)
        if mark and part["type"] == "labels":
            value = part["value"]
            place = Key(digest, value["labels"][0], value["start"], value["end"])
            origin = Key(digest, str(mark[0]), int(mark[1]), int(mark[2]))
            # Of two that stand in one place now, the one that was always there gives its name.
            if place not in found or origin == place:
                found[place] = origin
    return found


def _restore(claim: Claim, shown: Iterable[Claim]) -> Claim:
    """What Label Studio cannot carry, taken from the shown claim where nothing touched it."""
    before = next(iter(shown), None)
    if before is None:
        return replace(claim, extractor="", confidence=1.0)
    parts = {(arg.role, arg.span): arg for arg in before.args}
    same_source = claim.source and before.source and claim.source.span == before.source.span
    same_facts = (claim.polarity, claim.modality) == (before.polarity, before.modality)
    return replace(
        claim,
        args=tuple(_argument(arg, parts) for arg in claim.args),
        source=before.source if same_source else claim.source,
        polarity_cue=before.polarity_cue if claim.polarity == before.polarity else None,
        modality_cue=before.modality_cue if claim.modality == before.modality else None,
        # How the source stands to the act follows from who it is and what is said of the act.
        stance=before.stance if same_source and same_facts else None,
        when=before.when,
        sentence=before.sentence if claim.trigger == before.trigger else None,
        confidence=1.0,
        extractor=before.extractor,
    )


def _argument(arg: Argument, parts: Mapping[tuple[str, Any], Argument]) -> Argument:
    return parts.get((arg.role, arg.span), arg)
