"""`claimx train RECIPE`: make a model from its recipe."""

from pathlib import Path
from typing import Annotated

import typer

from claimx.training.recipe import read_recipe, train


def train_command(
    recipe: Annotated[Path, typer.Argument(help="A recipe.toml; the model is written beside it.")],
) -> None:
    """Make a model from its recipe, reproducibly."""
    folder = train(read_recipe(recipe), lambda line: typer.echo(line, err=True))
    typer.echo(f"wrote {folder.name}")
