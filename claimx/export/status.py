"""One word for how a claim is meant, so that a denied act is never read as one that happened."""

from claimx.claim import Claim
from claimx.schema import load_vocabulary

PLOVER_MODES = {"planned": "future", "possible": "hypothetical"}


def status_of(claim: Claim) -> str:
    """How the claim is meant.

    Returns:
        "denied" where it is said not to be so, else "generic" where no single act is meant, else
        the modality. Only "asserted" and "alleged" claims speak of an act as having happened.
    """
    if claim.polarity == "negative":
        return "denied"
    return "generic" if claim.generic else claim.modality


def happened(claim: Claim) -> bool:
    """Whether the claim says, with or without distance, that the act took place."""
    return status_of(claim) in ("asserted", "alleged")


def plover_of(claim: Claim) -> tuple[str, str]:
    """PLOVER's code of the claim, and its mode: negation, future, hypothetical or "".

    A demand to release is PLOVER's REQUEST/yield. Empty where PLOVER has no such act.
    """
    if claim.type == "RELEASE" and claim.modality == "demanded" and claim.polarity == "positive":
        return "REQUEST/yield", ""
    mode = "negation" if claim.polarity == "negative" else PLOVER_MODES.get(claim.modality, "")
    return crosswalk(claim.type, "plover"), mode


def crosswalk(claim_type: str, standard: str) -> str:
    """The code of a claim type in a standard; empty where none fits."""
    return load_vocabulary().types[claim_type].crosswalk[standard]
