"""The larger claims model as an extractor of its own: `claimx extract --extractor hybrid-large`."""

from pathlib import Path

from claimx.extract.hybrid import HybridExtractor

NAME = "hybrid-large"
_HERE = Path(__file__).parent


def model_folder() -> Path:
    """Where graphs, tokenizer and label map lie: in the wheel, or beside it in a checkout."""
    inside = _HERE / "model"
    return inside if inside.is_dir() else _HERE.parent


def load_large(*, threads: int = 1) -> HybridExtractor:
    """The hybrid extractor with the larger network.

    Args:
        threads: of onnxruntime.

    Raises:
        ModelError: where a model is missing, damaged or made for other labels.
    """
    extractor = HybridExtractor(model=model_folder(), threads=threads)
    extractor.name = NAME
    return extractor
