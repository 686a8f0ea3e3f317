"""Surface forms of the lexicon's words, so that matching does not hang on the tagger's lemmas."""

import tomllib
from functools import lru_cache
from importlib import resources

VOWELS = "aeiou"
# Verbs that double their last letter before -ed and -ing.
DOUBLING = frozenset(
    [
        "acquit",
        "ban",
        "bar",
        "club",
        "commit",
        "drag",
        "drop",
        "dub",
        "expel",
        "grab",
        "gun",
        "nab",
        "plot",
        "rebel",
        "run",
        "shop",
        "slap",
        "stab",
        "stop",
        "stun",
        "swap",
        "tag",
        "tap",
        "whip",
        "wiretap",
    ]
)
IRREGULAR_PLURALS = {"life": "lives"}


@lru_cache(maxsize=1)
def _irregular() -> dict[str, list[str]]:
    file = resources.files("claimx.extract.rules").joinpath("inflection.toml")
    return dict(tomllib.loads(file.read_text("utf-8")))


def verb_forms(base: str) -> frozenset[str]:
    """Every form of a verb, lower case: base, third person, past, participles.

    Both British and American doubling are given ("travelled", "traveled"); an unknown word
    is inflected by rule.
    """
    if " " in base:
        raise ValueError(f"{base!r} is a phrase; inflect its words one by one")
    forms = {base, _third_person(base)}
    irregular = _irregular().get(base)
    if irregular is not None:
        forms.update(irregular)
    stem = base
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        stem = base[:-1]
    doubled = base in DOUBLING
    if doubled or (base.endswith("l") and base[-2] in VOWELS):
        forms |= {base + base[-1] + "ed", base + base[-1] + "ing"}
    if not doubled:
        forms |= {_past(base, stem), _gerund(base, stem)}
    return frozenset(forms)


def noun_forms(base: str) -> frozenset[str]:
    """Singular and plural, lower case."""
    return frozenset({base, IRREGULAR_PLURALS.get(base, _third_person(base))})


def _third_person(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _past(base: str, stem: str) -> str:
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ied"
    return stem + "ed" if stem != base or not base.endswith("e") else base + "d"


def _gerund(base: str, stem: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    return stem + "ing"
