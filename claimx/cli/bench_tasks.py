"""`claimx bench hrdsattack` and `claimx bench muc4`: an extractor on a public task."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from claimx.cli.evaluate import Progress, check_writable
from claimx.extract.registry import DEFAULT_EXTRACTOR

FAULTY = 1
Data = Annotated[Path, typer.Option(help="The public file.", metavar="FILE")]
Out = Annotated[Path, typer.Option(help="Write the stamped result here.", metavar="RESULT.json")]
Name = Annotated[str, typer.Option(help="See: claimx types --extractors")]
Seed = Annotated[int, typer.Option(help="Of the bootstrap.")]
HRDSATTACK = ("paper.", "null_aware.")
MUC4 = ("ceaf_ree",)


def hrdsattack_command(
    data: Data, out: Out, extractor: Name = DEFAULT_EXTRACTOR, seed: Seed = 0
) -> None:
    """Fill the fields of HRDsAttack from claims; exit 1 where an article could not be read."""
    from claimx.bench.hrdsattack.data import read_cases
    from claimx.bench.hrdsattack.evaluation import run

    total = len(_checked(read_cases, data, out))
    _finish(_run(run, "hrdsattack", total, data, out, extractor, seed), out, HRDSATTACK)


def muc4_command(data: Data, out: Out, extractor: Name = DEFAULT_EXTRACTOR, seed: Seed = 0) -> None:
    """Fill the roles of MUC-4 from claims; exit 1 where a document could not be read."""
    from claimx.bench.muc4.data import read_cases
    from claimx.bench.muc4.evaluation import run

    total = len(_checked(read_cases, data, out))
    _finish(_run(run, "muc4", total, data, out, extractor, seed), out, MUC4)


def _checked(read_cases: Callable[[Path], list[Any]], data: Path, out: Path) -> list[Any]:
    """The cases of the file: a fault in it or in the output's folder is told before any work."""
    check_writable(out)
    return read_cases(data)


def _run(
    run: Callable[..., dict[str, Any]],
    task: str,
    total: int,
    data: Path,
    out: Path,
    extractor: str,
    seed: int,
) -> dict[str, Any]:
    from claimx.pipeline import load

    words = ["claimx", "bench", task, "--data", str(data), "--out", str(out)]
    words += ["--extractor", extractor]
    return run(data, load(extractor), words, seed=seed, progress=Progress(total))


def _finish(result: Mapping[str, Any], out: Path, shown: tuple[str, ...]) -> None:
    """Write the result, show its figures beside the floors, and name what failed."""
    out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    rows = [name for name in result["figures"] if name.startswith(shown)]
    width = max(len(name) for name in rows)
    typer.echo(f"{'':{width}}  value  95 % interval  trivial")
    for name in rows:
        figure = result["figures"][name]
        low, high = (_plain(figure[end]) for end in ("low", "high"))
        value, floor = _plain(figure["value"]), _plain(figure["trivial"])
        typer.echo(f"{name:{width}}  {value}  {low} to {high}  {floor}")
    for failure in result["failed"]:
        sys.stderr.write(f"claimx: {failure['id']} failed: {failure['error']}\n")
    if result["failed"]:
        raise typer.Exit(FAULTY)


def _plain(value: float | None) -> str:
    return "    -" if value is None else f"{value:5.3f}"
