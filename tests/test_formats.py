import json
from dataclasses import replace

import pytest
from gold_documents import GOLD, TEXT, documents
from hypothesis import given, settings

from claimx.claim import Claim, Document, Span
from claimx.corpus.convert import FORMATS, convert
from claimx.errors import CorpusError
from claimx.formats.brat import brat_configuration, read_brat, write_brat
from claimx.formats.docbin import read_docbin, write_docbin
from claimx.formats.label_studio import (
    labelling_configuration,
    read_label_studio,
    write_label_studio,
)
from claimx.schema import load_vocabulary


@given(documents)
def test_brat_there_and_back_keeps_every_label(document):
    assert read_brat(TEXT, write_brat(document), "d1").claims == document.claims


@given(documents)
def test_label_studio_there_and_back_keeps_every_label(document):
    tasks = json.loads(json.dumps(write_label_studio([document])))
    assert read_label_studio(tasks) == [replace(document, published="2024-05-07")]


@settings(deadline=None, max_examples=15)
@given(documents)
def test_docbin_there_and_back_keeps_every_label(document):
    assert read_docbin(write_docbin([document])) == [document]


def test_docbin_keeps_every_character_of_a_text():
    text = " Two  spaces,\n\n\ttab; re-arrested\u00a0him🕊 "
    inner = Span.cut(text, text.index("arrested"), text.index("arrested") + 6)
    document = Document(text, (Claim("ARREST", inner, doc_id="x"),), id="x")
    assert read_docbin(write_docbin([document])) == [document]


def test_marks_of_arguments_and_confidence_survive_every_format():
    document = replace(GOLD, claims=(replace(GOLD.claims[2], confidence=0.25),))
    for made in (
        read_brat(TEXT, write_brat(document), "d1"),
        read_label_studio(write_label_studio([document]))[0],
        read_docbin(write_docbin([document]))[0],
    ):
        assert made.claims == document.claims


def test_brat_writes_spans_over_lines_in_fragments():
    text = "They freed\nhim."
    document = Document(text, (Claim("RELEASE", Span.cut(text, 5, 14), doc_id="x"),), id="x")
    content = write_brat(document)
    assert "T1\tRELEASE 5 10;11 14\tfreed him\n" in content
    assert read_brat(text, content, "x").claims == document.claims


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("T1\tARREST 0 6\tDoctor", "line 1: the text has 'Police'"),
        ("T1\tARREST 0 9999\tPolice", "line 1"),
        ("E1\tHUG:T1", "line 1: unknown type or role 'HUG'"),
        ("T1\tARREST 0 6\tPolice\nE1\tARREST:T1 hero:T1", "line 2: unknown type or role"),
        ("A1\tPolarity E7 negative", "line 1: nothing is called 'E7'"),
        ("what is this", "line 1"),
        ("E1\tARREST:T9", "event E1"),
    ],
)
def test_brat_faults_name_line_and_fault(line, told):
    with pytest.raises(CorpusError, match=told):
        read_brat(TEXT, line + "\n", "d1")


def test_brat_ignores_what_is_no_claim():
    extra = "T9\tPerson 0 6\tPolice\n#7\tAnnotatorNotes T9\tsure?\nR1\tKnows Arg1:T9 Arg2:T9\n"
    assert read_brat(TEXT, extra + write_brat(GOLD), "d1").claims == GOLD.claims


def test_configurations_offer_the_whole_vocabulary():
    vocabulary = load_vocabulary()
    for configuration in (brat_configuration(), labelling_configuration()):
        for name in (*vocabulary.types, *vocabulary.roles, *vocabulary.labels["modality"]):
            assert name in configuration


def test_corrected_label_studio_tasks_win_over_predictions():
    task = write_label_studio([GOLD])[0]
    corrected = [part for part in task["predictions"][0]["result"] if part.get("id") != "none"]
    corrected = json.loads(json.dumps(corrected).replace('"SENTENCE"', '"CONVICTION"'))
    task["annotations"] = [{"result": corrected}, {"result": [], "was_cancelled": True}]
    types = [claim.type for claim in read_label_studio([task])[0].claims]
    assert types == ["ARREST", "CONVICTION", "TORTURE"]


def test_label_studio_offsets_in_utf16_units_are_noticed():
    task = write_label_studio([GOLD])[0]
    for part in task["predictions"][0]["result"]:
        value = part.get("value", {})
        for edge in ("start", "end"):
            if edge in value:
                value[edge] = len(TEXT[: value[edge]].encode("utf-16-le")) // 2
    assert GOLD.claims[2].trigger.start > TEXT.index("🕊")
    assert read_label_studio([task])[0].claims == GOLD.claims


def test_label_studio_faults_name_document_and_region():
    task = write_label_studio([GOLD])[0]
    task["predictions"][0]["result"][0]["value"]["text"] = "hugged"
    with pytest.raises(CorpusError, match="document 'd1': region 'c1' is 'hugged'"):
        read_label_studio([task])
    lonely = write_label_studio([GOLD])[0]
    result = lonely["predictions"][0]["result"]
    lonely["predictions"][0]["result"] = [part for part in result if part["type"] != "relation"]
    with pytest.raises(CorpusError, match="belongs to no claim"):
        read_label_studio([lonely])
    for broken in ({}, [3], [{"data": {}}]):
        with pytest.raises(CorpusError):
            read_label_studio(broken)


@pytest.mark.parametrize("content", [b"", b"not a docbin"])
def test_bytes_that_are_no_docbin_are_refused(content):
    with pytest.raises(CorpusError, match="DocBin"):
        read_docbin(content)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "claimx"])
def test_convert_there_and_back_gives_the_same_files(tmp_path, name):
    from claimx.corpus.build import write_folder

    write_folder([GOLD, Document("Nothing here.\n", id="d2")], tmp_path / "ours")
    target = tmp_path / "theirs" / ("folder" if name == "brat" else "file.x")
    assert convert(str(tmp_path / "ours"), "claimx", target, name) == 2
    assert convert(str(target), name, tmp_path / "back", "claimx") == 2
    for file in (tmp_path / "ours").rglob("*.*"):
        assert (
            tmp_path / "back" / file.relative_to(tmp_path / "ours")
        ).read_bytes() == file.read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_convert_of_nothing_is_refused(tmp_path, name):
    with pytest.raises(CorpusError):
        convert(str(tmp_path / "none"), name, tmp_path / "out", "claimx")
    assert not (tmp_path / "out").exists()
