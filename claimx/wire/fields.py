"""Typed access to the fields of a JSON object, with errors that name object, field and value."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from claimx.claim import Span
from claimx.errors import CorpusError

T = TypeVar("T")
NAMES = {
    str: "a string",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}
SPAN = frozenset({"text", "start", "end"})


class Fields:
    """The fields of one JSON object.

    Args:
        data: what was read; must be an object.
        where: what it is, for messages: "line 3", "claims[0].trigger".
        known: the fields that it may have.
        text: the document's text, where known; spans are checked against it.

    Raises:
        CorpusError: where it is no object or has an unknown field.
    """

    def __init__(
        self, data: object, where: str, known: Collection[str], text: str | None = None
    ) -> None:
        if not isinstance(data, Mapping):
            raise CorpusError(f"{where} is {data!r:.60}, expected an object; mend the file")
        for name in data:
            if name not in known:
                close = get_close_matches(str(name), known, n=1)
                hint = (
                    f"did you mean {close[0]!r}?" if close else f"known: {', '.join(sorted(known))}"
                )
                raise CorpusError(f"{where} has an unknown field {name!r}; {hint}")
        self.data = data
        self.where = where
        self.source = text

    def required(self, name: str, kind: type[T]) -> T:
        """The value of a field that must be there and not null."""
        if self.data.get(name) is None:
            raise CorpusError(f"{self.where} has no {name!r}, expected {NAMES[kind]}; add it")
        return self._typed(name, kind)

    def optional(self, name: str, kind: type[T]) -> T | None:
        """The value of a field, or None where it is absent or null."""
        return None if self.data.get(name) is None else self._typed(name, kind)

    def default(self, name: str, kind: type[T], otherwise: T) -> T:
        """The value of a field, or `otherwise` where it is absent or null."""
        return otherwise if self.data.get(name) is None else self._typed(name, kind)

    def choice(self, name: str, allowed: Collection[str]) -> str:
        """A string that must be one of `allowed`."""
        value = self.required(name, str)
        if value not in allowed:
            close = get_close_matches(value, allowed, n=1)
            hint = (
                f"did you mean {close[0]!r}?" if close else f"expected one of {', '.join(allowed)}"
            )
            raise CorpusError(f"{self.where}: {name} is {value!r}, which is unknown; {hint}")
        return value

    def optional_choice(self, name: str, allowed: Collection[str]) -> str | None:
        """As `choice`, or None where the field is absent or null."""
        return None if self.data.get(name) is None else self.choice(name, allowed)

    def strings(self, name: str) -> tuple[str, ...]:
        """A list of strings; empty where it is absent or null."""
        found = self.default(name, list, [])
        for item in found:
            if not isinstance(item, str):
                raise CorpusError(f"{self.where}: {name} holds {item!r:.60}, expected strings")
        return tuple(found)

    def _typed(self, name: str, kind: type[T]) -> T:
        value: Any = self.data[name]
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise CorpusError(
                f"{self.where}: {name} is {value!r:.60}, expected {NAMES[kind]}; mend the file"
            )
        return value

    def inner(self, name: str, known: Collection[str]) -> "Fields | None":
        """The object in a field, or None where it is absent or null."""
        value = self.data.get(name)
        return None if value is None else Fields(value, f"{self.where}.{name}", known, self.source)

    def each(self, name: str, known: Collection[str]) -> Iterator["Fields"]:
        """The objects of a list; none where it is absent or null."""
        for index, item in enumerate(self.default(name, list, [])):
            yield Fields(item, f"{self.where}.{name}[{index}]", known, self.source)

    def span(self) -> Span:
        """The span that the object itself is: its text, start and end.

        Raises:
            CorpusError: where it is empty, its length is not that of its text, or the document
                has other characters there.
        """
        text = self.required("text", str)
        start, end = self.required("start", int), self.required("end", int)
        if not 0 <= start < end or end - start != len(text):
            raise CorpusError(
                f"{self.where}: span {start}:{end} does not fit its text of {len(text)} "
                "characters; count half-open code points"
            )
        if self.source is not None and self.source[start:end] != text:
            raise CorpusError(
                f"{self.where}: the document has {self.source[start:end]!r:.60} at {start}:{end}, "
                f"not {text!r:.60}; count half-open code points of its text"
            )
        return Span(start, end, text)

    def inner_span(self, name: str) -> Span | None:
        """The span in a field, or None where it is absent or null."""
        found = self.inner(name, SPAN)
        return found.span() if found else None
