"""From one record of a table or of JSON lines to an article: which column holds what."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from claimx.batch.inputs import Failure, Input
from claimx.batch.readers.place import Place, printable
from claimx.errors import InputError

FIELDS = ("text", "id", "title", "published", "source")
# Under these names a field is also looked for where none was given.
OTHER_NAMES = {"published": "date"}


class Columns:
    """Which column holds which field; a field that was not named has its own name."""

    def __init__(self, named: Mapping[str, str]) -> None:
        unknown = sorted(set(named) - set(FIELDS))
        if unknown:
            raise InputError(
                f"a column is given for {unknown[0]!r}; expected one of: {', '.join(FIELDS)}"
            )
        self.named = dict(named)
        self.text = named.get("text", "text")

    def names(self, field: str) -> tuple[str, ...]:
        """The columns that may hold a field, the first that is there goes before the others."""
        if field in self.named:
            return (self.named[field],)
        return (field, OTHER_NAMES[field]) if field in OTHER_NAMES else (field,)

    def wanted(self, present: Collection[str]) -> list[str]:
        """Those of the columns that are there which hold a field."""
        names = {name for field in FIELDS for name in self.names(field)}
        return [name for name in present if name in names]

    def value(self, record: Mapping[str, Any], field: str) -> Any:
        """The field of a record; None where it has none."""
        return next((record[name] for name in self.names(field) if name in record), None)

    def require(self, present: Collection[str], origin: str, fields: Iterable[str]) -> None:
        """Check that the text's column and every named one of `fields` is there.

        Raises:
            InputError: where one is not; lists the columns.
        """
        for field in fields:
            if field != "text" and field not in self.named:
                continue
            (name,) = self.names(field)
            if name not in present:
                raise InputError(
                    f"{origin} has no column {name!r} for the {field}; its columns are: "
                    f"{', '.join(map(repr, present)) or 'none'}; say which it is with "
                    f"--column {field}=NAME"
                )


def read_record(record: Mapping[str, Any], columns: Columns, place: Place) -> Input | Failure:
    """The article of a record; a failure where its text is missing, empty or no text."""
    text = columns.value(record, "text")
    name = _told(columns.value(record, "id"))
    if name:
        place = Place(name, place.origin)
    if text is None:
        keys = ", ".join(map(repr, record)) or "none"
        return place.failure(f"it has no value in column {columns.text!r}; its columns are: {keys}")
    if not isinstance(text, str | bytes):
        return place.failure(
            f"column {columns.text!r} holds {text!r:.60} of type {type(text).__name__}, "
            "expected a text"
        )
    if not text.strip():
        return place.failure(f"it is empty: column {columns.text!r} holds no character")
    return Input(
        place.id,
        text,
        title=_told(columns.value(record, "title")),
        published=_told(columns.value(record, "published")),
        source=_told(columns.value(record, "source")),
        origin=place.origin,
    )


def _told(value: Any) -> str | None:
    if value is None:
        return None
    text = value.isoformat() if isinstance(value, date) else printable(str(value)).strip()
    return text or None
