"""What the numbers of the learned model mean: types, roles, modalities and paths."""

import json
from dataclasses import dataclass
from pathlib import Path

from claimx.errors import ModelError
from claimx.schema import load_vocabulary

FILE = "labels.json"
# The speaker is found like an argument, though it is none.
SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Labels:
    """The label map of a model.

    Attributes:
        types: of a trigger; class 0 is "no trigger", type `t` is class `t + 1`.
        roles: of an argument, `SOURCE` last; class 0 is none, `1 + 2r` begins role `r`,
            `2 + 2r` continues it.
        modalities: in the order of the model's output.
        paths: numbers of dependency paths.
    """

    types: tuple[str, ...]
    roles: tuple[str, ...]
    modalities: tuple[str, ...]
    paths: dict[str, int]


def vocabulary_labels(paths: dict[str, int]) -> Labels:
    """The labels of today's vocabulary, in alphabetical order, for a model in training."""
    vocabulary = load_vocabulary()
    return Labels(
        tuple(sorted(vocabulary.types)),
        (*sorted(vocabulary.roles), SOURCE),
        ("asserted", "alleged", "possible", "planned", "demanded"),
        paths,
    )


def write_labels(labels: Labels, folder: Path) -> None:
    """Write the label map into a model folder."""
    content = {
        "types": labels.types,
        "roles": labels.roles,
        "modalities": labels.modalities,
        "paths": labels.paths,
    }
    (folder / FILE).write_text(json.dumps(content, indent=0) + "\n", "utf-8")


def read_labels(folder: Path) -> Labels:
    """The label map of a model folder, checked against the vocabulary.

    Raises:
        ModelError: where it is damaged, or was made for other types or roles than claimx has.
    """
    try:
        content = json.loads((folder / FILE).read_text("utf-8"))
        found = Labels(
            tuple(content["types"]),
            tuple(content["roles"]),
            tuple(content["modalities"]),
            {str(label): int(number) for label, number in content["paths"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"label map {folder / FILE} cannot be read ({error!r}); reinstall the model"
        ) from error
    expected = vocabulary_labels({})
    for name in ("types", "roles", "modalities"):
        have, want = set(getattr(found, name)), set(getattr(expected, name))
        if have != want:
            raise ModelError(
                f"model {folder.name} was made for other {name} "
                f"({', '.join(sorted(have ^ want))} differ); expected those of this claimx: "
                "train it again, or use the version of claimx that it was made with"
            )
    return found
