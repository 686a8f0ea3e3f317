"""What runs wrote, and how it is read again: a batch folder, JSON lines, or claims beside texts.

A batch folder, as `claimx batch` writes it:

    documents/part-000001.jsonl.zst     wire lines (`claimx.wire`): the evidence
    documents_table/part-….parquet      a row for each document; its text, unless --no-text
    claims/, arguments/, entities/      tables made of the same documents
    errors/part-000001.parquet          what could not be read, and why
    ledger.sqlite                       what was read, its hash, when, and what became of it
    run.json                            the configuration: versions, hashes of the models
    SHA256SUMS                          of every part, for `sha256sum --check`

Parts hold the documents in the order in which they were first read. All parts are compressed
with Zstandard; the columns are described in `claimx/batch/tables.toml` and in the Parquet schema.
"""

from claimx.archive.source import read_archive

__all__ = ["read_archive"]
