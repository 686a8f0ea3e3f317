"""Chains of mentions while they grow, and what a chain as a whole tells of its entity."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from operator import attrgetter

from claimx.entities.nodes import Node, Scene

_WEIGHT = {"name": 6.0, "nominal": 3.0, "pronoun": 0.5}
# A given name tells less than one pronoun, so that one wrong link is not the end of a chain.
_GUESS = 0.9
_place = attrgetter("index")


def _most(votes: Mapping[str, float]) -> str | None:
    return max(votes, key=votes.__getitem__) if any(votes.values()) else None


class Chain:
    """The nodes of one entity, in text order."""

    __slots__ = ("gender", "guess", "kind", "named", "nodes", "roles")

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.refresh()

    def refresh(self) -> None:
        """Read kind, gender and roles anew from the nodes; gender only where it is certain."""
        kinds: dict[str, float] = defaultdict(float)
        genders: dict[str, float] = defaultdict(float)
        self.named = False
        self.guess: str | None = None
        self.roles: set[str] = set()
        for node in self.nodes:
            mention = node.mention
            weight = _WEIGHT[mention.level]
            if not (mention.level == "pronoun" and mention.gender is None):
                kinds[mention.kind] += weight
            if mention.gender:
                genders[mention.gender] += 1 if mention.level == "pronoun" else weight
            if mention.level == "name":
                self.named = True
                self.guess = self.guess or node.guess
            if mention.level != "pronoun":
                self.roles |= node.roles
        self.kind = _most(kinds) or self.nodes[0].mention.kind
        if self.guess is not None:
            genders[self.guess] += _GUESS
        lead = abs(genders["male"] - genders["female"])
        self.gender = _most(genders) if self.kind == "person" and lead > _GUESS else None

    def before(self, index: int) -> list[Node]:
        """The nodes that stand before node `index` of the article."""
        return self.nodes[: bisect_left(self.nodes, index, key=_place)]


class Chains:
    """A partition of the nodes of a scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.of = [Chain([node]) for node in scene.nodes]

    def join(self, one: int, other: int) -> None:
        """Put the chains of two nodes together."""
        first, second = self.of[one], self.of[other]
        if first is second:
            return
        first.nodes = sorted(first.nodes + second.nodes, key=lambda node: node.index)
        for node in second.nodes:
            self.of[node.index] = first
        first.refresh()

    def all(self) -> list[Chain]:
        """Each chain once, in order of first mention."""
        seen: dict[int, Chain] = {}
        for chain in self.of:
            seen.setdefault(id(chain), chain)
        return list(seen.values())
