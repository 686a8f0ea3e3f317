"""How the tables and packages become the rows of the base that claimx carries."""

import tomllib
from importlib import resources

import pytest

from claimx.entities.kb.default import cities, packages, people, place_names
from claimx.entities.kb.default.seeds import read_seeds
from claimx.entities.kb.layout import FORMAT_VERSION
from claimx.entities.knowledge_base import EMBEDDED, KnowledgeBase
from claimx.errors import InputError, MissingExtraError
from claimx.model_folder import model_folder, verify_model

TABLES = {
    "people.csv": """id,name,gender,born,died,enwiki,source
Q900001,Мікола Узор,male,1970-01-02,,Mikola Uzor (politician),made up
Q900002,Vera Uzor,female,,,,made up
""",
    "office-holders.csv": """repository,wikidata,name,position,start,end
land,Q900001,Mikola Uzor,Minister of Docks,2001-05-01,2003
land,Q900001,Mikola Uzor,President,2015,
land,Q900003,Q900003,Minister of Docks,1999,
land,Q900004,Ivan Uzor,Minister of Docks,1999,2001
""",
    "positions.csv": """repository,wikidata,title,country,enwiki
land,Q900010,Minister of Docks,Q184,
land,Q900011,Minister of Ports,Q184,
mixed,Q900012,Envoy,Q184,
mixed,Q900013,Consul,Q37,
""",
    "parties-partyfacts.csv": """country,partyfacts_id,wikidata_id,name,name_short,name_native
BLR,1,Q900020,Party of Docks,PD,Партыя докаў
BLR,2,Q900021,,,
""",
}
ISO = {"Q184": "BY", "Q37": "LT"}


@pytest.fixture
def folder(tmp_path):
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_people_have_their_offices_countries_and_dates(folder):
    found = {record.id: record for record in people.people(folder, ISO)}
    assert set(found) == {"wd:Q900001", "wd:Q900002", "wd:Q900004"}  # not the one without a name
    head = found["wd:Q900001"]
    assert head.all_names() == ("Мікола Узор", "Mikola Uzor")
    assert head.roles == "President (2015–); Minister of Docks (2001–2003)"
    assert (head.born, head.died, head.countries) == ("1970-01-02", None, ("BY",))
    assert head.prior > found["wd:Q900004"].prior > found["wd:Q900002"].prior


def test_offices_and_parties(folder):
    offices = list(people.offices(folder, ISO))
    assert offices[0] == ("wd:Q900010", "Minister of Docks", "BY")
    (party,) = people.parties(folder, {"BLR": "BY"})
    assert party.all_names() == ("Party of Docks", "Партыя докаў", "PD")
    assert (party.countries, party.type) == (("BY",), "party")


def test_a_missing_table_is_told(tmp_path):
    with pytest.raises(InputError, match=r"people\.csv|office-holders\.csv"):
        list(people.people(tmp_path, ISO))


def test_names_that_sound_alike_are_kept_once_and_codes_not_at_all():
    names = ["Мінск", "MSQ", "ming si ke", "Myensk", "명斯克", "明斯克"]
    assert place_names.distinct("Minsk", names) == ["Myensk", "明斯克"]


def test_a_missing_package_names_the_extra():
    with pytest.raises(MissingExtraError, match="kb-build"):
        packages.needed("no_such_package_anywhere")


def test_demonyms_and_country_names_are_of_countries_that_the_base_has():
    base = KnowledgeBase.open()
    codes = {
        code
        for kind in ("country", "territory")
        for one in base.of_type(kind)
        for code in one.countries
    }
    for name in ("demonyms", "country_names"):
        source = resources.files("claimx.entities.kb.default").joinpath(f"{name}.toml")
        for code, words in tomllib.loads(source.read_text("utf-8")).items():
            assert code in codes
            for word in words:
                assert any(code in one.countries for one in base.candidates(word)), word


def test_every_seed_is_in_the_base_under_its_names():
    base = KnowledgeBase.open()
    for row in read_seeds()["entity"]:
        found = base.entity(row["id"])
        assert found is not None, f"{row['id']} is missing: rebuild"
        assert {row["label"], *row.get("names", ())} <= set(found.names)


def test_the_bundled_file_is_the_recorded_one():
    verify_model(model_folder(EMBEDDED), format_version=FORMAT_VERSION)


def city(number, name, people, *others, code="NN", region="1", at=(10.0, 20.0)):
    return {
        "geonameid": number, "name": name, "population": people, "alternatenames": list(others),
        "countrycode": code, "admin1code": region, "latitude": at[0], "longitude": at[1],
    }  # fmt: skip


def test_a_country_has_one_capital_however_it_is_spelt():
    countries = [{"iso": "NN", "capital": "Alta"}, {"iso": "SS", "capital": "Bogo"},
                 {"iso": "XX", "capital": ""}]  # fmt: skip
    rows = [
        city(1, "Alta", 900), city(2, "Alta", 50), city(3, "Älta", 10),
        city(4, "Bógo", 70, code="SS"), city(5, "Bo", 9999, "Bogo", code="SS"),
    ]  # fmt: skip
    assert cities.capitals_of(countries, rows) == {1, 4}


def test_a_city_that_the_source_has_twice_becomes_one():
    rows = [city(1, "Alta", 500), city(2, "Alta", 900, "Altay", at=(10.05, 20.0)),
            city(3, "Alta", 5, at=(12.0, 20.0)), city(4, "Alta", 5, region="2")]  # fmt: skip
    kept = {row["geonameid"]: row for row in cities.once(rows)}
    assert set(kept) == {2, 3, 4}
    assert (kept[2]["twins"], kept[2]["population"]) == ([1], 900)


def test_the_better_known_of_two_cities_is_the_one_that_more_languages_name():
    known = [f"name {n}" for n in range(60)]
    here, there = city(1, "Geneva", 200_000, *known), city(2, "Geneva", 200_000, "Zhenyeva")
    assert cities.prior(here, capital=False) > cities.prior(there, capital=False)
    assert cities.prior(there, capital=True) > cities.prior(there, capital=False)
    assert 0 <= cities.prior(city(3, "X", 10**9, *(known * 9)), capital=True) <= 0.85


def test_each_country_of_the_base_has_at_most_one_capital():
    capitals = [one.countries for one in KnowledgeBase.open().of_type("capital")]
    assert len(capitals) == len(set(capitals)) > 200


def test_no_place_has_two_rows_under_one_label_as_a_region_or_territory():
    base = KnowledgeBase.open()
    for name in ("Crimea", "Transnistria", "Brčko", "Martinique", "Réunion", "Beijing", "Kyiv"):
        of_kind = [one for one in base.candidates(name, kind="place") if one.match == "plain"]
        assert len({one.type for one in of_kind}) == len(of_kind), name


def test_states_are_found_by_what_the_press_and_the_post_call_them():
    base = KnowledgeBase.open()
    for short, label in {"Calif.": "California", "TX": "Texas", "N.Y.": "New York State"}.items():
        spelt = [one for one in base.candidates(short, kind="place") if one.match == "plain"]
        assert label in {one.label for one in spelt}, short


def test_a_seed_under_a_confirmed_identifier_is_still_found_by_our_own():
    base = KnowledgeBase.open()
    assert base.entity("claimx:abiy-ahmed") == base.entity("wd:Q50365049")
