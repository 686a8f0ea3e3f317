"""Draw docs/terminal.svg from a real run: `python docs/make_terminal_picture.py`.

Run it again whenever the output of `claimx extract` changes.
"""

import io
from pathlib import Path

from rich.console import Console

import claimx
from claimx.cli.table import print_claims

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = "examples/wire.txt"
PUBLISHED = "2025-03-14"
CLAIMS = 6
WIDTH = 84


def main() -> None:
    """Extract the claims of the example and write the first few as a terminal would show them."""
    document = claimx.extract((ROOT / ARTICLE).read_bytes(), published=PUBLISHED)
    console = Console(
        file=io.StringIO(),
        record=True,
        width=WIDTH,
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
    )
    print_claims(document, console, most=CLAIMS)
    title = f"claimx extract {ARTICLE} --published {PUBLISHED}"
    console.save_svg(str(ROOT / "docs" / "terminal.svg"), title=title, unique_id="claimx")


if __name__ == "__main__":
    main()
