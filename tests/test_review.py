"""Claims reviewed in Label Studio: decisions kept, applied to other runs, made a corpus."""

import json
from copy import deepcopy
from dataclasses import replace

import pytest
from report_documents import DOCUMENT, span

from claimx.claim import Argument, Claim, Document, Entity, Source
from claimx.cli.main import run
from claimx.corpus.texthash import text_sha256
from claimx.review import Verdict, read_decisions, record_of
from claimx.wire import document_to_lines, read_documents, without_text

HASHED = replace(DOCUMENT, text_sha256=text_sha256(DOCUMENT.text))
EMPTY_TEXT = "The ferry was late.\n"
EMPTY = Document(EMPTY_TEXT, id="d2", text_sha256=text_sha256(EMPTY_TEXT))


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "claims.jsonl"
    write(path, HASHED, EMPTY)
    return path


def write(path, *documents):
    lines = [line for document in documents for line in document_to_lines(document)]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def claimx(*arguments, code=0):
    assert run([str(argument) for argument in arguments]) == code


def exported(archive, *options):
    claimx("review", "export", archive, "--out", archive.with_name("tasks.json"), *options)
    return json.loads(archive.with_name("tasks.json").read_text("utf-8"))


def submit(task, change=lambda result: result, at="2025-05-01T10:00:00Z"):
    """What Label Studio makes of a task: regions under new names, no predictions."""
    result = change(deepcopy(task["predictions"][0]["result"]))
    names = {part["id"]: f"x{part['id']}" for part in result if "id" in part}
    for part in result:
        for field in ("id", "from_id", "to_id"):
            if field in part:
                part[field] = names.get(part[field], part[field])
    annotation = {"result": result, "was_cancelled": False, "updated_at": at}
    return {"id": 7, "data": task["data"], "predictions": [], "annotations": [annotation]}


def take_back(archive, *tasks, by="Noor", code=0):
    path = archive.with_name("corrected.json")
    path.write_text(json.dumps(tasks), "utf-8")
    claimx("review", "import", archive, path, "--by", by, code=code)


def applied(archive, *options):
    out = archive.with_name("reviewed.jsonl")
    claimx("review", "apply", archive, "--out", out, *options)
    return list(read_documents(out.read_text("utf-8").splitlines()))


def without(*names):
    def change(result):
        gone = {p["to_id"] for p in result if p["type"] == "relation" and p["from_id"] in names}
        return [
            part for part in result if not {part.get("id"), part.get("from_id")} & {*names, *gone}
        ]

    return change


def relabelled(name, label):
    def change(result):
        for part in result:
            if part.get("id") == name and part["type"] == "labels":
                part["value"]["labels"] = [label]
        return result

    return change


def with_choice(name, choice, value):
    def change(result):
        for part in result:
            if part.get("id") == name and part["from_name"] == choice:
                part["value"]["choices"] = [value]
        return result

    return change


