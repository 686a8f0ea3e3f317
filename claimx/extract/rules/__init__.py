"""The rule extractor: a trigger lexicon and argument rules on the dependency parse."""

from claimx.extract.rules.extractor import RuleExtractor

__all__ = ["RuleExtractor"]
