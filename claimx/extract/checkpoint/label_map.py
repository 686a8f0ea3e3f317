"""How a checkpoint's labels, or the questions that it is asked, become our types and roles.

For token classification:

    task = "token-classification"
    ignore = ["MISC"]                  # labels that mean nothing to us
    [types]
    "Justice:Arrest-Jail" = "ARREST"   # a label of the model, without B- or I-
    [roles]
    PER = "victim"

For question answering, `[types]` and `[roles]` give the question by our name; see
`questions.toml`.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from claimx.errors import InputError
from claimx.schema import load_vocabulary

TOKENS = "token-classification"
QUESTIONS = "question-answering"
BUNDLED_QUESTIONS = "questions.toml"
SCHEMES = ("B-", "I-", "E-", "S-", "L-", "U-")
OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class LabelMap:
    """A checked map.

    Attributes:
        task: `token-classification` or `question-answering`.
        types, roles: our name by the model's label, or the question by our name.
        ignore: labels of the model that are known and not used.
    """

    task: str
    types: Mapping[str, str]
    roles: Mapping[str, str]
    ignore: frozenset[str] = frozenset()


def load_label_map(file: Path | None) -> LabelMap:
    """Read a label map; None for the bundled questions.

    Raises:
        InputError: for a file that is missing, no TOML, of another shape, or that names types
            or roles which the vocabulary does not know.
    """
    name = str(file or BUNDLED_QUESTIONS)
    try:
        source = file or resources.files("claimx.extract.checkpoint").joinpath(BUNDLED_QUESTIONS)
        data = tomllib.loads(source.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"label map {name!r} cannot be read as TOML ({error})") from error
    return parse_label_map(data, name)


def parse_label_map(data: Mapping[str, Any], name: str) -> LabelMap:
    """Check the content of a label map; `name` stands in messages."""
    task = data.get("task")
    tables = {"task", "types", "roles"} | ({"ignore"} if task == TOKENS else set())
    if task not in (TOKENS, QUESTIONS) or not set(data) <= tables or not data.get("types"):
        raise InputError(
            f"label map {name!r} has task {task!r} and the entries {sorted(data)}; expected task "
            f"{TOKENS!r} or {QUESTIONS!r}, the tables [types] and [roles], and for tokens 'ignore'"
        )
    roles = data.get("roles", {})
    vocabulary = load_vocabulary()
    for kind, table, known in (
        ("types", data["types"], vocabulary.types),
        ("roles", roles, vocabulary.roles),
    ):
        unknown = sorted(
            {str(entry) for entry in (table.values() if task == TOKENS else table)} - set(known)
        )
        if unknown:
            raise InputError(
                f"label map {name!r} [{kind}]: {unknown} are no {kind} of the vocabulary; "
                f"expected some of {sorted(known)}"
            )
    if task == QUESTIONS:
        _check_questions({**data["types"], **roles}, name)
    return LabelMap(task, dict(data["types"]), dict(roles), frozenset(data.get("ignore", ())))


def _check_questions(questions: Mapping[str, Any], name: str) -> None:
    for entry, question in questions.items():
        try:
            good = isinstance(question, str) and bool(question.format(trigger="x").strip())
        except (KeyError, IndexError, ValueError):
            good = False
        if not good:
            raise InputError(
                f"label map {name!r}: {entry} has the question {question!r}; "
                "expected a text, with no other braces than {trigger}"
            )


def check_labels(label_map: LabelMap, labels: Iterable[str], name: str) -> None:
    """Refuse a map for tokens that does not fit the labels of a checkpoint.

    Raises:
        InputError: naming the labels of the model that the map leaves out, and those of the map
            that the model does not have.
    """
    has = {bare_label(label) for label in labels} - {OUTSIDE}
    mapped = set(label_map.types) | set(label_map.roles)
    clash = sorted(set(label_map.types) & set(label_map.roles)) + sorted(mapped & label_map.ignore)
    missing = sorted(has - mapped - label_map.ignore)
    strange = sorted((mapped | label_map.ignore) - has)
    if clash or missing or strange:
        faults = [
            f"{words} {', '.join(found)}"
            for words, found in (
                ("it has no entry for", missing),
                ("the model does not know", strange),
                ("it maps twice", clash),
            )
            if found
        ]
        raise InputError(
            f"label map {name!r} does not fit the model: {'; '.join(faults)}. "
            f"The model's labels are {', '.join(sorted(has)) or 'none'}; put those that mean "
            "nothing to us under 'ignore'"
        )


def bare_label(label: str) -> str:
    """A label without the mark of its place in a span (`B-PER` is `PER`)."""
    return label[2:] if label[:2] in SCHEMES and len(label) > 2 else label
