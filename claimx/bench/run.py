"""Runs a bench: cell by cell, each result kept as soon as it is there."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from claimx.bench import store
from claimx.bench.cell import RESULT_VERSION, Cell, basis, cells_of, is_current
from claimx.bench.definition import CorpusSplit, Definition
from claimx.bench.judge import against
from claimx.bench.measure import FAILED, FINISHED, failed_cell, measure_cell, summary
from claimx.bench.stamp import stamp
from claimx.corpus import Corpus, load
from claimx.errors import ClaimxError, InputError

Result = dict[str, Any]


@dataclass(frozen=True)
class Listener:
    """Who is told how the bench goes: `say` a line, and `step` a cell's label and document."""

    say: Callable[[str], None] = lambda _: None
    step: Callable[[str, str], None] = lambda _label, _doc: None


def run_bench(
    definition: Definition,
    out: Path,
    *,
    resume: bool = False,
    command: Sequence[str] = (),
    listener: Listener | None = None,
) -> Result:
    """Run every cell of a bench and compare them with the reference.

    Args:
        definition: from `read_definition`.
        out: a folder for results; made where it is missing.
        resume: keep the cells in `out` that are finished and rest on the same configuration,
            corpus, models and code.
        command: for the stamp.
        listener: is told what happens.

    Returns:
        The stamped result, which is also in `out`. A cell that could not be run has the state
        `failed` and a `reason`.

    Raises:
        InputError: where `out` cannot be used, or no corpus of the bench can be loaded.
    """
    listener = listener or Listener()
    store.open_folder(out, resume=resume)
    corpora = {split: _load(definition, split, listener) for split in definition.splits}
    if not any(isinstance(corpus, Corpus) for corpus in corpora.values()):
        raise InputError(f"no corpus of the bench can be loaded: {next(iter(corpora.values()))}")
    stamped = stamp(command)
    results = []
    for cell in cells_of(definition):
        corpus = corpora[cell.split]
        if isinstance(corpus, str):
            results.append(failed_cell(cell, corpus))
        else:
            results.append(_kept_or_run(definition, cell, corpus, out, resume, listener))
    compare_all(results, definition)
    whole = {
        "kind": "bench",
        "result_version": RESULT_VERSION,
        "title": definition.title,
        "reference": definition.reference,
        "rank_by": definition.rank_by,
        "conditions": asdict(definition.conditions),
        **stamped,
        "corpora": [_describe(split, corpora[split]) for split in definition.splits],
        # The counts by document stay in the files of the cells.
        "cells": [{k: v for k, v in cell.items() if k != "rows"} for cell in results],
    }
    store.write_json(out / store.RESULT, whole)
    shutil.rmtree(out / store.WORK, ignore_errors=True)
    return whole


def _load(definition: Definition, split: CorpusSplit, listener: Listener) -> Corpus | str:
    """The corpus, or why it cannot be had."""
    beside = definition.folder / split.corpus
    where = definition.locate(split.corpus) if not beside.is_dir() else str(beside)
    try:
        return load(where, split.split)
    except ClaimxError as error:
        reason = " ".join(str(error).split())
        listener.say(f"{split.label} cannot be loaded: {reason}")
        return reason


def _describe(split: CorpusSplit, corpus: Corpus | str) -> Result:
    named = {"label": split.label, "split": split.split}
    if isinstance(corpus, str):
        return {**named, "state": FAILED, "reason": corpus}
    return {
        **named,
        "state": FINISHED,
        "sha256": corpus.sha256,
        "documents": len(corpus),
        "foils": len(corpus.foils),
        "claims": sum(len(document.claims) for document in corpus),
    }


def _kept_or_run(
    definition: Definition, cell: Cell, corpus: Corpus, out: Path, resume: bool, listener: Listener
) -> Result:
    rests_on = basis(definition, cell, corpus.sha256)
    file = out / store.CELLS / cell.file_name
    if resume:
        try:
            kept = store.read_cell(file)
        except InputError as error:
            listener.say(f"{cell.label}: {error}; it is run again")
        else:
            if kept is not None and is_current(kept, rests_on):
                listener.say(f"{cell.label}: kept")
                return kept
    work = out / store.WORK / file.stem
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        result = measure_cell(
            definition, cell, corpus, work, lambda doc: listener.step(cell.label, doc)
        )
    except ClaimxError as error:
        result = failed_cell(cell, " ".join(str(error).split()))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    result["basis"] = rests_on
    store.write_json(file, result)
    listener.say(f"{cell.label}: {summary(result)}")
    return result


def compare_all(results: Sequence[Result], definition: Definition) -> None:
    """Put into each finished cell how it stands against the reference on the same split.

    `against_reference` is None for the reference itself and where the reference failed.
    """
    rows: dict[str, Mapping[str, Any]] = {
        cell["corpus"]: cell["rows"]
        for cell in results
        if cell["label"] == definition.reference and cell["state"] == FINISHED
    }
    for cell in results:
        if cell["state"] != FINISHED:
            continue
        reference = rows.get(cell["corpus"])
        is_reference = cell["label"] == definition.reference
        cell["against_reference"] = (
            None
            if reference is None or is_reference
            else against(cell["rows"], reference, seed=definition.conditions.seed)
        )
