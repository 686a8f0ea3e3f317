import json
import re

import pytest
from gold_documents import TEXT, write_corpus

from claimx.cli.main import run
from claimx.corpus import load
from claimx.errors import CorpusError
from claimx.extract.lexicon import LexiconExtractor
from claimx.language import analyse
from claimx.proposal import Extractor
from claimx.scoring.baseline import most_frequent
from claimx.scoring.evaluation import evaluate
from claimx.scoring.figures import all_figures
from claimx.scoring.result import to_result
from claimx.scoring.table import make_table


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_corpus(tmp_path_factory.mktemp("corpora") / "small")


@pytest.fixture(scope="module")
def done(folder):
    return evaluate(load(folder, "test"), "lexicon")


def propose(pipeline, text):
    extractor = LexiconExtractor()
    assert isinstance(extractor, Extractor)
    return list(extractor.propose(analyse(pipeline.nlp, text)))


def test_lexicon_takes_listed_lemmas_and_their_dependents(pipeline):
    first, second = propose(
        pipeline, "Soldiers arrested three students on Monday. She was not beaten."
    )
    assert (first.type, first.trigger.text, first.polarity) == ("ARREST", "arrested", "positive")
    assert [(arg.role, arg.span.text) for arg in first.args] == [
        ("agent", "Soldiers"),
        ("victim", "three students"),
        ("time", "Monday"),
    ]
    assert (second.type, second.polarity) == ("ASSAULT", "negative")
    assert [(arg.role, arg.span.text) for arg in second.args] == [("victim", "She")]


def test_lexicon_names_the_subject_of_the_verb_of_speech(pipeline):
    (found,) = propose(pipeline, "The union said that police detained its chairman on Friday.")
    assert found.source.text == "The union"


def test_lexicon_finds_nothing_where_nothing_is_listed(pipeline):
    assert propose(pipeline, "The garden was full of roses.") == []
    assert propose(pipeline, " ") == []


def test_evaluation_reads_every_document_and_scores_both(done, folder):
    assert [document.id for document in done.predicted] == ["c1", "c2"]
    assert done.score.table.ids == done.baseline.table.ids == ("c1", "c2")
    assert done.score["claim.recall"] > 0
    assert done.score["foil.per_1000_words"] > 0
    assert done.comparisons["claim.f1"].difference == pytest.approx(
        done.score["claim.f1"] - done.baseline["claim.f1"]
    )
    assert sum(row.claims for row in done.calibration.bins) == done.score.table.total("claim:pred")


def test_result_is_stamped_and_names_no_path(done, folder):
    result = to_result(done)
    told = json.dumps(result, allow_nan=False)
    assert str(folder.parent) not in told
    assert not re.search(r'"[^"]*(/home|/tmp|/work|/root|[A-Z]:\\\\)', told)
    assert result["corpus"]["sha256"] == load(folder, "test").sha256
    assert result["corpus"]["claims"] == 3
    assert result["versions"]["extractor"] == "lexicon/1.0.0"
    assert result["seed"] == 0
    assert set(result["figures"]) == {figure.name for figure in all_figures()}
    again = to_result(evaluate(load(folder, "test"), "lexicon"))
    assert {**again, "time": ""} == {**result, "time": ""}


def test_texts_with_markup_are_not_scored(tmp_path):
    from claimx.claim import Document
    from claimx.corpus.build import write_folder

    page = "<html><body><p>" + "Police arrested a man. " * 20 + "</p></body></html>\n"
    write_folder([Document(page, id="x")], tmp_path / "html")
    with pytest.raises(CorpusError, match="not as plain text"):
        evaluate(load(tmp_path / "html"), "lexicon")


def test_most_frequent_label_is_the_floor_of_classification():
    rows = {
        "d": {
            "modality:asserted>asserted": 6,
            "modality:alleged>alleged": 2,
            "pair": 8,
            "source:gold": 2,
        }
    }
    floors = most_frequent(make_table(rows), all_figures())
    assert floors["modality.accuracy"] == 0.75
    assert floors["modality.macro_f1"] == pytest.approx((2 * 6 / 14) / 2)
    assert floors["source.accuracy"] == 0.75
    assert floors["polarity.accuracy"] is None


