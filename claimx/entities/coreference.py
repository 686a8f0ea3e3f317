"""Coreference in one article: mentions in, one cluster for each entity out.

Names and certain syntax first, and the first person to who speaks; then, from left to right, every
mention that stands alone joins the earlier chain that the ranker prefers, or none.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from claimx.entities.aliases import aliases
from claimx.entities.attributes import attributes
from claimx.entities.candidates import candidates, features, none_features
from claimx.entities.certain_links import certain_links
from claimx.entities.chains import Chain, Chains
from claimx.entities.first_person import join_first_person, join_second_person
from claimx.entities.mention import Cluster, Mention
from claimx.entities.naming import name_of
from claimx.entities.nodes import Node, Scene, read_scene
from claimx.entities.ranker import Ranker, load_ranker
from claimx.entities.same_name import group_names
from claimx.entities.speaking import speakers

if TYPE_CHECKING:
    from claimx.language import Analysis

EARLY = 4
Choose = Callable[[Node, list[Chain], list[list[str]]], Chain | None]


def cluster(
    analysis: "Analysis", mentions: Sequence[Mention], *, ranker: Ranker | None = None
) -> list[Cluster]:
    """Put the mentions of one entity together.

    Args:
        analysis: the parsed article.
        mentions: from `claimx.entities.mentions.find_mentions`, or gold ones.
        ranker: None for the bundled one.

    Returns:
        Clusters `e1`, `e2`, … in order of first mention; an entity that is mentioned once has a
        cluster too. Every mention in the parsed body is in exactly one; empty for no mentions.

    Raises:
        ModelError: where the bundled ranker is missing or damaged.
    """
    scene = read_scene(analysis, mentions)
    chains = resolve(scene, chooser(ranker or _bundled()))
    found = []
    for chain in chains.all():
        mentions_of = [n.mention for n in chain.nodes if not n.members]
        if not mentions_of:
            continue
        ordered = tuple(sorted(mentions_of, key=lambda m: (m.span.start, m.span.end)))
        found.append((ordered[0].span, chain, ordered))
    found.sort(key=lambda item: item[0])
    return [
        Cluster(
            f"e{number}",
            chain.kind,
            _called(scene, chains, chain),
            ordered,
            attributes(scene, chains, chain),
            chain.named,
        )
        for number, (_, chain, ordered) in enumerate(found, 1)
    ]


@lru_cache(maxsize=1)
def _bundled() -> Ranker:
    return load_ranker()


def chooser(ranker: Ranker) -> Choose:
    """The decision by a ranker: the best candidate, or None where "none" scores highest."""

    def choose(node: Node, found: list[Chain], named: list[list[str]]) -> Chain | None:
        scores = [ranker.score(names) for names in named]
        best = max(range(len(scores)), key=scores.__getitem__)
        return found[best] if best < len(found) else None

    return choose


def resolve(scene: Scene, choose: Choose) -> Chains:
    """The chains of a scene; `choose` decides each mention that neither name nor syntax settles.

    `choose` gets the mention, its candidate chains and their features; the features of "none"
    follow as the last, where "none" is allowed (for noun phrases, names and "it" alone).
    """
    chains = Chains(scene)
    for group in group_names(scene.nodes):
        for node in group[1:]:
            chains.join(group[0].index, node.index)
    for one, other in aliases(scene):
        chains.join(one, other)
    for one, other in certain_links(scene):
        if not _two_names(chains, one, other):
            chains.join(one, other)
    scene.speakers = speakers(scene)
    join_first_person(scene, chains)
    join_second_person(scene, chains)
    for node in scene.nodes:
        if not _open(node) or any(_open(n) for n in chains.of[node.index].before(node.index)):
            continue
        found = candidates(scene, chains, node)
        if not found:
            continue
        named = features(scene, chains, node, found)
        if node.form is None or (node.lemma == "it" and node.form[4] == "personal"):
            named.append(none_features(node, chains.of[node.index], node.sentence <= EARLY))
        chosen = choose(node, found, named)
        if chosen is not None:
            chains.join(chosen.nodes[0].index, node.index)
    return chains


def _open(node: Node) -> bool:
    """Whether the ranker decides a mention: third person, not relative."""
    if node.members:
        return False
    return node.form is None or (node.form[0] == "third" and node.form[4] != "relative")


def _called(scene: Scene, chains: Chains, chain: Chain) -> str:
    """The name of a chain; "we" that nothing describes is called after who says it."""
    if all(node.form is not None for node in chain.nodes):
        voice = next((scene.voices[n.index] for n in chain.nodes if n.index in scene.voices), None)
        if voice is not None and chains.of[voice.index] is not chain:
            return f"{name_of(chains.of[voice.index])} and others"
    return name_of(chain)


def _two_names(chains: Chains, one: int, other: int) -> bool:
    """Whether a link would make one entity of two names that do not name the same."""
    first, second = chains.of[one], chains.of[other]
    return first is not second and first.named and second.named
