"""Answers of an endpoint on disk, so that a run that broke off or is repeated asks nothing twice.

A single SQLite file: the standard library's, and several processes may share it. (diskcache was
weighed; it pickles its values, which makes a cache file a way to run code.) The file holds words
of the articles: it belongs where the articles may lie. It never holds a key.
"""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimx.errors import InputError

FILE = "answers.sqlite"
FORMAT_VERSION = 1
BUSY_SECONDS = 30.0


def cache_key(endpoint: str, request: Mapping[str, Any], prompt_version: str) -> str:
    """A hash of everything that an answer depends on.

    Args:
        endpoint: the URL that is asked.
        request: the whole body: model, messages with instructions and text, shape, parameters.
        prompt_version: from `claimx.extract.llm.prompt.prompt_version`.
    """
    content = [FORMAT_VERSION, endpoint, prompt_version, request]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


class AnswerCache:
    """Answers by key in `answers.sqlite` of a folder, which is made if need be.

    Raises:
        InputError: where the folder cannot be written, or the file is no cache.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._lock = threading.Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                self.path, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None
            )
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer TEXT NOT NULL)"
            )
        except (OSError, sqlite3.Error) as error:
            raise InputError(
                f"cache folder {str(folder)!r} cannot be used ({error}); "
                f"give a folder that can be written, or remove a damaged {FILE}"
            ) from error

    def get(self, key: str) -> str | None:
        """The answer under a key, or None."""
        row = self._execute("SELECT answer FROM answers WHERE key = ?", key)
        return None if row is None else str(row[0])

    def put(self, key: str, answer: str) -> None:
        """Keep an answer; one that is there already is replaced."""
        self._execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", key, answer)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _execute(self, statement: str, *values: str) -> tuple[Any, ...] | None:
        try:
            with self._lock:
                row: tuple[Any, ...] | None = self._connection.execute(statement, values).fetchone()
        except sqlite3.Error as error:
            raise InputError(
                f"cache {self.path} cannot be read or written ({error}); "
                "remove the file, or leave the setting 'cache' out"
            ) from error
        return row
