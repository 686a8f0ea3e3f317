"""The learned extractor: a small encoder, trained on labelled news, with nothing joined to it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.claim import Argument, Span
from claimx.extract.learned.calibration import read_calibration
from claimx.extract.learned.decoding import characters, find_spans, find_triggers
from claimx.extract.learned.labels import SOURCE
from claimx.extract.learned.model import load_model
from claimx.extract.learned.reading import Reading, read
from claimx.extract.learned.scan import Sighting, scan
from claimx.extract.rules.lexicon import load_lexicon
from claimx.extract.rules.senses import load_senses
from claimx.proposal import Proposal

if TYPE_CHECKING:
    from claimx.language import Analysis

TRIGGER_NULL = 1.0
ROLE_NULL = 0.8


class LearnedExtractor:
    """Proposes claims from a trained encoder; runs on the CPU without torch.

    Args:
        model: a model folder; None for the bundled one.
        threads: of onnxruntime.

    Raises:
        ModelError: where the model is missing, damaged or made for other labels.
    """

    name = "learned"

    def __init__(self, *, model: Path | None = None, threads: int = 1) -> None:
        self.model = load_model(model, threads)
        self.version = self.model.version
        self.calibration = read_calibration(self.model.folder, self.name)
        self.lexicon = load_lexicon()
        self.senses = load_senses()

    def read(self, analysis: "Analysis") -> Reading:
        """The article as the network sees it."""
        model = self.model
        return read(analysis, model.tokenizer, self.lexicon, self.senses, model.labels.types)

    def propose(self, analysis: "Analysis") -> Sequence[Proposal]:
        """The proposals for one article in text order; empty where it claims nothing."""
        reading = self.read(analysis)
        decide = partial(find_triggers, null_weight=TRIGGER_NULL)
        found = scan(self.model.graphs, self.model.labels, reading, decide)
        return [self._proposal(analysis, reading, sighting) for sighting in found]

    def _proposal(self, analysis: "Analysis", reading: Reading, sighting: Sighting) -> Proposal:
        labels, trigger = self.model.labels, sighting.trigger
        args: list[Argument] = []
        source: Span | None = None
        for span in find_spans(sighting.words, sighting.roles, trigger.words, ROLE_NULL):
            cut = Span.cut(analysis.text, *characters(reading.words, span.first, span.last))
            role = labels.roles[span.role]
            if role == SOURCE:
                source = source or cut
            else:
                cross = (
                    reading.words.sentences[span.first] != reading.words.sentences[trigger.words[0]]
                )
                args.append(
                    Argument(role, cut, self.calibration.argument.at(span.chance), cross=cross)
                )
        first, last = trigger.words[0], trigger.words[-1]
        scores = sighting.scores
        return Proposal(
            labels.types[trigger.type],
            Span.cut(analysis.text, *characters(reading.words, first, last)),
            tuple(args),
            confidence=self.calibration.claim.at(1.0 - float(trigger.chances[0])),
            source=source,
            polarity="negative" if scores.polarity[1] > scores.polarity[0] else "positive",
            modality=labels.modalities[int(scores.modality.argmax())],
            generic=bool(scores.generic[1] > scores.generic[0]),
        )
