"""The `zero-shot` extractor: models of the GLiNER and GLiNER2 class, from a local folder."""

from claimx.extract.zero_shot.extractor import ZeroShotExtractor, load_zero_shot

__all__ = ["ZeroShotExtractor", "load_zero_shot"]
