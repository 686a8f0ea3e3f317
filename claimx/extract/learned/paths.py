"""How a word hangs on a trigger in the dependency parse, as a short label.

A label reads "steps from the word up to the common ancestor | steps down to the trigger", with
the preposition where one is crossed: `+nsubjpass|`, `+pobj^agent_by|`. Words inside a noun phrase
take the path of its head, with a leading `-`. Shortest paths as features of argument roles
follow Gildea and Jurafsky (2002).
"""

from collections.abc import Set

from claimx.extract.learned.words import Words

INSIDE = frozenset(
    {"compound", "det", "amod", "nummod", "quantmod", "nmod", "case", "predet", "punct"}
)
PREPOSITIONAL = frozenset({"prep", "agent", "mark"})
PREPOSITIONS = frozenset(
    [
        "by",
        "in",
        "for",
        "on",
        "against",
        "with",
        "from",
        "to",
        "after",
        "at",
        "of",
        "during",
        "since",
        "over",
        "as",
        "under",
        "before",
        "into",
        "near",
        "outside",
        "inside",
        "about",
        "because",
        "following",
        "through",
        "until",
        "between",
        "among",
        "despite",
        "without",
        "amid",
    ]
)
REACH = 6
LONGEST = 5
DEEPEST = 12
FAR_SENTENCES = 3


def root_of(words: Words, trigger: Set[int]) -> int:
    """The word of a trigger whose head is not in it; the first where the parse has none."""
    for word in sorted(trigger):
        head = words.heads[word]
        if head == word or head not in trigger:
            return word
    return min(trigger)


def path(words: Words, word: int, trigger: Set[int], root: int) -> str:
    """The label of the path from `word` to the trigger with the given root."""
    return Paths(words, trigger, root).of(word)


class Paths:
    """The paths of words to one trigger, whose own way up is read once.

    Args:
        words: of the article.
        trigger: its words.
        root: the root of these.
    """

    def __init__(self, words: Words, trigger: Set[int], root: int) -> None:
        self._words, self._trigger, self._root = words, trigger, root
        self._down = _ancestors(words, root)
        self._depth = {ancestor: place for place, ancestor in enumerate(self._down)}
        self._of_heads: dict[int, tuple[str, bool] | None] = {}

    def of(self, word: int) -> str:
        """The label of the path from a word."""
        words, root = self._words, self._root
        here, there = words.sentences[word], words.sentences[root]
        if here != there:
            if here[0] != there[0]:
                return "far"
            return f"s{max(-FAR_SENTENCES, min(FAR_SENTENCES, here[1] - there[1]))}"
        if word in self._trigger:
            return "self"
        head = _phrase_head(words, word, root)
        if head == root:
            return f"mod:{words.labels[word]}"
        if head not in self._of_heads:
            self._of_heads[head] = self._joined(head)
        joined = self._of_heads[head]
        if joined is None:
            return "long"
        side = "<" if word < root else ">"
        way, both = joined
        if not way:
            return f"long{side}"
        return f"{'+' if head == word else '-'}{way}{'' if both else side}"

    def _joined(self, head: int) -> tuple[str, bool] | None:
        """The steps up from a head and down to the trigger, and whether there are both.

        None where they have no ancestor in common; no steps where there are too many.
        """
        words, up = self._words, _ancestors(self._words, head)
        climbed = next((n for n, ancestor in enumerate(up) if ancestor in self._depth), None)
        if climbed is None:
            return None
        rising = [_step(words, ancestor) for ancestor in up[:climbed]]
        falling = [_step(words, ancestor) for ancestor in self._down[: self._depth[up[climbed]]]]
        if len(rising) > 1 and rising[0] == "conj":
            # The members of a list hang as its first member does.
            rising = rising[1:]
        if len(rising) + len(falling) > LONGEST:
            return "", False
        return f"{'^'.join(rising)}|{'v'.join(falling)}", bool(rising and falling)


def _phrase_head(words: Words, word: int, root: int) -> int:
    while word != root and words.labels[word] in INSIDE:
        head = words.heads[word]
        if head == word or abs(head - word) >= REACH:
            break
        word = head
    return word


def _ancestors(words: Words, word: int) -> list[int]:
    found = [word]
    while len(found) < DEEPEST and words.heads[found[-1]] != found[-1]:
        found.append(words.heads[found[-1]])
    return found


def _step(words: Words, word: int) -> str:
    label = words.labels[word]
    if label in PREPOSITIONAL and words.lemmas[word] in PREPOSITIONS:
        return f"{label}_{words.lemmas[word]}"
    return label
