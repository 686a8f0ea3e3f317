"""First and second person: "I" is who speaks, "we" a group around the speaker or a body."""

import re

from claimx.entities.chains import Chain, Chains
from claimx.entities.nodes import Node, Scene
from claimx.entities.speaking import body_of

_QUESTION = re.compile(r"(?:q\s*[:.]|[–—-]\s).*|.{0,240}\?\s*$", re.I | re.S)
_LEAST_QUESTIONS = 3


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
    first = groups.setdefault(id(speaker), node.index)
    scene.voices[node.index] = speaker.nodes[0]
    chains.join(first, node.index)


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
    guest = _guest(scene, chains, min(questions)) if questions else None
    scene.guest = scene.nodes[guest] if guest is not None else None
    _join_all(chains, guest, single + asked)
    _join_all(chains, None, several)
    if guest is not None:
        scene.voices.update({node.index: scene.nodes[guest] for node in several})


def _guest(scene: Scene, chains: Chains, start: int) -> int | None:
    """Who is interviewed: the person most often mentioned before the first question."""
    people = {}
    for node in scene.nodes:
        if node.paragraph < start and chains.of[node.index].kind == "person":
            chain = chains.of[node.index]
            people[id(chain)] = chain
    best = max(
        people.values(), key=lambda c: sum(n.paragraph < start for n in c.nodes), default=None
    )
    return best.nodes[0].index if best is not None else None


def _join_all(chains: Chains, anchor: int | None, nodes: list[Node]) -> None:
    for node in nodes:
        anchor = node.index if anchor is None else anchor
        chains.join(anchor, node.index)
