"""The entities that are known: found by any spelling of a name, from one SQLite file.

The file is memory-mapped and read only, so it opens at once whatever its size, and several
processes share its pages. How it is laid out and filled: `claimx.entities.kb`.
"""

import os
import sqlite3
import threading
import warnings
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from claimx.entities.kb.candidate import Candidate
from claimx.entities.kb.layout import (
    APPLICATION,
    FORMAT_VERSION,
    SEPARATOR,
    TIERS,
    keys_fingerprint,
    name_keys,
    short_key,
)
from claimx.errors import ModelError
from claimx.model_folder import model_folder

__all__ = ["EMBEDDED", "FILE", "Candidate", "KnowledgeBase"]

EMBEDDED = "kb-en"
FILE = "kb.sqlite"
_MAPPED = 1 << 36  # more than any base; SQLite maps what there is
_WALK = 400  # bearers of one key that are looked at, best known first
_FIELDS = (
    "e.no, e.id, e.kind, e.type, e.label, e.names, e.demonyms, e.description, e.countries, "
    "e.prior, e.born, e.died, e.roles, s.name, s.licence"
)
# A state acts as a body ("Minsk denied it"), though what is stored is the country.
_ALSO = {"public_body": ("organisation",), "organisation": ("public_body",), "facility": ("place",)}
_STATES = ("public_body", "organisation", "group")


