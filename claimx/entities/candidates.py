"""Which chains a mention may join, and what speaks for and against each, as named features."""

from claimx.entities.chains import Chain, Chains
from claimx.entities.nodes import Node, Scene, is_kin
from claimx.entities.noun_kinds import kinds_of
from claimx.entities.words import words

REACH = 9
NOMINAL_REACH = 60
NOMINAL_NEAR = 5
MOST = 14
_BODIES = frozenset(("organisation", "public_body", "place", "facility"))
# "he" and "she" are decided alike.
_SORT = {"he": "person", "she": "person"}
_SUBJECT = frozenset(("nsubj", "nsubjpass"))


def class_of(node: Node) -> str:
    """What kind of decision a mention is: he, she, it, they, nominal or name."""
    if node.form is None:
        return "name" if node.mention.level == "name" else "nominal"
    _, number, gender, _, _ = node.form
    if gender:
        return "he" if gender == "male" else "she"
    return "they" if number == "many" else "it"


def candidates(scene: Scene, chains: Chains, node: Node) -> list[Chain]:
    """Earlier chains that may be the entity of `node`, nearest first."""
    kind = class_of(node)
    reach = REACH if node.form is not None else NOMINAL_REACH
    found: list[Chain] = []
    seen: set[int] = set()
    own = chains.of[node.index]
    speaking = _speaking(scene, chains, node)
    for other in reversed(scene.nodes[: node.index]):
        if node.sentence - other.sentence > reach or len(found) == MOST:
            break
        chain = chains.of[other.index]
        if chain is own or chain is speaking or id(chain) in seen:
            continue
        seen.add(id(chain))
        if _speaks_here(node, chain) if node.form is not None else _spoken_of(scene, own, chain):
            continue
        if (
            _may(kind, own, chain, node)
            and not _nested(node, other)
            and _near(node, other, own, chain)
        ):
            found.append(chain)
    return found


def _speaking(scene: Scene, chains: Chains, node: Node) -> Chain | None:
    """Who utters the quotation that holds a pronoun: its "he" is somebody else."""
    if node.quote is None or node.form is None:
        return None
    speaker = scene.speakers[node.quote] or scene.guest
    return chains.of[speaker.index] if speaker is not None else None


def _speaks_here(node: Node, chain: Chain) -> bool:
    """Whether a chain is "I" or "we" in the very speech in which `node` is a third person."""
    return any(
        other.form is not None
        and other.form[0] == "first"
        and other.quote == node.quote
        and (node.quote is not None or other.paragraph == node.paragraph)
        for other in chain.nodes
    )


def _spoken_of(scene: Scene, own: Chain, chain: Chain) -> bool:
    """Whether a speaker of `own` says "he" or "she" of `chain`, which is thus somebody else."""
    for other in chain.nodes:
        if other.quote is not None and other.form is not None and other.form[0] == "third":
            speaker = scene.speakers[other.quote]
            if speaker is not None and any(speaker is node for node in own.nodes):
                return True
    return False


def _near(node: Node, other: Node, own: Chain, chain: Chain) -> bool:
    """Whether a chain is near enough: a shared noun reaches far, a mere fit of kinds does not."""
    if (
        node.form is not None
        or node.sentence - other.sentence <= NOMINAL_NEAR
        or other.sentence < 2
    ):
        return True
    return bool(own.roles & chain.roles) or (chain.named and chain.kind in _BODIES)


def _nested(node: Node, other: Node) -> bool:
    """Whether one lies inside the other, so that they cannot be one ("her brother": not she)."""
    if node.head.doc is not other.head.doc:
        return False
    if other.members:
        return other.first <= node.first and node.end <= other.end
    return other.first <= node.head.i < other.end or node.first <= other.head.i < node.end


def _may(kind: str, own: Chain, chain: Chain, node: Node) -> bool:
    if kind in ("he", "she"):
        gender = node.mention.gender
        return chain.kind == "person" and chain.gender in (None, gender)
    if kind == "it":
        return chain.kind in _BODIES or (
            chain.kind == "group" and not any(n.plural for n in chain.nodes)
        )
    if kind == "they":
        return chain.kind != "person"
    if kind == "name":
        return (
            not chain.named
            and (own.kind == chain.kind or {own.kind, chain.kind} <= _BODIES)
            and _genders(own, chain)
        )
    same = own.kind == chain.kind or {own.kind, chain.kind} <= _BODIES
    mixed = {own.kind, chain.kind} <= {"group", "organisation", "public_body"}
    return (same or mixed) and _genders(own, chain)


def _genders(one: Chain, other: Chain) -> bool:
    return not one.gender or not other.gender or one.gender == other.gender


def features(scene: Scene, chains: Chains, node: Node, chain: Chain, rank: int) -> list[str]:
    """What speaks for `node` being of `chain`; `rank` counts the nearer candidates."""
    kind = class_of(node)
    before = chain.before(node.index)
    last = before[-1]
    shared = _distance(node, last, rank) + _salience(node, chain, before)
    if node.form is not None:
        special = _pronoun(scene, chains, node, chain, before)
    else:
        special = _nominal(scene, chains, node, chain, before)
    sort = _SORT.get(kind, kind)
    return [f"{sort}:{name}" for name in shared + special]


def none_features(node: Node, chain: Chain, headline: bool) -> list[str]:
    """What speaks for a noun phrase or name being none of the earlier entities."""
    kind = class_of(node)
    names = [
        "none",
        f"none.article={node.article}",
        f"none.kind={chain.kind}",
        f"none.named={chain.named}",
        f"none.modifiers={min(len(node.modifiers), 3)}.{node.article}",
        f"none.lemma={node.lemma}" if node.name == () else "none.name",
        f"none.kin={is_kin(node)}.{node.article}",
        f"none.counted={node.count is not None}.{node.article}",
        f"none.length={min(len(chain.nodes), 4)}",
        f"none.part={node.part}",
    ]
    if headline:
        names.append("none.early")
    if node.form is not None:
        verb = node.head.head
        names += [
            f"none.role={node.head.dep_}",
            f"none.verb={verb.lemma_}",
            f"none.quoted={node.quote is not None}",
        ]
        names += [
            f"none.child={child.dep_}"
            for child in verb.rights
            if child.dep_ in ("acomp", "ccomp", "advcl", "attr", "xcomp")
        ]
    return [f"{kind}:{name}" for name in names]


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
    if any(n.head.dep_ in _SUBJECT and n.sentence == node.sentence - 1 for n in before[-4:]):
        found.append("subject.before")
    if any(n.head.dep_ in _SUBJECT and n.sentence == node.sentence for n in before[-3:]):
        found.append("subject.here")
    recent = sum(node.sentence - n.sentence <= 3 for n in before)
    found.append(f"recent={min(recent, 4)}")
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
