"""Bodies, media, services and people that no package carries, from `seeds.toml`."""

import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

from claimx.entities.kb.record import Record, Source
from claimx.errors import InputError

CONFIRMED = Source(
    "claimx seeds.toml; Wikidata identifiers confirmed from NEREL, ELEVANT and others, by row",
    "Apache-2.0",
)
OWN = Source("claimx seeds.toml; identifiers of its own", "Apache-2.0")


def read_seeds() -> dict[str, Any]:
    """The parsed file: tables `entity` and `same_as`."""
    source = resources.files("claimx.entities.kb.default").joinpath("seeds.toml")
    return tomllib.loads(source.read_text("utf-8"))


def seeds(*, confirmed: bool) -> Iterator[Record]:
    """The entities whose Wikidata identifier a source confirms, or the others.

    Raises:
        InputError: for a Wikidata identifier without evidence.
    """
    for row in read_seeds()["entity"]:
        if row["id"].startswith("wd:") is confirmed:
            yield seed(row)


def seed(row: dict[str, Any]) -> Record:
    """One row as a record; a Wikidata identifier needs `evidence`."""
    fields: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in row.items()
    }
    evidence = str(fields.pop("evidence", "")).strip()
    identifiers = (row["id"], *row.get("same_as", ()))
    if not evidence and any(one.startswith("wd:") for one in identifiers):
        raise InputError(
            f"seed {row['id']} ({row.get('label')}) has a Wikidata identifier without evidence; "
            "name the source that confirms it, or give the row an identifier of our own"
        )
    return Record(**fields)


def confirmed_places() -> dict[str, str]:
    """Wikidata identifier by the GeoNames identifier of a place, where a source confirms it."""
    return {row["id"]: row["wikidata"] for row in read_seeds()["same_as"] if row["evidence"]}
