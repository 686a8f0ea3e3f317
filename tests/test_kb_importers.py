"""Dumps of all kinds, whole and broken, become bases; nothing half-written is ever used."""

import bz2
import gzip
import json
import sqlite3

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimx.cli.kb import app
from claimx.entities.kb import importing
from claimx.entities.kb.imports import Options, build
from claimx.entities.kb.lines import Fault, Position, read_lines
from claimx.entities.knowledge_base import KnowledgeBase
from claimx.errors import InputError


def text(value):
    return {"language": "en", "value": value}


def claim(name, value, rank="normal"):
    snak = {"snaktype": "value", "property": name, "datavalue": {"value": value}}
    return {"mainsnak": snak, "type": "statement", "rank": rank}


def item(name, qid, rank="normal"):
    value = {"entity-type": "item", "numeric-id": int(qid[1:]), "id": qid}
    return claim(name, value, rank)


def date(name, when, precision):
    return claim(name, {"time": f"+{when}T00:00:00Z", "precision": precision})


def wikidata(qid, label, *aliases, instance="Q5", **claims):
    """One entity as a line of Wikidata's dump holds it."""
    names = {language: {**text(label), "language": language} for language in ("en", "de")}
    return {
        "type": "item",
        "id": qid,
        "labels": names,
        "descriptions": {"en": text("a made-up person")},
        "aliases": {"en": [text(alias) for alias in aliases]} if aliases else [],
        "claims": {"P31": [item("P31", instance)], **claims},
        "sitelinks": {"enwiki": {"site": "enwiki", "title": label, "badges": []}},
    }


def dump(*entities, end="]\n"):
    lines = ",\n".join(json.dumps(entity, separators=(",", ":")) for entity in entities)
    return f"[\n{lines}\n{end}".encode()


PEOPLE = [wikidata(f"Q{900000 + n}", f"Anna Example{n:04}", f"A. E. {n}") for n in range(60)]


def run(tmp_path, name, content, **options):
    path = tmp_path / name
    path.write_bytes(content)
    faults = []
    target = tmp_path / "kb.sqlite"
    report = build(target, [path], Options(**options), told=lambda _, fault: faults.append(fault))
    return KnowledgeBase.open(target), report, faults


def test_a_wikidata_dump_keeps_what_a_base_needs(tmp_path):
    entity = wikidata(
        "Q900001",
        "Mikola Uzor",
        "Nikolai Uzor",
        P569=[date("P569", "1971-05-00", 10)],
        P570=[date("P570", "2020-01-02", 11)],
        P27=[item("P27", "Q159", "deprecated"), item("P27", "Q184")],
        P39=[item("P39", "Q1049659")],
    )
    unwanted = wikidata("Q900002", "A Scholarly Article", instance="Q13442814")
    base, report, faults = run(tmp_path, "a.json", dump(entity, unwanted))
    found = base.candidates("Николай Узор")[0]
    assert (found.id, found.kind, found.label) == ("wd:Q900001", "person", "Mikola Uzor")
    assert (found.born, found.died, found.countries) == ("1971-05", "2020-01-02", ("BY",))
    assert "Nikolai Uzor" in found.names
    assert "President" in found.roles
    assert 0 < found.prior < 1
    assert (found.source, found.licence) == ("Wikidata JSON dump", "CC0-1.0")
    assert (report.entities, faults) == (1, [])


def test_languages_and_kinds_filter(tmp_path):
    entity = wikidata("Q900001", "Mikola Uzor")
    entity["labels"] = {"en": text("Mikola Uzor"), "ru": {"language": "ru", "value": "Вор Узоров"}}
    city = wikidata("Q900003", "Uzorville", instance="Q515")
    content = dump(entity, city)
    base, _, _ = run(tmp_path, "a.json", content, languages="ru", kinds="person")
    assert base.entity("wd:Q900001").names == ("Вор Узоров",)
    assert base.entity("wd:Q900003") is None


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress])
def test_packed_or_plain_is_told_from_the_bytes(tmp_path, pack):
    _, report, faults = run(tmp_path, "a.json", pack(dump(*PEOPLE)))
    assert (report.entities, faults) == (60, [])


