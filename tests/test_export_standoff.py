import json
from dataclasses import replace

import pytest
from gold_documents import GOLD
from hostile import hostile_documents, huge_document, make_document

from claimx.claim import Argument, Source, When
from claimx.errors import InputError
from claimx.export import export_archive
from claimx.export.encodable import encodable
from claimx.export.standoff import file_name
from claimx.formats.brat import read_brat
from claimx.formats.docbin import read_docbin
from claimx.formats.label_studio import read_label_studio
from claimx.wire import without_text

SMALL = list(hostile_documents(huge=False))


def carried(claim, doc_id):
    """What formats built of spans and relations have a slot for."""
    return replace(
        claim,
        args=tuple(Argument(arg.role, arg.span) for arg in claim.args),
        source=Source(claim.source.span) if claim.source else None,
        when=When(claim.when.value, claim.when.granularity, claim.when.basis)
        if claim.when
        else None,
        polarity_cue=None,
        modality_cue=None,
        stance=None,
        sentence=None,
        doc_id=doc_id,
    )


def read_brat_folder(folder):
    for line in (folder / "names.jsonl").read_text("utf-8").splitlines():
        name = json.loads(line)["file"]
        text, ann = (
            (folder / f"{name}.{end}").read_bytes().decode("utf-8") for end in ("txt", "ann")
        )
        yield read_brat(text, ann, "x")


def read_tasks(folder):
    return read_label_studio(json.loads((folder / "tasks.json").read_text("utf-8")))


def read_docbins(folder):
    return [d for file in sorted(folder.iterdir()) for d in read_docbin(file.read_bytes())]


READERS = {"brat": read_brat_folder, "labelstudio": read_tasks, "docbin": read_docbins}


@pytest.mark.parametrize("to", READERS)
def test_hostile_documents_keep_text_spans_and_status(tmp_path, to):
    export_archive(SMALL, tmp_path / "out", to)
    found = list(READERS[to](tmp_path / "out"))
    assert len(found) == len(SMALL)
    for document, made in zip(map(encodable, SMALL), found, strict=True):
        assert made.text == document.text
        expected = [carried(claim, made.id) for claim in document.claims]
        assert sorted(made.claims, key=repr) == sorted(expected, key=repr)


@pytest.mark.slow
@pytest.mark.parametrize("to", READERS)
def test_ten_million_characters_keep_their_claims(tmp_path, to):
    export_archive([huge_document()], tmp_path / "out", to)
    (made,) = READERS[to](tmp_path / "out")
    assert len(made.claims) == 2_000


@pytest.mark.parametrize("to", READERS)
def test_a_document_without_text_cannot_be_labelled(tmp_path, to):
    with pytest.raises(InputError, match="without its text"):
        export_archive([without_text(make_document("Ana Petrel"))], tmp_path / "out", to)


def test_no_id_leads_out_of_the_folder(tmp_path):
    ids = ["../../x", "/etc/passwd", "", ".", "a/b", "a\\b", "\x00", "x" * 999, "same", "same"]
    export_archive([replace(GOLD, id=doc_id) for doc_id in ids], tmp_path / "out", "brat")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert len(list((tmp_path / "out").glob("*.ann"))) == len(ids)
    assert file_name("a/b", 7) == "000007-a_b"
