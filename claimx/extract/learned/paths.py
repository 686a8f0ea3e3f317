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
    here, there = words.sentences[word], words.sentences[root]
    if here != there:
        if here[0] != there[0]:
            return "far"
        return f"s{max(-FAR_SENTENCES, min(FAR_SENTENCES, here[1] - there[1]))}"
    if word in trigger:
        return "self"
    head = _phrase_head(words, word, root)
    if head == root:
        return f"mod:{words.labels[word]}"
    side = "<" if word < root else ">"
    up, down = _ancestors(words, head), _ancestors(words, root)
    depth = {ancestor: place for place, ancestor in enumerate(down)}
    climbed = next((place for place, ancestor in enumerate(up) if ancestor in depth), None)
    if climbed is None:
        return "long"
    rising = [_step(words, ancestor) for ancestor in up[:climbed]]
    falling = [_step(words, ancestor) for ancestor in down[: depth[up[climbed]]]]
    if len(rising) > 1 and rising[0] == "conj":
        # The members of a list hang as its first member does.
        rising = rising[1:]
    if len(rising) + len(falling) > LONGEST:
        return f"long{side}"
    flag = "+" if head == word else "-"
    return f"{flag}{'^'.join(rising)}|{'v'.join(falling)}" + ("" if rising and falling else side)


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
