"""spaCy's lemmatizer with a memory of its answers: the same lemmas in a third of the time.

What the English lemmatizer says of a word hangs on its letters, its part of speech and its
morphology only. spaCy remembers the harder answers; here all of them are, by their numbers.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language

from claimx.quick_pipes import put_in_place

if TYPE_CHECKING:
    from spacy.tokens import Doc

FACTORY = "claimx_lemmatizer"
# Answers that are kept at most: names and numbers never end.
MOST = 200_000


class QuickLemmatizer:
    """A lemmatizer in the place of spaCy's, with its rules and exceptions."""

    def prepare(self, given: EnglishLemmatizer) -> None:
        """Take the tables of a lemmatizer that works by rules; to be called first."""
        self.given = given
        self.lookups = given.lookups
        self._remembered: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: "Doc") -> "Doc":
        """Set the lemma of each token that has none."""
        if len(self._remembered) > MOST:
            self._remembered.clear()
        known, strings = self._remembered, doc.vocab.strings
        rows = doc.to_array(["LEMMA", "ORTH", "POS", "MORPH"]).tolist()
        for token, (lemma, *key) in zip(doc, rows, strict=True):
            if lemma and not self.given.overwrite:
                continue
            asked = cast("tuple[int, int, int]", tuple(key))
            if asked not in known:
                known[asked] = strings.add(self.given.lemmatize(token)[0])
            token.lemma = known[asked]
        return doc

    def pipe(self, docs: "Iterable[Doc]", **_: Any) -> "Iterator[Doc]":
        """The documents with their lemmas, one by one."""
        for doc in docs:
            yield self(doc)


def remember_lemmas(nlp: Language) -> None:
    """Put a `QuickLemmatizer` in the place of an English lemmatizer that works by rules, if any."""
    given = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.pipe_names else None
    if type(given) is not EnglishLemmatizer or given.mode != "rule":
        return
    put_in_place(nlp, "lemmatizer", FACTORY, _make).prepare(given)


def _make(nlp: Language, name: str) -> QuickLemmatizer:
    return QuickLemmatizer()
