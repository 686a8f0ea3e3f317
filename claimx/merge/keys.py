"""The key of a claim that survives a better model: text hash, type and trigger.

A claim's id hashes its arguments, so it changes when a model finds one more of them. A person's
decision must not be lost then.
"""

import hashlib

from claimx.claim import Claim, Document


def claim_key(document: Document, claim: Claim) -> str:
    """`<16 hex digits of the text's SHA-256>:<type>:<start>-<end>` of the trigger.

    Two claims on one trigger ("sentenced" with two terms for two people) share a key.
    """
    digest = document.text_sha256 or _digest(document.text)
    return f"{digest[:16]}:{claim.type}:{claim.trigger.start}-{claim.trigger.end}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
