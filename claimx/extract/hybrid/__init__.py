"""The hybrid extractor: the learned network and the weighted rules judge together."""

from claimx.extract.hybrid.extractor import HybridExtractor

__all__ = ["HybridExtractor"]