def test_a_malformed_line_is_told_and_the_others_are_kept(tmp_path):
    lines = dump(*PEOPLE).splitlines(keepends=True)
    lines[10] = b'{"id":"Q5", "labels": {,\n'
    lines[20] = b'{"type":"item","id":"Q7","claims":{"P31":"Q5"},"x":{"id":"Q5"}},\n'
    lines[30] = b"\xff\xfe\x00 \n"
    base, report, faults = run(tmp_path, "a.json", b"".join(lines))
    assert [fault.line for fault in faults] == [11, 21, 31]
    assert all(fault.reason for fault in faults)
    assert (report.entities, report.faults) == (57, 3)
    assert base.entity("wd:Q900059") is not None


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_truncated_archive_keeps_its_whole_lines(tmp_path, pack):
    packed = pack(dump(*PEOPLE * 40)) if pack is gzip.compress else pack(dump(*PEOPLE))
    if pack is bz2.compress:  # one block: cut off after a first, whole stream
        packed += packed[: len(packed) // 2]
    else:
        packed = packed[: len(packed) - 20]
    base, report, faults = run(tmp_path, "a.json", packed)
    assert "cut off or damaged" in str(faults[-1])
    assert faults[-1].line > 1
    assert report.entities == 60
    assert base.candidates("Anna Example0007")


def test_a_truncated_plain_dump_is_told(tmp_path):
    content = dump(*PEOPLE)
    _, report, faults = run(tmp_path, "a.json", content[: len(content) - 100])
    assert report.entities == 59
    assert {fault.line for fault in faults} == {61}
    assert any("cut off" in fault.reason for fault in faults)


def test_an_enormous_line_is_passed_over_without_being_held(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"first\n" + b"x" * 5_000_000 + b"\nlast\n")
    found = list(read_lines(path, longest=1000))
    assert [getattr(one, "text", None) for one in found] == [b"first", None, b"last"]
    assert isinstance(found[1], Fault)
    assert "line 2: 5,000,001 bytes long" in str(found[1])


@given(
    st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"").replace(b"\r", b""))),
    st.integers(0, 50),
    st.sampled_from([bytes, gzip.compress, bz2.compress]),
)
def test_reading_on_from_any_line_gives_the_rest(tmp_path_factory, lines, cut, pack):
    path = tmp_path_factory.mktemp("lines") / "a.txt"
    plain = b"".join(line + b"\n" for line in lines)
    assume(pack is not bytes or not plain.startswith((b"\x1f\x8b", b"BZh")))  # looks packed
    path.write_bytes(pack(plain))
    whole = list(read_lines(path))
    assert [line.text for line in whole] == lines
    start = whole[min(cut, len(whole)) - 1].after if whole and cut else Position()
    assert list(read_lines(path, start)) == whole[start.line :]


class Stop(Exception):
    """Stands for a crash or Ctrl-C."""


def test_a_stopped_import_goes_on_and_is_never_used_half(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 7)
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(dump(*PEOPLE)))
    target = tmp_path / "kb.sqlite"
    seen = []
    batches = importing._read

    def stopping(job, batch):
        seen.extend(line.number for line in batch)
        if len(seen) > 30:
            raise Stop
        return batches(job, batch)

    monkeypatch.setattr(importing, "_read", stopping)
    with pytest.raises(Stop):
        build(target, [path], Options())
    assert not target.exists()
    first, last = seen[0], seen[-7] - 1
    seen.clear()
    monkeypatch.setattr(
        importing,
        "_read",
        lambda job, batch: seen.extend(x.number for x in batch) or batches(job, batch),
    )
    report = build(target, [path], Options())
    assert (first, seen[0]) == (1, last + 1)
    assert report.entities == 60
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.json.gz", "kb.sqlite"]
    whole = tmp_path / "whole.sqlite"
    build(whole, [path], Options())
    assert rows(whole) == rows(target)


