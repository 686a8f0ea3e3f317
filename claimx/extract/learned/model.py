"""The model folder of the learned extractor, loaded and checked."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.errors import ModelError
from claimx.extract.learned.graphs import Graphs
from claimx.extract.learned.labels import Labels, read_labels
from claimx.model_folder import model_folder, verify_model

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FORMAT_VERSION = 1
NAME = "claims-en"
TOKENIZER = "tokenizer.json"


@dataclass(frozen=True)
class LearnedModel:
    """Graphs, tokenizer and label map of a model folder, as trained."""

    folder: Path

    graphs: Graphs
    tokenizer: "Tokenizer"
    labels: Labels
    version: str


def load_model(folder: Path | None = None, threads: int = 1) -> LearnedModel:
    """Load a model folder; None for the bundled one.

    Raises:
        ModelError: where a file is missing, altered, of another format version, or was made for
            other labels.
    """
    place = folder or model_folder(NAME)
    manifest = verify_model(place, format_version=FORMAT_VERSION)
    return LearnedModel(
        place,
        Graphs(place, threads),
        open_tokenizer(place),
        read_labels(place),
        str(manifest["version"]),
    )


def open_tokenizer(folder: Path) -> "Tokenizer":
    """The tokenizer of a folder, without cutting or padding.

    Raises:
        ModelError: where it cannot be read.
    """
    from tokenizers import Tokenizer

    path = folder / TOKENIZER
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise ModelError(
            f"tokenizer {path} cannot be read ({error}); reinstall the model"
        ) from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
