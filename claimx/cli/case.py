"""`claimx case`: what the articles of an archive tell of one person, step by step."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimx.cli.merge import Archive, Decisions, Texts, read, read_judgements
from claimx.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from claimx.merge.case import Case
    from claimx.merge.gaps import Step

FORMATS = ("text", "json", "html")
PIPE_WIDTH = 100


def case_command(
    person: Annotated[str, typer.Argument(help="A name in any spelling, or an identifier.")],
    archive: Archive,
    format_: Annotated[
        str, typer.Option("--format", help="Output.", metavar="|".join(FORMATS))
    ] = "text",
    out: Annotated[
        Path | None, typer.Option(help="Write here instead of to the terminal.", metavar="FILE")
    ] = None,
    decisions: Decisions = None,
    texts: Texts = None,
    together: Annotated[
        bool, typer.Option("--together", help="Take all who bear the name for one person.")
    ] = False,
) -> None:
    """Show a person's case: a timeline with evidence, gaps and contradictions."""
    if format_ not in FORMATS:
        raise InputError(f"format {format_!r} is unknown; expected {', '.join(FORMATS)}")
    from claimx.merge.case import make_case
    from claimx.merge.case_page import case_to_html, case_to_json

    judgements = read_judgements(archive, decisions)
    case = make_case(person, read(archive, texts), judgements, together=together)
    if format_ == "text":
        _print(case, out)
        return
    content = (case_to_html if format_ == "html" else case_to_json)(case)
    if out is None:
        typer.echo(content)
    else:
        out.write_text(content + "\n", "utf-8", errors="backslashreplace")


def _print(case: "Case", out: Path | None) -> None:
    from rich.console import Console

    if out is not None:
        with out.open("w", encoding="utf-8", errors="backslashreplace") as stream:
            _show(case, Console(file=stream, width=PIPE_WIDTH))
        return
    # A pipe has no width; give it enough for a sentence.
    _show(case, Console() if sys.stdout.isatty() else Console(width=PIPE_WIDTH))


def _show(case: "Case", console: "Console") -> None:
    from rich.text import Text

    console.print(Text(case.name, style="bold"))
    known = [*case.identifiers, f"{case.articles} articles"]
    if case.told_until:
        known.append(f"until {case.told_until}")
    console.print(Text(", ".join(known), style="dim"))
    for step in case.steps:
        _show_step(step, console)
    for title, lines in (("Contradictions", case.contradictions), ("Not told", case.gaps)):
        if lines:
            console.print(Text(f"\n{title}", style="bold"))
        for line in lines:
            console.print(Text(f"- {line}"))


def _show_step(step: "Step", console: "Console") -> None:
    from rich.padding import Padding
    from rich.text import Text

    from claimx.merge.case_page import quotes_of

    event = step.event
    head = Text(f"\n{event.when or 'undated':24}", style="cyan")
    head.append(step.stage.label, style="bold")
    origins = f"{event.origins} independent origin{'' if event.origins == 1 else 's'}"
    style = "red" if event.status == "contested" else "dim"
    head.append(f"  {event.status.value}, {event.told_as}, {origins}", style=style)
    console.print(head)
    for quote in quotes_of(event):
        console.print(Padding(Text(f"“{quote.text}”"), (0, 0, 0, 4)))
        told = f"{quote.said} – {'; '.join(quote.articles)}"
        console.print(Padding(Text(told, style="dim"), (0, 0, 0, 6)))
