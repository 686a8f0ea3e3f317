"""Entities of FollowTheMoney with stable ids, each with the document that it comes from."""

import hashlib
import tomllib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from claimx.claim import Claim, Document
from claimx.corpus.periods import parse_period
from claimx.errors import MissingExtraError

if TYPE_CHECKING:
    from followthemoney.proxy import EntityProxy

UNNAMED = "(no name that can be printed)"


@lru_cache(maxsize=1)
def mapping() -> dict[str, Any]:
    """The parsed `mapping.toml`."""
    source = resources.files("claimx.export.followthemoney").joinpath("mapping.toml")
    return tomllib.loads(source.read_text("utf-8"))


def stable_id(*parts: object) -> str:
    """An id that depends on the parts alone: the same on every run."""
    digest = hashlib.sha1("\x1f".join(map(str, parts)).encode(), usedforsecurity=False)
    return f"claimx-{digest.hexdigest()}"


class Maker:
    """Makes the entities of one document.

    Args:
        document: whose claims are mapped; `id` is that of its `Article`.

    Raises:
        MissingExtraError: where the library is not installed.
    """

    def __init__(self, document: Document) -> None:
        try:
            from followthemoney import model
        except ImportError as error:
            raise MissingExtraError(
                "FollowTheMoney is written with its own library; install it with: "
                'pip install "claimx[ftm]"'
            ) from error
        self.model = model
        self.document = document
        self.id = stable_id("document", document.id, document.text_sha256)

    def make(self, schema: str, entity_id: str, **properties: Any) -> "EntityProxy":
        """An entity with the properties that its schema knows and the library accepts.

        Where the schema has a place for it, the document is named as proof, and its outlet as
        publisher.
        """
        made = self.model.make_entity(schema)
        made.id = entity_id
        given = {**self._provenance(entity_id), **properties}
        for name, value in given.items():
            if name in made.schema.properties:
                made.add(name, value)
        if "name" in made.schema.required and not made.get("name"):
            made.add("name", UNNAMED)
        return made

    def _provenance(self, entity_id: str) -> dict[str, Any]:
        outlet = self.document.source or ""
        address = outlet if outlet.startswith(("http://", "https://")) else None
        proof = None if entity_id == self.id else self.id
        return {"proof": proof, "publisher": outlet or None, "sourceUrl": address}


def dates(claim: Claim) -> dict[str, str]:
    """The time of a claim: `date` where it is a whole day, month or year, else first and last day.

    Empty where the text tells none, or tells it in a way that is no period.
    """
    if claim.when is None:
        return {}
    try:
        period = parse_period(claim.when.value)
    except ValueError:
        return {}
    if period.granularity in ("day", "month", "year"):
        return {"date": claim.when.value}
    return {"startDate": period.first.isoformat(), "endDate": period.last.isoformat()}
