"""Models of the `gliner` library: span, token, bi-encoder and relation (relex) ones."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claimx.extract.zero_shot.labels import Labels
from claimx.extract.zero_shot.reading import Found, Reading

CONFIG = "gliner_config.json"


class GlinerModel:
    """A GLiNER checkpoint in a folder that has been checked already."""

    def __init__(self, folder: Path, device: str) -> None:
        from gliner import GLiNER
        from gliner.model import UniEncoderSpanRelexGLiNER

        self.model: Any = GLiNER.from_pretrained(
            str(folder), local_files_only=True, map_location=device, load_tokenizer=True
        )
        # Its token-level sister is a subclass.
        self.gives_relations = isinstance(self.model, UniEncoderSpanRelexGLiNER)
        self.longest: int | None = self.model.config.max_len

    def parameters(self) -> list[str]:
        """The names of the weights that the checkpoint must hold."""
        return [name for name, _ in self.model.model.named_parameters()]

    def length(self, text: str) -> int:
        """Words as the library splits them."""
        return sum(1 for _ in self.model.data_processor.words_splitter(text))

    def read(
        self, texts: Sequence[str], labels: Labels, threshold: float, *, relations: bool
    ) -> list[Reading]:
        """Ask for acts and participants; with `relations`, also which belong together."""
        if relations:
            return self._linked(texts, labels, threshold)
        triggers = self._spans(texts, list(labels.types), threshold)
        fillers = self._spans(texts, list(labels.roles), threshold) if labels.roles else None
        return [
            Reading(found, fillers[index] if fillers else ())
            for index, found in enumerate(triggers)
        ]

    def _spans(
        self, texts: Sequence[str], phrases: list[str], threshold: float
    ) -> list[list[Found]]:
        # A model of relations gives them unless told otherwise; asked for none, it finds none.
        plain = {"return_relations": False} if self.gives_relations else {}
        answers = self.model.inference(
            list(texts), phrases, threshold=threshold, batch_size=len(texts), **plain
        )
        return [[_found(span) for span in spans] for spans in answers]

    def _linked(self, texts: Sequence[str], labels: Labels, threshold: float) -> list[Reading]:
        phrases = [*labels.types, *labels.roles]
        answers, relations = self.model.inference(
            list(texts),
            phrases,
            relations=list(labels.roles),
            threshold=threshold,
            batch_size=len(texts),
            return_relations=True,
        )
        readings = []
        for spans, links in zip(answers, relations, strict=True):
            found = [_found(span) for span in spans]
            pairs = [
                (
                    Found(one["head"]["start"], one["head"]["end"], one["head"]["type"], 1.0),
                    Found(one["tail"]["start"], one["tail"]["end"], one["relation"], one["score"]),
                )
                for one in links
            ]
            triggers = [span for span in found if span.phrase in labels.types]
            readings.append(Reading(triggers, links=pairs))
        return readings


def _found(span: dict[str, Any]) -> Found:
    return Found(span["start"], span["end"], span["label"], float(span["score"]))
