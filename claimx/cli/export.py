"""`claimx export`: claims in the formats of other people's tools."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from claimx.claim import Document
from claimx.errors import InputError


def export_command(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SOURCE",
            help="A batch folder, a .jsonl file, or an export to sqlite, jsonld, csv or parquet.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            help="A file, or a folder for csv, parquet, brat, labelstudio and docbin; for csv "
            "a name in .csv gives one file with one row a claim."
        ),
    ],
    to: Annotated[
        str,
        typer.Option(
            help="csv, parquet, sqlite, followthemoney, jsonld, brat, labelstudio, docbin or jsonl."
        ),
    ],
    texts: Annotated[
        Path | None,
        typer.Option(help="For claims alone: the folder of their texts (<doc_id>.txt)."),
    ] = None,
    no_text: Annotated[
        bool,
        typer.Option("--no-text", help="Leave the texts out; spans keep their words."),
    ] = False,
    hidden: Annotated[
        bool,
        typer.Option(
            "--pseudonymise",
            "--pseudonymize",
            help="Put private persons under pseudonyms, in the texts too.",
        ),
    ] = False,
    key: Annotated[
        Path | None,
        typer.Option(help="The file of the key of the pseudonyms; default: OUT.key, beside OUT."),
    ] = None,
    always: Annotated[
        Path | None,
        typer.Option(help="Names or identifiers, one a line, to hide though they are known."),
    ] = None,
    never: Annotated[
        Path | None, typer.Option(help="Names or identifiers, one a line, never to hide.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is at OUT.")] = False,
) -> None:
    """Write claims for spreadsheets, databases, Aleph, the semantic web or annotation tools."""
    from claimx.export import export_archive
    from claimx.export.pseudonyms import Key, pseudonymise, read_overrides
    from claimx.export.sources import read_source

    if not hidden and (key or always or never):
        raise InputError("--key, --always and --never go with --pseudonymise; add it")
    if not hidden:
        documents: Iterable[Document] = read_source(source, texts)
        count = export_archive(_texts(documents, no_text), out, to, overwrite=overwrite)
        typer.echo(f"{out}: {_documents(count)}")
        return
    path = _key_path(key, out)
    secret = Key.open(path)
    told = read_overrides(always, never)
    documents = pseudonymise(lambda: read_source(source, texts), secret, told)
    count = export_archive(_texts(documents, no_text), out, to, overwrite=overwrite)
    secret.save(path)
    typer.echo(f"{out}: {_documents(count)}, {len(secret.people)} people under pseudonyms")
    sys.stderr.write(
        f"claimx: {path} tells who is who: keep it apart from the export. Names are hidden, "
        "not posts, places and dates: read the export before you pass it on\n"
    )


def _documents(count: int) -> str:
    return f"{count} document{'' if count == 1 else 's'}"


def _key_path(key: Path | None, out: Path) -> Path:
    path = key or out.with_name(f"{out.name}.key")
    if out.resolve() in (path.resolve(), *path.resolve().parents):
        raise InputError(f"key {path} lies in the export, which would tell everything; move it")
    return path


def _texts(documents: Iterable[Document], left_out: bool) -> Iterator[Document]:
    from claimx.wire import without_text

    for document in documents:
        yield without_text(document) if left_out else document
