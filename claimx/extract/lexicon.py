"""The `lexicon` baseline: trigger lemmas and dependency labels, as one would write it in an hour.

It is the floor in every table of `claimx evaluate`, and a small example of an extractor.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from claimx.claim import Argument, Span
from claimx.proposal import Proposal

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimx.language import Analysis, Sentence

TRIGGER_CLASSES = frozenset(("VERB", "NOUN", "ADJ"))
BEFORE_HEAD = frozenset(("compound", "nummod", "amod", "poss", "flat", "quantmod", "det", "nmod"))
PLACES = frozenset(("GPE", "LOC", "FAC"))
TIMES = frozenset(("DATE", "TIME"))


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    content = resources.files("claimx.extract").joinpath("lexicon.toml").read_text("utf-8")
    return tomllib.loads(content)


class LexiconExtractor:
    """Takes every listed lemma for a claim, and its nearest dependents for the arguments."""

    name = "lexicon"
    version = "1.0.0"

    def __init__(self) -> None:
        data = _data()
        self.types = {
            word: kind for kind, words in data["triggers"].items() for word in words.split()
        }
        self.subject_is_victim = frozenset(data["roles"]["subject_is_victim"])
        self.takes_charge = frozenset(data["roles"]["takes_charge"])
        self.speech = frozenset(data["speech"]["verbs"].split())

    def propose(self, analysis: "Analysis") -> Sequence[Proposal]:
        """A proposal for each listed lemma, in text order; empty where none occurs."""
        return [
            self._proposal(analysis, sentence, token, self.types[token.lemma_.lower()])
            for sentence in analysis.sentences
            for token in sentence.tokens
            if token.pos_ in TRIGGER_CLASSES and token.lemma_.lower() in self.types
        ]

    def _proposal(
        self, analysis: "Analysis", sentence: "Sentence", trigger: "Token", kind: str
    ) -> Proposal:
        def span(head: "Token") -> Span:
            return analysis.span(sentence.offset, _first_word(head), head)

        found = {(role, span(head)): None for role, head in self._fillers(trigger, kind)}
        speaker = self._speaker(trigger)
        negated = any(child.dep_ == "neg" for child in trigger.children)
        return Proposal(
            kind,
            analysis.span(sentence.offset, trigger, trigger),
            tuple(Argument(role, words) for role, words in found),
            source=span(speaker) if speaker is not None else None,
            polarity="negative" if negated else "positive",
            modality="asserted",
            generic=False,
        )

    def _fillers(self, trigger: "Token", kind: str) -> "Iterator[tuple[str, Token]]":
        for child in trigger.children:
            if child.dep_ in ("nsubjpass", "dobj", "poss"):
                yield "victim", child
            elif child.dep_ == "nsubj":
                yield ("victim" if kind in self.subject_is_victim else "agent"), child
            elif child.dep_ in ("agent", "prep"):
                yield from self._objects(trigger, kind, child)
        if trigger.dep_ == "amod" or (trigger.dep_ in ("acl", "relcl") and trigger.tag_ == "VBN"):
            yield "victim", trigger.head

    def _objects(
        self, trigger: "Token", kind: str, preposition: "Token"
    ) -> "Iterator[tuple[str, Token]]":
        word = preposition.lower_
        for head in preposition.children:
            if head.dep_ != "pobj":
                continue
            if word == "by":
                yield "agent", head
            elif word == "of" and trigger.pos_ == "NOUN":
                yield "victim", head
            elif word == "in" and head.ent_type_ in PLACES:
                yield "place", head
            elif head.ent_type_ in TIMES:
                yield "time", head
            elif word in ("with", "on", "for") and kind in self.takes_charge:
                yield "charge", head

    def _speaker(self, trigger: "Token") -> "Token | None":
        for verb in trigger.ancestors:
            if verb.lemma_ in self.speech:
                return next((child for child in verb.children if child.dep_ == "nsubj"), None)
        return None


def _first_word(head: "Token") -> "Token":
    before = [token for token in head.subtree if token.i < head.i and token.dep_ in BEFORE_HEAD]
    return before[0] if before else head
