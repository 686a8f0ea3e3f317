"""The leaderboard as Markdown and as one HTML page that needs no network."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimx.bench import leaderboard, plots
from claimx.bench.store import MARKDOWN, PAGE

if TYPE_CHECKING:
    from jinja2 import Environment

Result = Mapping[str, Any]


def write_pages(result: Result, folder: Path) -> list[Path]:
    """Write both pages into a folder; returns their paths."""
    written = []
    for name, content in ((MARKDOWN, make_markdown(result)), (PAGE, make_page(result))):
        path = folder / name
        path.write_text(content, "utf-8", errors="backslashreplace")
        written.append(path)
    return written


def make_markdown(result: Result) -> str:
    """The leaderboard as Markdown tables."""
    return _render("leaderboard.md.j2", result, escape=False)


def make_page(result: Result) -> str:
    """The leaderboard as HTML, with plots as SVG and without scripts."""
    return _render("leaderboard.html.j2", result, escape=True)


def _render(template: str, result: Result, *, escape: bool) -> str:
    environment = _environment(escape)
    content = resources.files("claimx.bench").joinpath(template).read_text("utf-8")
    return environment.from_string(content).render(
        result=result,
        boards=leaderboard.make_boards(result),
        busy=leaderboard.busy(result),
        headline=leaderboard.HEADLINE,
        plotted=leaderboard.PLOTTED,
        frame=plots.RELIABILITY,
    )


def _environment(escape: bool) -> "Environment":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=escape, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["number"] = leaderboard.number
    environment.filters["bounds"] = leaderboard.bounds
    environment.filters["signed"] = leaderboard.signed
    environment.filters["megabytes"] = leaderboard.megabytes
    environment.filters["cell"] = lambda text: " ".join(str(text).split()).replace("|", "\\|")
    return environment
