"""Finding triggers: lexicon words and phrases in a sentence, less those that claim nothing here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.extract.rules.lexicon import GAP, Lexicon, Phrase, Word
from claimx.extract.rules.wordclass import word_list

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN"})
TERM_REACH = 14
TERM_WORDS = 6
CLAUSE_MARKS = frozenset({",", ".", ";", ":"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `first` to `last` (document indices, both included) that name an act.

    `root` is the token whose dependents and ancestors hold the arguments; `base` the lexicon
    entry; `kind` that of the lexicon's word, or phrase. `own` holds the indices of the words
    that matched: what a phrase skips ("took *him* into custody") can be an argument.
    """

    type: str
    first: int
    last: int
    root: "Token"
    base: str
    kind: str
    own: frozenset[int]


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
            entry, places = phrase
            first, last = tokens[index].i, tokens[places[-1]].i
            own = frozenset(tokens[place].i for place in places)
            root = sentence.doc[first : last + 1].root
            found.append(Trigger(entry.type, first, last, root, entry.base, "phrase", own))
            hidden = places[-1]
            continue
        word = _fitting(lexicon.words.get(form, ()), tokens[index])
        if word is not None:
            token = tokens[index]
            own = frozenset({token.i})
            given = lexicon.terms.get(word.base) if has_term(forms, index) else None
            kind = given or word.type
            found.append(Trigger(kind, token.i, token.i, token, word.base, word.kind, own))
    return found


def has_term(forms: Sequence[str], start: int) -> bool:
    """Whether a term of punishment follows the word at `start`: "for four years", "to life".

    A term is a number with a unit of time, or life, after "for" or "to", in the same clause and at
    most `TERM_REACH` words on.
    """
    units = word_list("term_unit")
    clause = list(forms[start + 1 : start + 1 + TERM_REACH])
    for place, form in enumerate(clause):
        if form in {".", ";", ":"}:
            return False
        if form not in {"for", "to"}:
            continue
        term = clause[place + 1 : place + 1 + TERM_WORDS]
        unit = next((n for n, word in enumerate(term) if word in units), None)
        if "life" in term[:2] or (unit and any(_is_number(word) for word in term[:unit])):
            return True
    return False


def _is_number(word: str) -> bool:
    return word.isdigit() or word in word_list("term_number")


def _longest(
    phrases: Sequence[Phrase], forms: list[str], start: int
) -> tuple[Phrase, list[int]] | None:
    for phrase in phrases:
        places = match_phrase(phrase, forms, start)
        if places is not None:
            return phrase, places
    return None


def match_phrase(phrase: Phrase, forms: Sequence[str], start: int) -> list[int] | None:
    """Where each word of `phrase` stands when it begins at `start`; None where it does not."""
    places: list[int] = []
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
        places.append(at)
        at += 1
    return places


def _skip(word: frozenset[str], forms: Sequence[str], at: int) -> int:
    """The next place of `word` after one to `GAP` other words, none of them a clause mark."""
    for place in range(at + 1, min(at + GAP, len(forms) - 1) + 1):
        if forms[place - 1] in CLAUSE_MARKS:
            break
        if forms[place] in word:
            return place
    return len(forms)


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
