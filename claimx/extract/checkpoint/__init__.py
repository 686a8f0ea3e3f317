"""The `transformers` extractor: any token-classification or extractive question-answering model."""

from claimx.extract.checkpoint.extractor import CheckpointExtractor, load_checkpoint

__all__ = ["CheckpointExtractor", "load_checkpoint"]
