"""The base that claimx carries, and how names are found in one."""

import pickle
import random
import sqlite3
import threading
import time

import pytest

from claimx.entities.kb.default.seeds import read_seeds, seed
from claimx.entities.kb.layout import name_keys, stored_keys
from claimx.entities.kb.record import Record, Source
from claimx.entities.kb.staging import Staging
from claimx.entities.knowledge_base import KnowledgeBase
from claimx.entities.mention import KINDS
from claimx.errors import InputError, ModelError

SOURCE = Source("a made-up list", "CC0-1.0")


@pytest.fixture(scope="module")
def embedded():
    return KnowledgeBase.open()


def built(path, *records):
    with Staging(path) as staging:
        with staging.transaction():
            staging.add(records, SOURCE)
        staging.finish()
    return KnowledgeBase.open(path)


def person(number, name, *names, **more):
    return Record(id=f"test:{number}", kind="person", label=name, names=names, **more)


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Belarus", "wd:Q184"),
        ("Belarusian", "wd:Q184"),
        ("Lithuanians", "wd:Q37"),
        ("U.S.", "wd:Q30"),
        ("Burma", "wd:Q836"),
        ("Minsk", "wd:Q2280"),
        ("gn:625144", "wd:Q2280"),
        ("Грoднa", "wd:Q181376"),
        ("Putin", "wd:Q7747"),
        ("Aliaksandr Lukashenka", "wd:Q2866"),
        ("Лукашенко", "wd:Q2866"),
        ("HRW", "wd:Q187052"),
        ("Recep Tayyip Erdoğan", "wd:Q39259"),
        ("Tikhanovsky Sergei", "claimx:siarhei-tsikhanouski"),
    ],
)
def test_the_embedded_base_knows_who_is_in_the_news(embedded, name, identifier):
    found = embedded.entity(name) if ":" in name else embedded.candidates(name)[0]
    assert found.id == identifier


def test_every_row_of_the_embedded_base_has_source_and_licence(embedded):
    database = sqlite3.connect(embedded.path)
    unsourced = database.execute(
        "SELECT count(*) FROM entity e LEFT JOIN source s ON s.no = e.source "
        "WHERE s.no IS NULL OR trim(s.name) = '' OR trim(s.licence) = ''"
    ).fetchone()[0]
    offices = database.execute(
        "SELECT count(*) FROM office WHERE source NOT IN (SELECT no FROM source)"
    ).fetchone()[0]
    others = database.execute(
        "SELECT count(*) FROM same_as WHERE source NOT IN (SELECT no FROM source)"
    ).fetchone()[0]
    assert (unsourced, offices, others) == (0, 0, 0)
    # And a row without one cannot come in.
    with pytest.raises(ValueError, match="licence"):
        Source("somebody's list", " ")


def test_identifiers_in_the_embedded_base_have_known_schemes(embedded):
    schemes = sqlite3.connect(embedded.path).execute(
        "SELECT DISTINCT substr(id, 1, instr(id, ':') - 1) FROM entity"
    )
    assert {scheme for (scheme,) in schemes} == {"wd", "gn", "claimx"}


def test_a_seed_with_a_wikidata_identifier_needs_evidence():
    row = {"id": "wd:Q1", "kind": "person", "label": "Nobody Inparticular"}
    with pytest.raises(InputError, match="without evidence"):
        seed(row)
    with pytest.raises(InputError, match="without evidence"):
        seed({**row, "id": "claimx:nobody", "same_as": ["wd:Q1"]})
    assert seed({**row, "evidence": "a source"}).id == "wd:Q1"
    for entry in read_seeds()["same_as"]:
        assert entry["evidence"].strip()


def test_the_stored_keys_are_those_that_are_looked_up(embedded):
    assert embedded.keys_match(), "rebuild: claimx kb build models/kb-en/kb.sqlite --default …"
    database = sqlite3.connect(embedded.path)
    rows = database.execute("SELECT no, label, names, demonyms FROM entity").fetchall()
    for number, label, names, demonyms in random.Random(5).sample(rows, 1500):
        called = [*filter(None, (label, *names.split("\n"), *demonyms.split("\n")))]
        for key in stored_keys(called):
            stored = database.execute(
                "SELECT 1 FROM key WHERE key = ? AND entity = ?", (key, number)
            )
            assert stored.fetchone(), f"{label} is stored under other keys: rebuild"


def test_an_acronym_is_found_by_its_letters_only(tmp_path):
    base = built(
        tmp_path / "kb.sqlite",
        Record(id="test:1", kind="organisation", label="EP", prior=0.1),
        Record(id="test:2", kind="organisation", label="AP", prior=0.9),
    )
    assert [one.id for one in base.candidates("EP")] == ["test:1"]


def test_the_embedded_base_is_small_and_its_kinds_are_known(embedded):
    info = embedded.info()
    assert info["bytes"] <= 30_000_000
    assert set(info["kinds"]) <= set(KINDS)
    assert info["types"]["country"] > 190
    assert info["offices"] == 2614


