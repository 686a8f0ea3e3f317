"""Common questions to a batch folder, asked of its Parquet tables with DuckDB."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimx.archive.layout import (
    ARGUMENTS,
    CLAIMS,
    DOCUMENTS_TABLE,
    is_batch_folder,
    parts,
)
from claimx.errors import CorpusError, InputError

if TYPE_CHECKING:
    import duckdb

VIEWS = {"claims": CLAIMS, "arguments": ARGUMENTS, "documents": DOCUMENTS_TABLE}
PEOPLE = ("agent", "victim")
PLACES = ("place", "origin", "destination")
SHOWN = (
    "date, type, trigger, who, whom, place, polarity, modality, source, sentence, doc_id, "
    "title, origin, claim_id"
)
# What claims can be counted by: one value for each claim, or several where it is a list.
COUNTED = {
    "type": "type",
    "person": "unnest(who || whom)",
    "place": "unnest(place)",
    "source": "source",
    "modality": "modality",
    "year": "CAST(year(first_day) AS VARCHAR)",
    "month": "strftime(first_day, '%Y-%m')",
    "document": "doc_id",
}
MATCHES = """claim_id IN (
    SELECT claim_id FROM arguments WHERE list_contains($roles_{name}, role) AND (
        kb_id = ${name} OR nil_id = ${name} OR
        contains(strip_accents(lower(concat_ws(' ', name, refers_to, text))),
                 strip_accents(lower(${name})))))"""


@dataclass(frozen=True, slots=True)
class Question:
    """Which claims are meant; what is empty or None admits all.

    Attributes:
        types: claim types.
        person: of whom the claim is, as agent or victim: a part of the name (case and accents
            do not count), or an identifier (`wd:Q…`, `nil:…`).
        place: where it happened, or from or to where: as `person`.
        since, until: claims whose time may lie within these days, both included. Without a time
            of its own a claim has the day of its document's publication.
    """

    types: Sequence[str] = ()
    person: str | None = None
    place: str | None = None
    since: date | None = None
    until: date | None = None

    def condition(self) -> tuple[str, dict[str, Any]]:
        """SQL over the view `told`, and its parameters."""
        tests: list[str] = []
        values: dict[str, Any] = {}
        if self.types:
            tests.append("list_contains($types, type)")
            values["types"] = list(self.types)
        for name, wanted, roles in (("person", self.person, PEOPLE), ("place", self.place, PLACES)):
            if wanted:
                tests.append(MATCHES.format(name=name))
                values |= {name: wanted, f"roles_{name}": list(roles)}
        if self.since is not None:
            tests.append("last_day >= $since")
            values["since"] = self.since
        if self.until is not None:
            tests.append("first_day <= $until")
            values["until"] = self.until
        return " AND ".join(tests) or "true", values


class Answers:
    """A batch folder that questions can be put to.

    Raises:
        CorpusError: where the folder was not written by a run.
    """

    def __init__(self, folder: Path) -> None:
        if not is_batch_folder(folder):
            raise CorpusError(
                f"{str(folder)!r} is no folder of a run; expected the --out of claimx batch"
            )
        self.connection = _open(folder) if parts(folder, CLAIMS) else None

    def claims(self, question: Question, limit: int | None = None) -> list[dict[str, Any]]:
        """The claims asked for, by time and document, at most `limit`; empty where none are."""
        where, values = question.condition()
        most = "" if limit is None else f"LIMIT {int(limit)}"
        return self._rows(
            f"SELECT {SHOWN} FROM told WHERE {where} "
            f"ORDER BY first_day NULLS LAST, doc_id, trigger_start, claim_id {most}",
            values,
        )

    def total(self, question: Question) -> int:
        """How many claims a question means."""
        where, values = question.condition()
        rows = self._rows(f"SELECT count(*) AS claims FROM told WHERE {where}", values)
        return int(rows[0]["claims"]) if rows else 0

    def counts(self, question: Question, by: str, limit: int | None = None) -> list[dict[str, Any]]:
        """Claims and documents for each value of `by`, the most frequent first.

        Raises:
            InputError: where `by` is none of `COUNTED`.
        """
        if by not in COUNTED:
            raise InputError(f"cannot count by {by!r}; expected one of: {', '.join(COUNTED)}")
        where, values = question.condition()
        most = "" if limit is None else f"LIMIT {int(limit)}"
        return self._rows(
            f'SELECT "{by}", count(*) AS claims, count(DISTINCT doc_id) AS documents FROM '
            f'(SELECT {COUNTED[by]} AS "{by}", doc_id FROM told WHERE {where}) '
            f'GROUP BY ALL ORDER BY claims DESC, "{by}" {most}',
            values,
        )

    def _rows(self, sql: str, values: dict[str, Any]) -> list[dict[str, Any]]:
        if self.connection is None:
            return []
        found = self.connection.execute(sql, values)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _open(folder: Path) -> "duckdb.DuckDBPyConnection":
    import duckdb

    # Nothing is fetched, and nothing is written: what does not fit into memory is not spilled.
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": "",
    }
    connection = duckdb.connect(":memory:", config=settings)
    for view, kind in VIEWS.items():
        paths = [str(path) for path in parts(folder, kind)]
        try:
            connection.read_parquet(paths).create_view(view)
        except duckdb.Error as error:
            raise CorpusError(
                f"the tables in {folder / kind} cannot be read ({str(error).splitlines()[0]}); "
                "check them with: sha256sum --check SHA256SUMS"
            ) from error
    connection.execute(
        resources.files("claimx.archive").joinpath("questions.sql").read_text("utf-8")
    )
    return connection
