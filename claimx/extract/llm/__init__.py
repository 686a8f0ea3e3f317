"""The `llm` extractor: any OpenAI-compatible endpoint that the user names, grounded and cached."""

from claimx.extract.llm.extractor import LlmExtractor, load_llm

__all__ = ["LlmExtractor", "load_llm"]
