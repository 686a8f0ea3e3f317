"""From news about repression to structured claims, each with the characters that prove it."""

from claimx.claim import Argument, Claim, Document, Entity, Source, Span, When
from claimx.errors import ClaimxError, CorpusError, InputError, MissingExtraError, ModelError
from claimx.pipeline import Pipeline, extract, load

__version__ = "0.1.0"

__all__ = [
    "Argument",
    "Claim",
    "ClaimxError",
    "CorpusError",
    "Document",
    "Entity",
    "InputError",
    "MissingExtraError",
    "ModelError",
    "Pipeline",
    "Source",
    "Span",
    "When",
    "extract",
    "load",
]