def test_it_opens_and_answers_at_once(embedded):
    start = time.perf_counter()
    base = KnowledgeBase.open()
    opened = time.perf_counter() - start
    names = [candidate.label for candidate in embedded.of_type("capital")][:200]
    for name in names:
        name_keys(name)  # folding is cached by the process, and not the base's work
    times = []
    for name in names:
        start = time.perf_counter()
        base.candidates(name)
        times.append(time.perf_counter() - start)
    assert opened < 0.5
    assert sorted(times)[len(times) // 2] < 0.001


def test_a_state_may_be_meant_where_a_body_is_sought(embedded):
    assert embedded.candidates("Belarus", kind="public_body")[0].id == "wd:Q184"
    assert all(c.kind == "person" for c in embedded.candidates("Minsk", kind="person"))


def test_no_name_no_candidates(embedded):
    assert embedded.candidates("") == []
    assert embedded.candidates("…") == []
    assert embedded.candidates("Qwertzy Asdfghjklöä") == []
    assert embedded.entity("wd:Q0") is None


def test_the_same_spelling_comes_before_the_same_sound_and_the_known_before_the_unknown(tmp_path):
    base = built(
        tmp_path / "kb.sqlite",
        person(1, "Sergei Ivanov", prior=0.9),
        person(2, "Siarhei Ivanou", prior=0.1),
        person(3, "Siarhei Ivanou", prior=0.2),
    )
    found = base.candidates("Siarhei Ivanou")
    assert [one.id for one in found[:2]] == ["test:3", "test:2"]
    assert [one.match for one in found[:2]] == ["plain", "plain"]


@pytest.mark.parametrize("stored", ["Ana Maria Silva", "Ana Silva", "Ana Luisa Maria Silva"])
@pytest.mark.parametrize("asked", ["Ana Maria Silva", "Ana Silva", "Ana M. Silva"])
def test_a_middle_name_may_be_there_or_not(tmp_path, stored, asked):
    base = built(tmp_path / "kb.sqlite", person(1, stored))
    assert [one.id for one in base.candidates(asked, kind="person")] == ["test:1"]


def test_a_crowd_of_namesakes_costs_no_more_than_its_best(tmp_path):
    crowd = [person(n, "Ana Silva", prior=n / 3000) for n in range(3000)]
    base = built(tmp_path / "kb.sqlite", *crowd)
    start = time.perf_counter()
    found = base.candidates("Ana Silva", limit=5)
    assert time.perf_counter() - start < 0.05
    assert [one.id for one in found] == [f"test:{n}" for n in (2999, 2998, 2997, 2996, 2995)]


def test_it_works_from_several_threads_and_after_pickling(embedded):
    answers = []

    def ask():
        answers.append(embedded.candidates("Vilnius", limit=1)[0].id)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    again = pickle.loads(pickle.dumps(embedded))
    assert answers == ["wd:Q216"] * 4
    assert again.candidates("Vilnius", limit=1)[0].id == "wd:Q216"


def test_what_is_no_base_is_refused(tmp_path):
    with pytest.raises(ModelError, match="not a file"):
        KnowledgeBase.open(tmp_path / "absent.sqlite")
    text = tmp_path / "text.sqlite"
    text.write_text("a text, and a rather long one at that\n" * 100)
    with pytest.raises(ModelError, match="not a readable"):
        KnowledgeBase.open(text)
    other = tmp_path / "other.sqlite"
    sqlite3.connect(other).execute("CREATE TABLE t(a)").connection.commit()
    with pytest.raises(ModelError, match="no knowledge base of claimx"):
        KnowledgeBase.open(other)
    built(tmp_path / "kb.sqlite", person(1, "Ana Silva"))
    database = sqlite3.connect(tmp_path / "kb.sqlite")
    database.execute("PRAGMA user_version=99")
    database.commit()
    with pytest.raises(ModelError, match="version 99"):
        KnowledgeBase.open(tmp_path / "kb.sqlite")


def test_a_base_with_other_keys_warns(tmp_path):
    built(tmp_path / "kb.sqlite", person(1, "Ana Silva"))
    database = sqlite3.connect(tmp_path / "kb.sqlite")
    database.execute("UPDATE meta SET value = 'older' WHERE name = 'keys'")
    database.commit()
    with pytest.warns(UserWarning, match="build it again"):
        KnowledgeBase.open(tmp_path / "kb.sqlite")


@pytest.mark.parametrize(
    "fault",
    [{"id": "no scheme"}, {"kind": "animal"}, {"label": " "}, {"prior": 2.0}],
)
def test_a_record_says_what_is_wrong_with_it(fault):
    fields = {"id": "test:1", "kind": "person", "label": "Ana Silva", **fault}
    with pytest.raises(ValueError, match=r"\w"):
        Record(**fields)
