"""The steps of a person's case, as `stages.toml` lists them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Stage:
    """One step; `order` is its place in the file, the other fields are explained there."""

    name: str
    label: str
    order: int
    after: tuple[str, ...]
    custody: str | None
    last: bool


@lru_cache(maxsize=1)
def stages_by_type() -> Mapping[str, Stage]:
    """The step that each claim type belongs to."""
    source = resources.files("claimx.merge").joinpath("stages.toml")
    found = {}
    for order, (name, entry) in enumerate(tomllib.loads(source.read_text("utf-8")).items()):
        stage = Stage(
            name,
            entry["label"],
            order,
            tuple(entry.get("after", ())),
            entry.get("custody"),
            entry.get("last", False),
        )
        found.update(dict.fromkeys(entry["types"], stage))
    return found


@lru_cache(maxsize=1)
def stage_labels() -> Mapping[str, str]:
    """What each step is called, by its name."""
    return {stage.name: stage.label for stage in stages_by_type().values()}
