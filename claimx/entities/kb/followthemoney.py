"""Entities of FollowTheMoney, one JSON object a line, as OpenSanctions and Aleph write them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from claimx.entities.kb.record import Record, Source

# OpenSanctions' own data forbid commercial use, so the licence is the user's to state.
SOURCE = Source("FollowTheMoney entities", "as the publisher states; check before sharing")
KINDS = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "LegalEntity": "organisation",
    "PublicBody": "public_body",
}
_NAMES = ("name", "alias", "previousName", "weakAlias")
_COUNTRIES = ("nationality", "country", "citizenship", "jurisdiction")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_MOST_ROLES = 4
_KNOWN, _LISTED = 0.3, 0.15


@dataclass(frozen=True)
class FollowTheMoneyReader:
    """Reads lines of entities.

    Attributes:
        kinds: the kind by schema; an entity of another schema is passed over.
        scheme: the prefix of an identifier that is not Wikidata's.
    """

    kinds: Mapping[str, str] = field(default_factory=lambda: KINDS)
    scheme: str = "ftm"

    def read(self, line: bytes) -> Record | None:
        """The entity of one line; None for an empty line and for what is not wanted.

        Raises:
            ValueError: where the line is no JSON or no entity.
        """
        if not line.strip():
            return None
        entity = json.loads(line.decode("utf-8"))
        if not isinstance(entity, dict) or not {"id", "schema", "properties"} <= entity.keys():
            raise ValueError("no entity: expected an object with id, schema and properties")
        if not isinstance(entity["id"], str) or not isinstance(entity["schema"], str):
            raise ValueError(f"id {entity['id']!r} or schema {entity['schema']!r} is no text")
        kind = self.kinds.get(entity["schema"])
        properties = entity["properties"]
        if not isinstance(properties, dict):
            raise ValueError(f"properties of {entity['id']} are no object")
        names = [name for field in _NAMES for name in _texts(properties, field)]
        if kind is None or not names:
            return None
        return self._record(entity, kind, names)

    def _record(self, entity: dict[str, Any], kind: str, names: list[str]) -> Record:
        properties = entity["properties"]
        own = "".join(str(entity["id"]).split())
        wikidata = [
            f"wd:{one}"
            for one in (*_texts(properties, "wikidataId"), own)
            if _WIKIDATA.fullmatch(one)
        ]
        identifier = wikidata[0] if wikidata else f"{self.scheme}:{own}"
        countries = (code.upper() for field in _COUNTRIES for code in _texts(properties, field))
        roles = [*_texts(properties, "position"), *_texts(properties, "summary")]
        return Record(
            id=identifier,
            kind=kind,
            label=str(entity.get("caption") or names[0]),
            names=tuple(names),
            description="; ".join(_texts(properties, "notes")[:1])[:200],
            countries=tuple(dict.fromkeys(code for code in countries if len(code) == len("XX"))),
            prior=_KNOWN if wikidata else _LISTED,
            born=min(_texts(properties, "birthDate"), key=_precise, default=None),
            died=min(_texts(properties, "deathDate"), key=_precise, default=None),
            roles="; ".join(dict.fromkeys(roles[:_MOST_ROLES])),
            same_as=() if not wikidata or wikidata[0] == f"wd:{own}" else (f"{self.scheme}:{own}",),
        )


def _precise(date: str) -> tuple[int, str]:
    return (-len(date), date)


def _texts(properties: dict[str, Any], name: str) -> list[str]:
    values = properties.get(name) or []
    if not isinstance(values, list):
        raise ValueError(f"property {name} is no list: {values!r}")
    if any(isinstance(value, (list, dict)) for value in values):
        raise ValueError(f"property {name} holds an object: {values!r}")
    return [str(value) for value in values if value is not None and str(value).strip()]
