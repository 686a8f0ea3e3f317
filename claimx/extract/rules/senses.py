"""Word senses that are no claims: a press release, a clinical trial, a free press, an air strike.

Read from `senses.toml`; each entry names a trigger and the company in which it means something
else. They veto before any weight is asked.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from claimx.errors import ClaimxError

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimx.extract.rules.triggers import Trigger

FIELDS = {
    "base",
    "left",
    "right",
    "modifier",
    "object",
    "subject",
    "head",
    "preposition_object",
    "near",
}


@dataclass(frozen=True, slots=True)
class Sense:
    """The company of one trigger in which it claims nothing.

    `left` and `right` are the words directly beside it; `modifier`, `object`, `subject` and
    `head` are lower-case words of its dependents or of the noun that it modifies; `near` are
    words anywhere in its sentence.
    """

    left: frozenset[str]
    right: frozenset[str]
    modifier: frozenset[str]
    object: frozenset[str]
    subject: frozenset[str]
    head: frozenset[str]
    preposition_object: frozenset[str]
    near: frozenset[str]

    def applies(self, trigger: "Trigger", words: frozenset[str]) -> bool:
        """Whether the trigger stands in this company; `words` are those of its sentence."""
        doc, root = trigger.root.doc, trigger.root
        if trigger.first > 0 and doc[trigger.first - 1].lower_ in self.left:
            return True
        if trigger.last + 1 < len(doc) and doc[trigger.last + 1].lower_ in self.right:
            return True
        if root.dep_ in {"compound", "amod", "nmod"} and root.head.lower_ in self.head:
            return True
        if not self.near.isdisjoint(words):
            return True
        return any(self._fits(child) for child in root.children)

    def _fits(self, child: "Token") -> bool:
        if child.dep_ in {"compound", "amod", "nmod", "poss"}:
            return child.lower_ in self.modifier
        if child.dep_ in {"dobj", "nsubjpass"}:
            return child.lower_ in self.object
        if child.dep_ == "nsubj":
            return child.lower_ in self.subject
        if child.dep_ == "prep":
            return any(
                grandchild.lower_ in self.preposition_object for grandchild in child.children
            )
        return False


@dataclass(frozen=True)
class Senses:
    """All vetoes by trigger base."""

    by_base: Mapping[str, tuple[Sense, ...]]

    def keep(self, triggers: Sequence["Trigger"]) -> list["Trigger"]:
        """The triggers of one sentence that no sense vetoes."""
        if not triggers:
            return []
        words = frozenset(token.lower_ for token in triggers[0].root.sent)
        return [trigger for trigger in triggers if not self._vetoed(trigger, words)]

    def _vetoed(self, trigger: "Trigger", words: frozenset[str]) -> bool:
        senses = self.by_base.get(trigger.base, ())
        return any(sense.applies(trigger, words) for sense in senses)


@lru_cache(maxsize=1)
def load_senses() -> Senses:
    """Read `senses.toml`.

    Raises:
        ClaimxError: for an entry with an unknown field.
    """
    file = resources.files("claimx.extract.rules").joinpath("senses.toml")
    data: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    by_base: dict[str, list[Sense]] = defaultdict(list)
    for entry in data["sense"]:
        unknown = set(entry) - FIELDS
        if unknown:
            raise ClaimxError(
                f"senses.toml: unknown fields {sorted(unknown)}; expected {sorted(FIELDS)}"
            )
        sense = Sense(**{name: frozenset(entry.get(name, ())) for name in FIELDS - {"base"}})
        for base in entry["base"]:
            by_base[base].append(sense)
    return Senses({base: tuple(senses) for base, senses in by_base.items()})
