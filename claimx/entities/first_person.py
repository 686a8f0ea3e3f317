"""First and second person: "I" is who speaks, "we" a group around the speaker or a body."""

import re

from claimx.entities.chains import Chain, Chains
from claimx.entities.deeds import DOER
from claimx.entities.nodes import Node, Scene
from claimx.entities.speaking import body_of

_QUESTION = re.compile(r"(?:q\s*[:.]|[–—-]\s).*|.{0,240}\?\s*$", re.I | re.S)
_LEAST_QUESTIONS = 3
_BYLINE = re.compile(r"by[ \xa0].{3,60}", re.I)
_TOP = 8


def join_first_person(scene: Scene, chains: Chains) -> None:
    """Give first persons to speakers, and those of an interview to who is interviewed."""
    groups: dict[int, int] = {}
    loose: list[Node] = []
    questions = _questions(scene)
    for node in scene.nodes:
        if node.form is None or node.form[0] != "first":
            continue
        speaker = scene.speakers[node.quote] if node.quote is not None else None
        if speaker is None or (questions and _is_answer(scene, node, questions)):
            loose.append(node)
        elif node.form[1] == "one":
            if chains.of[speaker.index].kind == "person":
                chains.join(speaker.index, node.index)
        else:
            _join_we(scene, chains, node, chains.of[speaker.index], groups)
    _join_interview(scene, chains, loose, questions)


def join_second_person(scene: Scene, chains: Chains) -> None:
    """Give "you" in a quotation to the one person who is told: "He told her, “Your son …”"."""
    for node in scene.nodes:
        if node.form is None or node.form[0] != "second" or node.quote is None:
            continue
        speaker = scene.speakers[node.quote]
        told = _told(scene, speaker) if speaker is not None else None
        if told is not None and chains.of[told.index].kind == "person":
            chains.join(told.index, node.index)


def _told(scene: Scene, speaker: Node) -> Node | None:
    """The object of the verb of speech that a speaker governs; None where it has none."""
    verb = speaker.head.head
    if speaker.head.dep_ != "nsubj" or verb.lemma_ not in ("tell", "ask", "warn", "urge"):
        return None
    for child in verb.rights:
        if child.dep_ in ("dobj", "dative"):
            return scene.node_of(child, speaker)
    return None


def _is_answer(scene: Scene, node: Node, questions: frozenset[int]) -> bool:
    """Whether a quotation fills its paragraph in an interview, so that the guest speaks."""
    quote = scene.layout.quotes[node.quote or 0]
    start, end = scene.layout.paragraphs[node.paragraph]
    return node.paragraph > min(questions) and quote.start - start <= 2 and end - quote.end <= 2


def _join_we(
    scene: Scene, chains: Chains, node: Node, speaker: Chain, groups: dict[int, int]
) -> None:
    if speaker.kind != "person":
        chains.join(speaker.nodes[0].index, node.index)
        return
    body = body_of(scene, chains, speaker)
    if body is not None:
        chains.join(body, node.index)
        return
    around = _around(scene, chains, node, speaker)
    if around is not None:
        chains.join(around, node.index)
        return
    people = _people_before(scene, node)
    if people is not None:
        chains.join(people, node.index)
        return
    first = groups.setdefault(id(speaker), node.index)
    scene.voices[node.index] = speaker.nodes[0]
    chains.join(first, node.index)


def _around(scene: Scene, chains: Chains, node: Node, speaker: Chain) -> int | None:
    """The nearest group that holds the speaker: "Bell and her friends", "the Bell family"."""
    surnames = {n.name[-1] for n in speaker.nodes if n.name}
    found = []
    for other in scene.nodes:
        if other.members:
            held = [scene.by_head.get(at) for at in other.members]
            if any(one is not None and chains.of[one.index] is speaker for one in held):
                found.append(other)
        elif other.lemma == "family" and other.form is None and surnames & other.modifiers:
            found.append(other)
    return min(found, key=lambda n: abs(n.index - node.index)).index if found else None


def _people_before(scene: Scene, node: Node) -> int | None:
    """The people that the speaker has just spoken of: "People live in fear. We cannot protest."."""
    for other in reversed(scene.nodes[: node.index]):
        if other.quote != node.quote or node.sentence - other.sentence > 1:
            return None
        if (
            other.mention.kind == "group"
            and other.mention.level == "nominal"
            and other.article == "bare"
            and other.head.dep_ in ("nsubj", "nsubjpass")
            and other.deed != DOER
        ):
            return other.index
    return None


def _questions(scene: Scene) -> frozenset[int]:
    """Paragraphs that ask: marked with Q or a dash, or ending in a question mark."""
    text = scene.analysis.text
    found = [
        index
        for index, (start, end) in enumerate(scene.layout.paragraphs)
        if text[start:end].rstrip().endswith("?") and _QUESTION.fullmatch(text[start:end])
    ]
    return frozenset(found) if len(found) >= _LEAST_QUESTIONS else frozenset()


def _join_interview(
    scene: Scene, chains: Chains, loose: list[Node], questions: frozenset[int]
) -> None:
    """Outside quotations "I" is one narrator; in an interview also the "you" of the questions."""
    answers = [n for n in loose if n.paragraph not in questions]
    single = [n for n in answers if n.form and n.form[1] == "one"]
    several = [n for n in answers if n.form and n.form[1] == "many"]
    asked = [
        n
        for n in scene.nodes
        if questions
        and n.form
        and n.form[0] == "second"
        and n.quote is None
        and n.paragraph in questions
    ]
    author = _author(scene) if not asked else None
    if author is not None:
        _join_all(chains, author, single)
        _join_all(chains, None, several)
        scene.voices.update({node.index: scene.nodes[author] for node in several})
        return
    guest = _guest(scene, chains, min(questions)) if questions else None
    scene.guest = scene.nodes[guest] if guest is not None else None
    _join_all(chains, guest, single + asked)
    _join_all(chains, None, several)
    if guest is not None:
        scene.voices.update({node.index: scene.nodes[guest] for node in several})


def _author(scene: Scene) -> int | None:
    """The person whom a byline names, a line of its own near the top: "By Ann Bell"."""
    for node in scene.nodes:
        if node.paragraph >= _TOP:
            return None
        start, end = scene.layout.paragraphs[node.paragraph]
        if (
            node.mention.level == "name"
            and node.mention.kind == "person"
            and _BYLINE.fullmatch(scene.analysis.text[start:end].strip())
        ):
            return node.index
    return None


def _guest(scene: Scene, chains: Chains, start: int) -> int | None:
    """Who is interviewed: of the people before the first question the named one that is a subject.

    Then the one most often mentioned. Who asks stands in a byline, which has no verb.
    """
    people = {}
    for node in scene.nodes:
        if node.paragraph < start and chains.of[node.index].kind == "person":
            chain = chains.of[node.index]
            people[id(chain)] = chain

    def weight(chain: Chain) -> tuple[bool, bool, int]:
        early = [node for node in chain.nodes if node.paragraph < start]
        subject = any(node.head.dep_ in ("nsubj", "nsubjpass") for node in early)
        return chain.named, subject, len(early)

    best = max(people.values(), key=weight, default=None)
    return best.nodes[0].index if best is not None else None


def _join_all(chains: Chains, anchor: int | None, nodes: list[Node]) -> None:
    for node in nodes:
        anchor = node.index if anchor is None else anchor
        chains.join(anchor, node.index)
