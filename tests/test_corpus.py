import json
from pathlib import Path

import pytest
from gold_documents import GOLD, TEXT, documents, write_corpus, write_json
from hypothesis import given
from hypothesis import strategies as st

from claimx import corpus
from claimx.claim import Document, Span
from claimx.corpus.annotation import read_annotation, write_annotation
from claimx.corpus.build import (
    build_corpus,
    with_corrections,
    write_folder,
    write_standoff_folder,
)
from claimx.corpus.check import check_corpus
from claimx.corpus.faults import Faults
from claimx.corpus.hrdsattack import article_text, read_public
from claimx.corpus.occurrence import find_occurrence, occurrence_of
from claimx.corpus.periods import parse_period
from claimx.corpus.standoff import read_standoff, write_standoff
from claimx.errors import CorpusError, MissingExtraError


@pytest.fixture
def folder(tmp_path):
    return write_corpus(tmp_path / "small")


@given(st.text(alphabet="ab\n🕊", min_size=1, max_size=30), st.data())
def test_an_occurrence_number_leads_back_to_its_span(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.cut(text, start, end)
    assert find_occurrence(text, span.text, occurrence_of(text, span)) == span


@given(documents)
def test_annotation_format_there_and_back_keeps_every_label(document):
    faults = Faults("x")
    assert read_annotation(write_annotation(document), TEXT, "d1", faults) == document.claims
    assert faults.found == []


@given(documents)
def test_standoff_holds_no_words_and_gives_them_back_with_the_text(document):
    content, lost = write_standoff(document)
    assert lost == []
    told = json.dumps(content)
    assert not any(word in told for word in ("Police", "Petrel", "beaten", "lawyer"))
    assert read_standoff(content, TEXT, Faults("x")) == document.claims


def test_standoff_points_at_the_names_behind_a_pronoun():
    content, lost = write_standoff(GOLD)
    assert lost == []
    restored = read_standoff(json.loads(json.dumps(content)), TEXT, Faults("x"))
    assert {arg.refers_to for claim in restored for arg in claim.args} == {None, "Ana Petrel"}


def test_standoff_of_another_text_is_a_fault_not_claims():
    content, _ = write_standoff(GOLD)
    faults = Faults("x")
    assert read_standoff(content, TEXT + "!", faults) == ()
    assert "SHA-256" in faults.found[0].message


@pytest.mark.parametrize(
    ("value", "granularity", "days"),
    [
        ("2024", "year", 366),
        ("2024-02", "month", 29),
        ("2024-W01", "week", 7),
        ("2024-02-29", "day", 1),
        ("2019/2021", "interval", 1096),
        ("2019-12-30/2020-01", "interval", 33),
    ],
)
def test_period_knows_its_granularity_and_length(value, granularity, days):
    period = parse_period(value)
    assert (period.granularity, period.days) == (granularity, days)


@pytest.mark.parametrize(
    "value", ["", "24", "2024-13", "2023-02-29", "2024-W60", "2021/2019", "May"]
)
def test_no_period_is_refused(value):
    with pytest.raises(ValueError, match=r".+"):
        parse_period(value)


def test_a_faultless_corpus_has_no_faults_and_loads(folder):
    report = check_corpus(folder)
    assert report.faults == ()
    assert (report.documents, report.claims, report.entities) == (4, 9, 4)
    test = corpus.load(folder, "test")
    assert [document.id for document in test] == ["c1", "c2"]
    assert test.foils == {"c2"}
    first = test.documents[0]
    assert first.published == "2024-05-07"
    victim = first.claims[0].of_role("victim")[0]
    assert (victim.entity, victim.name) == ("e1", "Ana Petrel")
    assert all(TEXT[c.trigger.start : c.trigger.end] == c.trigger.text for c in first.claims)


def test_second_labels_cover_only_the_documents_that_have_them(folder):
    (folder / "second" / "c2.json").unlink()
    assert [doc.id for doc in corpus.load(folder, "test", labels="second")] == ["c1"]


def test_corpus_hash_tells_labels_apart_and_not_orders(folder):
    first = corpus.load(folder)
    lines = (folder / "documents.jsonl").read_text().splitlines()
    (folder / "documents.jsonl").write_text("\n".join(reversed(lines)) + "\n")
    assert corpus.load(folder).sha256 == first.sha256
    edit(folder / "claims" / "a1.json", lambda d: d["claims"][0].update(generic=True))
    assert corpus.load(folder).sha256 != first.sha256


def edit(path: Path, change) -> None:
    content = json.loads(path.read_text("utf-8"))
    change(content)
    write_json(path, content)


def first_claim(change):
    return lambda folder: edit(folder / "claims/b1.json", lambda d: change(d["claims"][0]))


SPOILED = {
    "span that does not occur": (
        first_claim(lambda c: c["trigger"].update(n=2)),
        "claims/b1.json: claim 1 (ARREST): trigger: occurrence 2 of 'arrested'",
    ),
    "unknown type": (
        first_claim(lambda c: c.update(type="HUG")),
        "claims/b1.json: claim 1 (HUG): unknown type 'HUG'",
    ),
    "unknown role": (
        first_claim(lambda c: c["args"][0].update(role="hero")),
        "claims/b1.json: claim 1 (ARREST): unknown role 'hero'",
    ),
    "unknown modality": (
        first_claim(lambda c: c.update(modality="sure")),
        "unknown modality 'sure'",
    ),
    "unhashable label": (first_claim(lambda c: c.update(type=[])), "unknown type []"),
    "missing field": (first_claim(lambda c: c.pop("polarity")), "missing field polarity"),
    "unknown field": (first_claim(lambda c: c.update(note="?")), "unknown field note"),
    "no date": (first_claim(lambda c: c.update(when="soon")), "when: 'soon' is no period"),
    "n of zero": (first_claim(lambda c: c["trigger"].update(n=0)), "n is 0"),
    "args no list": (first_claim(lambda c: c.update(args=None)), "args is None"),
    "claim no object": (
        lambda f: edit(f / "claims/b1.json", lambda d: d["claims"].append(3)),
        "claims/b1.json: claim 4 (None): found 3",
    ),
    "repeated claim": (
        lambda f: edit(f / "claims/b1.json", lambda d: d["claims"].append(d["claims"][0])),
        "claims/b1.json: claim 4 (ARREST): repeats",
    ),
    "other doc": (
        lambda f: edit(f / "claims/b1.json", lambda d: d.update(doc="zz")),
        "claims/b1.json: doc is 'zz', expected 'b1'",
    ),
    "missing text": (lambda f: (f / "text/b1.txt").unlink(), "text/b1.txt: is missing"),
    "missing claims": (lambda f: (f / "claims/b1.json").unlink(), "claims/b1.json: is missing"),
    "truncated JSON": (
        lambda f: (f / "claims/b1.json").write_text((f / "claims/b1.json").read_text()[:60]),
        "claims/b1.json: not JSON",
    ),
    "null": (lambda f: (f / "claims/b1.json").write_text("null"), "claims/b1.json: holds null"),
    "no UTF-8": (
        lambda f: (f / "text/b1.txt").write_bytes(b"\xff\xfe"),
        "text/b1.txt: cannot be read",
    ),
    "duplicate id": (
        lambda f: append(f, {"id": "a1", "title": "", "published": None, "split": "train"}),
        "documents.jsonl: line 5: duplicate id 'a1', first on line 1",
    ),
    "id that leaves the folder": (
        lambda f: append(f, {"id": "../x", "title": "", "published": None, "split": "train"}),
        "documents.jsonl: line 5: id is '../x'",
    ),
    "broken record": (lambda f: append(f, "{"), "documents.jsonl: line 5: not JSON"),
    "unknown split": (
        lambda f: append(f, {"id": "z", "title": "", "published": None, "split": "eval"}),
        "unknown split 'eval'",
    ),
    "stray text": (
        lambda f: (f / "text/zz.txt").write_text("x"),
        "text/zz.txt: no document has the id 'zz'",
    ),
    "foil with claims": (
        lambda f: edit(f / "claims/c2.json", lambda d: d.update(claims=claims_of(f))),
        "claims/c2.json: a foil has no claims, this one has 3",
    ),
    "entity mention that does not occur": (
        lambda f: edit(
            f / "entities/b1.json", lambda d: d["entities"][0]["mentions"][0].update(n=9)
        ),
        "entities/b1.json: entity 1 (e1): mention: occurrence 9",
    ),
    "duplicate entity id": (
        lambda f: edit(f / "entities/b1.json", lambda d: d["entities"].append(d["entities"][0])),
        "entities/b1.json: entity 2 (e1): duplicate id 'e1'",
    ),
    "identifier without a source": (
        lambda f: edit(f / "entities/b1.json", lambda d: d["entities"][0].update(kb_id="wd:Q1")),
        "has no kb_source",
    ),
    "second labels": (
        lambda f: edit(f / "second/c1.json", lambda d: d["claims"][0].update(generic="no")),
        "second/c1.json: claim 1 (ARREST): generic is 'no'",
    ),
    "thawed test split": (
        lambda f: edit(f / "claims/c1.json", lambda d: d["claims"].pop()),
        "splits.json: test_sha256: the test split has SHA-256",
    ),
    "document in two splits": (
        lambda f: edit(f / "splits.json", lambda d: d["dev"].append("a1")),
        "splits.json: dev: document 'a1' is in this split by splits.json only",
    ),
}


def claims_of(folder):
    return json.loads((folder / "claims/b1.json").read_text())["claims"]


def append(folder, record):
    line = record if isinstance(record, str) else json.dumps(record)
    with (folder / "documents.jsonl").open("a") as file:
        file.write(line + "\n")


@pytest.mark.parametrize("name", SPOILED)
def test_check_names_file_place_and_fault(folder, name):
    spoil, expected = SPOILED[name]
    spoil(folder)
    told = [str(fault) for fault in check_corpus(folder).faults]
    assert any(expected in fault for fault in told), told


def test_faults_do_not_hide_each_other_and_stop_loading(folder):
    first_claim(lambda c: c.update(type="HUG", modality="sure"))(folder)
    edit(folder / "claims/a1.json", lambda d: d["claims"][1]["args"][0].update(text="nobody"))
    faults = check_corpus(folder).faults
    assert {fault.file for fault in faults} == {"claims/a1.json", "claims/b1.json"}
    assert len(faults) == 3
    with pytest.raises(CorpusError, match="has 3 faults"):
        corpus.load(folder)


@pytest.mark.parametrize(
    ("name", "split", "expected"),
    [
        ("no-such-corpus", None, "unknown corpus 'no-such-corpus'; expected one of"),
        ("small", "eval", "no documents in split 'eval'; its splits are dev, test, train"),
        ("plain", "dev", "plain folder without splits"),
        ("empty", None, "is no corpus"),
    ],
)
def test_what_cannot_be_loaded_is_named_with_what_can(tmp_path, monkeypatch, name, split, expected):
    monkeypatch.chdir(tmp_path)
    write_corpus(tmp_path / "small")
    write_folder([GOLD], tmp_path / "plain")
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusError, match=expected):
        corpus.load(name, split)


