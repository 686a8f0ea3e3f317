"""The trigger lexicon: words and phrases by claim type, read from one TOML file a type.

A file may list `verbs`, `nouns`, `weak_nouns` (claims only with an argument of their own),
`ambiguous_verbs` and `ambiguous_nouns` (claims only in the right company, which the weights
know), `adjectives` and `phrases` (base forms; `~` skips up to `GAP` words). Verbs and nouns are
matched by their surface forms. `term_verbs` are verbs of another type that are of this one where a
term of punishment stands with them.
"""

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from claimx.errors import ClaimxError
from claimx.extract.rules.inflection import noun_forms, verb_forms
from claimx.schema import load_vocabulary

GAP = 4
FIELDS = (
    "verbs",
    "nouns",
    "weak_nouns",
    "adjectives",
    "phrases",
    "ambiguous_verbs",
    "ambiguous_nouns",
    "term_verbs",
)
FUNCTION_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "as",
        "into",
        "out",
        "up",
        "off",
        "down",
        "not",
        "no",
        "-",
        "~",
        "without",
        "under",
        "behind",
        "his",
        "her",
        "their",
        "its",
        "himself",
        "herself",
        "themselves",
        "it",
        "and",
        "or",
        "dead",
    ]
)


@dataclass(frozen=True, slots=True)
class Word:
    """A single-word trigger: its base form, its kind (a singular of `FIELDS`) and its type."""

    base: str
    kind: str
    type: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A multiword trigger: for each word the forms that match; None skips up to `GAP` words."""

    words: tuple[frozenset[str] | None, ...]
    type: str
    base: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`words` and `phrases` by lower-case form of the (first) word; `terms` by base form.

    `terms` gives the type that a verb has where a term of punishment stands with it.
    """

    words: dict[str, tuple[Word, ...]]
    phrases: dict[str, tuple[Phrase, ...]]
    terms: dict[str, str]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the lexicon that ships with the package.

    Raises:
        ClaimxError: for a file that is no claim type or holds an unknown list.
    """
    words: dict[str, list[Word]] = defaultdict(list)
    phrases: dict[str, list[Phrase]] = defaultdict(list)
    terms: dict[str, str] = {}
    types = load_vocabulary().types
    folder = resources.files("claimx.extract.rules").joinpath("lexicon")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        claim_type = file.name.removesuffix(".toml")
        data = tomllib.loads(file.read_text("utf-8"))
        unknown = set(data) - set(FIELDS)
        if claim_type not in types or unknown:
            raise ClaimxError(
                f"lexicon file {file.name}: type or lists {sorted(unknown)} unknown; "
                f"expected <TYPE>.toml with some of {FIELDS}"
            )
        _add(data, claim_type, words, phrases)
        terms.update(dict.fromkeys(data.get("term_verbs", []), claim_type))
    order = ("verb", "noun", "adjective", "weak_noun", "ambiguous_verb", "ambiguous_noun")
    return Lexicon(
        {
            form: tuple(sorted(found, key=lambda w: order.index(w.kind)))
            for form, found in words.items()
        },
        {
            form: tuple(sorted(found, key=lambda p: -len(p.words)))
            for form, found in phrases.items()
        },
        terms,
    )


def _add(
    data: dict[str, list[str]],
    claim_type: str,
    words: dict[str, list[Word]],
    phrases: dict[str, list[Phrase]],
) -> None:
    for base in data.get("verbs", []):
        if " " in base:
            _add_phrase(base, claim_type, phrases)
            continue
        for form in verb_forms(base):
            words[form].append(Word(base, "verb", claim_type))
    for base in data.get("ambiguous_verbs", []):
        for form in verb_forms(base):
            words[form].append(Word(base, "ambiguous_verb", claim_type))
    for kind in ("noun", "weak_noun", "ambiguous_noun"):
        for base in data.get(f"{kind}s", []):
            for form in noun_forms(base):
                words[form].append(Word(base, kind, claim_type))
    for base in data.get("adjectives", []):
        words[base].append(Word(base, "adjective", claim_type))
    for base in data.get("phrases", []):
        _add_phrase(base, claim_type, phrases)


def _add_phrase(base: str, claim_type: str, phrases: dict[str, list[Phrase]]) -> None:
    parts = tuple(None if word == "~" else phrase_forms(word) for word in base.split())
    if parts[0] is None or parts[-1] is None:
        raise ClaimxError(
            f"phrase {base!r} of {claim_type} begins or ends with ~; name a word there"
        )
    phrase = Phrase(parts, claim_type, base)
    for form in parts[0]:
        phrases[form].append(phrase)


def phrase_forms(word: str) -> frozenset[str]:
    """The forms that a word of a phrase stands for; function words stand for themselves."""
    if word in FUNCTION_WORDS or not word.isalpha():
        return frozenset({word})
    return verb_forms(word) | noun_forms(word)
