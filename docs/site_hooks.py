"""Pages of the site that are made when it is built, of what is true elsewhere in the repository.

`vocabulary.md` is made of `claimx/schema/*.toml`, `commands.md` of the commands, and `tutorial.md`
of the notebook beside this file. Files of the repository that pages link to (`../claimx/...`) go
into the site, so that the same link works in a checkout and on the site.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from claimx.schema import ClaimType, load_vocabulary

HERE = Path(__file__).parent
ROOT = HERE.parent
REPOSITORY = "repository"
_OUTSIDE = re.compile(r"\]\(\.\./([^)#]+)")
STANDARDS = {
    "plover": "PLOVER",
    "huridocs": "HURIDOCS",
    "framenet": "FrameNet",
    "ace_kairos": "ACE/KAIROS",
    "acled": "ACLED",
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages; called by mkdocs."""
    made = {
        "vocabulary.md": vocabulary_page(),
        "commands.md": commands_page(),
        "tutorial.md": notebook_page((HERE / "tutorial.ipynb").read_text("utf-8")),
    }
    for name, content in made.items():
        files.append(File.generated(config, name, content=content))
    pages = [page.read_text("utf-8") for page in sorted(HERE.glob("*.md"))]
    linked = {path for page in pages for path in _OUTSIDE.findall(page)}
    for path in sorted(linked):
        if (ROOT / path).is_file():
            name = f"{REPOSITORY}/{path}.txt"
            files.append(File.generated(config, name, content=(ROOT / path).read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Let links to files of the repository lead to their copies; called by mkdocs.

    A link to what is no file stays as it is, and fails the build.
    """
    return _OUTSIDE.sub(_to_copy, markdown)


def _to_copy(link: re.Match[str]) -> str:
    known = (ROOT / link[1]).is_file()
    return f"]({REPOSITORY}/{link[1]}.txt" if known else link[0]


def vocabulary_page() -> str:
    """Types with definition, example and crosswalk, then roles and labels."""
    vocabulary = load_vocabulary()
    parts = [
        "# What may be said",
        f"{len(vocabulary.types)} types of claims and {len(vocabulary.roles)} roles. This page is "
        "made of the files of `claimx/schema/`; `claimx types` prints the same, "
        "`claimx types --format json` for programs. Every example is invented.",
        "## Types",
    ]
    for kind in vocabulary.types.values():
        parts += _type(kind)
    parts += ["## Roles", _table(dict(vocabulary.roles))]
    for name, entries in vocabulary.labels.items():
        parts += [f"## {name.replace('_', ' ').capitalize()}", _table(dict(entries))]
    return "\n\n".join(parts) + "\n"


def _type(kind: ClaimType) -> Iterator[str]:
    yield f"### {kind.name}"
    yield f"{kind.definition[0].upper()}{kind.definition[1:]}."
    if kind.excludes:
        yield f"Not: {kind.excludes}."
    marked = kind.example.replace(kind.example_trigger, f"**{kind.example_trigger}**", 1)
    yield f"> {marked}"
    codes = [f"{STANDARDS[name]} `{code}`" for name, code in kind.crosswalk.items() if code]
    roles = ", ".join(f"`{role}`" for role in kind.core_roles)
    yield f"Roles asked for first: {roles}. Maps to: {'; '.join(codes) or 'nothing'}."


def _table(entries: dict[str, str]) -> str:
    rows = [
        f"| `{name}` | {meaning.replace('|', chr(92) + '|')} |" for name, meaning in entries.items()
    ]
    return "\n".join(["| | |", "|---|---|", *rows])


def commands_page() -> str:
    """Every command with its help, as the program prints it."""
    import typer

    from claimx.cli.main import app

    parts = ["# Commands", "As `claimx COMMAND --help` prints them."]
    for name, command, context in _commands(typer.main.get_command(app), "claimx"):
        parts += [f"## {name}", f"```text\n{command.get_help(context).rstrip()}\n```"]
    return "\n\n".join(parts) + "\n"


def _commands(command: Any, name: str, parent: Any = None) -> Iterator[tuple[str, Any, Any]]:
    context = command.make_context(name.rsplit(" ", 1)[-1], [], parent, resilient_parsing=True)
    for inner, found in getattr(command, "commands", {}).items():
        yield from _commands(found, f"{name} {inner}", context)
    if not getattr(command, "commands", {}):
        yield name, command, context


def notebook_page(notebook: str) -> str:
    """A notebook as Markdown: text as it is, code and what it printed in blocks."""
    parts = []
    for cell in json.loads(notebook)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
            continue
        parts.append(f"```python\n{source}\n```")
        printed = "".join("".join(output.get("text", "")) for output in cell["outputs"])
        if printed:
            parts.append(f"```text\n{printed.rstrip()}\n```")
    return "\n\n".join(parts) + "\n"