def test_plain_folders_load_alone_or_by_split(tmp_path):
    write_folder([GOLD], tmp_path / "dev")
    alone, by_split = corpus.load(tmp_path / "dev"), corpus.load(tmp_path, "dev")
    assert alone.documents == by_split.documents
    assert alone.documents[0].claims == GOLD.claims
    assert alone.documents[0].published == "2024-05-07"
    assert corpus.load(tmp_path / "dev", "dev").documents == alone.documents


def test_dataset_has_a_row_a_document_with_every_claim(folder):
    pytest.importorskip("datasets")
    rows = corpus.load(folder, "test").to_dataset()
    assert rows["id"] == ["c1", "c2"]
    assert rows["foil"] == [False, True]
    claim = rows[0]["claims"][0]
    assert (claim["type"], claim["trigger"]["text"], claim["when"]) == (
        "ARREST",
        "arrested",
        "2024-05-06",
    )
    assert [arg["role"] for arg in claim["args"]] == ["agent", "place", "victim", "victim", "time"]
    assert rows[0]["claims"][1]["source"] is None
    assert rows[0]["entities"][0]["mentions"][1]["text"] == "her"


def test_missing_datasets_names_the_extra(folder, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "datasets", None)
    with pytest.raises(MissingExtraError, match=r"pip install claimx\[datasets\]"):
        corpus.load(folder).to_dataset()


def public_file(path: Path, **articles: str) -> Path:
    samples = [
        {
            "sample": {
                "Input.GLOBALEVENTID": int(doc_id),
                "Input.title": " A title ",
                "Input.article_interface": body,
            }
        }
        for doc_id, body in articles.items()
    ]
    write_json(path, samples)
    return path


def test_article_text_is_title_and_paragraphs():
    body = "<p>One  <b>two</b>&nbsp;three.</p> <p> </p> <p>R&amp;D\nfour.</p>"
    assert article_text(" A title ", body) == "A title\n\nOne two three.\n\nR&D four.\n"


def test_build_joins_labels_with_texts_and_names_what_it_could_not(tmp_path):
    public = public_file(
        tmp_path / "train.json", **{"11": "<p>Police held Bo.</p>", "12": "<p>x</p>"}
    )
    texts = read_public([public])
    labelled = [
        document_of(doc_id, texts.get(doc_id, "gone held\n")) for doc_id in ("11", "12", "13")
    ]
    write_folder(labelled, tmp_path / "gold")
    gold = corpus.load(tmp_path / "gold")
    write_standoff_folder(gold, tmp_path / "labels" / "train")
    public_file(public, **{"11": "<p>Police held Bo.</p>", "12": "<p>another text</p>"})
    built = build_corpus(tmp_path / "labels", read_public([public]), tmp_path / "out")
    assert built.written == {"train": ["11"]}
    assert (built.missing, built.different) == (["13"], ["12"])
    assert corpus.load(tmp_path / "out", "train").documents[0] == gold.documents[0]
    assert not list((tmp_path / "labels").rglob("*.txt"))
    assert check_corpus(tmp_path / "labels").claims == 2


def test_corrections_replace_labels_of_their_documents_alone(tmp_path):
    other = Document(TEXT, GOLD.claims, id="d2")
    write_folder([GOLD, other], tmp_path / "gold")
    gold = corpus.load(tmp_path / "gold")
    fixes = tmp_path / "fixes"
    fixes.mkdir()
    write_json(fixes / "d1.json", write_annotation(Document(TEXT, GOLD.claims[:1], id="d1")))
    write_json(fixes / "elsewhere.json", {})
    changed, replaced = with_corrections(gold, fixes)
    assert replaced == ["d1"]
    assert [len(document.claims) for document in changed] == [1, 3]
    assert changed.sha256 != gold.sha256
    write_json(fixes / "d2.json", {"doc": "d2", "claims": [{"type": "HUG"}]})
    with pytest.raises(CorpusError, match=r"d2\.json: claim 1 \(HUG\)"):
        with_corrections(gold, fixes)


def document_of(doc_id: str, text: str) -> Document:
    from claimx.claim import Claim

    at = text.find("held")
    claims = (Claim("DETENTION", Span.cut(text, at, at + 4)),) if at >= 0 else ()
    return Document(text, claims, id=doc_id)


def test_labels_without_texts_say_how_to_build_them(tmp_path):
    write_folder([GOLD], tmp_path / "gold")
    write_standoff_folder(corpus.load(tmp_path / "gold"), tmp_path / "labels" / "train")
    with pytest.raises(CorpusError, match="claimx corpus build labels"):
        corpus.load(tmp_path / "labels", "train")


@pytest.mark.parametrize(
    "content", ["{}", "[3]", '[{"sample": {}}]', "[", '[{"sample": {"a": 1}}]']
)
def test_a_file_that_is_not_hrdsattack_is_named(tmp_path, content):
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(CorpusError, match=r"x\.json"):
        read_public([tmp_path / "x.json"])