def test_another_plan_does_not_go_on_with_a_stopped_import(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_bytes(dump(*PEOPLE))
    target = tmp_path / "kb.sqlite"
    with monkeypatch.context() as patch:
        patch.setattr(importing, "_end", lambda *_: (_ for _ in ()).throw(Stop))
        with pytest.raises(Stop):
            build(target, [path], Options())
    organisation = wikidata("Q900200", "Uzor Works", instance="Q4830453")
    path.write_bytes(dump(organisation))
    assert build(target, [path], Options()).entities == 1


def test_a_failed_import_leaves_the_old_base_as_it_was(tmp_path):
    run(tmp_path, "a.json", dump(*PEOPLE))
    before = (tmp_path / "kb.sqlite").read_bytes()
    (tmp_path / "b.json").write_bytes(b"[\nno dump at all\n]\n")
    with pytest.raises(InputError, match="no entity was read"):
        build(tmp_path / "kb.sqlite", [tmp_path / "b.json"], Options())
    assert (tmp_path / "kb.sqlite").read_bytes() == before


def test_adding_joins_names_and_keeps_what_was_said(tmp_path):
    first, _, _ = run(tmp_path, "a.json", dump(wikidata("Q900001", "Mikola Uzor")))
    (tmp_path / "b.json").write_bytes(
        dump(wikidata("Q900001", "Nikolai Uzor"), wikidata("Q900002", "Vera Uzor"))
    )
    build(tmp_path / "kb.sqlite", [tmp_path / "b.json"], Options(), base=first.path)
    base = KnowledgeBase.open(tmp_path / "kb.sqlite")
    assert base.entity("wd:Q900001").label == "Mikola Uzor"
    assert base.candidates("Nikolai Uzor")[0].id == "wd:Q900001"
    assert base.candidates("Mikola Uzor")[0].id == "wd:Q900001"
    assert base.candidates("Vera Uzor")[0].id == "wd:Q900002"


GEONAMES = (
    "900001\tUzorville\tUzorville\tUsorstadt,Узорск\t53.9\t27.5\tP\tPPLA\tBY\t\t04\t\t\t\t{people}\t"
    "\t200\tEurope/Minsk\t2024-01-01\n"
)


def test_geonames(tmp_path):
    prison = GEONAMES.replace("900001", "900002").replace("P\tPPLA", "S\tPRN")
    content = GEONAMES.format(people=50000) + prison.format(people=0) + "900003\tbroken\n"
    base, _, faults = run(tmp_path, "BY.txt", content.encode())
    town, jail = base.entity("gn:900001"), base.entity("gn:900002")
    assert (town.kind, town.type, town.countries) == ("place", "city", ("BY",))
    assert base.candidates("Узорск", kind="place")[0].id == "gn:900001"
    assert (jail.kind, jail.type) == ("facility", "prison")
    assert [fault.line for fault in faults] == [3]
    with pytest.raises(InputError, match="no entity"):
        run(tmp_path, "BY.txt", GEONAMES.format(people=10).encode(), least=1000)


def test_followthemoney(tmp_path):
    entity = {
        "id": "xy-1",
        "schema": "Person",
        "caption": "Mikola Uzor",
        "properties": {
            "name": ["Mikola Uzor"],
            "alias": ["Микола Узор"],
            "birthDate": ["1970", "1970-02-03"],
            "nationality": ["by"],
            "position": ["Judge"],
            "wikidataId": ["Q900001"],
        },
    }
    vessel = {"id": "v", "schema": "Vessel", "properties": {"name": ["Uzor"]}}
    lines = [json.dumps(entity), json.dumps(vessel), '{"id": "z"}', "[]"]
    base, _, faults = run(
        tmp_path, "e.ndjson", "\n".join(lines).encode(), licence="CC-BY-NC-4.0", source="Sanctions"
    )
    found = base.entity("ftm:xy-1")
    assert (found.id, found.born, found.countries) == ("wd:Q900001", "1970-02-03", ("BY",))
    assert (found.roles, found.source, found.licence) == ("Judge", "Sanctions", "CC-BY-NC-4.0")
    assert [fault.line for fault in faults] == [3, 4]


MAPPING = """
source = "Our list"
licence = "CC-BY-4.0"
scheme = "ours"
[columns]
id = "no"
label = "name"
names = ["be", "ru"]
[constants]
kind = "person"
countries = "BY"
"""


def test_csv(tmp_path):
    (tmp_path / "map.toml").write_text(MAPPING)
    table = 'no,name,be,ru\n1,"Uzor, Mikola",Мікола Узор,\n2,,,\n3,Vera\n4,"open\n'
    base, _, faults = run(tmp_path, "t.csv", table.encode(), mapping=tmp_path / "map.toml")
    found = base.candidates("Mikola Uzor")[0]
    assert (found.id, found.kind, found.countries) == ("ours:1", "person", ("BY",))
    assert (found.source, found.licence) == ("Our list", "CC-BY-4.0")
    assert [fault.line for fault in faults] == [3, 4, 5]


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("source = 'x'\n", "licence"),
        (MAPPING.replace("label", "lable"), "lable"),
        (MAPPING.replace('"name"', '"nmae"'), "no column nmae"),
        ("=", "cannot be read"),
    ],
)
def test_a_wrong_mapping_is_told(tmp_path, mapping, message):
    (tmp_path / "map.toml").write_text(mapping)
    with pytest.raises(InputError, match=message):
        run(tmp_path, "t.csv", b"no,name,be,ru\n1,A B,,\n", mapping=tmp_path / "map.toml")


