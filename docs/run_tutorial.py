"""Run the tutorial and keep what its cells print: `python docs/run_tutorial.py`.

The cells run in one namespace of this process, in order, as "Restart and run all" would: claimx
needs no kernel, and a kernel would need network sockets.
"""

import contextlib
import io
from pathlib import Path
from typing import Any

import nbformat

NOTEBOOK = Path(__file__).with_name("tutorial.ipynb")


def run_cells(notebook: Any) -> list[str]:
    """Run the code cells of a notebook; returns what each printed. A cell that fails raises."""
    space: dict[str, Any] = {"__name__": "__main__"}
    printed = []
    for number, cell in enumerate(_code(notebook), 1):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(cell.source, f"tutorial, cell {number}", "exec"), space)
        printed.append(out.getvalue())
    return printed


def _code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def main() -> None:
    """Run the notebook in its place and write it again."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with contextlib.chdir(NOTEBOOK.parent):
        printed = run_cells(notebook)
    for number, (cell, text) in enumerate(zip(_code(notebook), printed, strict=True), 1):
        cell.execution_count = number
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=text)] if text else []
    nbformat.write(notebook, NOTEBOOK)


if __name__ == "__main__":
    main()
