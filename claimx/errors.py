"""The small tree of exceptions.

Each message names the value, what was expected and the next step.
"""


class ClaimxError(Exception):
    """Anything that claimx refuses to do; catch this one to catch them all."""


class InputError(ClaimxError, ValueError):
    """A text, file or option that cannot be read as what it should be."""


class ModelError(ClaimxError):
    """A language model or model folder that is missing, damaged or of another version."""


class CorpusError(ClaimxError, ValueError):
    """A corpus or claim file with a fault; names file, place and fault."""


class MissingExtraError(ClaimxError, ImportError):
    """A feature whose optional packages are not installed; names the extra to install."""


class RunError(ClaimxError):
    """A run over many articles that cannot start or cannot go on; what it wrote stays valid."""
