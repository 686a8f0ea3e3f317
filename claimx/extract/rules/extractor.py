"""The rule extractor: lexicon matches and parse candidates, decided by weighted rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.claim import Argument
from claimx.extract.rules.extents import extent
from claimx.extract.rules.features import (
    Governing,
    context_words,
    document_setting,
    filler_features,
    trigger_features,
)
from claimx.extract.rules.fillers import Filler, Head, fillers, heads
from claimx.extract.rules.lexicon import Lexicon, load_lexicon
from claimx.extract.rules.linear import LinearModel, load_linear
from claimx.extract.rules.senses import Senses, load_senses
from claimx.extract.rules.triggers import Trigger, candidates
from claimx.model_folder import model_folder, verify_model
from claimx.proposal import Proposal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from claimx.language import Analysis, Sentence

FORMAT_VERSION = 1
NONE = "NONE"
# The type that the lexicon gives: what is learned of one word then holds for rare ones too.
SAME = "SAME"
MODEL = "rules-en"
LIST_SHARE = 0.15
SECOND_LIST = 0.75
PARTICIPANTS = frozenset({"agent", "victim"})


@dataclass(frozen=True)
class RuleWeights:
    """Which lexicon matches claim something, and which candidates fill which role."""

    trigger: LinearModel
    role: LinearModel
    context: frozenset[str]
    trigger_bias: float
    role_bias: float


def load_weights(folder: Path | None = None) -> RuleWeights:
    """The weights of a model folder, checked against its manifest; None for the bundled ones.

    Raises:
        ModelError: where they are missing, damaged or of another version.
    """
    folder = folder or model_folder(MODEL)
    manifest = verify_model(folder, format_version=FORMAT_VERSION)
    words = (folder / "context.txt").read_text("utf-8").split()
    return RuleWeights(
        load_linear(folder, "trigger"),
        load_linear(folder, "role"),
        frozenset(words),
        float(str(manifest["trigger_bias"])),
        float(str(manifest["role_bias"])),
    )


class RuleExtractor:
    """Proposes claims from a lexicon and the dependency parse; needs no model but spaCy's."""

    name = "rules"
    version = "1.0.0"

    def __init__(self, weights: RuleWeights | None = None) -> None:
        self.lexicon: Lexicon = load_lexicon()
        self.senses: Senses = load_senses()
        self.weights = weights or load_weights()

    def propose(self, analysis: "Analysis") -> Sequence[Proposal]:
        """The proposals for one article in text order; empty where it claims nothing."""
        found: list[Proposal] = []
        setting = document_setting(analysis)
        for sentence in analysis.sentences:
            found.extend(self._sentence(analysis, sentence, setting))
        return found

    def _sentence(self, analysis: "Analysis", sentence: "Sentence", setting: str) -> list[Proposal]:
        accepted = self.triggers(sentence, setting)
        if not accepted:
            return []
        sentence_heads = heads(sentence.tokens)
        triggers = [trigger for trigger, _ in accepted]
        return [
            self._proposal(analysis, sentence, trigger, confidence, triggers, sentence_heads)
            for trigger, confidence in accepted
        ]

    def triggers(self, sentence: "Sentence", setting: str) -> list[tuple[Trigger, float]]:
        """The accepted triggers of a sentence, each with its probability."""
        model = self.weights.trigger
        none = model.labels.index(NONE)
        accepted = []
        for match, chances in self.matches(sentence, setting):
            weighed = chances.copy()
            weighed[none] *= self.weights.trigger_bias
            best = int(weighed.argmax())
            if best != none:
                label = model.labels[best]
                trigger = match if label == SAME else replace(match, type=label)
                accepted.append((trigger, 1.0 - float(chances[none])))
        return accepted

    def matches(
        self, sentence: "Sentence", setting: str
    ) -> "list[tuple[Trigger, NDArray[np.float32]]]":
        """The lexicon matches of a sentence that no sense vetoes, each with its probabilities.

        The probabilities run over the labels of the trigger weights: NONE, SAME as the lexicon's
        type, other types.
        """
        judged = self.judged_matches(sentence, setting)
        return [(match, chances) for match, chances in judged if chances is not None]

    def judged_matches(
        self, sentence: "Sentence", setting: str
    ) -> "list[tuple[Trigger, NDArray[np.float32] | None]]":
        """All lexicon matches of a sentence as in `matches`; None for those that a sense vetoes."""
        found = candidates(sentence.tokens, self.lexicon)
        kept = {id(match) for match in self.senses.keep(found)} if found else set()
        if not kept:
            return [(match, None) for match in found]
        context = context_words([token.lower_ for token in sentence.tokens], self.weights.context)
        model = self.weights.trigger
        return [
            (
                match,
                model.probabilities(trigger_features(match, context, setting))
                if id(match) in kept
                else None,
            )
            for match in found
        ]

    def role_chances(
        self, trigger: Trigger, others: Sequence[Trigger], sentence_heads: list[Head]
    ) -> "list[tuple[Filler, NDArray[np.float32]]]":
        """The candidate fillers of a trigger, each with the probability of every role label."""
        model = self.weights.role
        governing = Governing.of(trigger.root)
        return [
            (filler, model.probabilities(filler_features(filler, trigger, others, governing)))
            for filler in fillers(trigger, sentence_heads)
        ]

    def _proposal(
        self,
        analysis: "Analysis",
        sentence: "Sentence",
        trigger: Trigger,
        confidence: float,
        triggers: list[Trigger],
        sentence_heads: list[Head],
    ) -> Proposal:
        doc = sentence.tokens.doc
        others = [other for other in triggers if other is not trigger]
        args: list[Argument] = []
        for filler, role, chance in self._roles(self.role_chances(trigger, others, sentence_heads)):
            first, last = extent(filler.head, role, trigger.own)
            span = analysis.span(sentence.offset, first, last)
            if not any(arg.role == role and arg.span.overlaps(span) for arg in args):
                args.append(Argument(role, span, confidence=round(chance, 3)))
        return Proposal(
            trigger.type,
            analysis.span(sentence.offset, doc[trigger.first], doc[trigger.last]),
            tuple(args),
            confidence=round(confidence, 3),
        )

    def _roles(
        self, candidates: "list[tuple[Filler, NDArray[np.float32]]]"
    ) -> list[tuple[Filler, str, float]]:
        """The fillers that fill a role; the members of a list share the role of its first."""
        model = self.weights.role
        none = model.labels.index(NONE)
        leaders: dict[int, int] = {}
        found = []
        for filler, chances in candidates:
            weighed = chances.copy()
            weighed[none] *= self.weights.role_bias
            best = int(weighed.argmax())
            led = leaders.get(filler.leader)
            if led is not None and chances[led] >= LIST_SHARE:
                best = led
            if best != none:
                leaders.setdefault(filler.leader, best)
                found.append((filler, model.labels[best], float(chances[best])))
        return _one_list_each(found)


def _one_list_each(found: list[tuple[Filler, str, float]]) -> list[tuple[Filler, str, float]]:
    """Keep one list of agents and one of victims, the likeliest; a second only where it is sure.

    An act has one doer and one sufferer, single or coordinated. Measured on dev, a second list
    was right in a third of the cases.
    """
    best: dict[str, tuple[float, int]] = {}
    for filler, role, chance in found:
        if role in PARTICIPANTS and chance > best.get(role, (0.0, -1))[0]:
            best[role] = (chance, filler.leader)
    return [
        (filler, role, chance)
        for filler, role, chance in found
        if role not in PARTICIPANTS or filler.leader == best[role][1] or chance >= SECOND_LIST
    ]
