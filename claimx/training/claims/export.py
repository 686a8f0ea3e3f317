"""From a trained network to the two ONNX graphs of a model folder, with whole-number weights."""

import tempfile
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from claimx.extract.learned.graphs import ARGUMENTS, ENCODER
from claimx.training.claims.network import ClaimNetwork

OPSET = 17
PASSAGES = ("ids", "casing", "mask", "lexicon", "tag")
PIECES_TOLD = ("mask", "trigger", "other", "distance", "path", "tag", "entity")
WHOLE = {"distance", "path", "tag", "entity"}


class RowTable(nn.Module):
    """A table of vectors in eight bits, with one scale a row; stands for an `nn.Embedding`."""

    rows: Tensor
    scale: Tensor

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        weights = table.weight.detach()
        scale = weights.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weights / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """The vectors of `ids`, as floats."""
        rows: Tensor = nn.functional.embedding(ids, self.rows)
        scales: Tensor = nn.functional.embedding(ids, self.scale)
        return rows.float() * scales


class _Encoder(nn.Module):
    def __init__(self, network: ClaimNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(
        self,
        ids: Tensor,
        casing: Tensor,
        mask: Tensor,
        lexicon: Tensor,
        tag: Tensor,
        setting: Tensor,
    ) -> tuple[Tensor, Tensor]:
        hidden = self.network.encode(ids, casing, mask)
        return hidden, self.network.triggers(hidden, lexicon, tag, setting)


class _Arguments(nn.Module):
    def __init__(self, network: ClaimNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, hidden: Tensor, type: Tensor, *told: Tensor) -> tuple[Tensor, ...]:
        window = dict(zip(PIECES_TOLD, told, strict=True)) | {"type": type}
        scores = self.network.judge(hidden, window)
        return scores.roles, scores.polarity, scores.modality, scores.generic


def export_graphs(network: ClaimNetwork, width: int, folder: Path) -> None:
    """Write `encoder.onnx` and `arguments.onnx`, weights in eight bits.

    Args:
        network: trained; its large tables are rounded in place.
        width: of the hidden states.
        folder: of the model.
    """
    network.eval()
    # The word vectors are half of the model; with one scale for all, rare words lose most.
    embeddings = network.encoder.embeddings
    embeddings.word_embeddings = RowTable(embeddings.word_embeddings)
    network.set_submodule("path", RowTable(network.path))
    with tempfile.TemporaryDirectory() as kept:
        plain = Path(kept)
        _export_encoder(network, plain / ENCODER)
        _export_arguments(network, width, plain / ARGUMENTS)
        for name in (ENCODER, ARGUMENTS):
            _quantise(plain / name, folder / name)


def _export_encoder(network: ClaimNetwork, path: Path) -> None:
    whole = torch.ones(2, 7, dtype=torch.long)
    names = (*PASSAGES, "setting")
    axes = {name: {0: "passages", 1: "pieces"} for name in (*PASSAGES, "hidden", "triggers")}
    _export(
        _Encoder(network),
        (*[whole] * len(PASSAGES), torch.ones(2, dtype=torch.long)),
        path,
        names,
        ("hidden", "triggers"),
        axes | {"setting": {0: "passages"}},
    )


def _export_arguments(network: ClaimNetwork, width: int, path: Path) -> None:
    whole, real = torch.ones(3, 5, dtype=torch.long), torch.ones(3, 5)
    told = tuple(whole if name in WHOLE else real for name in PIECES_TOLD)
    outputs = ("roles", "polarity", "modality", "generic")
    axes = {name: {0: "windows", 1: "pieces"} for name in ("hidden", *PIECES_TOLD, "roles")}
    _export(
        _Arguments(network),
        (torch.zeros(3, 5, width), torch.ones(3, dtype=torch.long), *told),
        path,
        ("hidden", "type", *PIECES_TOLD),
        outputs,
        axes | {name: {0: "windows"} for name in ("type", *outputs[1:])},
    )


def _export(
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    path: Path,
    names: tuple[str, ...],
    outputs: tuple[str, ...],
    axes: dict[str, Any],
) -> None:
    # The exporter restores the mode of the outer module: it must be that of the network.
    module.eval()
    with torch.inference_mode():
        torch.onnx.export(
            module,
            inputs,
            str(path),
            input_names=list(names),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def _quantise(plain: Path, made: Path) -> None:
    """Weights of matrix products in eight bits, one scale a column; activations as they come."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        plain,
        made,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul"],
    )
