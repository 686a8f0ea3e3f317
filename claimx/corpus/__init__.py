"""Hand-labelled documents, loaded, checked and written: what extractors are measured against."""

from claimx.corpus.load import Corpus, load

__all__ = ["Corpus", "load"]
