"""A bench's TOML file, read into its definition.

Faults of the file are told before anything runs. Whether an extractor, corpus or split exists is
not asked here: a cell that cannot run is recorded with its reason and the others go on.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from claimx.bench.definition import Conditions, Contender, CorpusSplit, Definition
from claimx.errors import InputError


def read_definition(path: Path) -> Definition:
    """Read a bench's TOML file.

    Raises:
        InputError: for a file that is missing or no TOML, an unknown key, a value of the wrong
            kind, two contenders of one label, or a reference that is no contender.
    """
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"bench {str(path)!r} cannot be read ({error}); expected a TOML file"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"bench {str(path)!r} is not TOML ({error}); see evaluation/leaderboard/README.md"
        ) from error
    return _Reader(path).definition(content)


class _Reader:
    """Takes a parsed file apart and names the place of any fault."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def definition(self, content: Mapping[str, Any]) -> Definition:
        kinds: dict[str, type] = {
            "title": str, "reference": str, "rank_by": str,
            "run": dict, "corpora": list, "extractors": list,
        }  # fmt: skip
        self.check(content, kinds, "the file", needed=("reference", "corpora", "extractors"))
        contenders = [self.contender(entry) for entry in self.tables(content, "extractors")]
        splits = [s for entry in self.tables(content, "corpora") for s in self.splits(entry)]
        labels = [contender.label for contender in contenders]
        for what, names in (("extractor", labels), ("corpus", [s.label for s in splits])):
            for name in names:
                if names.count(name) > 1:
                    self.refuse(f"two entries are the {what} {name!r}; give each its own label")
        if content["reference"] not in labels:
            self.refuse(
                f"reference is {content['reference']!r}, "
                f"expected the label of an extractor: {', '.join(labels)}"
            )
        return Definition(
            self.path.stem,
            content.get("title", self.path.stem),
            self.path.resolve().parent,
            content["reference"],
            self.rank_by(content.get("rank_by", "claim.f1")),
            tuple(contenders),
            tuple(splits),
            self.conditions(content.get("run", {})),
        )

    def contender(self, entry: Mapping[str, Any]) -> Contender:
        kinds: dict[str, type] = {
            "extractor": str, "label": str, "bare": bool, "repeat": bool, "settings": dict
        }  # fmt: skip
        self.check(entry, kinds, "[[extractors]]", needed=("extractor",))
        name = entry["extractor"]
        return Contender(
            entry.get("label", name),
            name,
            entry.get("settings", {}),
            bare=entry.get("bare", False),
            repeat=entry.get("repeat", True),
        )

    def splits(self, entry: Mapping[str, Any]) -> list[CorpusSplit]:
        kinds: dict[str, type] = {"corpus": str, "splits": list, "label": str}
        self.check(entry, kinds, "[[corpora]]", needed=("corpus",))
        names = entry.get("splits", [None])
        if not names or not all(name is None or isinstance(name, str) for name in names):
            self.refuse(f"splits is {names!r}, expected names, as in splits = ['dev']")
        label = entry.get("label") or Path(entry["corpus"]).name
        return [CorpusSplit(entry["corpus"], name, label) for name in names]

    def conditions(self, table: Mapping[str, Any]) -> Conditions:
        kinds = {field.name: type(field.default) for field in fields(Conditions)}
        self.check(table, kinds, "[run]")
        for key, value in table.items():
            least = 0 if key in ("speed_runs", "warm_up", "seed") else 0.001
            if not isinstance(value, bool) and value < least:
                self.refuse(f"{key} in [run] is {value!r}, expected more than that")
        return Conditions(**table)

    def rank_by(self, name: str) -> str:
        from claimx.scoring.figures import all_figures

        known = [figure.name for figure in all_figures()]
        if name not in known:
            close = _close(name, known)
            self.refuse(f"rank_by is {name!r}{close}, expected a figure such as 'claim.f1'")
        return name

    def tables(self, content: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        entries = content[key]
        if not entries or not all(isinstance(entry, dict) for entry in entries):
            self.refuse(f"{key} is {entries!r}, expected at least one table [[{key}]]")
        return list(entries)

    def check(
        self,
        table: Mapping[str, Any],
        kinds: Mapping[str, type],
        where: str,
        *,
        needed: Sequence[str] = (),
    ) -> None:
        for key, value in table.items():
            if key not in kinds:
                close = _close(key, kinds)
                self.refuse(f"{where} has {key!r}{close}, expected one of: {', '.join(kinds)}")
            kind = kinds[key]
            fits = isinstance(value, (int, float) if kind is float else kind)
            if not fits or (isinstance(value, bool) and kind is not bool):
                self.refuse(f"{key} in {where} is {value!r}, expected {_NAMES[kind]}")
        for key in needed:
            if key not in table:
                self.refuse(f"{where} has no {key!r}; add it")

    def refuse(self, fault: str) -> NoReturn:
        raise InputError(f"bench {str(self.path)!r}: {fault}")


_NAMES = {
    str: "words", bool: "true or false", int: "a whole number", float: "a number",
    dict: "a table", list: "a list",
}  # fmt: skip


def _close(name: str, known: Sequence[str] | Mapping[str, Any]) -> str:
    close = get_close_matches(name, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""
