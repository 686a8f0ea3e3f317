"""The tables of a recipe of kind "claims"."""

from dataclasses import dataclass, fields
from typing import Any

from claimx.errors import InputError
from claimx.training.recipe import Recipe


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """The table `[train]`.

    Attributes:
        seed: of every random choice; of the order of run `n` it is `seed + n`.
        runs: how many networks are trained and averaged.
        epochs: passes over the data.
        encoder_rate, head_rate: highest learning rates; both rise for a tenth of the steps and
            fall to zero.
        pieces: word pieces a batch, padding included.
        lengths: passages are cut at one of these lengths, another for each article and epoch.
        recased: share of articles read in lower case, and the same in upper case.
        hidden: share of passages and windows that are shown without parse and lexicon.
        masked: share of pieces shown as [MASK].
        smoothing: label smoothing of the trigger classes.
        averaging: share of each step in the running average of the weights, which is kept.
        silver: share of the articles of `[silver]` that each epoch reads.
        path_count: paths seen less often near triggers are not told apart.
        threads: of torch.
    """

    seed: int
    runs: int
    epochs: int
    encoder_rate: float
    head_rate: float
    pieces: int
    lengths: tuple[int, ...]
    recased: float
    hidden: float
    masked: float
    smoothing: float
    averaging: float
    silver: float
    path_count: int
    threads: int


def train_settings(recipe: Recipe) -> TrainSettings:
    """The settings of a recipe.

    Raises:
        InputError: for a table or a key that is missing or unknown, or of another kind.
    """
    table: dict[str, Any] = dict(recipe.settings["train"])
    expected = {field.name: field.type for field in fields(TrainSettings)}
    if set(table) != set(expected):
        raise InputError(
            f"recipe in {recipe.folder.name}: [train] has {sorted(table)}, "
            f"expected exactly {sorted(expected)}"
        )
    table["lengths"] = tuple(table["lengths"])
    for name, value in table.items():
        wanted = (int,) if expected[name] in (int, "int") else (int, float)
        if name != "lengths" and (isinstance(value, bool) or not isinstance(value, wanted)):
            raise InputError(
                f"recipe in {recipe.folder.name}: [train] {name} is {value!r}, expected a number"
            )
    return TrainSettings(**table)