class KnowledgeBase:
    """A base that is open for reading; safe to share between threads and to pickle."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._check()
        self._cached = lru_cache(maxsize=8192)(self._find)

    @classmethod
    def open(cls, path: Path | None = None) -> "KnowledgeBase":
        """Open the base at `path`, or the one that claimx carries.

        Raises:
            ModelError: where there is none, or the file is damaged, no base, or of another version.
        """
        return cls(model_folder(EMBEDDED) / FILE if path is None else Path(path))

    def candidates(self, name: str, *, kind: str | None = None, limit: int = 20) -> list[Candidate]:
        """The entities that a name may mean, same spelling before same sound, best known first.

        Args:
            name: a name in any script, or a demonym ("Belarusian" gives Belarus).
            kind: only entities that a mention of this kind may mean; None for all. Bodies include
                countries, because a state is called by its country's name.
            limit: how many at most.

        Returns:
            Each entity once; [] where the name has no letter or digit, or nobody bears it.
        """
        return list(self._cached(name, kind, limit))

    def entity(self, identifier: str) -> Candidate | None:
        """The entity with this identifier, its own or one in another scheme; None if unknown."""
        for table in ("e.id = ?", "e.no IN (SELECT entity FROM same_as WHERE id = ?)"):
            for row in self._rows(f"WHERE {table} ORDER BY e.no LIMIT 1", (identifier,)):
                return self._candidate(row, "id")
        return None

    def of_type(self, kind: str) -> Iterator[Candidate]:
        """Every entity of one `type`, such as "country", best known first."""
        for row in self._rows("WHERE e.type = ? ORDER BY e.no", (kind,)):
            yield self._candidate(row, "id")

    def offices(self) -> Iterator[tuple[str, str, str]]:
        """Identifier, title and country code ("" where unknown) of the offices that it knows."""
        yield from self._connection().execute("SELECT id, title, country FROM office ORDER BY id")

    def info(self) -> dict[str, object]:
        """What the base is: its facts, numbers of rows and sources, for a person to read."""
        run = self._connection().execute
        return {
            "path": str(self.path),
            "bytes": self.path.stat().st_size,
            "format_version": FORMAT_VERSION,
            **dict(run("SELECT name, value FROM meta ORDER BY name")),
            "keys_match": self.keys_match(),
            "entities": run("SELECT count(*) FROM entity").fetchone()[0],
            "keys_stored": run("SELECT count(*) FROM key").fetchone()[0],
            "offices": run("SELECT count(*) FROM office").fetchone()[0],
            "kinds": dict(run("SELECT kind, count(*) FROM entity GROUP BY kind ORDER BY 2 DESC")),
            "types": dict(run("SELECT type, count(*) FROM entity GROUP BY type ORDER BY 2 DESC")),
            "sources": [
                {"name": name, "licence": licence, "url": url, "entities": count}
                for name, licence, url, count in run(
                    "SELECT s.name, s.licence, s.url, count(e.no) FROM source s "
                    "LEFT JOIN entity e ON e.source = s.no GROUP BY s.no ORDER BY s.no"
                )
            ],
        }

    def keys_match(self) -> bool:
        """Whether it was built with the name keys that this version of claimx looks up."""
        row = self._connection().execute("SELECT value FROM meta WHERE name = 'keys'").fetchone()
        return row is not None and row[0] == keys_fingerprint()

    def close(self) -> None:
        """Close this thread's connection; a later look-up opens another."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    def __reduce__(self) -> tuple[type["KnowledgeBase"], tuple[Path]]:
        return (KnowledgeBase, (self.path,))

    def _find(self, name: str, kind: str | None, limit: int) -> tuple[Candidate, ...]:
        found: dict[int, Candidate] = {}
        kinds = () if kind is None else (kind, *_ALSO.get(kind, ()))
        lookups = [*zip(name_keys(name), TIERS, strict=False)]
        if kind in (None, "person"):
            lookups += [(key, TIERS[-1]) for key in short_key(name)]
        for key, match in lookups:
            for row in self._bearers(key, kinds, limit):
                if row[0] not in found:
                    found[row[0]] = self._candidate(row, match)
            if len(found) >= limit:
                break
        return tuple(list(found.values())[:limit])

    def _bearers(self, key: int, kinds: Sequence[str], limit: int) -> Iterator[tuple[Any, ...]]:
        wanted = ""
        if kinds:
            wanted = f"WHERE (e.kind IN ({', '.join('?' * len(kinds))})"
            wanted += " OR e.type = 'country')" if kinds[0] in _STATES else ")"
        query = (
            f"SELECT {_FIELDS} FROM (SELECT entity FROM key WHERE key = ? ORDER BY entity "
            f"LIMIT {_WALK}) k CROSS JOIN entity e ON e.no = k.entity "
            f"CROSS JOIN source s ON s.no = e.source {wanted} LIMIT ?"
        )
        yield from self._connection().execute(query, (key, *kinds, limit))

    def _rows(self, where: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        query = f"SELECT {_FIELDS} FROM entity e JOIN source s ON s.no = e.source {where}"
        yield from self._connection().execute(query, values)

    def _candidate(self, row: Sequence[Any], match: str) -> Candidate:
        number, identifier, kind, type_, label, names, demonyms, text, countries, prior = row[:10]
        others = self._connection().execute(
            "SELECT id FROM same_as WHERE entity = ? ORDER BY id", (number,)
        )
        also = _values(demonyms)
        return Candidate(
            id=str(identifier),
            kind=str(kind),
            label=str(label),
            names=tuple(dict.fromkeys((str(label), *_values(names), *also))),
            description=str(text),
            countries=_values(countries),
            prior=float(prior),
            born=None if row[10] is None else str(row[10]),
            died=None if row[11] is None else str(row[11]),
            roles=str(row[12]),
            source=str(row[13]),
            licence=str(row[14]),
            type=str(type_),
            demonyms=also,
            same_as=tuple(str(other) for (other,) in others),
            match=match,
        )

    def _connection(self) -> sqlite3.Connection:
        # One connection a thread, and a new one after a fork, as SQLite asks for.
        local = self._local
        if getattr(local, "connection", None) is None or local.process != os.getpid():
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            local.connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            local.connection.execute(f"PRAGMA mmap_size={_MAPPED}")
            local.process = os.getpid()
        connection: sqlite3.Connection = local.connection
        return connection

    def _check(self) -> None:
        if not self.path.is_file():
            raise ModelError(
                f"knowledge base {self.path} is not a file; build one with `claimx kb build`"
            )
        try:
            run = self._connection().execute
            application = run("PRAGMA application_id").fetchone()[0]
            version = run("PRAGMA user_version").fetchone()[0]
            if application != APPLICATION:
                raise ModelError(
                    f"{self.path} is an SQLite file but no knowledge base of claimx; "
                    "build one with `claimx kb build`"
                )
            if version != FORMAT_VERSION:
                raise ModelError(
                    f"{self.path} has format version {version}, expected {FORMAT_VERSION}; "
                    "build it again with this version of claimx"
                )
            stale = not self.keys_match()
        except sqlite3.DatabaseError as error:
            raise ModelError(
                f"{self.path} is not a readable knowledge base ({error}); build it again"
            ) from error
        if stale:
            warnings.warn(
                f"{self.path} was built with other name keys than this version looks up, so names "
                "may be missed; build it again",
                stacklevel=4,
            )


def _values(text: object) -> tuple[str, ...]:
    return tuple(str(text).split(SEPARATOR)) if text else ()
