"""What speaks for and against a mention being of an earlier chain, as named features."""

from claimx.entities.chains import Chain, Chains
from claimx.entities.nodes import Node, Scene
from claimx.entities.noun_kinds import kinds_of
from claimx.entities.words import words

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
    special = _pronoun if node.form is not None else _nominal
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


def _pronoun(
    scene: Scene, chains: Chains, node: Node, chain: Chain, before: list[Node]
) -> list[str]:
    last = before[-1]
    use = node.form[4] if node.form else ""
    gender = "known" if chain.gender else "unknown"
    if not chain.gender and chain.guess and node.mention.gender:
        gender = "fits" if chain.guess == node.mention.gender else "clashes"
    found = [f"gender={gender}", f"use={use}.{last.head.dep_}", f"kind.use={chain.kind}.{use}"]
    if last.form is not None:
        found.append(f"after={last.form[4]}.{last.form[0]}")
        found.append("same.word" if last.lemma == node.lemma else "other.word")
    if (node.head.dep_ in _SUBJECT) and last.head.dep_ in _SUBJECT:
        found.append("parallel.subject")
    found += [f"bind={name}" for name in _binding(node, last)]
    found += _deeds(node, before)
    found += _many(node, chain, before)
    found += _quoted(scene, chains, node, chain, last)
    if node.head.dep_ in _SUBJECT and node.head.head.lemma_ in words("phrases", "speech_verbs"):
        spoke = any(
            n.head.dep_ in _SUBJECT and n.head.head.lemma_ in words("phrases", "speech_verbs")
            for n in before[-3:]
        )
        found.append(f"speaks={spoke}")
    if last.article != "pronoun":
        found.append(f"article={last.article}")
    if last.head.i == last.end - 1 and last.head.dep_ == "pobj":
        found.append(f"preposition={last.head.head.lower_}")
    if last.owner is not None:
        found.append("has.owner")
    return found


def _deeds(node: Node, before: list[Node]) -> list[str]:
    """The part of the mention in an act of force beside the parts that the chain played."""
    parts = [n.deed for n in before[-6:] if n.deed is not None]
    played = "none" if not parts else parts[0] if len(set(parts)) == 1 else "both"
    found = [f"deed={node.deed}.{played}"]
    if parts:
        found.append(f"deed.last={node.deed}.{parts[-1]}")
    return found


def _many(node: Node, chain: Chain, before: list[Node]) -> list[str]:
    """What "they" asks of a chain: plural words, a coordination, its noun."""
    if node.mention.number != "many" and node.lemma != "it":
        return []
    nominals = [n for n in before if n.mention.level == "nominal"]
    plural = any(n.plural for n in before)
    joined = any(n.members for n in before)
    found = [f"plural={plural}.{joined}.{chain.kind}"]
    found += [f"noun={lemma}" for lemma in {n.lemma for n in nominals if n.lemma}]
    if nominals:
        found.append(f"noun.deed={nominals[-1].lemma}.{node.deed}")
    found.append(f"kind.deed={chain.kind}.{node.deed}")
    return found


def _binding(node: Node, last: Node) -> list[str]:
    """How the two stand to each other in one clause."""
    if node.sentence != last.sentence or node.head.doc is not last.head.doc:
        return []
    use = node.form[4] if node.form else ""
    if (
        use == "personal"
        and last.head.head.i == node.head.head.i
        and last.head.dep_ not in ("poss", "conj")
    ):
        return ["clash"]
    found = []
    verb, steps = node.head, 0
    while verb.head.i != verb.i and steps < 8:
        verb, steps = verb.head, steps + 1
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        if last.head.head.i == verb.i and last.head.dep_ in _SUBJECT:
            clause = "own" if use == "possessive" and steps <= 2 else f"{min(steps, 4)}"
            found.append(f"governed.{use}.{clause}")
            break
    if last.head.head.i == node.head.head.i and use == "possessive":
        found.append("sister")
    return found or [f"none.{use}"]


def _quoted(scene: Scene, chains: Chains, node: Node, chain: Chain, last: Node) -> list[str]:
    found = [f"quoted={node.quote is not None}.{last.quote is not None}.{node.quote == last.quote}"]
    if node.quote is not None:
        speaker = scene.speakers[node.quote]
        if speaker is not None and chains.of[speaker.index] is chain:
            found.append("is.speaker")
    elif last.quote is not None:
        speaker = scene.speakers[last.quote]
        if speaker is not None and chains.of[speaker.index] is chain:
            found.append("was.speaker")
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
