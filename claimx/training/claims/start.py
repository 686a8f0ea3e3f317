"""Weights to go on from: the graphs of a trained model, read back into a network.

A model folder holds matrices as whole numbers of eight bits with a scale for each column
(`export.py`); what comes back differs from what was trained by that rounding. Word vectors are not
read: they are never trained, and those of the encoder's package are exact.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from claimx.errors import InputError
from claimx.extract.learned.graphs import ARGUMENTS, ENCODER
from claimx.extract.learned.labels import Labels, read_labels
from claimx.training.claims.network import ClaimNetwork

PREFIX = "network."
ROWS, SCALE = ".rows", ".scale"
ROUNDED = "_quantized"
KEPT = "word_embeddings"

Floats = NDArray[np.float32]


def start_labels(folder: Path, encoder_sha256: str) -> Labels:
    """The labels of the model in a folder that training goes on from.

    Raises:
        InputError: where the folder holds the graphs of another training.
        ModelError: where its labels cannot be read.
    """
    path = folder / ENCODER
    found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"
    if found != encoder_sha256:
        raise InputError(
            f"{path} is {found[:12]}, but [start] goes on from {encoder_sha256[:12]}; "
            f"find that release with: git log -- {path}, and check its folder out"
        )
    return read_labels(folder)


def put_weights(network: ClaimNetwork, folder: Path, share: float = 1.0) -> None:
    """Put the weights of a model folder into a network of the same labels, in place.

    Args:
        network: changed.
        folder: of the model.
        share: of the folder's weights; the rest is the network's own. After training a mean of
            the weights before and after is often better than either (Wortsman et al. 2022b).

    Raises:
        InputError: where the graphs are of another network.
    """
    found = dict(weights(folder))
    state = network.state_dict()
    wanted = {name for name in state if KEPT not in name}
    shapes = {name: tuple(state[name].shape) for name in wanted}
    if shapes != {name: array.shape for name, array in found.items()}:
        raise InputError(
            f"the graphs in {folder} are not those of this recipe's network; "
            "name the folder of a model with the same encoder and labels in [start]"
        )
    for name, array in found.items():
        state[name] = torch.lerp(state[name], torch.from_numpy(array), share)
    network.load_state_dict(state)


def weights(folder: Path) -> Iterator[tuple[str, Floats]]:
    """Names and values of the parameters in the graphs of a folder, without word vectors."""
    import onnx
    from onnx import numpy_helper

    for file in (ENCODER, ARGUMENTS):
        graph = onnx.load(str(folder / file)).graph
        arrays = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        for name, array in arrays.items():
            if KEPT in name:
                continue
            if name.startswith(PREFIX) and name.endswith(ROWS):
                scale = arrays[name.removesuffix(ROWS) + SCALE]
                yield _named(name.removesuffix(ROWS)) + ".weight", _floats(array * scale)
            elif name.startswith(PREFIX) and _is_plain(name):
                yield _named(name), _floats(array)
        for node in graph.node:
            if node.op_type == "MatMulInteger":
                yield _matrix(node, arrays)


def _is_plain(name: str) -> bool:
    return "_Transposed" not in name and not name.endswith(SCALE)


def _named(name: str) -> str:
    return name.removeprefix(PREFIX)


def _matrix(node: Any, arrays: dict[str, NDArray[Any]]) -> tuple[str, Floats]:
    """The name and value of the matrix of one product ("/layer.0/output/dense/MatMul_quant")."""
    rounded, zero = arrays[node.input[1]], arrays[node.input[3]]
    scale = arrays[node.input[1].removesuffix(ROUNDED) + "_scale"]
    exact = (rounded.astype(np.float32) - zero.astype(np.float32)) * scale
    place = ".".join(node.name.strip("/").split("/")[:-1])
    owner = "encoder.encoder." if place.startswith("layer.") else ""
    return f"{owner}{place}.weight", _floats(exact.T)


def _floats(array: NDArray[Any]) -> Floats:
    return np.array(array, dtype=np.float32, order="C")
