"""What speaks for and against a mention being of an earlier chain, as named features."""

from claimx.entities.chains import Chain, Chains
from claimx.entities.nodes import Node, Scene
from claimx.entities.noun_kinds import kinds_of
from claimx.entities.pronoun_features import pronoun_features

_SUBJECT = frozenset(("nsubj", "nsubjpass"))


def pair_features(scene: Scene, chains: Chains, node: Node, chain: Chain, rank: int) -> list[str]:
    """How near and how salient a chain is for a mention, and how well the two fit.

    Args:
        scene: the article.
        chains: all chains so far.
        node: the mention.
        chain: one that has a mention before `node`.
        rank: how many candidates are nearer.

    Returns:
        Names of features, not yet told apart by the kind of the mention.
    """
    before = chain.before(node.index)
    found = _distance(node, before[-1], rank) + _salience(node, chain, before)
    special = pronoun_features if node.form is not None else _nominal
    return found + special(scene, chains, node, chain, before)


def _distance(node: Node, last: Node, rank: int) -> list[str]:
    gap = node.sentence - last.sentence
    bucket = str(gap) if gap < 4 else "4-6" if gap < 7 else "7+"
    return [
        f"gap={bucket}",
        f"rank={min(rank, 5)}",
        f"gap.rank={min(gap, 2)}.{min(rank, 3)}",
        f"paragraph={min(node.paragraph - last.paragraph, 3)}",
    ]


def _salience(node: Node, chain: Chain, before: list[Node]) -> list[str]:
    last = before[-1]
    found = [
        f"last={last.mention.level}",
        f"size={min(len(before), 6)}",
        f"named={chain.named}",
        f"kind={chain.kind}",
        f"role={last.head.dep_}",
    ]
    if before[0].sentence <= 2:
        found.append("lead")
    if any([n.sentence == node.sentence - 1 and n.head.dep_ in _SUBJECT for n in before[-4:]]):
        found.append("subject.before")
    if any([n.sentence == node.sentence and n.head.dep_ in _SUBJECT for n in before[-3:]]):
        found.append("subject.here")
    # Nodes stand in text order, so the last four tell whether there are four.
    found.append(f"recent={sum([node.sentence - n.sentence <= 3 for n in before[-4:]])}")
    return found


def _nominal(
    scene: Scene, chains: Chains, node: Node, chain: Chain, before: list[Node]
) -> list[str]:
    own = chains.of[node.index]
    roles = own.roles - {""}
    article = node.article
    nominals = [n for n in before if n.mention.level == "nominal"]
    found = [
        f"kinds={own.kind}.{chain.kind}",
        f"article={article}",
        f"article.last={article}.{before[-1].article}",
    ]
    same = (
        []
        if node.part or node.name
        else [n for n in nominals if n.lemma == node.lemma and not n.part]
    )
    found.append(f"part={node.part}.{any(n.part for n in nominals)}")
    if same:
        match = same[-1]
        found += ["head", f"head.{article}.{match.article}"]
        extra, lost = node.modifiers - match.modifiers, match.modifiers - node.modifiers
        found.append(f"head.extra={min(len(extra), 2)}.lost={min(len(lost), 2)}")
        if match.mention.span.text.lower() == node.mention.span.text.lower():
            found.append(f"same.text.{article}")
    elif roles & chain.roles:
        found += ["role", f"role.{article}"]
    elif nominals:
        found.append(f"other.head.{article}")
    else:
        found.append(f"no.head.{article}.{own.kind}")
    if node.name and set(node.name) & {w for n in nominals for w in n.modifiers}:
        found.append("name.in.modifiers")
    if own.kind != "person" and chain.named:
        found += [*_body_noun(node, chain), f"noun={node.lemma}.{chain.kind}"]
    found += _owners(chains, node, nominals)
    found += _counts(node, chain, before)
    if before[0].sentence <= 1 and node.sentence <= 4:
        found.append(
            f"headline.{article}.{'head' if same else 'role' if roles & chain.roles else 'none'}"
        )
    return found


def _body_noun(node: Node, chain: Chain) -> list[str]:
    """Whether the common noun stands in the name, or names what the name's kind is."""
    names = {word for n in chain.nodes if n.name for word in n.name}
    if node.lemma in names:
        return [f"noun.in.name.{node.article}"]
    return ["noun.fits" if chain.kind in kinds_of(node.lemma) else "noun.fits.not"]


def _owners(chains: Chains, node: Node, nominals: list[Node]) -> list[str]:
    if node.owner is None:
        return []
    mine = chains.of[node.owner]
    for other in nominals:
        if other.lemma == node.lemma and other.owner is not None:
            return ["owner.same" if chains.of[other.owner] is mine else "owner.other"]
    return ["owner.new"]


def _counts(node: Node, chain: Chain, before: list[Node]) -> list[str]:
    if node.count is None:
        return []
    counts = [n.count for n in before if n.count is not None]
    if not counts:
        return ["count.new"]
    return ["count.same"] if node.count in counts else ["count.other"]
