"""Models of the `gliner2` library: entities and relations from one schema."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claimx.extract.zero_shot.labels import Labels
from claimx.extract.zero_shot.reading import Found, Reading

CONFIG = "config.json"


class Gliner2Model:
    """A GLiNER2 checkpoint in a folder that has been checked already."""

    gives_relations = True

    def __init__(self, folder: Path, device: str) -> None:
        from gliner2 import AutoExtractor

        self.model: Any = AutoExtractor.from_pretrained(str(folder), map_location=device)
        self.longest: int | None = self.model.config.max_len

    def parameters(self) -> list[str]:
        """The names of the weights that the checkpoint must hold."""
        return [name for name, _ in self.model.named_parameters()]

    def length(self, text: str) -> int:
        """Words as the library splits them."""
        return sum(1 for _ in self.model.processor.word_splitter(text))

    def read(
        self, texts: Sequence[str], labels: Labels, threshold: float, *, relations: bool
    ) -> list[Reading]:
        """Ask for acts, and for participants as relations of them or as spans of their own."""
        from gliner2 import Schema

        schema = Schema().entities(list(labels.types))
        if relations:
            answers = self._extract(texts, schema.relations(list(labels.roles)), threshold)
            return [
                Reading(_spans(answer), links=_pairs(answer.get("relation_extraction", {})))
                for answer in answers
            ]
        triggers = [_spans(answer) for answer in self._extract(texts, schema, threshold)]
        if not labels.roles:
            return [Reading(found) for found in triggers]
        asked = Schema().entities(list(labels.roles))
        fillers = [_spans(answer) for answer in self._extract(texts, asked, threshold)]
        return [Reading(*both) for both in zip(triggers, fillers, strict=True)]

    def _extract(self, texts: Sequence[str], schema: Any, threshold: float) -> list[dict[str, Any]]:
        answers: list[dict[str, Any]] = self.model.batch_extract(
            list(texts),
            schema,
            batch_size=len(texts),
            threshold=threshold,
            include_confidence=True,
            include_spans=True,
        )
        return answers


def _spans(answer: dict[str, Any]) -> list[Found]:
    return [
        _found(phrase, span)
        for phrase, spans in answer.get("entities", {}).items()
        for span in spans or ()
    ]


def _pairs(relations: dict[str, Any]) -> list[tuple[Found, Found]]:
    return [
        (_found("", pair["head"]), _found(phrase, pair["tail"]))
        for phrase, pairs in relations.items()
        for pair in pairs
    ]


def _found(phrase: str, span: dict[str, Any]) -> Found:
    return Found(span["start"], span["end"], phrase, float(span["confidence"]))