def test_the_commands(tmp_path):
    (tmp_path / "a.json").write_bytes(dump(*PEOPLE))
    (tmp_path / "bad.json").write_bytes(dump(*PEOPLE[:2], end=""))
    target = str(tmp_path / "kb.sqlite")
    run_command = CliRunner().invoke
    result = run_command(app, ["build", target, str(tmp_path / "a.json")])
    assert (result.exit_code, "60 entities" in result.output) == (0, True)
    result = run_command(app, ["add", target, str(tmp_path / "bad.json")])
    assert (result.exit_code, "closing bracket" in result.output) == (1, True)
    result = run_command(app, ["search", "Anna Example0003", "--kb", target, "--json"])
    assert json.loads(result.output.splitlines()[0])["id"] == "wd:Q900003"
    result = run_command(app, ["info", "--kb", target])
    assert "Wikidata JSON dump (CC0-1.0)" in result.output
    assert isinstance(run_command(app, ["build", target]).exception, InputError)


def rows(path):
    database = sqlite3.connect(path)
    return [
        database.execute(f"SELECT * FROM {table}").fetchall()
        for table in ("entity", "key", "source", "same_as")
    ]


@pytest.mark.parametrize("label", ["half \ud800", "nothing\0here", ["a list"], {"a": "table"}, 5])
def test_a_label_that_no_base_can_hold_is_told_with_its_line(tmp_path, label):
    bad = wikidata("Q800000", "x")
    bad["labels"] = {"en": {"language": "en", "value": label}}
    base, report, faults = run(tmp_path, "d.json", dump(PEOPLE[0], bad, PEOPLE[1]))
    assert (report.entities, [fault.line for fault in faults]) == (2, [3])
    assert base.entity("wd:Q800000") is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", None), ("schema", ["Person"]), ("properties", {"name": [{"a": 1}]})],
)
def test_an_entity_whose_values_are_no_text_is_told(tmp_path, field, value):
    good = {"id": "a", "schema": "Person", "properties": {"name": ["Ann Bell"]}}
    lines = [json.dumps({**good, field: value}), json.dumps(good)]
    _, report, faults = run(tmp_path, "e.ndjson", "\n".join(lines).encode())
    assert (report.entities, [fault.line for fault in faults]) == (1, [1])


def test_a_table_with_a_column_twice_is_refused(tmp_path):
    (tmp_path / "map.toml").write_text(MAPPING)
    with pytest.raises(InputError, match="no more than once"):
        run(tmp_path, "t.csv", b"no,name,no,be,ru\n1,A B,2,,\n", mapping=tmp_path / "map.toml")


@pytest.mark.parametrize("content", [b"", b"[\n]\n", "[\n{}\n]\n".encode("utf-16"), b"<html>\n"])
def test_what_holds_no_entity_leaves_nothing_behind(tmp_path, content):
    with pytest.raises(InputError, match="no entity was read"):
        run(tmp_path, "d.json", content)
    assert [path.name for path in tmp_path.iterdir()] == ["d.json"]