def with_new_claim(result):
    place = span("Subscribe")
    value = {"start": place.start, "end": place.end, "text": place.text, "labels": ["THREAT"]}
    new = {"id": "n", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    return [*result, new]


def verdicts(archive):
    return [
        (decision.verdict, decision.key.type, decision.trigger)
        for decision in read_decisions(record_of(archive))
    ]


def test_what_is_left_alone_is_accepted_with_who_and_when(archive) -> None:
    task, _ = exported(archive)
    take_back(archive, submit(task))
    decisions = read_decisions(record_of(archive))
    assert {decision.verdict for decision in decisions} == {Verdict.ACCEPTED, Verdict.READ}
    assert len(decisions) == len(HASHED.claims) + 1
    assert {(d.by, d.at) for d in decisions} == {("Noor", "2025-05-01T10:00:00Z")}
    assert applied(archive)[0] == HASHED


def test_a_removed_claim_is_rejected(archive) -> None:
    task, _ = exported(archive)
    take_back(archive, submit(task, without("c2")))
    assert (Verdict.REJECTED, "TORTURE", "beaten") in verdicts(archive)
    assert [c.type for c in applied(archive)[0].claims] == [
        c.type for c in HASHED.claims if c.type != "TORTURE"
    ]


def test_a_changed_label_is_an_edit_that_keeps_the_rest(archive) -> None:
    task, _ = exported(archive)
    take_back(archive, submit(task, with_choice("c3", "modality", "asserted")))
    assert (Verdict.EDITED, "THREAT", "threatened") in verdicts(archive)
    (before,) = (c for c in HASHED.claims if c.type == "THREAT")
    (after,) = (c for c in applied(archive)[0].claims if c.type == "THREAT")
    assert (after.modality, after.modality_cue) == ("asserted", None)
    # The number of the entity is left to the run: "She" is no mention of these entities.
    assert after.args == tuple(replace(arg, entity=None) for arg in before.args)


def test_a_changed_type_takes_the_place_of_the_old_claim(archive) -> None:
    task, _ = exported(archive)
    take_back(archive, submit(task, relabelled("c2", "ASSAULT")))
    assert (Verdict.EDITED, "TORTURE", "beaten") in verdicts(archive)
    types = [claim.type for claim in applied(archive)[0].claims]
    assert "ASSAULT" in types
    assert "TORTURE" not in types


@pytest.mark.parametrize("other", ["ASSAULT", "THREAT"])
@pytest.mark.parametrize("rejected", [False, True])
def test_a_claim_may_move_to_where_another_stands_or_stood(archive, other, rejected) -> None:
    arrest, torture, *others = HASHED.claims
    second = replace(torture, type=other, args=())
    both = sorted([second, torture], key=lambda claim: claim.type)
    write(archive, replace(HASHED, claims=(arrest, *both, *others)), EMPTY)
    names = {claim.type: f"c{number}" for number, claim in enumerate(both, 2)}

    def change(result):
        kept = without(names["TORTURE"])(result) if rejected else result
        return relabelled(names[other], "TORTURE")(kept)

    take_back(archive, submit(exported(archive)[0], change))
    found = [c for c in applied(archive)[0].claims if c.trigger == torture.trigger]
    expected = [("TORTURE", 0)] if rejected else [("TORTURE", 0), ("TORTURE", 1)]
    assert sorted((claim.type, len(claim.args)) for claim in found) == expected


def test_a_batch_folder_keeps_its_record_inside(tmp_path) -> None:
    import pyarrow

    folder = tmp_path / "archive"
    (folder / "documents").mkdir(parents=True)
    part = folder / "documents" / "part-000001.jsonl.zst"
    with pyarrow.CompressedOutputStream(str(part), "zstd") as out:
        out.write("".join(f"{line}\n" for line in document_to_lines(HASHED)).encode())
    claimx("review", "export", folder, "--out", tmp_path / "tasks.json")
    tasks = json.loads((tmp_path / "tasks.json").read_text())
    (tmp_path / "corrected.json").write_text(json.dumps([submit(task) for task in tasks]))
    claimx("review", "import", folder, tmp_path / "corrected.json", "--by", "Noor")
    assert (folder / "review" / "decisions.jsonl").is_file()
    assert (tmp_path / "tasks.xml").read_text().startswith("<View>")


def test_a_new_claim_is_added(archive) -> None:
    task, _ = exported(archive)
    take_back(archive, submit(task, with_new_claim))
    assert (Verdict.ADDED, "THREAT", "Subscribe") in verdicts(archive)
    (added,) = (c for c in applied(archive)[0].claims if c.trigger.text == "Subscribe")
    assert (added.doc_id, added.confidence) == ("d1", 1.0)


def test_decisions_survive_a_better_model(archive) -> None:
    task, _ = exported(archive)
    take_back(archive, submit(task, lambda r: with_new_claim(without("c2")(r))))
    arrest, torture, *others = HASHED.claims
    # The next run has another id and other entities, reads the arrest otherwise, still sees the
    # torture with another victim, finds a claim anew, and misses what was accepted.
    better = replace(
        HASHED,
        id="renamed",
        claims=(
            replace(arrest, args=arrest.args[:1], source=None, doc_id="renamed"),
            replace(torture, args=(Argument("victim", span("her lawyer")),), doc_id="renamed"),
            Claim("SEARCH_SEIZURE", span("Home"), doc_id="renamed"),
        ),
        entities=(Entity("e9", "person", "Ana Petrel", (span("Ana Petrel"),), kb_id="wd:Q42"),),
    )
    write(archive, better, EMPTY)
    reviewed = applied(archive)[0]
    kept = {(claim.type, claim.trigger.text) for claim in reviewed.claims}
    expected = {(c.type, c.trigger.text) for c in (arrest, *others)}
    assert kept == expected | {("THREAT", "Subscribe"), ("SEARCH_SEIZURE", "Home")}
    again = next(c for c in reviewed.claims if c.trigger == arrest.trigger)
    assert [arg.span for arg in again.args] == [arg.span for arg in arrest.args]
    assert {c.doc_id for c in reviewed.claims} == {"renamed"}
    petrel = next(arg for arg in again.args if arg.span.text == "Ana Petrel")
    assert (petrel.entity, petrel.kb_id) == ("e9", "wd:Q42")
    only = applied(archive, "--reviewed-only")[0]
    assert "SEARCH_SEIZURE" not in {claim.type for claim in only.claims}


def test_the_same_claim_keeps_the_names_of_the_newer_run(archive) -> None:
    task, _ = exported(archive)
    take_back(archive, submit(task))
    newer = [
        replace(c, source=c.source and Source(c.source.span, kb_id="wd:Q7")) for c in HASHED.claims
    ]
    write(archive, replace(HASHED, claims=tuple(newer)), EMPTY)
    assert applied(archive)[0].claims == tuple(newer)


def test_a_task_that_was_skipped_or_never_opened_decides_nothing(archive) -> None:
    task, other = exported(archive)
    skipped = submit(task)
    skipped["annotations"][0]["was_cancelled"] = True
    take_back(archive, skipped, other)
    assert read_decisions(record_of(archive)) == []


def test_a_file_read_twice_changes_nothing_and_a_later_verdict_goes_before(archive) -> None:
    task, _ = exported(archive)
    take_back(archive, submit(task))
    once = record_of(archive).read_bytes()
    take_back(archive, submit(task, at="2025-06-01T10:00:00Z"))
    assert record_of(archive).read_bytes() == once
    take_back(archive, submit(task, without("c2")), by="Ilse")
    assert record_of(archive).read_bytes().startswith(once)
    assert "TORTURE" not in {claim.type for claim in applied(archive)[0].claims}


def test_a_document_gone_through_is_not_shown_again_until_a_run_finds_more(archive) -> None:
    tasks = exported(archive)
    assert [task["data"]["doc"] for task in tasks] == ["d1", "d2"]
    take_back(archive, *map(submit, tasks))
    assert exported(archive) == []
    assert len(exported(archive, "--all")) == 2
    found = Claim("SEARCH_SEIZURE", span("Home"), doc_id="d1")
    write(archive, replace(HASHED, claims=(found, *HASHED.claims)), EMPTY)
    (task,) = exported(archive)
    assert len(task["data"]["claimx_shown"]) == len(HASHED.claims) + 1


def test_decisions_become_a_corpus_that_passes_the_check(archive, capsys) -> None:
    tasks = exported(archive)
    take_back(archive, submit(tasks[0], without("c2")), submit(tasks[1]))
    folder = archive.with_name("corpus")
    claimx("review", "corpus", archive, "--out", folder)
    claimx("corpus", "check", folder)
    assert "2 documents, 7 claims, 0 entities, 0 faults" in capsys.readouterr().out
    from claimx.corpus import load

    gold = {document.text: document for document in load(folder)}
    assert gold[EMPTY_TEXT].claims == ()
    assert "TORTURE" not in {claim.type for claim in gold[HASHED.text].claims}
    assert gold[HASHED.text].published == HASHED.published


def test_the_recipe_of_a_trainer_reads_such_a_corpus(archive, tmp_path) -> None:
    from claimx.corpus import load
    from claimx.training.recipe import read_recipe

    take_back(archive, submit(exported(archive)[0]))
    claimx("review", "corpus", archive, "--out", tmp_path / "mine" / "train")
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(
        'kind = "rules"\nversion = "1"\n[[data]]\n'
        f"corpus = '{tmp_path / 'mine'}'\nsplit = \"train\"\n"
    )
    (part,) = read_recipe(recipe).data
    assert len(load(part.corpus, part.split)) == 1


def test_nothing_reviewed_makes_no_corpus(archive, capsys) -> None:
    claimx("review", "corpus", archive, "--out", archive.with_name("corpus"), code=2)
    assert "no document" in capsys.readouterr().err


def test_tasks_of_another_archive_are_refused_and_nothing_is_kept(archive, capsys) -> None:
    task, _ = exported(archive)
    write(archive, EMPTY)
    take_back(archive, submit(task), code=2)
    assert "not in" in capsys.readouterr().err
    assert not record_of(archive).exists()


@pytest.mark.parametrize(
    "content",
    ["{}", "[1]", "not json", '[{"data": {"text": "x"}, "annotations": [{"result": []}]}]'],
)
def test_a_file_that_is_no_corrected_tasks_is_told(archive, content, capsys) -> None:
    path = archive.with_name("corrected.json")
    path.write_text(content)
    claimx("review", "import", archive, path, "--by", "Noor", code=2)
    assert capsys.readouterr().err.startswith("claimx: ")


def test_a_damaged_record_is_told_by_line(archive, capsys) -> None:
    task, _ = exported(archive)
    take_back(archive, submit(task))
    with record_of(archive).open("a") as record:
        record.write('{"verdict": "accep')
    claimx("review", "apply", archive, "--out", archive.with_name("r.jsonl"), code=2)
    assert f"line {len(HASHED.claims) + 2} is no decision" in capsys.readouterr().err


def test_documents_without_text_are_left_out_and_told_yet_decisions_hold(archive, capsys) -> None:
    task, _ = exported(archive)
    take_back(archive, submit(task, without("c2")))
    write(archive, without_text(HASHED))
    assert "TORTURE" not in {claim.type for claim in applied(archive)[0].claims}
    assert exported(archive, "--all") == []
    assert "1 document left out" in capsys.readouterr().err
