"""The speed of a cell, from the events of its timing process."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import median
from typing import Any

from claimx.bench import events
from claimx.bench.attend import FINISHED, Attended
from claimx.bench.events import Event
from claimx.bench.processes import Readings


def speed_of(attended: Attended) -> dict[str, Any]:
    """Documents and tokens a second and the ratio to plain spaCy, by run and as medians.

    A ratio is plain spaCy's time over ours: 1 is as fast as parsing alone. Tokens are spaCy's,
    white space left out. `cpu_share` is the least share of a plain pass in which it had a
    processor: well below 1, other programs took their turn, and the seconds are not to be
    trusted. Where the extractor failed while it was timed there are no figures, and `reason`
    says why.
    """
    for event in attended.of(events.UNLOADABLE):
        return {"reason": event["reason"]}
    if attended.ending != FINISHED:
        in_hand = f" on {attended.in_hand}" if attended.in_hand else ""
        return {"reason": f"while it was timed{in_hand}: {attended.reason}"}
    ours: defaultdict[int, list[float]] = defaultdict(list)
    for event in attended.of(events.TIMED):
        ours[event["run"]].append(event["seconds"])
    plain = {event["run"]: event for event in attended.of(events.PLAIN)}
    documents = len(next(iter(ours.values())))
    tokens = plain[0]["tokens"]
    seconds = [sum(ours[run]) for run in sorted(ours)]
    spacy = [plain[run]["seconds"] for run in sorted(plain)]
    return {
        "runs": len(seconds),
        "documents": documents,
        "tokens": tokens,
        "cpu_share": round(min(p["cpu_seconds"] / p["seconds"] for p in plain.values()), 3),
        "seconds": _rounded(seconds),
        "spacy_seconds": _rounded(spacy),
        "documents_per_second": _spread([documents / s for s in seconds]),
        "tokens_per_second": _spread([tokens / s for s in seconds]),
        "spacy_ratio": _spread([s / o for s, o in zip(spacy, seconds, strict=True)]),
    }


def speed_of_reading(readings: Readings) -> dict[str, Any]:
    """The speed of the one reading that the figures are made of; nothing is beside it."""
    documents, seconds = len(readings.predicted), readings.seconds
    return {
        "runs": 1,
        "documents": documents,
        "tokens": readings.tokens,
        "seconds": _rounded([seconds]),
        "spacy_seconds": [],
        "documents_per_second": _spread([documents / seconds]),
        "tokens_per_second": _spread([readings.tokens / seconds]),
    }


def cold_start(loaded: Sequence[Event]) -> dict[str, Any]:
    """From asking for a process to its first document: the median over the cell's processes."""
    told = [event["cold"] for event in loaded if event["cold"] is not None]
    if not told:
        return {"reason": loaded[0]["trial_fault"]}
    totals = [cold["total_s"] for cold in told]
    return {"load_s": median(cold["load_s"] for cold in told), **_named(_spread(totals))}


def _named(spread: dict[str, float]) -> dict[str, float]:
    return {f"{'total' if k == 'value' else k}_s": value for k, value in spread.items()}


def _spread(values: Sequence[float]) -> dict[str, float]:
    """The median of runs, with the slowest and the fastest."""
    return {
        "value": round(median(values), 4),
        "low": round(min(values), 4),
        "high": round(max(values), 4),
    }


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, 4) for value in values]
