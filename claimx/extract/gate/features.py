"""What is weighed of a rough sentence: its words, their pairs, and acts that it may name."""

from collections.abc import Sequence
from itertools import pairwise

from claimx.extract.rules.lexicon import Lexicon

MOST_COUNTED = 3


def unit_features(words: Sequence[str], lexicon: Lexicon) -> set[str]:
    """Names of what holds of a sentence, from its lower-case words; empty where it has none.

    A lexicon word counts whatever its part of speech, which nobody knows yet, under its type: so
    rare words learn from common ones.
    """
    if not words:
        return set()
    found = set(words)
    found.update(f"{first} {second}" for first, second in pairwise(words))
    named = [entry.type for word in words for entry in lexicon.words.get(word, ())]
    found.update(f"act={kind}" for kind in named)
    found.add(f"acts={min(len(named), MOST_COUNTED)}")
    if any(word in lexicon.phrases for word in words):
        found.add("phrase")
    return found