def test_evaluate_command_prints_tables_and_writes_files(folder, tmp_path, capfd):
    out, errors = tmp_path / "result.json", tmp_path / "errors.html"
    options = ["--corpus", str(folder), "--extractor", "lexicon", "--split", "test"]
    assert run(["evaluate", *options, "--out", str(out), "--errors", str(errors)]) == 0
    printed = capfd.readouterr().out
    for words in (
        "lexicon/1.0.0 on small test",
        "argument.half",
        "most frequent",
        "false alarms",
        "keep from",
    ):
        assert words in printed
    figures = json.loads(out.read_text())["figures"]
    assert f"{figures['claim.f1']['value']:.3f}" in printed
    assert "Errors of lexicon/1.0.0" in errors.read_text("utf-8")
    assert TEXT.split()[0] in errors.read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--corpus", "no-such"], "unknown corpus 'no-such'"),
        (["--extractor", "no-such"], "unknown extractor 'no-such'"),
        (["--split", "eval"], "no documents in split 'eval'"),
        (["--out", "/no/such/folder/x.json"], "lies in no folder that exists"),
    ],
)
def test_evaluate_command_refuses_in_one_sentence(folder, capfd, options, told):
    corpus = [] if "--corpus" in options else ["--corpus", str(folder)]
    assert run(["evaluate", *corpus, *options]) == 2
    captured = capfd.readouterr()
    assert told in captured.err
    assert captured.err.count("\n") == 1


def test_corpus_check_command_ends_with_one_where_there_are_faults(tmp_path, capfd):
    folder = write_corpus(tmp_path / "small")
    assert run(["corpus", "check", str(folder)]) == 0
    assert "4 documents, 9 claims, 4 entities, 0 faults" in capfd.readouterr().out
    (folder / "text" / "a1.txt").unlink()
    assert run(["corpus", "check", str(folder)]) == 1
    assert "text/a1.txt: is missing" in capfd.readouterr().out


def test_corpus_agree_command_shows_where_annotators_part(tmp_path, capfd):
    folder = write_corpus(tmp_path / "small")
    assert run(["corpus", "agree", str(folder)]) == 0
    assert "0." not in capfd.readouterr().out
    second = folder / "second" / "c1.json"
    second.write_text(second.read_text().replace('"possible"', '"planned"'))
    assert run(["corpus", "agree", str(folder)]) == 0
    printed = capfd.readouterr().out
    assert re.search(r"claim\.f1 +│ +1\.000", printed)
    assert re.search(r"modality\.accuracy +│ +0\.667", printed)
    assert run(["corpus", "agree", str(folder), "--first", "third"]) == 2
    assert "with labels in third/" in capfd.readouterr().err


def test_corpus_commands_carry_labels_there_and_back(tmp_path, capfd):
    folder = write_corpus(tmp_path / "small")
    labels, out = tmp_path / "labels", tmp_path / "out"
    assert run(["corpus", "standoff", str(folder), "--out", str(labels / "train")]) == 0
    body = "".join(f"<p>{line}</p>" for line in TEXT.strip().split("\n\n")[1:])
    sample = {"Input.title": TEXT.split("\n")[0], "Input.article_interface": body}
    public = tmp_path / "public.json"
    public.write_text(json.dumps([{"sample": {"Input.GLOBALEVENTID": "a1", **sample}}]), "utf-8")
    assert run(["corpus", "build", str(labels), "--data", str(public), "--out", str(out)]) == 1
    printed = capfd.readouterr().out
    assert "c1: its text is in none of the given files; not built" in printed
    assert load(out, "train").documents[0].text == TEXT
    assert (
        run(["corpus", "convert", str(out / "train"), str(tmp_path / "brat"), "--to", "brat"]) == 0
    )
    assert (tmp_path / "brat" / "a1.ann").is_file()
    assert run(["corpus", "convert", str(folder), str(tmp_path / "x"), "--to", "pdf"]) == 2
