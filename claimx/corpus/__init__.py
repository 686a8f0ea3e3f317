"""Hand-labelled documents: loaded, checked and written; the ruler that extractors are held against."""

from claimx.corpus.load import Corpus, load

__all__ = ["Corpus", "load"]
