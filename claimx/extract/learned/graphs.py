"""The two ONNX graphs of the learned extractor and the arrays that they take.

`encoder.onnx` reads passages: `ids`, `casing`, `mask`, `lexicon`, `tag`, each (passages, pieces),
and `setting` (passages); it gives `hidden` (passages, pieces, width) and `triggers` (passages,
pieces, 1 + types). `arguments.onnx` reads windows of `hidden`: `hidden` (windows, pieces, width),
`mask`, `trigger`, `other` (float32), `distance`, `path`, `tag`, `entity`, each (windows, pieces),
and `type` (windows); it gives `roles` (windows, pieces, 1 + 2 roles), `polarity`, `modality` and
`generic` (windows, classes). Whole numbers are int64. All outputs but `hidden` are logarithms of
unnormalised probabilities.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from claimx.errors import ModelError
from claimx.extract.learned.windows import Window

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]

ENCODER = "encoder.onnx"
ARGUMENTS = "arguments.onnx"


@dataclass(frozen=True, slots=True)
class PassageRows:
    """What the encoder reads of one passage, with [CLS] and [SEP]; lists run over its pieces."""

    ids: Sequence[int]
    casing: Sequence[int]
    lexicon: Sequence[int]
    tags: Sequence[int]
    setting: int


@dataclass(frozen=True, slots=True)
class WindowRows:
    """What the second stage reads of one window: its hidden states (pieces, width) and the rest."""

    hidden: Floats
    window: Window
    tags: Sequence[int]
    entities: Sequence[int]
    type: int


@dataclass(frozen=True, slots=True)
class WindowScores:
    """Probabilities for one window: roles for each piece; the rest for the trigger."""

    roles: Floats
    polarity: Floats
    modality: Floats
    generic: Floats


class Graphs:
    """Both graphs, loaded for one thread (or `threads`)."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._encoder = open_graph(folder / ENCODER, threads)
        self._arguments = open_graph(folder / ARGUMENTS, threads)

    def encode(self, passages: Sequence[PassageRows]) -> tuple[Floats, Floats]:
        """Hidden states and trigger probabilities of passages, padded to the longest."""
        hidden, triggers = self._encoder.run(
            ["hidden", "triggers"],
            {
                "ids": padded([rows.ids for rows in passages]),
                "casing": padded([rows.casing for rows in passages]),
                "mask": padded([[1] * len(rows.ids) for rows in passages]),
                "lexicon": padded([rows.lexicon for rows in passages]),
                "tag": padded([rows.tags for rows in passages]),
                "setting": np.asarray([rows.setting for rows in passages], dtype=np.int64),
            },
        )
        return hidden, softmax(triggers)

    def judge(self, rows: Sequence[WindowRows]) -> list[WindowScores]:
        """The scores of windows, in their order."""
        windows = [row.window for row in rows]
        width = max(map(len, windows))
        states = np.zeros((len(rows), width, rows[0].hidden.shape[1]), dtype=np.float32)
        for place, row in enumerate(rows):
            states[place, : len(row.hidden)] = row.hidden
        roles, polarity, modality, generic = self._arguments.run(
            ["roles", "polarity", "modality", "generic"],
            {
                "hidden": states,
                "mask": padded([[1] * len(window) for window in windows]).astype(np.float32),
                "trigger": padded([window.trigger for window in windows]).astype(np.float32),
                "other": padded([window.other for window in windows]).astype(np.float32),
                "distance": padded([window.distance for window in windows]),
                "path": padded([window.paths for window in windows]),
                "tag": padded([row.tags for row in rows]),
                "entity": padded([row.entities for row in rows]),
                "type": np.asarray([row.type for row in rows], dtype=np.int64),
            },
        )
        roles, polarity = softmax(roles), softmax(polarity)
        modality, generic = softmax(modality), softmax(generic)
        return [
            WindowScores(roles[row, : len(window)], polarity[row], modality[row], generic[row])
            for row, window in enumerate(windows)
        ]


def open_graph(path: Path, threads: int) -> "InferenceSession":
    """Load a graph for the CPU.

    Raises:
        ModelError: where onnxruntime cannot read it.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Padded batches differ in shape each time; planned memory would only grow.
    options.enable_mem_pattern = False
    try:
        return onnxruntime.InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime's own exceptions share no base class
        raise ModelError(
            f"model graph {path} cannot be loaded ({error}); reinstall the model"
        ) from error


def padded(rows: Sequence[Sequence[int]]) -> Whole:
    """Rows of different lengths as one array, filled with zeros."""
    made = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for place, row in enumerate(rows):
        made[place, : len(row)] = row
    return made


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares
