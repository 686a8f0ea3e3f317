import gzip
import hashlib
import json
from dataclasses import replace

import pytest
from gold_documents import GOLD, PETREL, TEXT
from hostile import hostile_documents

from claimx.article import read_article
from claimx.claim import Claim, Document, Span
from claimx.cli.main import run
from claimx.errors import InputError
from claimx.export.verify import verify
from claimx.wire import document_to_dict, document_to_lines, to_line, without_text

SHA = hashlib.sha256(TEXT.encode()).hexdigest()
GOOD = replace(GOLD, text_sha256=SHA, bytes_sha256=SHA, entities=(PETREL,), body=((0, len(TEXT)),))


def write(path, *found):
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{line}\n" for document in found for line in document_to_lines(document))
    path.write_bytes(lines.encode("utf-8", "surrogatepass"))
    return path


def changed(path, change):
    """The lines of a good output with one thing changed by `change(objects)`."""
    objects = [json.loads(line) for line in document_to_lines(GOOD)]
    change(objects)
    path.write_text("".join(to_line(data) + "\n" for data in objects), "utf-8")
    return path


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_an_output_is_proven_against_its_text(tmp_path, article):
    report = verify(write(tmp_path / "claims.jsonl", GOOD), [article])
    assert report.faults == []
    assert report.notes == []
    assert (report.documents, report.claims, report.ids, report.hashes) == (1, 3, 3, 2)
    # 14 of claims, 4 mentions and the range of the body.
    assert report.spans == 14 + 4 + 1


def test_other_shapes_of_an_output_are_read(tmp_path, article):
    lines = write(tmp_path / "claims.jsonl", GOOD)
    with gzip.open(tmp_path / "claims.jsonl.gz", "wb") as file:
        file.write(lines.read_bytes())
    (tmp_path / "one.json").write_text(json.dumps(document_to_dict(GOOD), indent=2), "utf-8")
    for name in ("claims.jsonl.gz", "one.json"):
        report = verify(tmp_path / name, [article])
        assert (report.faults, report.claims) == ([], 3)


def test_hostile_documents_are_proven_by_the_texts_that_they_carry(tmp_path):
    found = list(hostile_documents(huge=False))
    report = verify(write(tmp_path / "claims.jsonl", *found))
    assert report.faults == []
    assert report.documents == len(found)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda o: o[1]["trigger"].update(text="hugged!!"), "the text has 'arrested' at 18:26"),
        (lambda o: o[1]["trigger"].update(start=-1), "is not within a text"),
        (lambda o: o[1]["args"][2].update(end=10**6), "args[2]: 27:1000000 is not within"),
        (lambda o: o[1]["source"].update(text="her sister"), "line 2.source: the text has"),
        (lambda o: o[1].update(id="0" * 16), "its id is '0000000000000000'"),
        (lambda o: o[1].update(polarity="negative"), "but its content hashes to"),
        (lambda o: o[2].update(doc_id="d2"), "is of document 'd2'"),
        (lambda o: o[2].update(type="HUG"), "type is 'HUG'"),
        (lambda o: o[0].update(text_sha256="0" * 64), "but the document states '0000"),
        (lambda o: o[0].update(text=TEXT.replace("two", "ten")), "the text that it carries hashes"),
        (lambda o: o[0]["entities"][0]["mentions"][1].update(start=1), "mentions[1]"),
        (lambda o: o[0].update(body=[[5, 3]]), "is no range"),
    ],
)
def test_whatever_was_changed_is_named(tmp_path, change, told):
    report = verify(changed(tmp_path / "claims.jsonl", change))
    assert told in "\n".join(map(str, report.faults))


def test_another_text_is_refused(tmp_path, article):
    claims = write(tmp_path / "claims.jsonl", GOOD)
    other = tmp_path / "other.txt"
    other.write_text("Somebody else's words.\n", "utf-8")
    assert "no document was made from this text" in str(verify(claims, [other]).faults[0])
    renamed = tmp_path / "d1.txt"
    renamed.write_bytes(TEXT.replace("Monday", "Sunday").encode())
    told = "\n".join(map(str, verify(claims, [renamed]).faults))
    assert "the text of" in told
    assert "the text has 'Sunday'" in told


def test_other_bytes_with_the_same_text_are_a_note(tmp_path, article):
    claims = write(tmp_path / "claims.jsonl", GOOD)
    article.write_bytes(TEXT.encode("utf-8-sig"))
    report = verify(claims, [article])
    assert report.faults == []
    assert "other bytes" in report.notes[0]


def test_a_page_is_proven_by_reading_its_article_again(tmp_path, html_page):
    page = tmp_path / "page.html"
    page.write_text(html_page, "utf-8")
    article = read_article(page.read_bytes())
    at = article.text.index("jailed")
    document = Document(
        article.text,
        (Claim("SENTENCE", Span.cut(article.text, at, at + 6), doc_id="p"),),
        id="p",
        text_sha256=article.text_sha256,
        bytes_sha256=article.bytes_sha256,
        reader=article.reader,
    )
    report = verify(write(tmp_path / "claims.jsonl", without_text(document)), [page])
    assert (report.faults, report.notes, report.spans) == ([], [], 1)


def test_a_text_that_was_left_out_must_be_given(tmp_path, article):
    claims = write(tmp_path / "claims.jsonl", without_text(GOOD))
    assert "give it with --text" in str(verify(claims).faults[0])
    assert verify(claims, [article]).faults == []


def test_claims_alone_are_proven_against_the_text_that_is_given(tmp_path, article):
    claims = tmp_path / "claims.jsonl"
    claims.write_text("\n".join(list(document_to_lines(GOOD))[1:]), "utf-8")
    report = verify(claims, [article])
    assert (report.faults, report.claims) == ([], 3)
    assert "no text was given" in str(verify(claims).faults[0])


def test_a_cut_off_file_is_a_fault(tmp_path):
    claims = write(tmp_path / "claims.jsonl", GOOD)
    claims.write_bytes(claims.read_bytes()[:-20])
    assert "is not JSON" in str(verify(claims).faults[0])
    with pytest.raises(InputError):
        verify(tmp_path)
    assert "does not exist" in str(verify(tmp_path / "none.jsonl").faults[0])
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    assert verify(tmp_path / "empty.jsonl").notes == ["no document and no claim in it"]


@pytest.fixture
def batch(tmp_path):
    import pyarrow

    folder = tmp_path / "batch"
    plain = write(tmp_path / "plain.jsonl", GOOD)
    part = folder / "documents" / "part-000001.jsonl.zst"
    part.parent.mkdir(parents=True)
    with pyarrow.CompressedOutputStream(str(part), "zstd") as stream:
        stream.write(plain.read_bytes())
    digest = hashlib.sha256(part.read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  documents/part-000001.jsonl.zst\n", "utf-8")
    return folder


def test_a_batch_folder_is_proven_with_the_checksums_of_its_parts(batch):
    report = verify(batch)
    assert (report.faults, report.parts, report.claims) == ([], 1, 3)


def test_files_of_a_batch_folder_that_changed_are_named(batch, tmp_path):
    sums = batch / "SHA256SUMS"
    good = sums.read_text("utf-8")
    sums.write_text("0" * 64 + good[64:], "utf-8")
    assert "hashes to" in str(verify(batch).faults[0])
    sums.write_text(good + f"{'0' * 64}  documents/gone.zst\n{'0' * 64}  ../plain.jsonl\n", "utf-8")
    told = [str(fault) for fault in verify(batch).faults]
    assert told == [
        "documents/gone.zst: is missing",
        "SHA256SUMS: '../plain.jsonl' leads out of the folder",
    ]
    sums.write_text("", "utf-8")
    assert "is not listed" in str(verify(batch).faults[0])
    sums.unlink()
    assert "SHA256SUMS is missing" in str(verify(batch).faults[0])


def test_the_program_says_whether_it_is_proven(tmp_path, article, capsys):
    claims = write(tmp_path / "claims.jsonl", GOOD)
    assert run(["verify", str(claims), "--text", str(article)]) == 0
    assert "proven: every hash" in capsys.readouterr().out
    bad = changed(tmp_path / "bad.jsonl", lambda o: o[1]["trigger"].update(text="hugged!!"))
    assert run(["verify", str(bad)]) == 1
    out = capsys.readouterr().out
    assert "NOT PROVEN" in out
    assert "line 2.trigger" in out
    assert run(["verify", str(claims), "--text", str(tmp_path / "none.txt")]) == 2
