"""Who is who: puts entities, links and local identifiers on claims.

Composes the rooms of `entities` for one article; called by the pipeline once claims are qualified.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from claimx.claim import Argument, Claim, Entity, Source, Span
from claimx.entities.coreference import cluster
from claimx.entities.knowledge_base import KnowledgeBase
from claimx.entities.linker import link
from claimx.entities.mention import Cluster, Link, Mention
from claimx.entities.mentions import find_mentions
from claimx.qualify.known_speakers import with_known_speakers

if TYPE_CHECKING:
    from claimx.language import Analysis

# Roles whose fillers are people, bodies or places; the others are acts, things and times.
NAMED_ROLES = frozenset({"agent", "victim", "place", "origin", "destination"})


@dataclass(frozen=True)
class Identified:
    """Claims with their entities, and the entities themselves."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]


def identify(analysis: "Analysis", claims: Sequence[Claim], base: KnowledgeBase) -> Identified:
    """Find the entities of an article and say which of them fill the roles of its claims.

    Args:
        analysis: the parsed article.
        claims: its claims, qualified.
        base: the knowledge base to link to.

    Returns:
        The same claims in the same order, with `entity`, `name`, `kb_id` and `nil_id` on
        arguments and sources where they are known, and the source that a speaking pronoun means
        by its entity; and every entity that is named or fills a
        role. No claims and no names give no entities.
    """
    seeds = sorted({span for claim in claims for span in _named_spans(claim)})
    clusters = cluster(analysis, find_mentions(analysis, seeds))
    spans = [[mention.span for mention in one.mentions] for one in clusters]
    claims = with_known_speakers(analysis, claims, spans)
    links = link(
        clusters, base, text=analysis.text, title=analysis.title, published=analysis.published
    )
    places = _Places(clusters)
    named = tuple(_with_names(claim, places, links) for claim in claims)
    used = {entity for claim in named for entity in _entities_of(claim)}
    return Identified(
        named,
        tuple(_entity(c, links[c.id]) for c in clusters if c.named or c.id in used),
    )


def _named_spans(claim: Claim) -> Iterable[Span]:
    yield from (arg.span for arg in claim.args if arg.role in NAMED_ROLES)
    if claim.source is not None:
        yield claim.source.span


def _entities_of(claim: Claim) -> Iterable[str]:
    yield from (arg.entity for arg in claim.args if arg.entity is not None)
    if claim.source is not None and claim.source.entity is not None:
        yield claim.source.entity


class _Places:
    """Which cluster a span of the text belongs to."""

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self.exact: dict[tuple[int, int], tuple[Cluster, Mention]] = {}
        self.heads: dict[int, tuple[Cluster, Mention]] = {}
        for found in clusters:
            for mention in found.mentions:
                self.exact[mention.span.start, mention.span.end] = (found, mention)
                self.heads.setdefault(mention.head, (found, mention))

    def at(self, span: Span) -> tuple[Cluster, Mention] | None:
        """The cluster with a mention of exactly this span, else with its head inside it.

        Of several heads the last counts: in English the head ends its phrase.
        """
        found = self.exact.get((span.start, span.end))
        if found is not None:
            return found
        inside = [head for head in self.heads if span.start <= head < span.end]
        return self.heads[max(inside)] if inside else None


def _with_names(claim: Claim, places: _Places, links: Mapping[str, Link]) -> Claim:
    return replace(
        claim,
        args=tuple(_named_argument(arg, places, links) for arg in claim.args),
        source=None if claim.source is None else _named_source(claim.source, places, links),
    )


def _named_argument(arg: Argument, places: _Places, links: Mapping[str, Link]) -> Argument:
    found = places.at(arg.span) if arg.role in NAMED_ROLES else None
    if found is None:
        return arg
    entity, mention = found
    decision = links[entity.id]
    pronoun = mention.level == "pronoun" and entity.named
    return replace(
        arg,
        entity=entity.id,
        name=entity.name,
        kb_id=decision.kb_id,
        nil_id=decision.nil_id,
        refers_to=entity.name if pronoun else arg.refers_to,
    )


def _named_source(source: Source, places: _Places, links: Mapping[str, Link]) -> Source:
    found = places.at(source.span)
    if found is None:
        return source
    entity, _ = found
    return replace(source, entity=entity.id, name=entity.name, kb_id=links[entity.id].kb_id)


def _entity(entity: Cluster, decision: Link) -> Entity:
    attributes: dict[str, Any] = {
        attribute.name: {
            "value": attribute.value,
            "text": attribute.span.text,
            "start": attribute.span.start,
            "end": attribute.span.end,
        }
        for attribute in entity.attributes
    }
    return Entity(
        id=entity.id,
        kind=decision.kind or entity.kind,
        name=entity.name,
        mentions=tuple(mention.span for mention in entity.mentions),
        kb_id=decision.kb_id,
        nil_id=decision.nil_id,
        attributes=attributes,
        probability=round(decision.probability, 3),
        reasons=decision.reasons,
    )
