"""Claims for a person at a terminal.

Trigger and arguments are marked in their sentence: bold, underlined and coloured where the terminal
can, and always so that it shows without colour too: `**jailed**`, `[Pavel Odin]`.
"""

import re
import sys
from collections.abc import Iterator
from itertools import pairwise

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from claimx.claim import Argument, Claim, Document, Source, Span

QUESTIONS = {
    "agent": "who",
    "victim": "whom",
    "object": "what",
    "place": "where",
    "time": "when",
    "method": "how",
    "cause": "why",
    "origin": "from",
    "destination": "to",
}
TRIGGER = "bold underline red"
ARGUMENT = "underline cyan"
STATUS = {
    "asserted": "green",
    "alleged": "yellow",
    "possible": "yellow",
    "planned": "blue",
    "demanded": "blue",
    "denied": "magenta",
}
WIDE = 100
CONTEXT = 300
LABEL_WIDTH = 8
# Control characters move the cursor, and directional overrides turn text around.
UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def make_console(width: int | None = None) -> Console:
    """A console on stdout: at most 100 columns wide, 80 where the output is piped."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=width)
    if width is None:
        console.width = min(console.width, WIDE)
    return console


def print_plainly(console: Console, *parts: RenderableType) -> None:
    """Print, and where it is no terminal leave out the spaces that pad lines to its width."""
    if console.is_terminal:
        console.print(*parts)
        return
    with console.capture() as captured:
        console.print(*parts)
    console.file.write(re.sub(r" +$", "", captured.get(), flags=re.M))


def two_columns(width: int) -> Table:
    """Rows of a label and its text, the label column `width` characters wide."""
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", width=width)
    rows.add_column(overflow="fold")
    return rows


def print_claims(
    document: Document, console: Console | None = None, most: int | None = None
) -> None:
    """Print claims of a document, each with its sentence, roles, speaker and status.

    Args:
        document: from `claimx.extract`.
        console: where to; None for stdout.
        most: how many claims at most; the rest is counted. None for all.
    """
    console = console or make_console()
    marks = console.color_system is None or console.no_color
    print_plainly(console, _heading(document))
    for number, claim in enumerate(document.claims[:most], start=1):
        print_plainly(console, Group("", _claim(number, claim, document.text, marks)))
    if most is not None and len(document.claims) > most:
        rest = f"… and {len(document.claims) - most} more"
        print_plainly(console, Group("", Text(rest, style="dim")))


def _heading(document: Document) -> Text:
    count = len(document.claims)
    found = "no claims" if not count else f"{count} claim{'s' if count > 1 else ''}"
    parts = [document.title, document.source, document.published, found]
    return Text(visible(" | ".join(part for part in parts if part)), style="bold")


def _claim(number: int, claim: Claim, text: str, marks: bool) -> RenderableType:
    head = Text.assemble((f"{number:>3}  ", "dim"), (claim.type, "bold"), "  ")
    head.append_text(status(claim))
    head.append(f"  {claim.confidence:.0%} sure", style="dim")
    rows = two_columns(LABEL_WIDTH)
    for label, value in _rows(claim):
        rows.add_row(label, value)
    body = Group(sentence(claim, text, marks), rows)
    return Group(head, Padding(body, (0, 0, 0, 5)))


def status(claim: Claim) -> Text:
    """Whether it is asserted, alleged, denied, and by which words."""
    name = "denied" if claim.polarity == "negative" else claim.modality
    shown = Text(name, style=STATUS.get(name, ""))
    if name == "denied" and claim.modality != "asserted":
        shown.append(f", {claim.modality}")
    cue = claim.polarity_cue if name == "denied" else claim.modality_cue
    if cue is not None:
        shown.append(f' ("{visible(cue.text)}")', style="dim")
    if claim.generic:
        shown.append(", in general")
    return shown


def _rows(claim: Claim) -> Iterator[tuple[str, Text]]:
    for role in (*QUESTIONS, "charge", "penalty"):
        arguments = claim.of_role(role)
        if arguments:
            value = Text("; ").join(Text(_named(argument)) for argument in arguments)
            if role == "time" and claim.when is not None:
                value.append(f" = {claim.when.value}")
            yield QUESTIONS.get(role, role), value
    if claim.when is not None and not claim.of_role("time"):
        yield "when", Text(claim.when.value)
    yield "says", _speaker(claim.source)


def _named(argument: Argument) -> str:
    notes = []
    name = argument.refers_to or argument.name
    if name is not None and (argument.kb_id or argument.nil_id) and name != argument.span.text:
        notes.append(f"= {name}")
    if argument.kb_id:
        notes.append(f"({argument.kb_id})")
    if argument.cross:
        notes.append("(named elsewhere)")
    return visible(" ".join([argument.span.text, *notes]))


def _speaker(source: Source | None) -> Text:
    if source is None:
        return Text("the article itself", style="dim")
    chain = "".join(f", according to {outer.text}" for outer in reversed(source.chain))
    shown = Text(visible(source.span.text + chain))
    notes = [note for note in (source.kind, source.quotation) if note]
    if source.cue is not None:
        notes.append(f'"{visible(source.cue.text)}"')
    if notes:
        shown.append(f" ({', '.join(notes)})", style="dim")
    return shown


def sentence(claim: Claim, text: str, marks: bool) -> Text:
    """The claim's sentence with trigger and arguments marked.

    Args:
        claim: the claim.
        text: the document's text.
        marks: whether brackets are added, for output without colour.
    """
    start, end = _shown(claim, len(text))
    spans = [(span, ARGUMENT, "[", "]") for span in {arg.span for arg in claim.args}]
    spans.append((claim.trigger, TRIGGER, "**", "**"))
    inside = [item for item in spans if start <= item[0].start and item[0].end <= end]
    cuts = sorted({start, end, *(c for item in inside for c in (item[0].start, item[0].end))})
    shown = Text("" if claim.sentence is None or start == claim.sentence.start else "… ")
    for left, right in pairwise(cuts):
        if marks:
            shown.append(_brackets(inside, left))
        styles = [style for span, style, _, _ in inside if span.start <= left < span.end]
        shown.append(visible(text[left:right]), style=" ".join(styles))
    if marks:
        shown.append(_brackets(inside, end))
    if claim.sentence is not None and end < claim.sentence.end:
        shown.append(" …")
    return shown


def _shown(claim: Claim, length: int) -> tuple[int, int]:
    """The sentence, or of a very long one the part around the trigger."""
    start = claim.sentence.start if claim.sentence else 0
    end = claim.sentence.end if claim.sentence else length
    return max(start, claim.trigger.start - CONTEXT), min(end, claim.trigger.end + CONTEXT)


def _brackets(spans: list[tuple[Span, str, str, str]], position: int) -> str:
    """What closes and then opens at a position, shorter spans inside longer ones."""
    ending = sorted((s for s in spans if s[0].end == position), key=lambda s: -s[0].start)
    starting = sorted((s for s in spans if s[0].start == position), key=lambda s: -s[0].end)
    return "".join(s[3] for s in ending) + "".join(s[2] for s in starting)


def visible(text: str) -> str:
    """The text with line breaks as spaces and nothing that moves a terminal's cursor."""
    return UNSHOWN.sub("\ufffd", text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))
