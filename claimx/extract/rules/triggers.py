"""Finding triggers: lexicon words and phrases in a sentence, less those that claim nothing here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.extract.rules.lexicon import GAP, Lexicon, Phrase, Word

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `first` to `last` (document indices, both included) that name an act.

    `root` is the token whose dependents and ancestors hold the arguments; `base` the lexicon
    entry; `kind` verb, noun, weak_noun, adjective or phrase.
    """

    type: str
    first: int
    last: int
    root: "Token"
    base: str
    kind: str


def candidates(sentence: "TokenSpan", lexicon: Lexicon) -> list[Trigger]:
    """Lexicon matches of a sentence in text order; a longer phrase hides the words inside it."""
    tokens = list(sentence)
    forms = [token.lower_ for token in tokens]
    found: list[Trigger] = []
    hidden = -1
    for index, form in enumerate(forms):
        if index <= hidden:
            continue
        phrase = _longest(lexicon.phrases.get(form, ()), forms, index)
        if phrase is not None:
            entry, end = phrase
            first, last = tokens[index].i, tokens[end - 1].i
            root = _phrase_root(sentence.doc, first, last)
            found.append(Trigger(entry.type, first, last, root, entry.base, "phrase"))
            hidden = end - 1
            continue
        word = _fitting(lexicon.words.get(form, ()), tokens[index])
        if word is not None:
            found.append(
                Trigger(word.type, tokens[index].i, tokens[index].i, tokens[index], word.base, word.kind)
            )
    return found


def _longest(phrases: Sequence[Phrase], forms: list[str], start: int) -> tuple[Phrase, int] | None:
    for phrase in phrases:
        end = match_phrase(phrase, forms, start)
        if end is not None:
            return phrase, end
    return None


def match_phrase(phrase: Phrase, forms: Sequence[str], start: int) -> int | None:
    """One past the last word of `phrase` where it begins at `start`, else None."""
    at = start
    gap = False
    for word in phrase.words:
        if word is None:
            gap = True
            continue
        if gap:
            at = _skip(word, forms, at)
            gap = False
        if at >= len(forms) or forms[at] not in word:
            return None
        at += 1
    return at


def _skip(word: frozenset[str], forms: Sequence[str], at: int) -> int:
    for step in range(1, GAP + 1):
        if at + step < len(forms) and forms[at + step] in word:
            return at + step
        if at + step - 1 < len(forms) and forms[at + step - 1] in {",", ".", ";", ":"}:
            break
    return len(forms)


def _phrase_root(doc: "object", first: int, last: int) -> "Token":
    span: TokenSpan = doc[first : last + 1]  # type: ignore[index]
    return span.root


def _fitting(words: Sequence[Word], token: "Token") -> Word | None:
    for word in words:
        if word.kind in {"verb", "ambiguous_verb"}:
            if token.pos_ in VERBAL or (token.tag_ in {"VBN", "VBD", "VBG"}):
                return word
            if token.pos_ == "ADJ" and token.lower_ != word.base and token.lower_.endswith("ed"):
                return word
        elif word.kind in {"noun", "weak_noun", "ambiguous_noun"}:
            if token.pos_ in NOMINAL:
                return word
        elif token.pos_ in {"ADJ", "VERB", "NOUN"}:
            return word
    return None


def gold_like(triggers: Sequence[Trigger]) -> Iterator[tuple[int, int, str]]:
    """First token, last token and type of each trigger: what a test compares."""
    for trigger in triggers:
        yield trigger.first, trigger.last, trigger.type
