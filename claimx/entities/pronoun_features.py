"""What speaks for and against a pronoun being of an earlier chain, as named features."""

from typing import TYPE_CHECKING

from claimx.entities.chains import Chain, Chains
from claimx.entities.nodes import Node, Scene
from claimx.entities.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECT = frozenset(("nsubj", "nsubjpass"))


def pronoun_features(
    scene: Scene, chains: Chains, node: Node, chain: Chain, before: list[Node]
) -> list[str]:
    """What speaks for and against a pronoun being of an earlier chain.

    Args:
        scene: the article.
        chains: all chains so far.
        node: the pronoun.
        chain: one that has a mention before it.
        before: the mentions of `chain` before it, in text order.
    """
    last = before[-1]
    use = node.form[4] if node.form else ""
    gender = "known" if chain.gender else "unknown"
    if not chain.gender and chain.guess and node.mention.gender:
        gender = "fits" if chain.guess == node.mention.gender else "clashes"
    gap = min(node.sentence - last.sentence, 3)
    found = [
        f"gender={gender}",
        f"use={use}.{last.head.dep_}",
        f"kind.use={chain.kind}.{use}",
        f"kind.role={chain.kind}.{last.head.dep_}",
        f"level.gap={last.mention.level}.{gap}",
        f"role.gap={last.head.dep_}.{gap}",
        _party(node, chain),
        *_told(scene, node, last),
    ]
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


def _party(node: Node, chain: Chain) -> str:
    """Whether the nouns of a chain are of who does acts of force or of whom they befall."""
    does = not chain.roles.isdisjoint(words("phrases", "doers"))
    suffers = not chain.roles.isdisjoint(words("phrases", "sufferers"))
    return f"party={does}.{suffers}.{node.deed}"


def _told(scene: Scene, node: Node, last: Node) -> list[str]:
    """How the last mention stands to the verb of speech that reports what the pronoun does."""
    verb = _report(scene, node)
    if verb is None or last.head.doc is not verb.doc:
        return []
    above = last.head.head
    if above.i == verb.i:
        return [f"told.{last.head.dep_}.{node.head.dep_}"]
    if above.head.i == verb.i and above.dep_ in _SUBJECT:
        return [f"told.{last.head.dep_}.of.{above.dep_}"]
    return ["told.other"]


def _report(scene: Scene, node: Node) -> "Token | None":
    """The nearest verb of speech whose clause of content holds a mention."""
    if node.index not in scene.reports:
        found, below, steps = None, node.head, 0
        while found is None and below.head.i != below.i and steps < 8:
            verb, steps = below.head, steps + 1
            if below.dep_ == "ccomp" and verb.lemma_ in words("phrases", "speech_verbs"):
                found = verb
            below = verb
        scene.reports[node.index] = found
    return scene.reports[node.index]


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
    plural = any([n.plural for n in before])
    joined = any([n.members for n in before])
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
