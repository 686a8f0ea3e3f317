"""What speaks for and against an act being so, by name, for the weights of models/factuality-en.

The cues that the lexicon and the parse find (`negation`, `modality`) come first; beside them stand
the words over and beside the act, and every word of the sentence of a class of
`cues/factuality_classes.toml` with the way through the parse from it to the act; last the
plain words (`factuality_words`). A feature that one word gives names it, so that the word can be
shown as the cue of the decision.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from claimx.qualify.anchors import Anchor
from claimx.qualify.cues import words
from claimx.qualify.factuality_words import plain_words
from claimx.qualify.negation import undoes
from claimx.qualify.scope import is_definite
from claimx.qualify.sentence_words import Evidence, SentenceWords
from claimx.qualify.tense import finite_tense

if TYPE_CHECKING:
    from spacy.tokens import Token

_HIGHEST = 8
_DEEPEST = 3
_FAR = (2, 6, 14)
_NEAR = 100  # words on either side; a runaway sentence must not make the work grow with its square


class Reading(NamedTuple):
    """What the lexicon and the parse say of an act: modality, its cue, negations, nearest first."""

    modality: str
    cue: "Token | None"
    negations: "Sequence[Token]"


def evidence(anchor: Anchor, reading: Reading, sentence: SentenceWords) -> list[Evidence]:
    """The features of one claim; `sentence` must be made from the anchor's sentence."""
    act = anchor.head.i - sentence.start
    if not 0 <= act < len(sentence.lower):
        return []
    path = sentence.path(act, _HIGHEST)
    found = list(_read(anchor, reading, act, sentence.start))
    found.extend(_own(anchor, sentence, act))
    found.extend(_beside(sentence, act))
    found.extend(_over(sentence, path))
    found.extend(_linked(anchor, sentence.start))
    found.extend(_around(anchor, reading, sentence, path))
    found.extend(plain_words(sentence, path, reading.modality))
    return found


def _read(anchor: Anchor, reading: Reading, act: int, start: int) -> Iterator[Evidence]:
    modality, type_ = reading.modality, anchor.proposal.type
    yield Evidence(f"read_{modality}")
    if reading.cue is not None:
        place = reading.cue.i - start
        yield Evidence(f"cue_{modality}_{reading.cue.lemma_.lower()}", place)
        if place == act:
            yield Evidence(f"cue_{modality}_itself", place)
        yield Evidence(f"read_{modality}_{type_}", place)
        yield Evidence(f"read_{modality}_{min(3, abs(place - act) // 4)}", place)
    negations = reading.negations
    yield Evidence(f"negations_{min(2, len(negations))}")
    odd = len(negations) % 2
    if undoes(anchor.head, type_):
        yield Evidence(f"undoes_{odd}")
    if negations:
        place = negations[0].i - start
        yield Evidence(f"negated_{odd}_{modality}", place)
        yield Evidence(f"negated_{odd}_{type_}", place)
        yield Evidence(f"negated_{odd}_{min(3, abs(place - act) // 4)}", place)
    for token in negations:
        yield Evidence(f"negation_{token.lemma_.lower()}", token.i - start)


def _own(anchor: Anchor, sentence: SentenceWords, act: int) -> Iterator[Evidence]:
    tag, type_ = sentence.tag[act], anchor.proposal.type
    tense = finite_tense(anchor.head)
    yield Evidence(f"type_{type_}")
    yield Evidence(f"tag_{tag}")
    yield Evidence(f"relation_{sentence.relation[act]}")
    yield Evidence(f"tag_{tag}_{sentence.relation[act]}")
    yield Evidence(f"type_{type_}_{tag}")
    yield Evidence(f"tense_{tense}")
    yield Evidence(f"tense_{tense}_{tag}")
    for role in sorted({argument.role for argument in anchor.proposal.args}):
        yield Evidence(f"has_{role}")
    if anchor.sentence.index == 0:
        yield Evidence("first_sentence")
    if sentence.lower[-1] in ("?", "!"):
        yield Evidence(f"last_{sentence.lower[-1]}")


def _beside(sentence: SentenceWords, act: int) -> Iterator[Evidence]:
    beside = words("factuality_classes", "beside")
    has_subject = determined = False
    for child in sentence.children[act]:
        relation, lower = sentence.relation[child], sentence.lower[child]
        determined = determined or relation in ("det", "poss", "nummod")
        if relation in beside:
            yield Evidence(f"own_{relation}_{lower}", child)
        elif relation == "prep":
            yield Evidence(f"own_prep_{lower}")
        elif relation in ("nsubj", "nsubjpass", "dobj"):
            has_subject = has_subject or relation != "dobj"
            tag = sentence.tag[child]
            yield Evidence(f"{relation}_{lower if tag in ('PRP', 'DT') else tag}")
            for word in sentence.children[child]:
                if sentence.relation[word] in ("det", "neg"):
                    yield Evidence(f"{relation}_det_{sentence.lower[word]}", word)
    if not has_subject:
        yield Evidence(f"no_subject_{sentence.tag[act]}")
    if not determined:
        yield Evidence(f"bare_{sentence.tag[act]}")


