"""Wikidata's JSON dump: one entity a line inside one array, as in `latest-all.json.bz2`."""

import json
import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from claimx.entities.kb.record import Record, Source
from claimx.errors import InputError

SOURCE = Source("Wikidata JSON dump", "CC0-1.0", "https://www.wikidata.org")
LANGUAGES = ("en", "be", "ru", "uk", "pl", "lt", "de", "fr", "es")
INSTANCE_OF, BORN, DIED = "P31", "P569", "P570"
COUNTRIES = ("P27", "P17")  # citizenship, country
GEONAMES, HELD, OCCUPATION = "P1566", "P39", "P106"
_DATE = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T")
_MOST_SITELINKS = 400  # about what the best known have
_MOST_ROLES = 4
_YEAR, _MONTH = 9, 10  # precisions of a Wikidata time; days have 11

Classes = Mapping[str, tuple[str, str]]


def read_classes(path: Path | None = None) -> dict[str, tuple[str, str]]:
    """Kind and type by class identifier, from a file like `wikidata_classes.toml` (the default).

    Raises:
        InputError: where the file cannot be read as that.
    """
    packaged = resources.files("claimx.entities.kb").joinpath("wikidata_classes.toml")
    try:
        text = (path or packaged).read_text("utf-8")
        return {
            qid: (kind, type_)
            for kind, types in tomllib.loads(text).items()
            for type_, classes in types.items()
            for qid in classes
        }
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError) as error:
        raise InputError(
            f"{path} cannot be read as classes ({error}); expected tables kind -> type = [Q…]"
        ) from error


@dataclass(frozen=True)
class WikidataReader:
    """Reads lines of the dump; what it keeps is set by its fields.

    Attributes:
        classes: kind and type by class; an entity of no such class is passed over.
        languages: whose labels and aliases are kept; the label is in the first that there is.
        iso: ISO country code by the identifier of a country (`wd:Q184`).
        titles: the title of an office or occupation by its identifier.
    """

    classes: Classes = field(default_factory=read_classes)
    languages: Sequence[str] = LANGUAGES
    iso: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Most lines of the dump are of no wanted class: told by their bytes, without parsing.
        wanted = "|".join(sorted(self.classes))
        object.__setattr__(self, "_wanted", re.compile(f'"id": ?"(?:{wanted})"'.encode()))

    def read(self, line: bytes) -> Record | None:
        """The entity of one line; None for brackets and for what is not wanted.

        A closed line that names no wanted class is passed over without being parsed.

        Raises:
            ValueError: where the line is no JSON, or no entity as Wikidata writes one.
        """
        text = line.strip()
        if text in (b"", b"[", b"]"):
            return None
        text = text.removesuffix(b",")
        if text.endswith(b"}") and not self._wanted.search(text):  # type: ignore[attr-defined]
            return None
        entity = json.loads(text.decode("utf-8"))
        if not isinstance(entity, dict) or not str(entity.get("id", "")):
            raise ValueError("no entity of Wikidata: expected one object with an id a line")
        try:
            return self._record(entity)
        except (AttributeError, KeyError, TypeError, IndexError) as error:
            raise ValueError(
                f"entity {entity.get('id')} is not as Wikidata writes one ({error!r})"
            ) from error

    def _record(self, entity: dict[str, Any]) -> Record | None:
        # An empty table is written as [] in the dump.
        claims = entity.get("claims") or {}
        found = [self.classes[one] for one in _items(claims, INSTANCE_OF) if one in self.classes]
        names = list(self._names(entity))
        if not found or not names:
            return None
        kind, type_ = max(found, key=lambda pair: bool(pair[1]))
        countries = (
            self.iso.get(f"wd:{one}", "") for name in COUNTRIES for one in _items(claims, name)
        )
        roles = (
            self.titles.get(f"wd:{one}", "")
            for name in (HELD, OCCUPATION)
            for one in _items(claims, name)
        )
        sitelinks = len(entity.get("sitelinks") or {})
        return Record(
            id=f"wd:{entity['id']}",
            kind=kind,
            type=type_,
            label=names[0],
            names=tuple(dict.fromkeys(names)),
            description=self._description(entity),
            countries=tuple(dict.fromkeys(filter(None, countries))),
            prior=min(1.0, math.log1p(sitelinks) / math.log1p(_MOST_SITELINKS)),
            born=_date(claims, BORN),
            died=_date(claims, DIED),
            roles="; ".join(tuple(dict.fromkeys(filter(None, roles)))[:_MOST_ROLES]),
            same_as=tuple(f"gn:{value}" for value in _values(claims, GEONAMES)),
        )

    def _names(self, entity: dict[str, Any]) -> Iterator[str]:
        labels, aliases = entity.get("labels") or {}, entity.get("aliases") or {}
        for language in self.languages:
            if language in labels:
                yield labels[language]["value"]
        for language in self.languages:
            for alias in aliases.get(language, ()):
                yield alias["value"]

    def _description(self, entity: dict[str, Any]) -> str:
        descriptions = entity.get("descriptions") or {}
        for language in self.languages:
            if language in descriptions:
                return str(descriptions[language]["value"])
        return ""


def truncated(last: bytes) -> str | None:
    """What is wrong with the end of a dump whose last line is `last`; None where nothing is."""
    if last.strip() in (b"]", b""):
        return None
    return "the dump ends without its closing bracket, so it is cut off after this line"


def _values(claims: dict[str, Any], name: str) -> Iterator[Any]:
    """The values of a property, the preferred ones first, without the deprecated ones."""
    statements = [one for one in claims.get(name, ()) if one.get("rank") != "deprecated"]
    for statement in sorted(statements, key=lambda one: one.get("rank") != "preferred"):
        snak = statement["mainsnak"]
        if snak.get("snaktype") == "value":
            yield snak["datavalue"]["value"]


def _items(claims: dict[str, Any], name: str) -> list[str]:
    return [value.get("id") or f"Q{value['numeric-id']}" for value in _values(claims, name)]


def _date(claims: dict[str, Any], name: str) -> str | None:
    for value in _values(claims, name):
        found = _DATE.match(value["time"])
        if found and value["precision"] >= _YEAR:
            year, month, day = found.groups()
            if value["precision"] == _YEAR:
                return year
            return f"{year}-{month}" if value["precision"] == _MONTH else f"{year}-{month}-{day}"
    return None
