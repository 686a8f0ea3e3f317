"""Model folders of other libraries: what may be opened, and nothing fetched while it is.

Pickled weights can run code when they are read, and so can a folder that brings its own Python;
both are refused before any library sees the folder. Only safetensors are read.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from claimx.errors import InputError, MissingExtraError, ModelError

PICKLES = (
    "pytorch_model*.bin",
    "adapter_model*.bin",
    "*.pt",
    "*.pth",
    "*.pkl",
    "*.pickle",
    "*.ckpt",
)
OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")


def check_model_folder(folder: Path, needs: str = "config.json") -> Path:
    """Refuse a folder that is not a safe local checkpoint.

    Args:
        folder: a local path, never the name of a model on a hub.
        needs: the file that tells what the model is.

    Returns:
        The folder, absolute.

    Raises:
        InputError: where it is no folder.
        ModelError: for pickled weights, code of its own, a missing `needs`, or no safetensors.
    """
    if not folder.is_dir():
        raise InputError(
            f"model folder {str(folder)!r} does not exist; expected a local folder with a model "
            "(names of models on a hub are not accepted, nothing is downloaded): "
            "fetch the model yourself and give its folder"
        )
    pickles = sorted({file.name for pattern in PICKLES for file in folder.rglob(pattern)})
    if pickles:
        raise ModelError(
            f"model folder {folder} holds pickled weights ({', '.join(pickles)}), which can run "
            "code when they are read; convert them to model.safetensors on a machine that you "
            "can spare and remove them: see docs/extractors.md"
        )
    code = sorted(file.name for file in folder.rglob("*.py"))
    code += [file.name for file in sorted(folder.rglob("*.json")) if _names_code(file)]
    if code:
        raise ModelError(
            f"model folder {folder} brings code of its own ({', '.join(code)}), which claimx "
            "does not run; use a model whose architecture its library knows"
        )
    if not (folder / needs).is_file():
        raise ModelError(f"model folder {folder} has no {needs}; expected a saved model")
    if not any(folder.glob("*.safetensors")):
        raise ModelError(
            f"model folder {folder} has no .safetensors file; expected weights in that format"
        )
    return folder.resolve()


def _names_code(file: Path) -> bool:
    try:
        data = json.loads(file.read_text("utf-8"))
    except (ValueError, OSError):
        return False  # the library that wants the file says what is wrong with it
    return isinstance(data, dict) and "auto_map" in data


@contextmanager
def sealed() -> Iterator[None]:
    """Keep the Hugging Face libraries off the network, and quiet, inside the block.

    Raises:
        ImportError: where they are not installed.
    """
    from huggingface_hub import constants
    from transformers.utils import logging

    before = {name: os.environ.get(name) for name in OFFLINE}
    constant = constants.HF_HUB_OFFLINE
    os.environ.update(dict.fromkeys(OFFLINE, "1"))
    constants.HF_HUB_OFFLINE = True
    verbosity, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)
        if bars:
            logging.enable_progress_bar()
        constants.HF_HUB_OFFLINE = constant
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def missing_extra(extractor: str, extra: str, error: ImportError) -> MissingExtraError:
    """The error for an extractor whose libraries are not installed."""
    return MissingExtraError(
        f'extractor {extractor!r} needs optional packages ({error}); pip install "claimx[{extra}]"'
    )


def check_weights(folder: Path, needed: Iterable[str]) -> None:
    """Refuse a checkpoint that lacks weights: the library would fill in random ones.

    Raises:
        ModelError: naming up to three of the weights that are missing.
    """
    from safetensors import safe_open

    present: set[str] = set()
    for file in folder.glob("*.safetensors"):
        with safe_open(file, "pt") as weights:
            present.update(weights.keys())
    missing = sorted(set(needed) - present)
    if missing:
        raise ModelError(
            f"model folder {folder} lacks {len(missing)} weights ({', '.join(missing[:3])}, …); "
            "it is incomplete or of another kind: fetch it anew"
        )


def model_stamp(folder: Path) -> str:
    """The folder's name and 12 hex digits of its weights' SHA-256, for the claims to carry."""
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.safetensors")):
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return f"{folder.name}.{digest.hexdigest()[:12]}"