def _over(sentence: SentenceWords, path: Sequence[int]) -> Iterator[Evidence]:
    relations = _relations(sentence, path)
    for step, place in enumerate(path[1:6], 1):
        lemma = sentence.lemma[place]
        yield Evidence(f"over_{min(step, 2)}_{lemma}", place)
        yield Evidence(f"over_{lemma}_{relations[step - 1]}", place)
        if step <= 3:
            yield Evidence("way_" + ">".join(relations[:step]))
            yield Evidence(f"over_tag_{step}_{sentence.tag[place]}")
    yield Evidence(f"depth_{min(len(path), 6)}")


def _relations(sentence: SentenceWords, path: Sequence[int]) -> list[str]:
    """The relation of each step up; a preposition stands for its object's."""
    return [
        f"p:{sentence.lower[above]}"
        if sentence.relation[below] == "pobj"
        else sentence.relation[below]
        for below, above in pairwise(path)
    ]


def _linked(anchor: Anchor, start: int) -> Iterator[Evidence]:
    for number, link in enumerate(anchor.links[:4]):
        reached = "reached" if link.reached else "apart"
        lemma = link.governor.lemma_.lower()
        yield Evidence(f"link_{lemma}:{link.relation}_{reached}", link.governor.i - start)
        yield Evidence(f"link_{min(number, 1)}_{link.relation}_{reached}")
        if link.reached:
            yield Evidence(f"link_{link.relation}_{anchor.proposal.type}")


def _around(
    anchor: Anchor, reading: Reading, sentence: SentenceWords, path: Sequence[int]
) -> Iterator[Evidence]:
    """Every cue word near the act: its class, its distance and its way through the parse."""
    act, heads = path[0], sentence.heads
    steps = {place: step for step, place in enumerate(path)}
    relations = _relations(sentence, path)
    reached = {link.governor.i - sentence.start for link in anchor.links if link.reached}
    carried = {link.governor.i - sentence.start for link in anchor.links if link.carries} | {act}
    definite = is_definite(anchor.head)
    for cue, classes in sentence.cues_near(act, _NEAR):
        if cue == act:
            for name in classes:
                yield Evidence(f"{name}_itself", cue)
                yield Evidence(f"{name}_itself_{anchor.proposal.type}", cue)
            continue
        joint, down = cue, list[str]()
        while joint not in steps and len(down) < _DEEPEST and heads[joint] != joint:
            down.append(sentence.relation[joint])
            joint = heads[joint]
        where = f"{'before' if cue < act else 'after'}_{sum(abs(cue - act) > far for far in _FAR)}"
        for name in classes:
            yield Evidence(f"{name}_{where}", cue)
        if joint not in steps:
            for name in classes:
                yield Evidence(f"{name}_elsewhere", cue)
            continue
        up = relations[: steps[joint]]
        told = any(
            sentence.lemma[place] in words("factuality", "tellings") for place in path[1 : len(up)]
        )
        way = _Way(up, down, joint in carried, cue in reached, told, definite)
        yield from _joined(anchor, reading, classes, cue, way)


class _Way(NamedTuple):
    """From an act up to where it meets the way from a cue: both ways' relations, what it passes."""

    up: Sequence[str]
    down: Sequence[str]
    carried: bool
    reached: bool
    told: bool
    definite: bool


def _joined(
    anchor: Anchor, reading: Reading, classes: Sequence[str], cue: int, way: _Way
) -> Iterator[Evidence]:
    type_, low = anchor.proposal.type, len(way.down)
    crossed = sum(relation in words("factuality_classes", "clauses") for relation in way.up)
    carried = "carried" if way.carried else "apart"
    for name in classes:
        yield Evidence(f"{name}_at_{min(len(way.up), 3)}_{low}", cue)
        yield Evidence(f"{name}_across_{crossed}_{low}", cue)
        yield Evidence(f"{name}_{carried}_{low}", cue)
        if len(way.up) <= 2:
            yield Evidence(f"{name}_by_{'>'.join(way.up)}<{'<'.join(way.down)}", cue)
        if way.reached:
            yield Evidence(f"{name}_reached", cue)
            yield Evidence(f"{name}_reached_{type_}", cue)
        if name in words("factuality_classes", "negative"):
            yield Evidence(f"{name}_{carried}_{low}_{type_}", cue)
            yield Evidence(f"{name}_{carried}_{low}_{reading.modality}", cue)
            yield Evidence(f"{name}_{carried}_{low}_{'the' if way.definite else 'any'}", cue)
            if way.told:
                yield Evidence(f"{name}_of_telling_{low}", cue)
