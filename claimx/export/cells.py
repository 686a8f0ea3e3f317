r"""Cells of a CSV file that no spreadsheet runs, and back without loss.

A cell that a spreadsheet could take for a formula gets an apostrophe in front; so does one that
begins with an apostrophe, so that exactly one is taken off again. Control characters other than
tab and line ends are written as `\x00`, a backslash as two. An absent value is an empty cell, an
empty string a lone apostrophe.

Source: OWASP, CSV Injection. Blanks before the sign are passed over, since some programs trim them.
"""

import re
from typing import Any

FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20'\t\r\n]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\\]")
ESCAPED = re.compile(r"\\(?:x([0-9a-f]{2})|\\)")


def to_cell(value: Any) -> str:
    """The cell of a value: text, number, truth value or None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = CONTROL.sub(_escape, str(value))
    return f"'{text}" if not text or FORMULA.match(text) else text


def from_cell(cell: str, kind: str) -> Any:
    """The value of a cell.

    Args:
        cell: from `to_cell`.
        kind: text, json, int, float or bool.

    Raises:
        ValueError: where the cell is no such value.
    """
    if not cell:
        return None
    if kind == "bool":
        return {"true": True, "false": False}[cell]
    if kind in ("int", "float"):
        return int(cell) if kind == "int" else float(cell)
    return ESCAPED.sub(_unescape, cell.removeprefix("'"))


def _escape(match: re.Match[str]) -> str:
    return "\\\\" if match[0] == "\\" else f"\\x{ord(match[0]):02x}"


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else "\\"
