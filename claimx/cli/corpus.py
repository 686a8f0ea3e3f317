"""`claimx corpus`: check, freeze, build and convert labelled corpora."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from claimx.errors import InputError

FAULTY = 1
app = typer.Typer(
    help="Check, freeze, build and convert labelled corpora.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
PathOrName = Annotated[
    str,
    typer.Argument(metavar="PATH", help="A folder with text/ and claims/, or a bundled corpus."),
]


@app.command("check")
def check_command(path: PathOrName) -> None:
    """Name every fault of a corpus, with file and place; exit 1 where there is any."""
    from claimx.corpus.check import check_corpus

    report = check_corpus(path)
    for fault in report.faults:
        typer.echo(str(fault))
    count = len(report.faults)
    typer.echo(
        f"{report.documents} documents, {report.claims} claims, {report.entities} entities, "
        f"{count} fault{'' if count == 1 else 's'}"
    )
    if report.faults:
        raise typer.Exit(FAULTY)


@app.command("freeze")
def freeze_command(path: PathOrName) -> None:
    """Write splits.json: the documents of each split, and the hash of the test split."""
    from claimx.corpus.check import freeze_corpus

    frozen = freeze_corpus(path)
    typer.echo(", ".join(f"{name}: {value}" for name, value in frozen.items()))


@app.command("agree")
def agree_command(
    path: PathOrName,
    split: Annotated[str, typer.Option(help="The split that was labelled twice.")] = "test",
    first: Annotated[
        str, typer.Option(help="The folder of the first annotator's labels.")
    ] = "first",
    second: Annotated[str, typer.Option(help="The folder of the second's.")] = "second",
) -> None:
    """Show how far two annotators agree, by the figures that score systems."""
    from rich.console import Console

    from claimx.corpus import load
    from claimx.scoring.agreement import agree
    from claimx.scoring.report import make_agreement

    settled = load(path, split)
    entities = {document.id: document.entities for document in settled}
    labelled = [load(path, split, labels=labels) for labels in (first, second)]
    found = agree(*labelled, entities=entities)
    Console(width=100).print(make_agreement(found), highlight=False, markup=False)


@app.command("standoff")
def standoff_command(
    path: PathOrName,
    out: Annotated[Path, typer.Option(help="A folder that gets one <id>.json a document.")],
    corrections: Annotated[
        Path | None,
        typer.Option(help="A folder of <id>.json in annotation format, read in place of its own."),
    ] = None,
) -> None:
    """Write a corpus as labels without words: offsets, labels, and hashes of the texts."""
    from claimx.corpus import load
    from claimx.corpus.build import with_corrections, write_standoff_folder

    corpus = load(path)
    if corrections is not None:
        if not corrections.is_dir():
            raise InputError(f"{str(corrections)!r} is no folder; expected <id>.json files in one")
        corpus, replaced = with_corrections(corpus, corrections)
        sys.stderr.write(f"claimx: labels of {len(replaced)} documents read from {corrections}\n")
    lost = write_standoff_folder(corpus, out)
    for doc_id, names in lost.items():
        sys.stderr.write(
            f"claimx: {doc_id}: {len(names)} refers_to spelled by no words, left out\n"
        )
    typer.echo(f"{len(corpus)} documents, {sum(len(d.claims) for d in corpus)} claims, no text")


@app.command("build")
def build_command(
    corpus: Annotated[str, typer.Argument(help="hrdsattack-claims, or a folder of such labels.")],
    data: Annotated[
        list[Path],
        typer.Option(help="A public HRDsAttack file (train.json); may be given several times."),
    ],
    out: Annotated[Path, typer.Option(help="A folder that gets texts and labels.")],
) -> None:
    """Join stand-off labels with the public texts; exit 1 where a text could not be had."""
    from claimx.corpus.build import build_corpus
    from claimx.corpus.hrdsattack import read_public
    from claimx.corpus.load import bundled_corpus

    labels = Path(corpus) if Path(corpus).is_dir() else bundled_corpus(corpus)
    built = build_corpus(labels, read_public(data), out)
    for split, ids in built.written.items():
        typer.echo(f"{out / split}: {len(ids)} documents")
    for doc_id in built.missing:
        typer.echo(f"{doc_id}: its text is in none of the given files; not built")
    for doc_id in built.different:
        typer.echo(f"{doc_id}: its text is not the one that was labelled; not built")
    if built.missing or built.different:
        raise typer.Exit(FAULTY)


@app.command("convert")
def convert_command(
    source: Annotated[
        str, typer.Argument(metavar="IN", help="A file, a folder or a bundled corpus.")
    ],
    target: Annotated[
        Path, typer.Argument(metavar="OUT", help="A file, or a folder that is made.")
    ],
    source_format: Annotated[
        str, typer.Option("--from", help="claimx, brat, label-studio or docbin.")
    ] = "claimx",
    target_format: Annotated[
        str, typer.Option("--to", help="claimx, brat, label-studio or docbin.")
    ] = "claimx",
) -> None:
    """Convert labels between ours, brat stand-off, Label Studio JSON and spaCy DocBin."""
    from claimx.corpus.convert import FORMATS, convert

    for name in (source_format, target_format):
        if name not in FORMATS:
            raise InputError(f"format {name!r} is unknown; expected one of: {', '.join(FORMATS)}")
    count = convert(source, source_format, target, target_format)
    typer.echo(f"{target}: {count} documents")
