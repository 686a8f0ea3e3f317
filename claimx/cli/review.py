"""`claimx review`: people go through claims, and what they decide is kept and used."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimx.errors import InputError

if TYPE_CHECKING:
    from claimx.claim import Document
    from claimx.review import Decision

app = typer.Typer(
    help="Have claims reviewed in Label Studio, and keep what people decide.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Source = Annotated[
    Path,
    typer.Argument(metavar="DIR", help="What claimx batch wrote (a folder), or a .jsonl file."),
]
Texts = Annotated[
    Path | None,
    typer.Option(help="For claims alone: the folder with their texts.", metavar="FOLDER"),
]


@app.command("export")
def export_command(
    source: Source,
    out: Annotated[Path, typer.Option(help="The file of tasks (JSON).", metavar="FILE")],
    everything: Annotated[
        bool, typer.Option("--all", help="Documents without open claims too.")
    ] = False,
    limit: Annotated[int, typer.Option(help="At most so many documents.", min=1)] = 1000,
    texts: Texts = None,
) -> None:
    """Write Label Studio tasks with the claims as predictions, earlier decisions applied.

    The labelling configuration of the project goes beside the tasks, with the ending .xml.
    """
    from claimx.formats.label_studio import labelling_configuration
    from claimx.review import apply_decisions
    from claimx.review.applying import undecided, was_read
    from claimx.review.tasks import make_task
    from claimx.wire import text_left_out

    if out.suffix == ".xml":
        raise InputError(f"{out} ends in .xml, which the configuration takes; give tasks.json")
    tasks, without_text = [], 0
    for document, decisions in _with_decisions(source, texts):
        if text_left_out(document):
            without_text += 1
        elif everything or not was_read(decisions) or undecided(document, decisions):
            tasks.append(make_task(apply_decisions(document, decisions)))
        if len(tasks) == limit:
            break
    _write(out, json.dumps(tasks, ensure_ascii=True, indent=1) + "\n")
    _write(out.with_suffix(".xml"), labelling_configuration())
    typer.echo(f"{out}: {_count(len(tasks), 'task')}")
    if without_text:
        sys.stderr.write(
            f"claimx: {_count(without_text, 'document')} left out, whose texts were not kept "
            "(--no-text); a claim cannot be judged without its text\n"
        )


@app.command("import")
def import_command(
    source: Source,
    corrected: Annotated[
        Path, typer.Argument(metavar="CORRECTED", help="What Label Studio exported, as JSON.")
    ],
    by: Annotated[str, typer.Option(help="Who decided; kept with each decision.", metavar="NAME")],
    texts: Texts = None,
) -> None:
    """Take decisions back into DIR/review/decisions.jsonl; a file read twice changes nothing."""
    from claimx.review import add_decisions, record_of
    from claimx.review.corrected import read_corrected

    if not by.strip():
        raise InputError(f"--by is {by!r}; name who decided")
    decisions = read_corrected(_read_json(corrected), by.strip(), datetime.now(UTC))
    known = {document.text_sha256 for document in _documents(source, texts)}
    for decision in decisions:
        if decision.key.text_sha256 not in known:
            raise InputError(
                f"{corrected} tells of document {decision.doc_id!r}, whose text is not in "
                f"{source}; give the archive that the tasks were exported from"
            )
    added = add_decisions(record_of(source), decisions)
    counts = Counter(decision.verdict for decision in added)
    told = ", ".join(f"{many} {verdict}" for verdict, many in sorted(counts.items()))
    typer.echo(f"{record_of(source)}: {told or 'nothing new'}")


@app.command("apply")
def apply_command(
    source: Source,
    out: Annotated[Path, typer.Option(help="The reviewed claims (.jsonl).", metavar="FILE")],
    reviewed_only: Annotated[
        bool, typer.Option("--reviewed-only", help="Leave out what nobody decided about.")
    ] = False,
    texts: Texts = None,
) -> None:
    """Put the decisions on the claims as they are now, and write them as wire lines."""
    from claimx.review import apply_decisions
    from claimx.review.applying import undecided
    from claimx.wire import document_to_lines

    lines: list[str] = []
    claims = still_open = 0
    for document, decisions in _with_decisions(source, texts):
        reviewed = apply_decisions(document, decisions, reviewed_only=reviewed_only)
        lines += document_to_lines(reviewed)
        claims += len(reviewed.claims)
        still_open += undecided(document, decisions)
    _write(out, "".join(f"{line}\n" for line in lines))
    left = "left out" if reviewed_only else "among them"
    typer.echo(f"{out}: {_count(claims, 'claim')}; {still_open} without a decision, {left}")


@app.command("corpus")
def corpus_command(
    source: Source,
    out: Annotated[Path, typer.Option(help="A new folder.", metavar="FOLDER")],
    texts: Texts = None,
) -> None:
    """Make a corpus, as claimx train and evaluate read it, of the documents gone through."""
    from claimx.review import read_decisions, record_of
    from claimx.review.gold import write_corpus

    gold = write_corpus(_documents(source, texts), read_decisions(record_of(source)), out)
    claims = sum(len(document.claims) for document in gold)
    typer.echo(f"{out}: {_count(len(gold), 'document')}, {_count(claims, 'claim')}")


def _documents(source: Path, texts: Path | None) -> "Iterator[Document]":
    from claimx.archive import read_archive
    from claimx.corpus.texthash import text_sha256

    if not source.exists():
        raise InputError(f"{source} does not exist; give a folder of claimx batch or a .jsonl file")
    for document in read_archive(source, texts):
        digest = document.text_sha256 or text_sha256(document.text)
        yield replace(document, text_sha256=digest)


def _with_decisions(
    source: Path, texts: Path | None
) -> "Iterator[tuple[Document, list[Decision]]]":
    from claimx.review import read_decisions, record_of
    from claimx.review.applying import by_text

    decisions = by_text(read_decisions(record_of(source)))
    for document in _documents(source, texts):
        yield document, decisions.get(document.text_sha256, [])


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); expected a file") from error
    except ValueError as error:
        raise InputError(f"{path} is not JSON ({error}); export the project as JSON") from error


def _write(path: Path, content: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error}); give another --out") from error


def _count(many: int, what: str) -> str:
    return f"{many} {what}{'' if many == 1 else 's'}"
