"""Whether a text is English: by its function words, and only in doubt by a language classifier.

Counting function words takes a millisecond and settles every ordinary article; the classifier
(py3langid) is loaded only for the rest, to say which language it is.
"""

import re
import tomllib
from functools import lru_cache
from importlib import resources

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 20_000
CLEARLY_ENGLISH = 0.12  # English articles have 0.13 to 0.3, other languages under 0.1
ENOUGH_WORDS = 20  # fewer are judged by whether any function word stands among them
WORDS_TO_NAME = 8  # fewer do not tell one Slavic language from another
FEW_WORDS = 4  # fewer tell nothing, unless the script is another one


def doubt_english(text: str) -> str | None:
    """A sentence for a person where a text is probably not English, else None.

    Args:
        text: the article; its first 20,000 characters are looked at. A text of fewer than four
            words in Latin script tells too little and raises no doubt.
    """
    words = WORD.findall(text[:SAMPLE].lower())
    foreign = sum(len(word) for word in words if not word.isascii())
    if len(words) < FEW_WORDS and 2 * foreign <= sum(map(len, words)):
        return None
    function_words, telling_words, languages = _known()
    found = sum(word in function_words for word in words)
    if len(words) < ENOUGH_WORDS and (found or not telling_words.isdisjoint(words)):
        return None
    if found >= CLEARLY_ENGLISH * len(words):
        return None
    code = _classify(text[:SAMPLE], languages)
    if code == "en":
        return None
    guess = f" (it looks like {languages[code]})" if len(words) >= WORDS_TO_NAME else ""
    return f"The text is probably not English{guess}; claims are looked for as if it were."


@lru_cache(maxsize=1)
def _known() -> tuple[frozenset[str], frozenset[str], dict[str, str]]:
    file = resources.files("claimx.article").joinpath("english.toml")
    data = tomllib.loads(file.read_text("utf-8"))
    return (
        frozenset(data["function_words"]),
        frozenset(data["telling_words"]),
        dict(data["languages"]),
    )


def _classify(text: str, languages: dict[str, str]) -> str:
    """The likeliest of the languages that are told apart."""
    import py3langid

    ranked = py3langid.rank(text.encode("utf-8", "replace").decode("utf-8"))
    return next((str(code) for code, _ in ranked if code in languages), "en")
