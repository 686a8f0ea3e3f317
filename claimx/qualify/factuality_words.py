"""The plain words around an act and over it, for the weights of models/factuality-en.

The classes of `factuality_features` are lists that somebody wrote; these features are whatever
stands there, so that the weights find words that no list holds. Names and numbers are told by their
tag alone: who does something says nothing of whether it is so. They speak of the modality only; a
negation must reach the act, and that these features cannot tell.
"""

from collections.abc import Iterator, Sequence

from claimx.qualify.cues import words
from claimx.qualify.sentence_words import Evidence, SentenceWords

PLAIN = "plain_"
_BEFORE, _AFTER = 12, 8
_CLOSE = (-3, -2, -1, 1, 2)
_OVER = 6
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_EDGE = "|"


def plain_words(sentence: SentenceWords, path: Sequence[int], modality: str) -> Iterator[Evidence]:
    """The words close to an act and over it; every name begins with `PLAIN`.

    Args:
        sentence: that the act stands in.
        path: the act's place and those over it, nearest first.
        modality: as the lexicon reads it.
    """
    for name, place in _around(sentence, path[0], modality):
        yield Evidence(PLAIN + name, place)
    for name, place in _over(sentence, path[:_OVER]):
        yield Evidence(PLAIN + name, place)


def _around(sentence: SentenceWords, act: int, modality: str) -> Iterator[Evidence]:
    """The act's own word, the words close to it with their places, and others of the sentence."""
    own, tag = _word(sentence, act), sentence.tag[act]
    yield Evidence(f"act_{own}")
    yield Evidence(f"act_{own}_{modality}")
    for step in _CLOSE:
        place = act + step
        yield Evidence(f"at_{step}_{_word(sentence, place)}", place)
    third, second, first = (_word(sentence, act - step) for step in (3, 2, 1))
    yield Evidence(f"at_-1_{first}_{tag}", act - 1)
    yield Evidence(f"at_-2_{second}_{first}", act - 1)
    yield Evidence(f"at_-3_{third}_{second}_{first}", act - 1)
    for place in range(max(0, act - _BEFORE), act):
        yield Evidence(f"before_{_word(sentence, place)}", place)
    for place in range(act + 1, min(len(sentence.lower), act + 1 + _AFTER)):
        yield Evidence(f"after_{_word(sentence, place)}", place)


def _word(sentence: SentenceWords, place: int) -> str:
    """The lemma at a place, the tag of a name or number, or a mark outside the sentence."""
    if not 0 <= place < len(sentence.lower):
        return _EDGE
    tag = sentence.tag[place]
    hidden = tag.startswith("NNP") or tag == "CD" or sentence.lower[place].isspace()
    return tag if hidden else sentence.lemma[place]


def _over(sentence: SentenceWords, path: Sequence[int]) -> Iterator[Evidence]:
    """The words over an act, what stands beside their verbs, and the first finite clause."""
    beside = words("factuality_classes", "verbal")
    for step, place in enumerate(path):
        if step:
            yield Evidence(f"up_{_word(sentence, place)}", place)
        for child in sentence.children[place]:
            relation = sentence.relation[child]
            if relation in beside:
                yield Evidence(f"beside_{min(step, 2)}_{relation}_{sentence.lower[child]}", child)
    for step, place in enumerate(path):
        auxiliaries = _auxiliaries(sentence, place)
        if sentence.tag[place] in _FINITE or any(sentence.tag[a] in _FINITE for a in auxiliaries):
            lemma, tag = _word(sentence, place), sentence.tag[place]
            first = sentence.lower[auxiliaries[0]] if auxiliaries else "none"
            yield Evidence(f"finite_{lemma}_{tag}", place)
            yield Evidence(f"finite_{lemma}_with_{first}", place)
            yield Evidence(f"finite_with_{first}_{tag}_{min(step, 3)}", place)
            return


def _auxiliaries(sentence: SentenceWords, place: int) -> list[int]:
    return [c for c in sentence.children[place] if sentence.relation[c] in ("aux", "auxpass")]
