"""Which chains a mention may join, and what speaks for and against each, as named features."""

from bisect import bisect_right
from collections.abc import Sequence

from claimx.entities.binding import other_subject
from claimx.entities.chains import Chain, Chains
from claimx.entities.nodes import Node, Scene, is_kin
from claimx.entities.pair_features import pair_features
from claimx.entities.unnamed import PLURAL_TAGS

_SUBJECT = frozenset(("nsubj", "nsubjpass"))
REACH = 9
NOMINAL_REACH = 60
NOMINAL_NEAR = 5
MOST = 14
_BODIES = frozenset(("organisation", "public_body", "place", "facility"))
_PLURAL = frozenset(("group", "organisation", "public_body"))
# "he" and "she" are decided alike.
_SORT = {"he": "person", "she": "person"}


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
    subject = other_subject(scene, node)
    for at in range(node.index - 1, -1, -1):
        other, chain = scene.nodes[at], chains.of[at]
        if node.sentence - other.sentence > reach or len(found) == MOST:
            break
        if chain is own or id(chain) in seen:
            continue
        seen.add(id(chain))
        if not (
            _may(kind, own, chain, node)
            and not _nested(node, other)
            and _near(node, other, own, chain)
        ):
            continue
        if subject is not None and any(n is subject for n in chain.nodes):
            continue
        speech = (
            _speaks_here(node, chain) if node.form is not None else _spoken_of(scene, own, chain)
        )
        if not speech:
            found.append(chain)
    return found


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
        return _several(chain)
    if kind == "name":
        return not chain.named and _alike(own, chain) and _genders(own, chain)
    if own.named and chain.named:
        return False
    # What is cheap to tell is asked first: every earlier chain is.
    mixed = own.kind in _PLURAL and chain.kind in _PLURAL
    return (mixed or _alike(own, chain)) and _genders(own, chain) and not _other_rank(node, chain)


def _several(chain: Chain) -> bool:
    """Whether "they" may be a chain: people, a body, or a place that acts or has a plural noun.

    A chain of "it" alone and a building are none; "12 Hong Kongers" are several, though a name.
    """
    if chain.kind in ("group", "public_body"):
        return True
    told = [node for node in chain.nodes if node.form is None]
    if chain.kind == "organisation":
        return bool(told)
    plural = any([node.plural or node.head.tag_ in PLURAL_TAGS for node in told])
    return plural or (chain.kind == "place" and chain.named)


def _alike(own: Chain, chain: Chain) -> bool:
    return own.kind == chain.kind or (own.kind in _BODIES and chain.kind in _BODIES)


def _other_rank(node: Node, chain: Chain) -> bool:
    """Whether a description has another rank than those with its noun: "deputy editor"."""
    rank, lemma = node.ranks, node.lemma
    return any(
        [
            other.lemma == lemma and other.form is None and other.ranks != rank
            for other in chain.nodes
        ]
    )


def _genders(one: Chain, other: Chain) -> bool:
    return not one.gender or not other.gender or one.gender == other.gender


def features(scene: Scene, chains: Chains, node: Node, rivals: Sequence[Chain]) -> list[list[str]]:
    """What speaks for `node` being of each candidate; `rivals` are nearest first."""
    kind = class_of(node)
    sort = _SORT.get(kind, kind)
    standing = _standings(node, rivals)
    return [
        [
            f"{sort}:{name}"
            for name in pair_features(scene, chains, node, rival, rank) + standing[rank]
        ]
        for rank, rival in enumerate(rivals)
    ]


def _standings(node: Node, rivals: Sequence[Chain]) -> list[list[str]]:
    """How each candidate stands among the others: how often mentioned, first in its sentence."""
    before = [chain.before(node.index) for chain in rivals]
    sizes = sorted(len(nodes) for nodes in before)
    places: dict[int, list[tuple[int, int]]] = {}
    for rank, nodes in enumerate(before):
        for other in nodes[-4:]:
            places.setdefault(other.sentence, []).append((other.index, rank))
    for here in places.values():
        here.sort()
    found = []
    subjects = 0
    for rank, nodes in enumerate(before):
        last = nodes[-1]
        more = len(sizes) - bisect_right(sizes, len(nodes))
        first = next((at for at, whose in places[last.sentence] if whose != rank), last.index)
        gap = min(node.sentence - last.sentence, 3)
        found.append([f"order={min(more, 3)}", f"left={first >= last.index}.{gap}"])
        if node.form is not None and last.head.dep_ in _SUBJECT:
            found[-1].append(f"subject.rank={min(subjects, 3)}")
            subjects += 1
    if len(rivals) == 1:
        found[0].append("alone")
    return found


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
