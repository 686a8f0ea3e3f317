"""A zero-shot model as an extractor: windows in, mentions out, triggers with their arguments."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from claimx.claim import Span
from claimx.errors import InputError, ModelError
from claimx.extract.local_model import (
    check_model_folder,
    check_weights,
    missing_extra,
    model_stamp,
    sealed,
)
from claimx.extract.pairing import (
    Link,
    Mention,
    best_of_overlapping,
    in_one_sentence,
    link,
    pair,
    trimmed,
)
from claimx.extract.windows import Window, model_text, windows
from claimx.extract.zero_shot import gliner2_model, gliner_model
from claimx.extract.zero_shot.labels import Labels, load_labels
from claimx.extract.zero_shot.reading import Found, Reading, SpanModel
from claimx.proposal import Proposal

if TYPE_CHECKING:
    from claimx.language import Analysis

Pairing = Literal["model", "nearest"]


class ZeroShotExtractor:
    """Asks a model for the phrases of our types and roles.

    Confidences are the model's own scores, passed through; nobody has calibrated them. The
    proposals carry no view of source, polarity or modality.
    """

    name = "zero-shot"

    def __init__(
        self,
        model: SpanModel,
        labels: Labels,
        *,
        version: str,
        threshold: float,
        pairing: Pairing,
        window: int,
        overlap: int,
        batch: int,
    ) -> None:
        self.model = model
        self.labels = labels
        self.version = version
        self.threshold = threshold
        self.pairing = pairing
        self.window = window
        self.overlap = overlap
        self.batch = batch

    def propose(self, analysis: "Analysis") -> Sequence[Proposal]:
        """The proposals for one article in text order; empty where the model finds no act."""
        triggers: list[Mention] = []
        fillers: list[Mention] = []
        links: list[Link] = []
        cut = windows(analysis, self.model.length, self.window, self.overlap)
        text = model_text(analysis.text)
        for first in range(0, len(cut), self.batch):
            some = cut[first : first + self.batch]
            readings = self._read([text[one.start : one.end] for one in some])
            for window, reading in zip(some, readings, strict=True):
                triggers += self._own(analysis, window, reading.triggers, self.labels.types)
                fillers += self._own(analysis, window, reading.fillers, self.labels.roles)
                for head, tail in reading.links or ():
                    trigger = _span(analysis, window, head)
                    filler = _span(analysis, window, tail)
                    if trigger and filler and window.owns(trigger.start):
                        role = self.labels.roles[tail.phrase]
                        links.append(Link(trigger, Mention(role, filler, tail.score)))
        acts = best_of_overlapping(triggers)
        if self.pairing == "model":
            return link(analysis, acts, links)
        return pair(analysis, acts, best_of_overlapping(fillers))

    def _read(self, texts: Sequence[str]) -> list[Reading]:
        try:
            return self.model.read(
                texts, self.labels, self.threshold, relations=self.pairing == "model"
            )
        except (RuntimeError, IndexError) as error:
            raise ModelError(
                f"the model cannot read a window of {self.window} words ({error}); "
                "its tokenizer may cut words finely: make the setting 'window' smaller"
            ) from error

    def _own(
        self,
        analysis: "Analysis",
        window: Window,
        found: Sequence[Found],
        names: Mapping[str, str],
    ) -> Iterator[Mention]:
        for one in found:
            span = _span(analysis, window, one)
            if span is not None and window.owns(span.start):
                yield Mention(names[one.phrase], span, one.score)


def _span(analysis: "Analysis", window: Window, found: Found) -> Span | None:
    start = window.start + found.start
    end = min(window.start + found.end, window.end)  # libraries may add a full stop of their own
    span = trimmed(analysis.text, start, end)
    return span if span is not None and in_one_sentence(analysis, span) else None


def load_zero_shot(
    *,
    model: Path,
    labels: Path | None = None,
    library: Literal["gliner", "gliner2"] | None = None,
    pairing: Pairing | None = None,
    threshold: Annotated[float, Field(gt=0, lt=1)] = 0.5,
    window: Annotated[int, Field(ge=16, le=100_000)] = 192,
    overlap: Annotated[int, Field(ge=0)] | None = None,
    batch: Annotated[int, Field(ge=1)] = 8,
    device: str = "cpu",
) -> ZeroShotExtractor:
    """Load a GLiNER or GLiNER2 model from a local folder.

    Args:
        model: the folder; nothing is downloaded.
        labels: a file of phrases for types and roles; None for the bundled one.
        library: which library the model belongs to; None to tell by its files.
        pairing: `model` takes the model's relations, `nearest` the rule of
            `claimx.extract.pairing`; None for relations where the model gives them.
        threshold: least score of a span.
        window: words that the model reads at a time.
        overlap: words that neighbouring windows share at most; None for a quarter of the window.
        batch: windows in one pass.
        device: as torch names it.

    Raises:
        InputError: for a folder, file or setting that does not fit.
        ModelError: for pickled weights, code in the folder, or a model that cannot be loaded.
        MissingExtraError: where the libraries are not installed.
    """
    if library is None:
        library = "gliner" if (model / gliner_model.CONFIG).is_file() else "gliner2"
    config = gliner_model.CONFIG if library == "gliner" else gliner2_model.CONFIG
    folder = check_model_folder(model, config)
    phrases = load_labels(labels)
    loaded = _load(folder, library, device)
    if pairing == "model" and not loaded.gives_relations:
        raise InputError(
            f"pairing 'model' needs a model that gives relations, which {folder.name!r} does not; "
            "leave the setting out, or use pairing 'nearest'"
        )
    most = min(window, loaded.longest or window)
    overlap = most // 4 if overlap is None else overlap
    if overlap >= most:
        raise InputError(f"overlap {overlap} does not fit a window of {most} words; make it less")
    return ZeroShotExtractor(
        loaded,
        phrases,
        version=f"1.0.0+{model_stamp(folder)}",
        threshold=threshold,
        pairing=pairing or ("model" if loaded.gives_relations else "nearest"),
        window=most,
        overlap=overlap,
        batch=batch,
    )


def _load(folder: Path, library: str, device: str) -> SpanModel:
    kind = gliner_model.GlinerModel if library == "gliner" else gliner2_model.Gliner2Model
    try:
        with sealed():
            loaded = kind(folder, device)
    except ImportError as error:
        raise missing_extra("zero-shot", "gliner", error) from error
    except Exception as error:
        # A damaged folder fails in as many ways as the libraries have lines.
        raise ModelError(
            f"{library} cannot load the model in {folder} ({type(error).__name__}: {error}); "
            "expected a model saved by that library, with its tokenizer: fetch it anew, or "
            "name the other library with the setting 'library'"
        ) from error
    check_weights(folder, loaded.parameters())
    return loaded
