import json
import subprocess
import sys

import pytest

import claimx
from claimx.cli.main import run
from claimx.cli.table import UNSHOWN, make_console, print_claims, sentence
from claimx.schema import load_vocabulary
from claimx.wire import document_from_dict, read_documents

ARTICLE = (
    "A court in Dorn jailed Ana Lupu for four years on Friday, her lawyer said.\n\n"
    "Police denied that they had beaten her.\n"
)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE)
    return str(path)


@pytest.fixture
def loaded(monkeypatch, pipeline):
    """Let the command use the pipeline of the session instead of loading its own."""
    monkeypatch.setattr("claimx.pipeline.load", lambda *args, **kwargs: pipeline)


def test_jsonl_is_the_document_and_a_line_for_each_claim(article, loaded, capsysbinary):
    assert run(["extract", article, "--format", "jsonl", "--published", "2024-03-04"]) == 0
    lines = capsysbinary.readouterr().out.decode().splitlines()
    (document,) = read_documents(lines)
    assert document.text == ARTICLE
    assert document.published == "2024-03-04"
    assert document.bytes_sha256 is not None
    assert len(lines) == 1 + len(document.claims) > 1


def test_json_is_one_object(article, loaded, capsysbinary):
    assert run(["extract", article, "--format", "json", "--title", "T", "--source", "S"]) == 0
    document = document_from_dict(json.loads(capsysbinary.readouterr().out))
    assert (document.title, document.source) == ("T", "S")
    assert document.claims


def test_the_table_fits_and_shows_everything_without_colour(article, loaded, capsys):
    assert run(["extract", article]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 80
    assert "**jailed**" in out
    assert "[Ana Lupu]" in out
    for part in ("SENTENCE", "whom", "penalty", "four years", "says", "her lawyer", "asserted"):
        assert part in out
    assert "denied" in out


def test_warnings_go_to_stderr_and_are_no_error(tmp_path, loaded, capsys):
    path = tmp_path / "empty.txt"
    path.write_text("")
    assert run(["extract", str(path)]) == 0
    out, err = capsys.readouterr()
    assert err == "claimx: warning: The text is empty.\n"
    assert "no claims" in out


ERRORS = {
    "missing file": (["extract", "nowhere.txt"], "'nowhere.txt' does not exist"),
    "folder": (["extract", "."], "'.' is a folder"),
    "date": (["extract", "ARTICLE", "--published", "soon"], "'soon' cannot be read"),
    "extractor": (["extract", "ARTICLE", "--extractor", "ruels"], "did you mean 'rules'"),
    "format": (["extract", "ARTICLE", "--format", "xml"], "'xml' is unknown; expected one of"),
    "format of types": (["types", "--format", "xml"], "'xml' is unknown; expected one of"),
    "no file": (["extract"], "Missing argument"),
    "command": (["extarct", "ARTICLE"], "No such command"),
    "option": (["extract", "ARTICLE", "--pubished", "2024-01-01"], "No such option"),
}


@pytest.mark.parametrize(("arguments", "message"), ERRORS.values(), ids=ERRORS)
def test_an_error_is_one_sentence_on_stderr_and_exit_code_2(arguments, message, article, capsys):
    assert run([article if part == "ARTICLE" else part for part in arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert err.startswith("claimx: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_types_prints_the_whole_vocabulary(capsys):
    assert run(["types"]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    vocabulary = load_vocabulary()
    lists = vocabulary.labels.values()
    for name in (
        *vocabulary.types,
        *vocabulary.roles,
        *(label for names in lists for label in names),
    ):
        assert name in out
    assert "framenet" in out


def test_types_as_json(capsysbinary):
    assert run(["types", "--format", "json"]) == 0
    data = json.loads(capsysbinary.readouterr().out)
    assert [kind["name"] for kind in data["types"]] == list(load_vocabulary().types)
    assert set(data) == {"types", "roles", "labels"}


def test_extractors_are_listed(capsys):
    assert run(["types", "--extractors"]) == 0
    assert "rules" in capsys.readouterr().out.split()


def test_version_and_help(capsys):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"claimx {claimx.__version__}\n"
    assert run([]) == 0
    assert "extract" in capsys.readouterr().out


def test_marks_stand_around_trigger_and_arguments(pipeline):
    document = pipeline("Police arrested Ana Lupu and Ion Rusu in Dorn.")
    (claim,) = [claim for claim in document.claims if claim.type == "ARREST"]
    shown = sentence(claim, document.text, marks=True).plain
    assert "**arrested**" in shown
    assert shown.replace("**", "").replace("[", "").replace("]", "") == document.text


def test_a_terminal_shows_bold_and_underline_instead_of_marks(pipeline, monkeypatch, capsys):
    monkeypatch.setenv("TERM", "xterm-256color")
    console = make_console()
    console._force_terminal = True
    console._color_system = console._detect_color_system()
    print_claims(pipeline("Police arrested Ana Lupu in Dorn."), console)
    out = capsys.readouterr().out
    assert "**" not in out
    assert "\x1b[1;4;" in out


def test_text_cannot_command_the_terminal(pipeline, capsys):
    print_claims(pipeline("Police arrested \x1b[31mAna\x07 Lupu\u202e in Dorn."))
    assert not UNSHOWN.search(capsys.readouterr().out.replace("\n", ""))


def claimx_process(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "claimx", *arguments], capture_output=True, timeout=120, **options
    )


def test_the_program_reads_stdin_in_any_encoding():
    done = claimx_process("extract", "-", "--format", "jsonl", input=ARTICLE.encode("utf-16"))
    assert done.returncode == 0, done.stderr
    (document,) = read_documents(done.stdout.decode().splitlines())
    assert document.text == ARTICLE


def test_a_reader_that_leaves_is_no_error():
    # The vocabulary is larger than the buffers between, so that writing meets the closed pipe.
    program = f"{sys.executable} -m claimx types --format json; echo $? >&2"
    done = subprocess.run(
        ["bash", "-c", f"({program}) | head -c 1"], capture_output=True, timeout=60, check=True
    )
    assert done.stderr.decode().strip() == "0"
