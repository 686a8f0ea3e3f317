"""The hybrid extractor: the network proposes triggers and words, the rules the shape of phrases."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.claim import Argument, Span
from claimx.extract.gate.gate import Gate
from claimx.extract.hybrid.arguments import Act, JoinedSpan, joined_spans
from claimx.extract.hybrid.document_types import settled
from claimx.extract.hybrid.joining import Joining, load_joining
from claimx.extract.hybrid.support import supported
from claimx.extract.hybrid.triggers import RuleView, joined_triggers, rule_views, view_of
from claimx.extract.learned.calibration import read_calibration
from claimx.extract.learned.decoding import FoundTrigger, characters
from claimx.extract.learned.extractor import LearnedExtractor
from claimx.extract.learned.graphs import Floats
from claimx.extract.learned.labels import SOURCE
from claimx.extract.learned.reading import Reading
from claimx.extract.learned.scan import Sighting, scan
from claimx.extract.learned.word_features import SETTINGS
from claimx.extract.rules.extractor import RuleExtractor
from claimx.extract.rules.fillers import Head, heads
from claimx.extract.rules.triggers import Trigger
from claimx.proposal import Proposal

if TYPE_CHECKING:
    from claimx.language import Analysis, Sentence


class HybridExtractor:
    """Joins the learned extractor and the rules.

    Triggers: the network proposes, and both distributions over types are multiplied, so that
    either can veto; the document's other claims settle doubtful types. Arguments: the rules'
    phrases, each in the role for which both together speak most; spans that only the network sees
    where it is sure. Source, modality and genericity are the network's, handed on as evidence
    where it is sure.

    Args:
        model: folder of the learned model; None for the bundled one.
        threads: of onnxruntime.
        skip: leave out of a text what cannot hold a claim (`claimx.extract.gate`), before it is
            parsed; False to read everything.

    Raises:
        ModelError: where a model is missing, damaged or made for other labels.
    """

    name = "hybrid"

    def __init__(self, *, model: Path | None = None, threads: int = 1, skip: bool = True) -> None:
        self.gate = Gate() if skip else None
        self.learned = LearnedExtractor(model=model, threads=threads)
        self.rules = RuleExtractor()
        self.joining: Joining = load_joining(self.learned.model.folder)
        self.calibration = read_calibration(self.learned.model.folder, self.name)
        self.version = f"{self.learned.version}+rules-{self.rules.version}"
        if self.gate is not None:
            self.version += f"+gate-{self.gate.version}"

    def stretches(self, text: str, body: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
        """The ranges of `body` that are worth parsing; all of it where nothing is skipped."""
        return body if self.gate is None else self.gate.stretches(text, body)

    def propose(self, analysis: "Analysis") -> Sequence[Proposal]:
        """The proposals for one article in text order; empty where it claims nothing."""
        model = self.learned.model
        reading = self.learned.read(analysis)
        setting = SETTINGS[reading.setting]
        views = rule_views(self.rules, analysis, reading.words, setting, model.labels.types)

        def decide(words: Sequence[int], chances: Floats) -> list[FoundTrigger]:
            return joined_triggers(words, chances, views, self.joining.trigger, setting)

        found = scan(model.graphs, model.labels, reading, decide)
        found = supported(found, len(reading.pieces), self.joining.document)
        found = settled(found, self.joining.document)
        by_sentence: dict[tuple[int, int], list[Sighting]] = {}
        for sighting in found:
            sentence = reading.words.sentences[sighting.trigger.words[0]]
            by_sentence.setdefault(sentence, []).append(sighting)
        proposals = []
        for group in by_sentence.values():
            proposals += self._sentence(analysis, reading, views, group)
        return proposals

    def _sentence(
        self,
        analysis: "Analysis",
        reading: Reading,
        views: dict[int, RuleView],
        group: Sequence[Sighting],
    ) -> list[Proposal]:
        start = reading.words.starts[group[0].trigger.words[0]]
        sentence = analysis.sentence_at(start)
        if sentence is None:
            return []
        words = {
            token.i: reading.words.index[sentence.offset, token.i]
            for token in sentence.tokens
            if (sentence.offset, token.i) in reading.words.index
        }
        types = self.learned.model.labels.types
        triggers = [_as_rule_trigger(sentence, words, views, one.trigger, types) for one in group]
        found: list[Head] = heads(sentence.tokens)
        proposals = []
        for sighting, trigger in zip(group, triggers, strict=True):
            others = [other for other in triggers if other is not trigger]
            act = Act(sighting, trigger, others, found, words)
            spans = joined_spans(self.rules, self.learned.model.labels, act, self.joining.role)
            proposals.append(self._proposal(analysis, reading, sighting, spans))
        return proposals

    def _proposal(
        self,
        analysis: "Analysis",
        reading: Reading,
        sighting: Sighting,
        spans: Sequence[JoinedSpan],
    ) -> Proposal:
        labels, words, trigger = self.learned.model.labels, reading.words, sighting.trigger
        args, source = [], None
        for span in spans:
            cut = Span.cut(analysis.text, *characters(words, span.first, span.last))
            if span.role == SOURCE:
                source = source or cut
                continue
            cross = words.sentences[span.first] != words.sentences[trigger.words[0]]
            args.append(
                Argument(span.role, cut, self.calibration.argument.at(span.confidence), cross=cross)
            )
        scores, sure = sighting.scores, self.joining.facts
        return Proposal(
            labels.types[trigger.type],
            Span.cut(analysis.text, *characters(words, trigger.words[0], trigger.words[-1])),
            tuple(args),
            confidence=self.calibration.claim.at(1.0 - float(trigger.chances[0])),
            source=source,
            modality=labels.modalities[int(scores.modality.argmax())]
            if scores.modality.max() >= sure.modality
            else None,
            generic=bool(scores.generic[1] > scores.generic[0])
            if scores.generic.max() >= sure.generic
            else None,
        )


def _as_rule_trigger(
    sentence: "Sentence",
    words: dict[int, int],
    views: dict[int, RuleView],
    trigger: FoundTrigger,
    types: Sequence[str],
) -> Trigger:
    """The trigger as the rules' features want it: their own match, or one made of its words."""
    kind = types[trigger.type]
    view = view_of(trigger, views)
    if view is not None:
        return replace(view.match, type=kind)
    tokens = [token for token, word in words.items() if word in trigger.words]
    doc = sentence.tokens.doc
    root = doc[tokens[0] : tokens[-1] + 1].root
    part = "verb" if root.pos_ in {"VERB", "AUX"} else "noun"
    return Trigger(kind, tokens[0], tokens[-1], root, root.lemma_.lower(), part, frozenset(tokens))
