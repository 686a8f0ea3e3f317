"""A training recipe: which data, which settings, read from a `recipe.toml` beside the model."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from claimx.errors import InputError

# The trainer of each kind of recipe; imported when used, since each loads much.
TRAINERS = {
    "calibration": "claimx.training.calibration:train_calibration",
    "claims": "claimx.training.claims_recipe:train_claims",
    "coreference": "claimx.training.coreference:train_coreference",
    "factuality": "claimx.training.factuality:train_factuality",
    "gate": "claimx.training.gate:train_gate",
    "genericity": "claimx.training.qualifiers_generic:train_genericity",
    "rules": "claimx.training.rules_recipe:train_rules",
    "when": "claimx.training.qualifiers_when:train_when",
}

NEEDED = {"corpus", "split"}
PUBLIC = "hrdsattack"
OPTIONAL = {"texts", "format", "whole", "share"}


@dataclass(frozen=True, slots=True)
class DataPart:
    """One split of one corpus to learn from.

    Attributes:
        corpus: a path, or the name of a bundled one.
        split: which one.
        texts: for stand-off labels, the public file that holds their texts.
        format: of that file; see `public_texts`.
        whole: none of its articles is ever kept out of training.
        share: how much of it each epoch reads, another draw each time; above 0, at most 1.
    """

    corpus: str
    split: str
    texts: str | None = None
    whole: bool = False
    share: float = 1.0
    format: str = PUBLIC


@dataclass(frozen=True, slots=True)
class Recipe:
    """A parsed recipe.

    Attributes:
        kind: which trainer reads it.
        version: of the model that it makes.
        folder: where the recipe lies; the model is written there.
        data: what to learn from.
        settings: the remaining tables, as the trainer of `kind` defines them.
    """

    kind: str
    version: str
    folder: Path
    data: tuple[DataPart, ...]
    settings: dict[str, Any]


def read_recipe(path: Path) -> Recipe:
    """Read and check a recipe.

    Raises:
        InputError: where the file is missing, is no TOML, or lacks a field.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(
            f"recipe {str(path)!r} cannot be read ({error.strerror}); expected a recipe.toml"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"recipe {str(path)!r} is not TOML ({error}); mend it") from error
    kind = content.pop("kind", None)
    if kind not in TRAINERS:
        raise InputError(
            f"recipe {str(path)!r}: kind is {kind!r}, expected one of {', '.join(TRAINERS)}"
        )
    version = content.pop("version", None)
    parts = content.pop("data", None)
    if not isinstance(version, str) or not isinstance(parts, list) or not parts:
        raise InputError(
            f"recipe {str(path)!r} needs a version and at least one [[data]] with corpus and split"
        )
    data = tuple(_part(part, path) for part in parts)
    return Recipe(kind, version, path.resolve().parent, data, content)


def _part(part: dict[str, Any], path: Path) -> DataPart:
    if not NEEDED <= set(part) <= NEEDED | OPTIONAL:
        raise InputError(
            f"recipe {str(path)!r}: [[data]] holds {sorted(part)}, expected corpus and split, "
            f"and if need be {', '.join(sorted(OPTIONAL))}"
        )
    share = part.get("share", 1.0)
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 < share <= 1:
        raise InputError(
            f"recipe {str(path)!r}: share in [[data]] is {share!r}, "
            "expected a number above 0 and at most 1"
        )
    texts = str(part["texts"]) if "texts" in part else None
    return DataPart(
        str(part["corpus"]),
        str(part["split"]),
        texts,
        bool(part.get("whole", False)),
        float(share),
        str(part.get("format", PUBLIC)),
    )


def require_tables(recipe: Recipe, expected: set[str]) -> None:
    """Check that a recipe has exactly the tables that its trainer reads.

    Raises:
        InputError: for a table that is missing or unknown.
    """
    if set(recipe.settings) != expected:
        raise InputError(
            f"recipe in {recipe.folder.name}: tables {sorted(recipe.settings)}, "
            f"expected {sorted(expected)}"
        )


def train(recipe: Recipe, say: Callable[[str], None]) -> Path:
    """Make the model of a recipe and return its folder; `say` is told what happens."""
    module, name = TRAINERS[recipe.kind].split(":")
    made: Path = getattr(import_module(module), name)(recipe, say)
    return made
