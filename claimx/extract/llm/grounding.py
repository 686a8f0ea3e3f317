"""From a model's answer to proposals: what is not in the text is dropped and counted.

Nothing is repaired: no fuzzy matching, no correction of type names. Words match if they are the
very characters of the text, where a run of white space equals any other (models do not copy line
breaks), and stand at word boundaries.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from claimx.claim import Argument, Span
from claimx.extract.windows import Window, model_text
from claimx.proposal import Proposal
from claimx.schema import load_vocabulary


@dataclass(slots=True)
class GroundingReport:
    """What became of a model's answers.

    Attributes:
        requests: windows that the endpoint was asked about.
        cached: windows whose answer came from the cache.
        claims: claims that stand in the text and were kept.
        invalid: claims that break the agreed shape, dropped.
        ungrounded_triggers: claims whose trigger is not in its sentence, dropped.
        ungrounded_arguments: arguments whose words are not in the window, dropped alone.
        ungrounded_sources: the same for sources.
        outside: claims about sentences that another window reports, dropped.
        repeated: claims given twice, dropped.
        ambiguous: triggers whose words stand in their sentence more than once; the first
            that is still free was taken.
    """

    requests: int = 0
    cached: int = 0
    claims: int = 0
    invalid: int = 0
    ungrounded_triggers: int = 0
    ungrounded_arguments: int = 0
    ungrounded_sources: int = 0
    outside: int = 0
    repeated: int = 0
    ambiguous: int = 0

    def add(self, other: "GroundingReport") -> None:
        """Add the counts of another report."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def warnings(self) -> tuple[str, ...]:
        """Sentences for a person about what was dropped; empty where nothing was."""
        counts = (
            (self.invalid, "claims not in the agreed shape"),
            (self.ungrounded_triggers, "claims whose trigger is not in the text"),
            (self.ungrounded_arguments, "arguments that are not in the text"),
            (self.ungrounded_sources, "sources that are not in the text"),
        )
        said = [f"{count} {what}" for count, what in counts if count]
        return (f"the language model gave, and claimx dropped: {', '.join(said)}",) if said else ()


@dataclass(slots=True)
class _Grounder:
    text: str
    shown: str
    window: Window
    report: GroundingReport
    taken: set[tuple[str, Span]] = field(default_factory=set)

    def claim(self, answer: Any) -> Proposal | None:
        if not well_formed(answer):
            self.report.invalid += 1
            return None
        start, end = (
            self.window.pieces[answer["sentence"] - 1] if self._numbered(answer) else (0, 0)
        )
        places = self._places(answer["trigger"], start, end)
        if not places:
            self.report.ungrounded_triggers += 1
            return None
        if not self.window.owns(places[0].start):
            self.report.outside += 1
            return None
        free = [span for span in places if (answer["type"], span) not in self.taken]
        if not free:
            self.report.repeated += 1
            return None
        self.report.ambiguous += len(places) > 1
        self.report.claims += 1
        trigger = free[0]
        self.taken.add((answer["type"], trigger))
        confidence = float(answer["confidence"])
        return Proposal(
            answer["type"],
            trigger,
            self._arguments(answer["arguments"], trigger, (start, end), confidence),
            confidence=confidence,
            source=self._source(answer["source"], trigger),
            polarity=answer["polarity"],
            modality=answer["modality"],
            generic=answer["generic"],
        )

    def _places(self, words: str, start: int, end: int) -> list[Span]:
        found = find_words(self.shown, start, end, words)
        return [Span.cut(self.text, *place) for place in found]

    def _numbered(self, answer: dict[str, Any]) -> bool:
        number: int = answer["sentence"]
        return 1 <= number <= len(self.window.pieces)

    def _arguments(
        self,
        answers: list[dict[str, str]],
        trigger: Span,
        sentence: tuple[int, int],
        confidence: float,
    ) -> tuple[Argument, ...]:
        found: dict[tuple[str, Span], Argument] = {}
        for answer in answers:
            span = self._nearest(answer["text"], trigger, sentence)
            if span is None:
                self.report.ungrounded_arguments += 1
                continue
            cross = not sentence[0] <= span.start < sentence[1]
            found[answer["role"], span] = Argument(
                answer["role"], span, confidence=confidence, cross=cross
            )
        return tuple(found.values())

    def _source(self, words: str | None, trigger: Span) -> Span | None:
        if words is None:
            return None
        span = self._nearest(words, trigger, (self.window.start, self.window.end))
        self.report.ungrounded_sources += span is None
        return span

    def _nearest(self, words: str, trigger: Span, first: tuple[int, int]) -> Span | None:
        """Of equal words those nearest to the trigger, in the range `first` if they are there."""
        for start, end in (first, (self.window.start, self.window.end)):
            places = self._places(words, start, end)
            if places:
                return min(places, key=lambda span: (abs(span.start - trigger.start), span.start))
        return None


def ground(
    text: str, window: Window, answers: Sequence[Any], report: GroundingReport
) -> list[Proposal]:
    """The proposals of one window's answer, in the order given; counts go to `report`.

    Args:
        text: the article; spans are cut from it.
        window: what the model was shown.
        answers: the `claims` of its answer, not yet trusted in any way.
        report: is added to.
    """
    grounder = _Grounder(text, model_text(text), window, report)
    found = [grounder.claim(answer) for answer in answers]
    return [proposal for proposal in found if proposal is not None]


def find_words(text: str, start: int, end: int, words: str) -> list[tuple[int, int]]:
    """Every place of `words` as whole words in a range of the text; empty for blank words."""
    parts = words.split()
    if not parts:
        return []
    pattern = r"\s+".join(re.escape(part) for part in parts)
    before = r"(?<!\w)" if re.match(r"\w", parts[0]) else ""
    after = r"(?!\w)" if re.search(r"\w$", parts[-1]) else ""
    found = re.compile(before + pattern + after).finditer(text, start, end)
    return [match.span() for match in found]


def well_formed(answer: Any) -> bool:
    """Whether a claim has exactly the agreed fields, kinds and labels."""
    vocabulary = load_vocabulary()
    if not isinstance(answer, dict) or set(answer) != CLAIM_FIELDS.keys():
        return False
    kinds_fit = all(type(answer[name]) in kinds for name, kinds in CLAIM_FIELDS.items())
    return (
        kinds_fit
        and answer["type"] in vocabulary.types
        and answer["polarity"] in vocabulary.labels["polarity"]
        and answer["modality"] in vocabulary.labels["modality"]
        and 0 <= answer["confidence"] <= 1
        and all(_is_argument(one) for one in answer["arguments"])
    )


CLAIM_FIELDS: dict[str, tuple[type, ...]] = {
    "type": (str,),
    "sentence": (int,),
    "trigger": (str,),
    "arguments": (list,),
    "source": (str, type(None)),
    "polarity": (str,),
    "modality": (str,),
    "generic": (bool,),
    "confidence": (int, float),
}


def _is_argument(answer: Any) -> bool:
    return (
        isinstance(answer, dict)
        and set(answer) == {"role", "text"}
        and answer["role"] in load_vocabulary().roles
        and isinstance(answer["text"], str)
    )
