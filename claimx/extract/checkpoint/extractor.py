"""A checkpoint of the transformers library as an extractor."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from pydantic import Field

from claimx.errors import InputError, ModelError
from claimx.extract.checkpoint.answering import Reader
from claimx.extract.checkpoint.label_map import (
    QUESTIONS,
    TOKENS,
    LabelMap,
    check_labels,
    load_label_map,
)
from claimx.extract.checkpoint.tagging import Tagger
from claimx.extract.local_model import (
    check_model_folder,
    check_weights,
    missing_extra,
    model_stamp,
    sealed,
)
from claimx.proposal import Proposal

if TYPE_CHECKING:
    from claimx.language import Analysis

ARCHITECTURES = {"ForTokenClassification": TOKENS, "ForQuestionAnswering": QUESTIONS}
DEFAULT_WINDOW = 512


class _Task(Protocol):
    def propose(self, analysis: "Analysis") -> Sequence[Proposal]: ...


class CheckpointExtractor:
    """Runs a checkpoint for its task.

    Confidences are the model's own probabilities, passed through; nobody has calibrated them.
    The proposals carry no view of source, polarity or modality.
    """

    name = "transformers"

    def __init__(self, task: _Task, version: str) -> None:
        self.task = task
        self.version = version

    def propose(self, analysis: "Analysis") -> Sequence[Proposal]:
        """The proposals for one article in text order; empty where the model finds no act."""
        return self.task.propose(analysis)


def load_checkpoint(
    *,
    model: Path,
    labels: Path | None = None,
    threshold: Annotated[float, Field(gt=0, lt=1)] = 0.5,
    window: Annotated[int, Field(ge=32)] | None = None,
    overlap: Annotated[int, Field(ge=0)] | None = None,
    batch: Annotated[int, Field(ge=1)] = 8,
    device: str = "cpu",
) -> CheckpointExtractor:
    """Load a token-classification or extractive question-answering checkpoint.

    Args:
        model: a local folder; nothing is downloaded. Its architecture tells the task.
        labels: the label map (see `claimx.extract.checkpoint.label_map`). Needed for token
            classification; None for the bundled questions.
        threshold: least score of a span or answer.
        window: tokens read at a time; None for what the model takes, at most 512.
        overlap: tokens that neighbouring windows share at most; None for an eighth of the window.
            Question answering reads sentence by sentence and has none.
        batch: windows or questions in one pass.
        device: as torch names it.

    Raises:
        InputError: for a folder, file or setting that does not fit, with the labels at fault.
        ModelError: for pickled weights, code in the folder, or a model that cannot be loaded.
        MissingExtraError: where transformers or torch are not installed.
    """
    folder = check_model_folder(model)
    try:
        loaded, tokenizer, task = _load(folder, device)
    except ImportError as error:
        raise missing_extra("transformers", "transformers", error) from error
    label_map = _fitting_map(task, labels, loaded)
    most = min(window or DEFAULT_WINDOW, _longest(loaded, tokenizer))
    version = f"1.0.0+{model_stamp(folder)}"
    if task == QUESTIONS:
        reader = Reader(loaded, tokenizer, label_map, threshold=threshold, window=most, batch=batch)
        if reader.room < 16:
            raise InputError(
                f"a window of {most} tokens leaves no room beside the longest question; "
                "ask shorter questions or use a model that reads more"
            )
        return CheckpointExtractor(reader, version)
    # Two special tokens, and a margin for tokens that differ where sentences meet.
    most -= tokenizer.num_special_tokens_to_add() + 6
    overlap = most // 8 if overlap is None else overlap
    if overlap >= most:
        raise InputError(f"overlap {overlap} does not fit a window of {most} tokens; make it less")
    return CheckpointExtractor(
        Tagger(
            loaded,
            tokenizer,
            label_map,
            threshold=threshold,
            window=most,
            overlap=overlap,
            batch=batch,
        ),
        version,
    )


def _load(folder: Path, device: str) -> tuple[Any, Any, str]:
    import transformers

    try:
        with sealed():
            config = transformers.AutoConfig.from_pretrained(folder, local_files_only=True)
            task = _task(folder, config)
            kind = (
                transformers.AutoModelForTokenClassification
                if task == TOKENS
                else transformers.AutoModelForQuestionAnswering
            )
            model = kind.from_pretrained(folder, local_files_only=True, use_safetensors=True)
            tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
            model = model.to(device).eval()
    except (ImportError, InputError, ModelError):
        raise
    except Exception as error:
        # A damaged folder fails in as many ways as the library has lines.
        raise ModelError(
            f"transformers cannot load the model in {folder} ({type(error).__name__}: {error}); "
            "expected a saved checkpoint with its tokenizer: fetch it anew"
        ) from error
    if not tokenizer.is_fast:
        raise ModelError(
            f"the tokenizer in {folder} gives no offsets; save the model with a fast tokenizer "
            "(tokenizer.json)"
        )
    check_weights(folder, [name for name, _ in model.named_parameters()])
    return model, tokenizer, task


def _task(folder: Path, config: Any) -> str:
    named = list(getattr(config, "architectures", None) or ())
    for name in named:
        for ending, task in ARCHITECTURES.items():
            if name.endswith(ending):
                return task
    raise ModelError(
        f"the model in {folder} is a {', '.join(named) or 'model without a named architecture'}; "
        f"expected one for {TOKENS} or {QUESTIONS}"
    )


def _fitting_map(task: str, file: Path | None, model: Any) -> LabelMap:
    if file is None and task == TOKENS:
        known = ", ".join(sorted(map(str, model.config.id2label.values())))
        raise InputError(
            "a token-classification model needs the setting 'labels', a TOML file that maps its "
            f"labels to types and roles (see docs/extractors.md); the model's labels are {known}"
        )
    label_map = load_label_map(file)
    if label_map.task != task:
        raise InputError(
            f"label map {str(file)!r} is for {label_map.task}, but the model is for {task}"
        )
    if task == TOKENS:
        check_labels(label_map, model.config.id2label.values(), str(file))
    return label_map


def _longest(model: Any, tokenizer: Any) -> int:
    """Tokens that the model can read; tokenizers without a limit give an absurd number."""
    positions = getattr(model.config, "max_position_embeddings", None) or DEFAULT_WINDOW
    return int(min(positions, tokenizer.model_max_length))
