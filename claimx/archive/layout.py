"""Names inside a batch folder, in one place for who writes and who reads them."""

from pathlib import Path

DOCUMENTS = "documents"
DOCUMENTS_TABLE = "documents_table"
CLAIMS = "claims"
ARGUMENTS = "arguments"
ENTITIES = "entities"
ERRORS = "errors"
LEDGER = "ledger.sqlite"
CHECKSUMS = "SHA256SUMS"
RUN = "run.json"
TABLES = (DOCUMENTS_TABLE, CLAIMS, ARGUMENTS, ENTITIES)
SUFFIX = {DOCUMENTS: ".jsonl.zst"} | dict.fromkeys((*TABLES, ERRORS), ".parquet")


def part_name(kind: str, number: int) -> str:
    """The path of a part below the batch folder, with `/`: `claims/part-000001.parquet`."""
    return f"{kind}/part-{number:06d}{SUFFIX[kind]}"


def parts(folder: Path, kind: str) -> list[Path]:
    """The parts of one kind in their order; empty where there are none."""
    return sorted(folder.joinpath(kind).glob(f"part-*{SUFFIX[kind]}"))


def is_batch_folder(folder: Path) -> bool:
    """Whether a run has written there (it may be unfinished)."""
    return folder.joinpath(LEDGER).is_file() or folder.joinpath(DOCUMENTS).is_dir()
