"""What `claimx extract --explain` prints: the entities of a document and why each was linked."""

from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from claimx.claim import Document, Entity
from claimx.cli.table import make_console, print_plainly, visible

INDENT = 5
SHOWN_MENTIONS = 8


def print_entities(document: Document, console: Console | None = None) -> None:
    """Print each entity that is named: kind, identifier, how sure, the reasons and its mentions.

    Args:
        document: from `claimx.extract`.
        console: where to; None for stdout.
    """
    console = console or make_console()
    named = [entity for entity in document.entities if entity.kb_id or entity.nil_id]
    print_plainly(console, Text(f"\nWho and where: {len(named)} named", style="bold"))
    for entity in named:
        print_plainly(console, Group("", _entity(entity)))


def _entity(entity: Entity) -> Group:
    head = Text.assemble((visible(entity.name), "bold"), f"  {entity.kind}  ")
    head.append(entity.kb_id or f"not in the knowledge base ({entity.nil_id})")
    if entity.probability is not None:
        head.append(f"  {entity.probability:.0%} sure", style="dim")
    lines = [Text(f"- {visible(reason)}") for reason in entity.reasons]
    words = dict.fromkeys(visible(mention.text) for mention in entity.mentions)
    shown = "; ".join(list(words)[:SHOWN_MENTIONS])
    rest = len(words) - SHOWN_MENTIONS
    lines.append(Text(f"called: {shown}{f' … and {rest} more' if rest > 0 else ''}", style="dim"))
    return Group(head, Padding(Group(*lines), (0, 0, 0, INDENT)))
