"""The learned extractor: a small trained encoder, run as ONNX graphs on the CPU."""

from claimx.extract.learned.extractor import LearnedExtractor

__all__ = ["LearnedExtractor"]
